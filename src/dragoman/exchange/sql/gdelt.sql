-- One row per GDELT event. The place is that of the action; those of the actors stay in `extra`.
SELECT
    c,
    c."GLOBALEVENTID" AS native_id,
    day_of(c."SQLDATE") AS date_start,
    date_start AS date_end,
    'day' AS date_precision,
    act.type, act.modes, act.contexts, act.quad, act.intensity,
    c."EventCode" AS cameo,
    number_of(c."GoldsteinScale") AS goldstein,
    c."Actor1Name" AS source_name,
    s.code AS source_country,
    coalesce(s.sectors, []) AS source_sectors,
    c."Actor2Name" AS target_name,
    t.code AS target_country,
    coalesce(t.sectors, []) AS target_sectors,
    c."ActionGeo_FullName" AS place,
    p.place AS place_country,
    CASE c."ActionGeo_Type"
        WHEN '2' THEN split_part(c."ActionGeo_FullName", ', ', 1)
        WHEN '5' THEN split_part(c."ActionGeo_FullName", ', ', 1)
        WHEN '3' THEN nullif(split_part(c."ActionGeo_FullName", ', ', -2), split_part(c."ActionGeo_FullName", ', ', 1))
        WHEN '4' THEN nullif(split_part(c."ActionGeo_FullName", ', ', -2), split_part(c."ActionGeo_FullName", ', ', 1))
    END AS admin1,
    within(number_of(c."ActionGeo_Lat"), -90, 90) AS lat,
    within(number_of(c."ActionGeo_Long"), -180, 180) AS lon,
    CASE c."ActionGeo_Type" WHEN '1' THEN 'country' WHEN '2' THEN 'admin1' WHEN '5' THEN 'admin1' WHEN '3' THEN 'city'
        WHEN '4' THEN 'city' END AS place_resolution,
    NULL::INTEGER AS dead_min,
    NULL::INTEGER AS dead_max,
    count_of(c."NumMentions") AS mentions,
    host_of(c."SOURCEURL") AS publisher,
    day_of(left(c."DATEADDED", 8)) AS published,
    c."SOURCEURL" AS url,
    NULL::VARCHAR AS text
FROM clean AS c
LEFT JOIN v_act AS act ON act.key = c."EventCode"
LEFT JOIN v_cameo_actor AS s ON s.key = actor_key(
    c."Actor1CountryCode", c."Actor1KnownGroupCode", c."Actor1Type1Code", c."Actor1Type2Code", c."Actor1Type3Code")
LEFT JOIN v_cameo_actor AS t ON t.key = actor_key(
    c."Actor2CountryCode", c."Actor2KnownGroupCode", c."Actor2Type1Code", c."Actor2Type2Code", c."Actor2Type3Code")
LEFT JOIN v_fips AS p ON p.key = c."ActionGeo_CountryCode"
