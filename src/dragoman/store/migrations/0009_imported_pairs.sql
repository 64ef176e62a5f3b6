-- What each imported data set tells of two countries, summed up by month, direction and quad: the counts and the monthly series of a dyad,
-- which would else read every row of the two. `forth` is true where the first of the pair did it; a month that is not known and a
-- row without a quad are kept apart. Scores are in millionths, which add up to the same in whatever order.
-- Made by an import, or when it is first asked for; `imports` and `rows` say of what state of the data set it is.
CREATE TABLE imported_pairs (
    dataset VARCHAR NOT NULL,
    pair    VARCHAR NOT NULL,
    month   DATE,
    forth   BOOLEAN NOT NULL,
    quad    TINYINT NOT NULL,
    events  BIGINT NOT NULL,
    score   BIGINT NOT NULL
);
CREATE TABLE imported_pairs_of (dataset VARCHAR PRIMARY KEY, imports BIGINT NOT NULL, rows BIGINT NOT NULL);
