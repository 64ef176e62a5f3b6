-- One row per ACLED event. Its actor 1 stands as source and its actor 2 as target, though ACLED says that their order is
-- not always the direction of the act. Of dates that are not precise the whole week or month is the interval.
SELECT
    c,
    c."event_id_cnty" AS native_id,
    CASE c."time_precision" WHEN '2' THEN date_trunc('week', day_of(c."event_date"))::DATE
        WHEN '3' THEN date_trunc('month', day_of(c."event_date"))::DATE ELSE day_of(c."event_date") END AS date_start,
    CASE c."time_precision" WHEN '2' THEN date_start + 6
        WHEN '3' THEN (date_start + INTERVAL 1 MONTH)::DATE - 1 ELSE date_start END AS date_end,
    CASE c."time_precision" WHEN '2' THEN 'week' WHEN '3' THEN 'month' ELSE 'day' END AS date_precision,
    act.type, act.modes, NULL::VARCHAR[] AS contexts, act.quad, act.intensity,
    NULL::VARCHAR AS cameo,
    NULL::DOUBLE AS goldstein,
    c."actor1" AS source_name,
    s.code AS source_country,
    s.sectors AS source_sectors,
    c."actor2" AS target_name,
    t.code AS target_country,
    t.sectors AS target_sectors,
    c."location" AS place,
    coalesce(p.place, i.code) AS place_country,
    c."admin1" AS admin1,
    within(number_of(c."latitude"), -90, 90) AS lat,
    within(number_of(c."longitude"), -180, 180) AS lon,
    CASE c."geo_precision" WHEN '1' THEN 'city' WHEN '2' THEN 'admin2' WHEN '3' THEN 'admin1' END AS place_resolution,
    count_of(c."fatalities") AS dead_min,
    dead_min AS dead_max,
    NULL::INTEGER AS mentions,
    c."source" AS publisher,
    NULL::DATE AS published,
    NULL::VARCHAR AS url,
    c."notes" AS text
FROM clean AS c
LEFT JOIN v_acled_act AS act ON act.key = act_key(c."event_type", c."sub_event_type")
LEFT JOIN v_acled_actor AS s ON s.key = act_key(c."actor1", c."inter1")
LEFT JOIN v_acled_actor AS t ON t.key = act_key(c."actor2", c."inter2")
LEFT JOIN v_country AS p ON p.key = c."country"
LEFT JOIN codes_in AS i ON i.system = 'isonum' AND i.foreign_code = c."iso" AND day_of(c."event_date") BETWEEN i.start_day AND i.end_day
