"""What a report means by a name that several states share: Georgia, Congo, Guinea, Korea, Tripoli, "Athens, Georgia".

It decides once for a report, by the words of the report alone, and says nothing where no sign stands: the name then keeps the
meaning that the registry gives it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.registry import Registry
from dragoman.registry.records import Entry, Name
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.registry.records import EntryKind

_COLUMNS = ("names", "code", "kind", "least", "signs")
_ADJECTIVE = re.compile(r"(?:an|ese|ans)$")
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|"
    "Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|"
    "New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|"
    "South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
# "Athens, Georgia", "Lebanon, Tennessee": towns called after what is elsewhere. What opens a sentence is none ("On Sunday, Washington
# imposed"), and behind the state no verb follows at once ("In Kiev, Washington said").
_TOWN = re.compile(
    rf"\b(?P<town>[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){{0,2}}), (?P<state>{_STATES})\b(?=[,.;:)\n]|$| (?:in|on|at|and|to|for|by|from|when|after|where|killing|of|is|was)\b)"
)
_OPENERS = frozenset(
    [
        "After",
        "Also",
        "Amid",
        "As",
        "At",
        "Before",
        "But",
        "By",
        "During",
        "Earlier",
        "For",
        "From",
        "However",
        "If",
        "In",
        "Last",
        "Later",
        "Meanwhile",
        "On",
        "Since",
        "Then",
        "Today",
        "Tomorrow",
        "Until",
        "When",
        "While",
        "With",
        "Yesterday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
)
_PART = ("USA", "part")
_STATE_KINDS = frozenset({"capital", "country", "seat", "adjective", "demonym"})

Meanings = tuple[tuple[str, str, str], ...]
"""(name, code, kind) of each name that does not mean in a report what the registry says."""


# Capitalised words that stand before a place.
_NO_FIRST_NAME = frozenset(
    {"The", "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "New", "Old", "Greater",
     "Upper", "Lower", "City", "Town", "Mayor", "And", "But", "While", "As", "When"}
)  # fmt: skip
# States and capitals that are common surnames.
_SURNAMES = ("Chad", "Holland", "Ireland", "Israel", "Jordan", "London", "Washington")
# Given names of those who bear them, beside those of the registry's persons.
_GIVEN = frozenset(
    {"Aaron", "Alan", "Alice", "Andrew", "Anna", "Anthony", "Barbara", "Brian", "Carol", "Charles", "Christopher", "Craig", "Daniel",
     "David", "Denzel", "Donald", "Edward", "Elizabeth", "Eric", "Frank", "Gary", "George", "Harold", "Henry", "Jack", "James", "Jason",
     "Jeffrey", "Jennifer", "Jessica", "Jim", "John", "Joseph", "Karen", "Kelly", "Kenneth", "Kevin", "Laura", "Linda", "Lisa", "Mark",
     "Mary", "Matthew", "Michael", "Montel", "Nancy", "Patricia", "Patrick", "Paul", "Peter", "Philip", "Richard", "Robert", "Ronald",
     "Ryan", "Sandra", "Sarah", "Scott", "Sean", "Stephen", "Steven", "Susan", "Thomas", "Timothy", "Vernon", "William"}
)  # fmt: skip


def is_surname(word: str, text: str) -> bool:
    """True when the text uses the word behind another capitalised word and never behind "in" or "near"."""
    if (
        not word
        or " " in word
        or re.search(rf"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Ff]rom|[Oo]f|[Tt]o) {re.escape(word)}\b", text)
    ):
        return False
    before = re.findall(rf"\b([A-Z][a-z]+) {re.escape(word)}\b", text)
    return any(w not in _NO_FIRST_NAME for w in before)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of the table: what a name stands for, and the words by which it is told."""

    code: str
    kind: str
    least: int
    signs: frozenset[str]


@lru_cache(maxsize=1)
def table() -> dict[str, tuple[Meaning, ...]]:
    """Name -> its meanings, the usual one first. Raises TableError with file and line."""
    found: dict[str, list[Meaning]] = {}
    for row in read_tsv("dragoman.grounding", "data/ambiguous.tsv", _COLUMNS):
        kind = row.one_of("kind", {"state", "part"})
        if not row["least"].isdigit():
            raise row.error(f"column least is {row['least']!r}; expected a number")
        meaning = Meaning(row["code"], kind, int(row["least"]), frozenset(row.many("signs")))
        for name in row.many("names"):
            if (meaning.least == 0) != (name not in found):
                raise row.error(
                    f"{name}: the first meaning needs no sign (least 0), each further one at least 1"
                )
            found.setdefault(name, []).append(meaning)
    return {name: tuple(rows) for name, rows in found.items()}


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    # "North Korea" and "Equatorial Guinea" are names of their own.
    return re.compile(rf"(?<!North )(?<!South )(?<!New )(?<!Equatorial )\b(?:{_either(table())})\b(?!-)")


