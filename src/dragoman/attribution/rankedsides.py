"""Who acts and towards whom in a claim of precedence, as far as its own words name them.

A side is a code and, where one is named, a sector and a role ("IRN GOV president"). In place of a country's code stands the
id of a group of states ("arab_states") where any of them counts, and `ABROAD` for any country but the other side's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.attribution.rankednoun import said_of
from dragoman.attribution.words import lemma
from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from dragoman.model import Actor

ABROAD = "abroad"
_ABROAD = frozenset({"abroad", "overseas"})
# Nouns whose group is named in the plural only: "an Arab country" is one of the Arab countries.
_STATES = ("state", "country", "nation", "leader", "monarch")
_TWO = re.compile(r"\b(?:the|their) two (?:countries|sides|nations|states|neighbou?rs|foes|rivals)\b|\b(?:the two|both) (?!of\b)\w+", re.IGNORECASE)  # fmt: skip


def maker_of(head: Token | None) -> Token | None:
    """The noun in "the first visit by an Iranian president"."""
    for by in (t for t in head.rights if t.lower_ == "by") if head is not None else ():
        for maker in (t for t in by.children if t.dep_ == "pobj"):
            return maker
    return None


def named_end(head: Token | None) -> str | None:
    """The country in "the first visit to Russia", "to Moscow"; the group in "to an Arab country"; "abroad"."""
    ends = _ends(head)
    named = (words_of(e) for e in ends if e.pos_ == "PROPN")
    found = (coded(words) or _by_capital(words) for words in named)
    near = next((f for f in found if f is not None), None)
    return near or next((g for e in ends if (g := group(words_of(e))) is not None), None) or _abroad(head)


def _ends(head: Token | None) -> list[Token]:
    """The nouns after "to" in "the first visit to Russia"; "by a president to Syria" hangs on the president, as parsers go."""
    maker = maker_of(head)
    near = [*head.rights, *(maker.rights if maker is not None else ())] if head is not None else []
    return [end for to in near if to.lower_ == "to" for end in to.children if end.dep_ == "pobj"]


def _abroad(head: Token | None) -> str | None:
    """ "His first known visit abroad", "its first foreign trip"."""
    if head is None:
        return None
    foreign = lemma(head) in {"visit", "trip", "tour"} and any(
        t.lower_ in {"foreign", "overseas"} for t in head.lefts
    )
    return ABROAD if foreign or any(t.lower_ in _ABROAD for t in head.rights) else None


def _by_capital(words: str) -> str | None:
    """The country whose capital or seat of government is named."""
    entries = (e for n in registry().find(words) for e in n.entries if e.kind in {"capital", "seat"})
    return next((e.ref for e in entries), None)


def group(words: str) -> str | None:
    """The group of states of which any counts: "an Arab country", "Arab League state", "European leader"; with its role."""
    for noun in _STATES:
        if (at := re.search(rf"\b{noun}\b", words, re.IGNORECASE)) is None:
            continue
        plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
        before = words[: at.start()].strip()
        for tried in (f"{before} {plural}", f"{before} states", f"{before} countries", before):
            bloc = _bloc(tried)
            if bloc is not None:
                return bloc if noun in {"state", "country", "nation"} else f"{bloc} GOV {noun}"
    return None


def _bloc(words: str) -> str | None:
    for name in registry().find(words):
        if name.end != len(words):
            continue
        for entry in name.entries:
            bloc = registry().bloc(entry.ref) if entry.kind == "bloc" else None
            if bloc is not None and bloc.members:
                return bloc.id
    return None


def going(head: Token | None) -> str | None:
    """The country in "the first envoy to visit Tripoli", where the record of acts does not tell the visit itself."""
    verb = next(iter(said_of(head) or ()), None)
    if verb is None or lemma(verb) != "visit":
        return None
    ends = (c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "PROPN")
    return next((f for e in ends if (f := coded(e.text) or _by_capital(e.text)) is not None), None)


def expected(verb: Token | None) -> tuple[str, str] | None:
    """Who and where in "Jordan's foreign minister is expected in Damascus"; None where it says something else."""
    if verb is None or lemma(verb) not in {"expect", "due"}:
        return None
    who = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    places = (e for p in verb.children if p.lower_ == "in" for e in p.children if e.dep_ == "pobj")
    where = next(
        (f for e in places if (f := _by_capital(words_of(e)) or coded(words_of(e))) is not None), None
    )
    source = coded(words_of(who)) if who is not None else None
    return (source, where) if source is not None and where is not None else None


def taken_up(head: Token | None) -> bool:
    """False where the words name an end of their own, so that the event's does not count: "to the Middle East", "to an Arab state"."""
    return _abroad(head) is None and all(
        e.pos_ != "PROPN" and any(t.lower_ in {"the", "this", "that"} for t in e.lefts) for e in _ends(head)
    )


