-- Dyad-months: one row per month, source, target and the numbers that hold on the day. Only what occurred or goes on, dated
-- to the month, with both countries known and different. Months without events have no row.
-- found is the selection (one row per pair of participants).
WITH found AS ({found}),
known AS (
    SELECT *, CASE
        WHEN status NOT IN ('occurred', 'ongoing') THEN 'did not happen (planned, demanded, hypothetical, denied, failed)'
        WHEN source_country IS NULL OR target_country IS NULL THEN 'a country is not known'
        WHEN source_country = target_country THEN 'within one country'
        WHEN date_start IS NULL OR date_end IS NULL OR date_trunc('month', date_start) <> date_trunc('month', date_end)
            THEN 'not dated to one month'
        END AS dropped
    FROM found
)
