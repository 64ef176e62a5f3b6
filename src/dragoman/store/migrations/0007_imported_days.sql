-- What each imported data set tells of a day, summed up: the coverage beside a dyad's series, which would else read every row.
-- Made when it is first asked for; `imports` and `rows` say of what state of the data set it is (sums over the table imports).
CREATE TABLE imported_days (
    dataset VARCHAR NOT NULL,
    day     DATE NOT NULL,
    events  BIGINT NOT NULL
);
CREATE TABLE imported_days_of (dataset VARCHAR PRIMARY KEY, imports BIGINT NOT NULL, rows BIGINT NOT NULL);