@lru_cache(maxsize=64)
def _signs(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_either(s for m in table()[name] for s in m.signs)})(?!\w)")


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


def meanings(text: str, first_names: frozenset[str] = frozenset()) -> Meanings:
    """The names of a text that mean something else there than they do without a sign, sorted.

    A name that is a surname too is a person's where the text has it behind one of `first_names` and never behind "in".
    """
    found: dict[str, tuple[str, str]] = {}
    found |= {
        word: ("", "person") for word in _SURNAMES if word in text and _is_persons(word, text, first_names)
    }
    for name in sorted({m.group() for m in _names().finditer(text)}):
        if name in found:
            continue
        first, *others = table()[name]
        told = {m.group() for m in _signs(name).finditer(text)} - {name}
        usual = len(told & first.signs)
        scored = [(len(told & other.signs), other) for other in others]
        best = max(scored, key=lambda s: s[0], default=(0, first))
        if best[0] >= best[1].least and best[0] > usual:
            found[name] = (best[1].code, best[1].kind)
    for match in _towns(text, georgia=found.get("Georgia") == _PART):
        found[match["town"]] = _PART
    return tuple((name, *found[name]) for name in sorted(found))


def _towns(text: str, *, georgia: bool) -> Iterator[re.Match[str]]:
    """The towns of American states; those of Georgia only where the report means that one."""
    for match in _TOWN.finditer(text):
        if match["town"].split()[0] not in _OPENERS and (match["state"] != "Georgia" or georgia):
            yield match


def as_meant(registry: Registry, text: str) -> Registry:
    """The registry as the report `text` means its names; the same one where nothing is ambiguous."""
    found = meanings(text, _first_names(registry))
    return _view(registry, found) if found else registry


def _is_persons(word: str, text: str, first_names: frozenset[str]) -> bool:
    before = re.findall(rf"\b([A-Z][a-z]+) {re.escape(word)}\b", text)
    return any(w in first_names for w in before) and is_surname(word, text)


@lru_cache(maxsize=2)
def _first_names(registry: Registry) -> frozenset[str]:
    """The first words of the names of persons, those that name a state left out."""
    words = {name.split()[0] for name in registry.people if " " in name}
    states = {
        n
        for c in registry.countries.values()
        for n in (c.name, *c.names, *c.adjectives, *c.demonyms, c.capital)
    }
    return frozenset(words - states) | _GIVEN


@lru_cache(maxsize=256)
def _view(registry: Registry, found: Meanings) -> Registry:
    return _Meant(registry, found)


class _Meant(Registry):
    """A registry that reads some names otherwise. It shares everything else with the one it is made from."""

    def __init__(self, registry: Registry, found: Meanings) -> None:
        self.__dict__.update(registry.__dict__)
        self._meant = {name: (code, kind) for name, code, kind in found}

    def find(self, text: str) -> list[Name]:
        """The names of the text, those of the table with the report's meaning; "Athens, Georgia" is one."""
        found = _towns(text, georgia=self._meant.get("Georgia") == _PART)
        towns = [Name(m.start(), m.end(), m.group(), (Entry("part", "USA"),)) for m in found]
        apart = (n for n in super().find(text) if not any(t.start < n.end and n.start < t.end for t in towns))
        read = (self._read(n) for n in apart)
        return sorted((*(n for n in read if n is not None), *towns), key=lambda n: n.start)

    def _read(self, name: Name) -> Name | None:
        bare = next((w for w in self._meant if _begins(name.text, w)), None)
        if bare is None:
            return name
        code, kind = self._meant[bare]
        rest = name.text[len(bare) :]
        if rest not in {"", "'s", "’s"}:  # "Congo's army": a body of the state that is not meant
            body = next(
                (b for e in name.entries if e.kind == "body" and (b := self.body(e.ref)) is not None), None
            )
            if body is None or body.country in {code, None} or body.name == name.text:
                return name
        elif not any(e.kind in _STATE_KINDS for e in name.entries):
            return name
        if kind == "person":
            return None
        entry: EntryKind = "part" if kind == "part" else "adjective" if _ADJECTIVE.search(bare) else "country"
        return Name(name.start, name.start + len(bare), bare, (Entry(entry, code),))


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) and text[len(word) : len(word) + 1] in {"", " ", "'", "’"}
