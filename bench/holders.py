"""Are office-holders known on a day? Draws (person, day) pairs from public lists and asks `Coder.actor` who that is.

    python bench/holders.py [--pack] [--show N]

Heads of state and government of every state since 2000; foreign and defence ministers of the G20, the Middle East and
states at war. Right: the country, and an office of that kind on that day. With --pack the list of office-holders is imported as a
pack first (into a folder of its own), and all states' ministers are asked. Lists: ../shared/data/registry.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from office_lists import LISTS, POSITIONS, Term, wikidata

HEADS = frozenset({"head_of_state", "monarch", "supreme_leader", "head_of_government"})
# G20 members, the Middle East, and states with a war on their soil in the years of the list.
NAMED = frozenset(
    {"ARG", "AUS", "BRA", "CAN", "CHN", "FRA", "DEU", "IND", "IDN", "ITA", "JPN", "KOR", "MEX", "RUS", "SAU", "ZAF", "TUR",
     "GBR", "USA", "IRN", "IRQ", "ISR", "PSE", "SYR", "LBN", "JOR", "EGY", "KWT", "QAT", "BHR", "OMN", "ARE", "YEM", "AFG",
     "PAK", "UKR", "AZE", "ARM", "GEO", "ETH", "SDN", "SSD", "LBY", "MLI", "SOM", "MMR", "COD", "NGA"}
)  # fmt: skip
FIRST = date(2000, 1, 1)
SEED = 7


def pairs(only: frozenset[str] | None) -> list[tuple[str, Term, date]]:
    """(group, term, a day within it), one for each listed term since 2000 with both ends known."""
    chance = random.Random(SEED)
    found = []
    for _, position, term in wikidata():
        kind = POSITIONS[position][0]
        group = "heads" if HEADS & set(POSITIONS[position]) else "ministers"
        if term.end is None or term.end < FIRST or (term.end - term.start).days < 30:
            continue
        if group == "ministers" and (
            kind not in {"foreign_minister", "defence_minister"} or (only and term.country not in only)
        ):
            continue
        start = max(term.start + timedelta(14), FIRST)
        days = (term.end - start).days - 14
        if days > 0 and " " in term.names[0]:
            found.append((group, term, start + timedelta(chance.randrange(days))))
    return found


def import_pack() -> None:
    import gzip

    from dragoman.registry import packs
    from dragoman.registry.pack_reading import read_pack

    folder = tempfile.mkdtemp(prefix="dragoman-pack-")
    os.environ["DRAGOMAN_PACKS"] = folder + "/packs"
    plain = Path(folder) / "holders.csv"
    plain.write_bytes(gzip.decompress((LISTS / "officeholders_wikidata.csv.gz").read_bytes()))
    meant = {
        "congo-kinshasa-ministers": "COD",
        "congo-brazzaville": "COG",
        "us-cabinet": "USA",
        "uae-ministers": "ARE",
        "swiss-federal-council": "CHE",
    }
    rows = read_pack(plain, meant)
    pack = packs.save(
        "holders", rows, source="holders.csv", sha256="0" * 64, licence="CC0", as_of=date(2023, 3, 1)
    )
    print(f"pack: {pack.offices} terms, {pack.refused} refused")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("--pack", action="store_true")
    ask.add_argument("--show", type=int, default=0)
    options = ask.parse_args()
    if not LISTS.is_dir():
        ask.exit(2, f"no reference lists in {LISTS}\n")
    drawn = pairs(None if options.pack else NAMED)
    if options.pack:
        import_pack()
        from dragoman.registry import known

        known.registry.cache_clear()
    import dragoman

    coder = dragoman.Coder()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    misses = []
    for group, term, day in drawn:
        actor = coder.actor(term.names[0], on=day)
        good = actor is not None and actor.country == term.country and actor.office is not None
        total[group] += 1
        right[group] += good
        if not good:
            misses.append(
                f"{group}\t{term.country}\t{term.kind}\t{term}\t{day}\t{actor and (actor.country, actor.sector, actor.by)}"
            )
    for group in sorted(total):
        print(f"{group}: {right[group]} of {total[group]} ({right[group] / total[group]:.3f})")
    for line in random.Random(SEED).sample(misses, min(options.show, len(misses))):
        print(line)


if __name__ == "__main__":
    main()
