-- One row per forecast that was issued. `issued_on` is the vintage: the last day of publication that it knew.
-- `outcome` is null until the record covers the whole window and somebody scores it.
CREATE TABLE forecasts (
    forecast_id  VARCHAR PRIMARY KEY,
    dataset      VARCHAR,
    issued_on    DATE NOT NULL,
    source       VARCHAR NOT NULL,
    target       VARCHAR NOT NULL,
    act          VARCHAR NOT NULL,
    window_start DATE NOT NULL,
    window_end   DATE NOT NULL,
    probability  DOUBLE NOT NULL,
    low          DOUBLE NOT NULL,
    high         DOUBLE NOT NULL,
    persistence  DOUBLE NOT NULL,
    base_rate    DOUBLE NOT NULL,
    version      VARCHAR NOT NULL,
    record       VARCHAR NOT NULL,
    outcome      BOOLEAN,
    scored_on    DATE
);
