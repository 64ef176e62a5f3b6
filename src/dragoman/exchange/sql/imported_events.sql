-- Events of others with the columns that only our own have, as far as they mean something for them.
SELECT
    dataset, native_id, date_start, date_end, date_precision, type, modes, contexts, quad, intensity, cameo, goldstein, source_name,
    source_country, source_sectors, target_name, target_country, target_sectors, place, place_country, admin1, lat, lon,
    place_resolution, dead_min, dead_max, mentions, publisher, published, url, text, extra,
    NULL::VARCHAR AS report_id, 'occurred' AS status, type AS plover, NULL::VARCHAR AS stance, NULL::VARCHAR AS agency,
    NULL::VARCHAR AS speaker, NULL::DOUBLE AS confidence,
    list_filter([source_country], lambda x: x IS NOT NULL) AS source_countries,
    list_filter([target_country], lambda x: x IS NOT NULL) AS target_countries,
    NULL::VARCHAR AS dead_by, NULL::VARCHAR AS magnitude
FROM imported
WHERE {where}
