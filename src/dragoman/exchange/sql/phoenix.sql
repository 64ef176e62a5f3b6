-- One row per Phoenix event. Of several addresses and outlets in one cell all are kept; `mentions` counts the addresses.
SELECT
    c,
    c."event_id" AS native_id,
    day_of(c."date") AS date_start,
    date_start AS date_end,
    'day' AS date_precision,
    act.type, act.modes, act.contexts, act.quad, act.intensity,
    c."event_code" AS cameo,
    number_of(c."goldstein_score") AS goldstein,
    c."source_actor_full" AS source_name,
    s.code AS source_country,
    s.sectors AS source_sectors,
    c."target_actor_full" AS target_name,
    t.code AS target_country,
    t.sectors AS target_sectors,
    c."location_name" AS place,
    p.place AS place_country,
    c."state_name" AS admin1,
    within(number_of(c."lat"), -90, 90) AS lat,
    within(number_of(c."lon"), -180, 180) AS lon,
    CASE WHEN c."location_name" IS NOT NULL AND c."location_name" IS DISTINCT FROM c."state_name" THEN 'city'
        WHEN c."state_name" IS NOT NULL THEN 'admin1' WHEN c."country_code" IS NOT NULL THEN 'country' END AS place_resolution,
    NULL::INTEGER AS dead_min,
    NULL::INTEGER AS dead_max,
    (len(string_split(c."urls", ';')))::INTEGER AS mentions,
    c."news_sources" AS publisher,
    NULL::DATE AS published,
    c."urls" AS url,
    NULL::VARCHAR AS text
FROM clean AS c
LEFT JOIN v_act AS act ON act.key = c."event_code"
LEFT JOIN v_cameo_actor AS s ON s.key = actor_key(c."source_actor_entity", NULL, c."source_actor_role", c."source_actor_attribute", NULL)
LEFT JOIN v_cameo_actor AS t ON t.key = actor_key(c."target_actor_entity", NULL, c."target_actor_role", c."target_actor_attribute", NULL)
LEFT JOIN v_country AS p ON p.key = c."country_code"
