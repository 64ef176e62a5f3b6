-- One row per POLECAT event. Cells that name several entities keep all names; country and sectors are those of the first.
SELECT
    c,
    c."Event ID" AS native_id,
    day_of(c."Event Date") AS date_start,
    date_start AS date_end,
    'day' AS date_precision,
    act.type, act.modes, x.contexts, act.quad,
    coalesce(within(number_of(c."Intensity"), -10, 10), act.intensity) AS intensity,
    NULL::VARCHAR AS cameo,
    NULL::DOUBLE AS goldstein,
    c."Actor Name" AS source_name,
    s.code AS source_country,
    ss.sectors AS source_sectors,
    c."Recipient Name" AS target_name,
    t.code AS target_country,
    ts.sectors AS target_sectors,
    coalesce(c."Placename", c."City", c."District", c."Province", c."Country") AS place,
    p.place AS place_country,
    c."Province" AS admin1,
    within(number_of(c."Latitude"), -90, 90) AS lat,
    within(number_of(c."Longitude"), -180, 180) AS lon,
    CASE WHEN c."City" IS NOT NULL THEN 'city' WHEN c."District" IS NOT NULL THEN 'admin2'
        WHEN c."Province" IS NOT NULL THEN 'admin1' WHEN c."Country" IS NOT NULL THEN 'country' END AS place_resolution,
    NULL::INTEGER AS dead_min,
    NULL::INTEGER AS dead_max,
    NULL::INTEGER AS mentions,
    c."Source" AS publisher,
    day_of(c."Publication Date") AS published,
    NULL::VARCHAR AS url,
    coalesce(c."Event Text", c."Headline") AS text
FROM clean AS c
LEFT JOIN v_plover_act AS act ON act.key = act_key(c."Event Type", c."Event Mode")
LEFT JOIN v_contexts AS x ON x.key = c."Contexts"
LEFT JOIN v_country AS s ON s.key = c."Actor Country"
LEFT JOIN v_country AS t ON t.key = c."Recipient Country"
LEFT JOIN v_country AS p ON p.key = c."Country"
LEFT JOIN v_plover_sectors AS ss ON ss.key = sector_key(c."Primary Actor Sector", c."Actor Sectors")
LEFT JOIN v_plover_sectors AS ts ON ts.key = sector_key(c."Primary Recipient Sector", c."Recipient Sectors")
