"""Compares the registry's tables with public reference tables kept outside the repository and prints every disagreement.

Usage: `python bench/check_registry.py [SHARED]`, with SHARED the folder that holds `data/registry` (default:
`../shared` beside the repository). Each class of disagreement is decided in `DECIDED`; what is not decided is a finding.
Exit status 1 when there are findings.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
from collections import Counter
from pathlib import Path

from dragoman.registry import Registry, registry
from dragoman.registry.surfaces import key

# Disagreements that stay: (check, pattern of what the reference says, reason).
DECIDED: tuple[tuple[str, str, str], ...] = (
    (
        "abbreviation",
        r"^(AS|BIOT|FDRE|TAAF|GU|HIMI|I\.O\.M|RMI|FSM|NL|CNMI|PR|SGSSI|CH|TCA|US or USA|VI)$|/",
        "not used so in news text, or a common word",
    ),
    ("agency country", r"Sénégalaise", "the acronym APS is also Algeria's"),
    (
        "armed group",
        r"insurgents$|^Forces of|^Opponents of|^[DL]PR$|^DPF$|^La Familia$|^Republic of Artsakh$|^Fulani$|^Tiv$",
        "a description, a name shared by many, or coded as a territory",
    ),
    (
        "birth",
        r"Croatia|Slovenia|Lithuania|Georgia|Guinea-Bissau|Bangladesh",
        "the source counts from recognition, we from the proclamation",
    ),
    ("birth", r"Zimbabwe", "Rhodesia is a state of its own here"),
    (
        "capital",
        r"Djibouti|Luxembourg|Monaco|San Marino|Singapore",
        "the city has the name of the state and is read as the state",
    ),
    ("capital", r"Falkland", "Stanley is a surname"),
    ("capital", r"Palestine", "claimed; the seat is Ramallah, East Jerusalem is a name of the territory"),
    ("end", r"Yugoslavia", "the state union of 2003 to 2006 has its own line"),
    (
        "long_form",
        r"^(Territory|Territorial|Overseas|Country|Coral Sea|Pitcairn, )",
        "legal forms that no report uses",
    ),
    ("long_form", r"^The Holy See$", "read with the article left out"),
    ("name", r"^Réunion$", "without context it is the ordinary word; read as Réunion Island"),
    ("name", r"Dominican", "of the island state: the republic is meant in nearly all news"),
    ("nationality", r"Dominicans?$|Koreans?$", "nearly always of the republic (DOM) and of the south (KOR)"),
    (
        "nationality",
        r"^(Swati|NA|Falkland Island|Chinese/|Channel|Cocos|Manx|Monacan|Sahraoui|Wallis)",
        "rare or not an adjective",
    ),
    ("nationality", r"Chuukese|Kosraen|Pohnpeian|Yapese", "peoples of single islands"),
    ("nationality", r"Islander$", "the adjective of a small island is not used of actors"),
    (
        "organisation",
        r"",
        "the list holds technical and dead organisations; those that act in news are in bodies.tsv",
    ),
    ("short_form", r"^(The |Cocos  |Gaza, )", "read with the article left out, or two names in one cell"),
)


class Findings:
    """What was compared and where the two sides differ, by check."""

    def __init__(self) -> None:
        self.compared: Counter[str] = Counter()
        self.differing: dict[str, list[str]] = {}
        self.decided: Counter[str] = Counter()

    def compare(self, check: str, *, agrees: bool, what: str, detail: str) -> None:
        self.compared[check] += 1
        if agrees:
            return
        if any(c == check and re.search(p, what) for c, p, _ in DECIDED):
            self.decided[check] += 1
            return
        self.differing.setdefault(check, []).append(f"{what}: {detail}")

    def show(self) -> int:
        for check in sorted(self.compared):
            found = self.differing.get(check, [])
            n = self.compared[check]
            print(
                f"{check}: {n - len(found) - self.decided[check]} of {n} agree, {self.decided[check]} decided, {len(found)} open"
            )
            for line in found:
                print(f"    {line}")
        return 1 if self.differing else 0


def codes_of(known: Registry, words: str) -> set[str]:
    """The country codes (as actors of them are coded) that the whole of the words stands for."""
    for name in known.find(words):
        if name.start == 0 and name.end == len(words):
            countries = [known.country(e.ref) for e in name.entries]
            return {c.coded_as for c in countries if c} | {c.code for c in countries if c}
    return set()


def check_codes(known: Registry, folder: Path, found: Findings) -> dict[str, str]:
    """ISO codes, English names and capitals. Gives ISO alpha-2 to our code."""
    by_alpha2: dict[str, str] = {}
    for row in read_csv(folder / "country_codes.csv"):
        code = row["iso3166_1_alpha_3"]
        by_alpha2[row["iso3166_1_alpha_2"]] = code
        name = row["cldr_display_name"]
        country = known.country(code)
        found.compare("code", agrees=country is not None, what=name, detail=f"{code} is not in countries.tsv")
        if country is None:
            continue
        agrees = code in codes_of(known, name)
        found.compare("name", agrees=agrees, what=name, detail=f"not read as {code}: {codes_of(known, name)}")
        capital = row["capital"]
        if capital and country.capital:
            same = key(capital) in {key(c) for c in country.capital_names}
            found.compare(
                "capital", agrees=same, what=name, detail=f"{capital!r}, ours {country.capital_names}"
            )
    return by_alpha2


def check_factbook(known: Registry, folder: Path, by_alpha2: dict[str, str], found: Findings) -> None:
    """Names, former names and words for the people."""
    for row in read_csv(folder / "countries_factbook_2026.csv"):
        code = {"XK": "KOS"}.get(row["iso2"], by_alpha2.get(row["iso2"], ""))
        country = known.country(code)
        if country is None:
            continue
        for column in ("long_form", "short_form", "abbreviation"):
            for name in names_in(row[column]):
                got = codes_of(known, name)
                found.compare(
                    column, agrees=code in got, what=name, detail=f"not read as {code}: {got or 'not found'}"
                )
        for name in words_for_people(row["nationality_noun"], row["nationality_adj"]):
            got = codes_of(known, name)
            agrees = bool({code, country.coded_as} & got)
            found.compare(
                "nationality", agrees=agrees, what=name, detail=f"not read as {code}: {got or 'not found'}"
            )


def names_in(cell: str) -> list[str]:
    cell = re.sub(r"\(.*?\)", "", cell).split(";")[0].strip()
    return [] if not cell or cell.lower().startswith(("none", "conventional")) else [cell]


def words_for_people(noun: str, adjective: str) -> list[str]:
    noun = noun.split(";", maxsplit=1)[0]
    words = []
    for part in re.split(r",| or ", noun):
        stem = re.sub(r"\(.*?\)", "", part).strip()
        if stem:
            words.append(stem + ("s" if "(s)" in part else ""))
    words += [p.strip() for p in re.split(r",| or |;", re.sub(r"\(.*?\)", "", adjective)) if p.strip()]
    return [w for w in words if w[:1].isupper()]


def check_births_and_ends(known: Registry, folder: Path, found: Findings) -> None:
    """First and last day of states, against the Gleditsch-Ward system (days)."""
    by_name = {key(n): c for c in known.countries.values() for n in (c.name, *c.names)}
    for row in read_csv(folder / "gw_states.csv"):
        cells = list(row.values())
        name, start, end = cells[-3], cells[-2], cells[-1]
        country = by_name.get(key(re.sub(r"\(.*?\)", "", name).strip()))
        if country is None:
            continue
        if start >= "1945-09-02" and country.start:
            same = abs((country.start - _day(start)).days) <= SAME_BIRTH_DAYS
            found.compare("birth", agrees=same, what=name, detail=f"{start}, ours {country.start}")
        if end < "2016" and country.end:
            same = abs((country.end - _day(end)).days) <= SAME_BIRTH_DAYS
            found.compare("end", agrees=same, what=name, detail=f"{end}, ours {country.end}")


# Proclaimed or recognised: the sources differ by some months on the same birth.
SAME_BIRTH_DAYS = 200


def check_outlets(known: Registry, folder: Path, found: Findings) -> None:
    """State media of the list that are agencies: known, with country, and not called private."""
    by_name = {key(n): c.code for c in known.countries.values() for n in (c.name, *c.names)}
    for row in read_csv(folder / "state_media_gmf.csv"):
        company = row["media_company"]
        if not re.search(
            r"news agency|press agency|agence|\bTASS\b|Xinhua|news service", company, re.IGNORECASE
        ):
            continue
        names = [
            re.sub(r"\(.*?\)", "", company).strip(),
            *re.findall(r"\(([^)]*)\)", company),
            row["main_assets"],
        ]
        outlet = next((o for n in names if (o := known.outlet(n)) is not None), None)
        found.compare(
            "agency", agrees=outlet is not None, what=company, detail=f"{row['country']}: not in outlets.tsv"
        )
        if outlet is None:
            continue
        country = by_name.get(key(row["country"]))
        found.compare(
            "agency country",
            agrees=country in {None, outlet.country},
            what=company,
            detail=f"{row['country']}, ours {outlet.country}",
        )
        found.compare(
            "agency owner",
            agrees=outlet.ownership != "private" or row["typology"].startswith("CaPr"),
            what=company,
            detail=f"{row['typology']}, ours private",
        )


def check_groups(known: Registry, folder: Path, found: Findings) -> None:
    """Armed actors of the conflict data with at least 10 events: known by name."""
    rows = read_csv(folder / "ucdp_armed_actors.csv")
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row["actor"]] += int(row["n_events"])
    for actor, n in totals.most_common():
        if n < _EVENTS_THAT_MATTER or re.match(r"Government of|Civilians|Supporters of", actor):
            continue
        words = re.sub(r"\s*\(.*?\)|\s*-\s.*$", "", actor)
        hits = [x for x in known.find(words) if any(e.kind == "body" for e in x.entries)]
        found.compare("armed group", agrees=bool(hits), what=actor, detail=f"{n} events, not found")


_EVENTS_THAT_MATTER = 10


def check_organisations(known: Registry, folder: Path, found: Findings) -> None:
    """Organisations that many states belong to: known by their acronym."""
    totals: Counter[str] = Counter()
    for row in read_csv(folder / "igo_participation_factbook.csv.gz"):
        if int(row["last_edition"]) >= _RECENT_EDITION:
            totals[re.sub(r"\s*\(.*?\)", "", row["org"])] += 1
    for org, n in totals.most_common():
        if n < _MEMBERS_THAT_MATTER:
            continue
        hits = [x for x in known.find(org) if any(e.kind == "body" for e in x.entries)]
        found.compare("organisation", agrees=bool(hits), what=org, detail=f"{n} states, not found")


_RECENT_EDITION = 2020
_MEMBERS_THAT_MATTER = 8


def _day(text: str):
    from datetime import date

    return date.fromisoformat(text)


def read_csv(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    if path.suffix == ".gz":
        raw = gzip.decompress(raw)
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"))))


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared"
    folder = root / "data" / "registry"
    if not folder.is_dir():
        print(f"{folder} is not there; give the folder that holds data/registry", file=sys.stderr)
        return 2
    known, found = registry(), Findings()
    by_alpha2 = check_codes(known, folder, found)
    check_factbook(known, folder, by_alpha2, found)
    check_births_and_ends(known, folder, found)
    check_outlets(known, folder, found)
    check_groups(known, folder, found)
    check_organisations(known, folder, found)
    print(
        json.dumps(
            {
                "people": len(known.people),
                "bodies": len(known.bodies),
                "outlets": len(known.outlets),
                "roles": len(known.roles),
            }
        )
    )
    return found.show()


if __name__ == "__main__":
    raise SystemExit(main())
