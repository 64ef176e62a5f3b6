-- Small functions that the mapping of every format uses. Temporary: nothing of them stays in the store.

-- A day as the formats write it; null for what is no day between 1800 and 2100.
CREATE OR REPLACE TEMP MACRO day_of(x) AS (
    CASE WHEN year(coalesce(
        try_strptime(left(x, 10), ['%Y-%m-%d', '%Y%m%d', '%m/%d/%Y']),
        try_strptime(x, ['%d-%b-%y', '%d %B %Y', '%d-%B-%Y', '%d-%b-%Y', '%d %b %Y', '%m/%d/%Y %H:%M:%S'])
    )) BETWEEN 1800 AND 2100 THEN coalesce(
        try_strptime(left(x, 10), ['%Y-%m-%d', '%Y%m%d', '%m/%d/%Y']),
        try_strptime(x, ['%d-%b-%y', '%d %B %Y', '%d-%B-%Y', '%d-%b-%Y', '%d %b %Y', '%m/%d/%Y %H:%M:%S'])
    )::DATE END
);

CREATE OR REPLACE TEMP MACRO number_of(x) AS (
    CASE WHEN isfinite(try_cast(x AS DOUBLE)) THEN try_cast(x AS DOUBLE) END
);
CREATE OR REPLACE TEMP MACRO within(x, low, high) AS (CASE WHEN x BETWEEN low AND high THEN x END);
CREATE OR REPLACE TEMP MACRO count_of(x) AS (
    CASE WHEN try_cast(x AS DOUBLE) BETWEEN 0 AND 2e9 THEN cast(try_cast(x AS DOUBLE) AS INTEGER) END
);

-- A number as people write it: 3.4, -2.
CREATE OR REPLACE TEMP MACRO num(x) AS (
    CASE WHEN x = trunc(x) AND abs(x) < 1e15 THEN cast(cast(x AS BIGINT) AS VARCHAR) ELSE cast(x AS VARCHAR) END
);

-- The host of an address, without www.
CREATE OR REPLACE TEMP MACRO host_of(x) AS (
    nullif(regexp_extract(x, '^[a-z]+://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)', 1), '')
);

-- GDELT's quad class follows from the CAMEO root.
CREATE OR REPLACE TEMP MACRO cameo_quad(code) AS (
    CASE WHEN code < '06' THEN '1' WHEN code < '09' THEN '2' WHEN code < '14' THEN '3' WHEN code IS NOT NULL THEN '4' END
);

-- One string for what CAMEO says of an actor: country, known group, three role codes.
CREATE OR REPLACE TEMP MACRO actor_key(country, known, first, second, third) AS (
    coalesce(country, '') || '|' || coalesce(known, '') || '|' || coalesce(first, '') || '|' || coalesce(second, '')
    || '|' || coalesce(third, '')
);

-- PLOVER sectors in CAMEO's words; most are the same.
CREATE OR REPLACE TEMP MACRO cameo_type(sector) AS (
    CASE sector WHEN 'JRN' THEN 'MED' WHEN 'MED' THEN 'HLH' WHEN 'SOC' THEN 'NGO' WHEN 'PRM' THEN 'UAF' WHEN 'UNK' THEN NULL
        WHEN 'PRE' THEN NULL ELSE sector END
);
CREATE OR REPLACE TEMP MACRO cameo_group(country) AS (
    CASE country WHEN 'UNO' THEN 'UNO' WHEN 'EUR' THEN 'EEC' WHEN 'IGO' THEN 'IGO' WHEN 'NGO' THEN 'NGO' END
);

-- GDELT's kinds of place: 1 country, 2 and 5 first-order division (of the US, elsewhere), 3 and 4 city.
CREATE OR REPLACE TEMP MACRO gdelt_geo_type(resolution, country) AS (
    CASE resolution WHEN 'country' THEN '1' WHEN 'admin1' THEN if(country = 'USA', '2', '5')
        WHEN 'city' THEN if(country = 'USA', '3', '4') END
);

-- PLOVER sectors in the words of ICEWS, joined by commas as there.
CREATE OR REPLACE TEMP MACRO icews_sector(sector) AS (
    CASE sector WHEN 'GOV' THEN 'Government' WHEN 'MIL' THEN 'Military' WHEN 'COP' THEN 'Police' WHEN 'JUD' THEN 'Judicial'
        WHEN 'LEG' THEN 'Legislative / Parliamentary' WHEN 'SPY' THEN 'Intelligence Ministry' WHEN 'PTY' THEN 'Parties'
        WHEN 'REB' THEN 'Rebel' WHEN 'PRM' THEN 'Organized Violent' WHEN 'UAF' THEN 'Unidentified Forces'
        WHEN 'OPP' THEN 'Opposition Major Party (Out Of Government)' WHEN 'ELI' THEN 'Elite'
        WHEN 'CVL' THEN 'General Population / Civilian / Social' WHEN 'BUS' THEN 'Business' WHEN 'LAB' THEN 'Labor'
        WHEN 'AGR' THEN 'Agricultural' WHEN 'EDU' THEN 'Education' WHEN 'MED' THEN 'Medical / Health' WHEN 'JRN' THEN 'Media'
        WHEN 'REF' THEN 'Refugees / Displaced' WHEN 'REL' THEN 'National Religious'
        WHEN 'SOC' THEN 'Nongovernmental Organizations / Activists' WHEN 'CRM' THEN 'Criminals / Gangs'
        WHEN 'UNK' THEN 'Unspecified' END
);
CREATE OR REPLACE TEMP MACRO icews_sectors(sectors) AS (
    nullif(array_to_string(list_filter(list_transform(sectors, lambda s: icews_sector(s)), lambda s: s IS NOT NULL), ','), '')
);

-- Organisations by name where ICEWS gives no country; `body` is what its sectors say.
CREATE OR REPLACE TEMP MACRO icews_body(name, body) AS (
    CASE WHEN regexp_matches(name, '^(United Nations|UN )|\(United Nations\)$') THEN 'UNO'
        WHEN regexp_matches(name, '^European (Union|Commission|Parliament|Council|Central Bank)|\(European Union\)$') THEN 'EUR'
        ELSE body END
);

-- Two cells as one key.
CREATE OR REPLACE TEMP MACRO act_key(first, second) AS (coalesce(first, '') || '|' || coalesce(second, ''));
CREATE OR REPLACE TEMP MACRO sector_key(first, others) AS (nullif(concat_ws(';', first, others), ''));
