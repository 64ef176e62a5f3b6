-- The names of participants that stand in an imported data set, each once: part of a name is sought among these, not in every row.
-- Made by an import, or when it is first asked for; `imports` and `rows` say of what state of the data set it is.
CREATE TABLE imported_names (
    dataset VARCHAR NOT NULL,
    name    VARCHAR NOT NULL
);
CREATE TABLE imported_names_of (dataset VARCHAR PRIMARY KEY, imports BIGINT NOT NULL, rows BIGINT NOT NULL);
