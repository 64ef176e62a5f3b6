-- One row per text of a report. Texts with the same story (URL, else id) are versions of one report;
-- their order is (published, text_hash), so that it does not depend on when they were added.
CREATE TABLE reports (
    report_id VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    story     VARCHAR NOT NULL,
    published DATE,
    outlet    VARCHAR,
    title     VARCHAR,
    url       VARCHAR,
    origin    VARCHAR,
    text      VARCHAR NOT NULL,
    PRIMARY KEY (story, text_hash)
);

-- One row per event as one sentence of one report tells it; `record` is the JSON that `dragoman code` prints.
CREATE TABLE events (
    event_id         VARCHAR PRIMARY KEY,
    story            VARCHAR NOT NULL,
    text_hash        VARCHAR NOT NULL,
    report_id        VARCHAR NOT NULL,
    published        DATE,
    outlet           VARCHAR,
    sentence         INTEGER NOT NULL,
    type             VARCHAR NOT NULL,
    modes            VARCHAR[] NOT NULL,
    plover           VARCHAR NOT NULL,
    contexts         VARCHAR[] NOT NULL,
    quad             TINYINT NOT NULL,
    intensity        DOUBLE NOT NULL,
    cameo            VARCHAR,
    goldstein        DOUBLE,
    status           VARCHAR NOT NULL,
    source_countries VARCHAR[] NOT NULL,
    target_countries VARCHAR[] NOT NULL,
    date_start       DATE,
    date_end         DATE,
    date_precision   VARCHAR,
    place            VARCHAR,
    place_country    VARCHAR,
    agency           VARCHAR,
    speaker          VARCHAR,
    stance           VARCHAR NOT NULL,
    confidence       DOUBLE NOT NULL,
    evidence         VARCHAR NOT NULL,
    record           VARCHAR NOT NULL
);

-- One row per participant of an event; side is source, target or third.
CREATE TABLE participants (
    event_id VARCHAR NOT NULL,
    side     VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    text     VARCHAR NOT NULL,
    name     VARCHAR,
    country  VARCHAR,
    sector   VARCHAR,
    office   VARCHAR,
    qid      VARCHAR,
    role     VARCHAR,
    PRIMARY KEY (event_id, side, position)
);

-- One row per attributed statement.
CREATE TABLE claims (
    claim_id        VARCHAR PRIMARY KEY,
    story           VARCHAR NOT NULL,
    text_hash       VARCHAR NOT NULL,
    report_id       VARCHAR NOT NULL,
    published       DATE,
    outlet          VARCHAR,
    kind            VARCHAR NOT NULL,
    stance          VARCHAR NOT NULL,
    agency          VARCHAR,
    speaker         VARCHAR,
    speaker_country VARCHAR,
    said_start      DATE,
    said_end        DATE,
    text            VARCHAR NOT NULL,
    record          VARCHAR NOT NULL
);

CREATE TABLE claim_events (claim_id VARCHAR NOT NULL, event_id VARCHAR NOT NULL, PRIMARY KEY (claim_id, event_id));

-- What was refused, with the reason; a row a refusal.
CREATE TABLE rejected (
    rejected_id VARCHAR PRIMARY KEY,
    story       VARCHAR,
    text_hash   VARCHAR,
    report_id   VARCHAR,
    origin      VARCHAR,
    stage       VARCHAR NOT NULL,
    code        VARCHAR NOT NULL,
    detail      VARCHAR NOT NULL,
    span_start  INTEGER,
    span_end    INTEGER
);

-- Which text of a story is the latest: one row per story.
CREATE VIEW current_versions AS
SELECT story, text_hash, version, version = count(*) OVER (PARTITION BY story) AS is_current
FROM (
    SELECT story, text_hash,
           row_number() OVER (PARTITION BY story ORDER BY published NULLS FIRST, text_hash) AS version
    FROM reports
);
