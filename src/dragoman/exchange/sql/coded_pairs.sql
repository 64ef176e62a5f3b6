-- Our own events in the columns of `imported`, one row per source and target, as data sets of others count them. An act of
-- several parties without a target (a meeting) gives a row in each direction. Type and code are the manual's for the status.
-- The conditions of the query are filled in after WHERE.
WITH e AS (
    SELECT events.*, reports.url,
        from_json(record -> '$.source', '[{{"text":"VARCHAR","name":"VARCHAR","country":"VARCHAR","sectors":["VARCHAR"]}}]') AS sources,
        from_json(record -> '$.target', '[{{"text":"VARCHAR","name":"VARCHAR","country":"VARCHAR","sectors":["VARCHAR"]}}]') AS targets,
        from_json(record -> '$.place', '{{"admin1":"VARCHAR","lat":"DOUBLE","lon":"DOUBLE","resolution":"VARCHAR"}}') AS spot,
        from_json(record -> '$.magnitude.dead', '{{"min":"BIGINT","max":"BIGINT"}}') AS dead
    FROM events JOIN current_versions USING (story, text_hash) JOIN reports USING (story, text_hash)
    WHERE {where}
), numbered AS (
    SELECT *, len(targets) = 0 AND len(sources) > 1 AS mutual, range(1, greatest(len(sources), 1) + 1) AS ss,
        range(1, greatest(if(len(targets) = 0 AND len(sources) > 1, len(sources), len(targets)), 1) + 1) AS ts
    FROM e
), first AS (
    SELECT *, unnest(ss) AS s FROM numbered
), pairs AS (
    SELECT *, unnest(ts) AS t FROM first
)
SELECT
    'dragoman' AS dataset, event_id || CASE WHEN len(ss) * len(ts) > 1 THEN '-' || s || '-' || t ELSE '' END AS native_id,
    date_start, date_end, date_precision, plover AS type, if(plover = type, modes, []) AS modes, contexts, quad, intensity, cameo,
    goldstein,
    coalesce(sources[s].name, sources[s].text) AS source_name, sources[s].country AS source_country,
    coalesce(sources[s].sectors, []) AS source_sectors,
    coalesce(if(mutual, sources, targets)[t].name, if(mutual, sources, targets)[t].text) AS target_name,
    if(mutual, sources, targets)[t].country AS target_country, coalesce(if(mutual, sources, targets)[t].sectors, []) AS target_sectors,
    place, place_country, spot.admin1 AS admin1, spot.lat AS lat, spot.lon AS lon, spot.resolution AS place_resolution,
    try_cast(dead.min AS INTEGER) AS dead_min, try_cast(dead.max AS INTEGER) AS dead_max, NULL::INTEGER AS mentions,
    outlet AS publisher, published, url, evidence AS text, NULL::VARCHAR AS extra,
    report_id, status, plover, stance, agency, speaker, confidence, source_countries, target_countries
FROM pairs
WHERE NOT (mutual AND s = t)