def pair(head: Token | None, told: Sequence[Actor]) -> tuple[str, str] | None:
    """Both sides of "the first meeting of Turkish and Syrian ministers", "between the two countries"; None where not two.

    `told` are the actors whom "the two countries" may mean, the nearest first.
    """
    for preposition in head.rights if head is not None else ():
        if preposition.lower_ not in {"of", "between"}:
            continue
        for end in (c for c in preposition.children if c.dep_ == "pobj"):
            words = "".join(t.text_with_ws for t in end.subtree if t.dep_ not in {"mark", "advcl"})
            role = _role_in(end)
            named = _countries(words)
            if not named and two(words):
                named = both(told)
            if len(named) == 2:
                first, second = (f"{c} {role}" if role else c for c in named)
                return first, second
    return None


def two(words: str) -> bool:
    """True where "the two countries" are spoken of."""
    return _TWO.search(words) is not None


def both(told: Sequence[Actor]) -> list[str]:
    """The countries of the actors, in their order."""
    return list(dict.fromkeys(a.country for a in told if a.country and registry().country(a.country)))


def _role_in(end: Token) -> str | None:
    """The role noun of "the top diplomats of the two countries", None for countries themselves."""
    if lemma(end) in {"country", "nation", "state", "side", "neighbour", "neighbor", "government"}:
        return None
    noun = " ".join([*(t.lower_ for t in end.lefts if t.dep_ in {"amod", "compound"}), lemma(end)])
    for words in (noun, " ".join(noun.split()[-2:]), lemma(end)):
        role = registry().role(words)
        if role is not None and role.sectors:
            return f"{role.sectors[0]} {words if words in _TITLES else role.noun}"
    return None


# Titles that a wider role noun would hide ("top diplomat" is a diplomat to the registry).
_TITLES = frozenset({"top diplomat", "chief diplomat"})


def _countries(words: str) -> list[str]:
    return list(
        dict.fromkeys(
            e.ref
            for n in registry().find(words)
            for e in n.entries[:1]
            if e.kind in {"country", "adjective", "demonym"}
        )
    )


def of_actors(actors: Sequence[Actor], role: str | None) -> str | None:
    """The first actor that has a country, as "IRN GOV president"."""
    for actor in actors:
        if actor.country is None:
            continue
        named = actor.sector if role is not None or actor.sector not in {None, "UNK"} else None
        parts = [actor.country, named if role is not None else None, role]
        return " ".join(p for p in parts if p)
    return None


def coded(words: str) -> str | None:
    """Country, sector and role named in a phrase ("Iranian president" -> "IRN GOV president"), None without a country."""
    named = next(
        (
            (n, e)
            for n in registry().find(words)
            for e in n.entries
            if e.kind in {"country", "adjective", "demonym"}
        ),
        None,
    )
    if named is None:
        return None
    name, entry = named
    rest = (words[: name.start] + words[name.end :]).lower().strip().removeprefix("'s ").removeprefix("’s ")
    role = registry().role(rest)
    return " ".join([entry.ref, *([role.sectors[0], role.noun] if role is not None and role.sectors else [])])


def words_of(noun: Token) -> str:
    """The noun with what stands before it, as written."""
    return "".join(_before(noun)).strip()


def _before(noun: Token) -> Iterator[str]:
    return (t.text_with_ws for t in noun.subtree if t.i <= noun.i and t.dep_ != "det")
