-- One row per ICEWS record. A side without a country may still be an organisation, which its sectors say.
SELECT
    c,
    c."Event ID" AS native_id,
    day_of(c."Event Date") AS date_start,
    date_start AS date_end,
    'day' AS date_precision,
    act.type, act.modes, act.contexts, act.quad, act.intensity,
    c."CAMEO Code" AS cameo,
    number_of(c."Intensity") AS goldstein,
    c."Source Name" AS source_name,
    coalesce(s.code, icews_body(c."Source Name", ss.body)) AS source_country,
    coalesce(ss.sectors, []) AS source_sectors,
    c."Target Name" AS target_name,
    coalesce(t.code, icews_body(c."Target Name", ts.body)) AS target_country,
    coalesce(ts.sectors, []) AS target_sectors,
    coalesce(c."City", c."District", c."Province", c."Country") AS place,
    p.place AS place_country,
    c."Province" AS admin1,
    within(number_of(c."Latitude"), -90, 90) AS lat,
    within(number_of(c."Longitude"), -180, 180) AS lon,
    CASE WHEN c."City" IS NOT NULL THEN 'city' WHEN c."District" IS NOT NULL THEN 'admin2'
        WHEN c."Province" IS NOT NULL THEN 'admin1' WHEN c."Country" IS NOT NULL THEN 'country' END AS place_resolution,
    NULL::INTEGER AS dead_min,
    NULL::INTEGER AS dead_max,
    NULL::INTEGER AS mentions,
    c."Publisher" AS publisher,
    NULL::DATE AS published,
    NULL::VARCHAR AS url,
    c."Event Text" AS text
FROM clean AS c
LEFT JOIN v_act AS act ON act.key = c."CAMEO Code"
LEFT JOIN v_country AS s ON s.key = c."Source Country"
LEFT JOIN v_country AS t ON t.key = c."Target Country"
LEFT JOIN v_country AS p ON p.key = c."Country"
LEFT JOIN v_icews_sectors AS ss ON ss.key = c."Source Sectors"
LEFT JOIN v_icews_sectors AS ts ON ts.key = c."Target Sectors"
