-- Our own events in the columns of `imported`, one row per event: participants joined, the first one's country and sectors.
-- The conditions of the query are filled in after WHERE.
WITH chosen AS (
    SELECT events.*, reports.url,
        from_json(record -> '$.source', '[{{"text":"VARCHAR","name":"VARCHAR","country":"VARCHAR","sectors":["VARCHAR"]}}]') AS sources,
        from_json(record -> '$.target', '[{{"text":"VARCHAR","name":"VARCHAR","country":"VARCHAR","sectors":["VARCHAR"]}}]') AS targets,
        from_json(record -> '$.place', '{{"admin1":"VARCHAR","lat":"DOUBLE","lon":"DOUBLE","resolution":"VARCHAR"}}') AS spot,
        from_json(record -> '$.magnitude.dead', '{{"min":"BIGINT","max":"BIGINT","counted_by":{{"text":"VARCHAR","name":"VARCHAR"}}}}') AS dead
    FROM events JOIN current_versions USING (story, text_hash) JOIN reports USING (story, text_hash)
    WHERE {where}
), e AS (
    SELECT *, [coalesce(x.name, x.text) FOR x IN sources] AS acting, [coalesce(x.name, x.text) FOR x IN targets] AS concerned
    FROM chosen
)
SELECT
    'dragoman' AS dataset, event_id AS native_id, date_start, date_end, date_precision, type, modes, contexts, quad, intensity,
    cameo, goldstein,
    nullif(array_to_string(list_filter(acting, lambda x, i: list_position(acting, x) = i), '; '), '') AS source_name,
    sources[1].country AS source_country, coalesce(sources[1].sectors, []) AS source_sectors,
    nullif(array_to_string(list_filter(concerned, lambda x, i: list_position(concerned, x) = i), '; '), '') AS target_name,
    targets[1].country AS target_country, coalesce(targets[1].sectors, []) AS target_sectors,
    place, place_country, spot.admin1 AS admin1, spot.lat AS lat, spot.lon AS lon, spot.resolution AS place_resolution,
    try_cast(dead.min AS INTEGER) AS dead_min, try_cast(dead.max AS INTEGER) AS dead_max, NULL::INTEGER AS mentions,
    outlet AS publisher, published, url, evidence AS text, NULL::VARCHAR AS extra,
    report_id, status, plover, stance, agency, speaker, confidence, source_countries, target_countries,
    coalesce(dead.counted_by.name, dead.counted_by.text) AS dead_by,
    nullif(cast(record -> '$.magnitude' AS VARCHAR), '{{}}') AS magnitude
FROM e
