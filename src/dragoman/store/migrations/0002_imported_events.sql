-- One row per event of a data set that others made (ICEWS, GDELT, POLECAT, ACLED, UCDP, Phoenix), beside our own events
-- and never mixed with them. (dataset, native_id, date_start) names a row; the import keeps it so, since an index over
-- tens of millions of rows would cost more than the table.
CREATE TABLE imported (
    dataset          VARCHAR NOT NULL, -- the name under which it was imported
    native_id        VARCHAR NOT NULL, -- the data set's own id of the event
    import_id        VARCHAR NOT NULL, -- the file it came from: imports.import_id
    pair             VARCHAR,          -- the two countries in order of their codes, 'IRN-USA'; null unless both are known
    date_start       DATE,
    date_end         DATE,             -- both days included
    date_precision   VARCHAR,          -- day, week, month, year, range
    type             VARCHAR,          -- PLOVER type; null where PLOVER has none (statements, CAMEO 01 and 02)
    modes            VARCHAR[] NOT NULL,
    contexts         VARCHAR[] NOT NULL,
    quad             TINYINT,          -- of the PLOVER type; null where there is none
    intensity        DOUBLE,           -- PLOVER score
    cameo            VARCHAR,
    goldstein        DOUBLE,
    source_name      VARCHAR,
    source_country   VARCHAR,          -- our country code; null where the data set names none or one we do not know
    source_sectors   VARCHAR[] NOT NULL,
    target_name      VARCHAR,
    target_country   VARCHAR,
    target_sectors   VARCHAR[] NOT NULL,
    place            VARCHAR,
    place_country    VARCHAR,
    admin1           VARCHAR,
    lat              DOUBLE,
    lon              DOUBLE,
    place_resolution VARCHAR,          -- city, admin1, country, feature
    dead_min         INTEGER,
    dead_max         INTEGER,
    mentions         INTEGER,          -- reports or sources that tell it, as the data set counts them
    publisher        VARCHAR,
    published        DATE,
    url              VARCHAR,
    text             VARCHAR,          -- the data set's words about the event
    extra            VARCHAR           -- JSON: its columns that have no place above, by their own names; null when there are none
);

-- One row per file (or member of an archive) that was imported; the same bytes are not read twice into one data set.
CREATE TABLE imports (
    import_id  VARCHAR PRIMARY KEY,
    dataset    VARCHAR NOT NULL,
    format     VARCHAR NOT NULL,
    file       VARCHAR NOT NULL, -- its name when it was imported
    file_hash  VARCHAR NOT NULL, -- SHA-256 of its bytes
    rows_read  BIGINT NOT NULL,
    rows_added BIGINT NOT NULL,
    rows_known BIGINT NOT NULL,  -- already there under the same id
    rows_aside BIGINT NOT NULL   -- set aside, each with a row in rejected
);
