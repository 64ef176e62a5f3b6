-- One row per UCDP event: organised violence with at least one death, side A to side B. `low` and `high` are the bounds of the dead,
-- `best` stays in `extra` where the bounds do not give it. A state's number says its country by the day of the event.
SELECT
    c,
    c."id" AS native_id,
    day_of(c."date_start") AS date_start,
    coalesce(day_of(c."date_end"), day_of(c."date_start")) AS date_end,
    CASE c."date_prec" WHEN '1' THEN 'day' WHEN '3' THEN 'week' WHEN '4' THEN 'month' WHEN '5' THEN 'year'
        ELSE if(day_of(c."date_end") > day_of(c."date_start"), 'range', 'day') END AS date_precision,
    act.type, act.modes, NULL::VARCHAR[] AS contexts, act.quad, act.intensity,
    NULL::VARCHAR AS cameo,
    NULL::DOUBLE AS goldstein,
    c."side_a" AS source_name,
    coalesce(ga.code, s.code) AS source_country,
    s.sectors AS source_sectors,
    c."side_b" AS target_name,
    coalesce(gb.code, t.code) AS target_country,
    t.sectors AS target_sectors,
    c."where_coordinates" AS place,
    coalesce(gp.code, p.place) AS place_country,
    c."adm_1" AS admin1,
    within(number_of(c."latitude"), -90, 90) AS lat,
    within(number_of(c."longitude"), -180, 180) AS lon,
    CASE c."where_prec" WHEN '1' THEN 'city' WHEN '2' THEN 'admin2' WHEN '3' THEN 'admin2' WHEN '4' THEN 'admin1'
        WHEN '5' THEN 'feature' WHEN '6' THEN 'country' WHEN '7' THEN 'feature' END AS place_resolution,
    count_of(c."low") AS dead_min,
    count_of(c."high") AS dead_max,
    count_of(c."number_of_sources") AS mentions,
    c."source_office" AS publisher,
    day_of(c."source_date") AS published,
    NULL::VARCHAR AS url,
    c."source_headline" AS text
FROM clean AS c
LEFT JOIN v_plover_act AS act ON act.key = 'ASSAULT|'
LEFT JOIN v_ucdp_side AS s ON s.key = act_key(c."side_a", c."type_of_violence")
LEFT JOIN v_ucdp_side AS t ON t.key = act_key(c."side_b", c."type_of_violence")
LEFT JOIN codes_in AS ga ON ga.system = 'gw' AND ga.foreign_code = c."gwnoa" AND day_of(c."date_start") BETWEEN ga.start_day AND ga.end_day
LEFT JOIN codes_in AS gb ON gb.system = 'gw' AND gb.foreign_code = c."gwnob" AND day_of(c."date_start") BETWEEN gb.start_day AND gb.end_day
LEFT JOIN codes_in AS gp ON gp.system = 'gw' AND gp.foreign_code = c."country_id" AND day_of(c."date_start") BETWEEN gp.start_day AND gp.end_day
LEFT JOIN v_country AS p ON p.key = c."country"
