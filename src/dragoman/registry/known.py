"""The registry: who and what a name stands for, and who held which office on a given day.

It never reads a text beyond finding names in it; choosing among the meanings of a name is grounding's work.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from dragoman.registry import packs
from dragoman.registry.people import full_forms, short_forms
from dragoman.registry.records import (
    Bloc,
    Body,
    Country,
    Entry,
    EntryKind,
    Name,
    Outlet,
    Role,
    Tenure,
    holds,
)
from dragoman.registry.roles import Roles
from dragoman.registry.shelf import Shipped
from dragoman.registry.surfaces import key, spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dragoman.registry.care import NameRules
    from dragoman.registry.matcher import Matcher
    from dragoman.registry.shelf import Tables


class Registry:
    """All tables of one state of knowledge. Get it with `registry()`; tests may build smaller ones.

    Each table is read when something of it is first asked (all of them: `check`), so that a question about a country does
    not wait for thousands of offices.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._roles_found: dict[str, Role | None] = {}

    def check(self) -> Registry:
        """Itself, with every table read. Raises TableError on a broken one."""
        for table in (
            self._tenures,
            self.outlets,
            self.blocs,
            self.bodies,
            self._roles,
            self._tables.namesakes,
        ):
            assert table is not None
        return self

    @property
    def as_of(self) -> date:
        """The day to which the tables were kept up. Later, an office without an end counts as unknown."""
        return self._tables.as_of

    @property
    def countries(self) -> Mapping[str, Country]:
        """The countries by code."""
        return self._tables.countries

    @property
    def bodies(self) -> Mapping[str, Body]:
        """The organisations by id."""
        return self._tables.bodies

    @property
    def outlets(self) -> Mapping[str, Outlet]:
        """The outlets by name."""
        return self._tables.outlets

    @property
    def blocs(self) -> Mapping[str, Bloc]:
        """The groups of states by id."""
        return self._tables.blocs

    def find(self, text: str) -> list[Name]:
        """Every known name in the text, leftmost and longest first, none overlapping."""
        return self._matcher.find(text)

    def country(self, code: str) -> Country | None:
        """The country of that code."""
        return self.countries.get(code)

    def country_named(self, words: str) -> Country | None:
        """The country whose code, or one of whose names, adjectives or capitals, the words are; case and accents do not matter."""
        return self.country(words.upper()) or self._countries_named.get(key(words).removeprefix("the "))

    def body(self, id: str) -> Body | None:
        """The organisation of that id."""
        return self.bodies.get(id)

    def bloc(self, id: str) -> Bloc | None:
        """The group of states of that id."""
        return self.blocs.get(id)

    def names(self) -> Iterator[str]:
        """Every name in the tables as it is written there, short forms of persons among them; some more than once."""
        yield from (name for name, _, _ in self._names)
        yield from self._surnames

    def outlet(self, name: str) -> Outlet | None:
        """The agency or outlet of that name or alias; case, accents and a leading "the" do not matter."""
        return self._outlet_keys.get(key(name)) or self._outlet_keys.get(key(name).removeprefix("the "))

    def role(self, words: str | Sequence[str]) -> Role | None:
        """The role that the words name ("former Iranian army chiefs"); see `Roles.find`."""
        text = words if isinstance(words, str) else " ".join(words)
        if text not in self._roles_found:
            if len(self._roles_found) >= _REMEMBERED:
                self._roles_found.clear()
            self._roles_found[text] = self._roles.find(text)
        return self._roles_found[text]

    @property
    def roles(self) -> tuple[Role, ...]:
        """All role nouns."""
        return tuple(self._roles)

    @property
    def people(self) -> tuple[str, ...]:
        """The keys of all persons, sorted."""
        return tuple(sorted(self._tenures))

    def person(self, key: str) -> tuple[Tenure, ...]:
        """All terms of the person of that exact key, by start; empty when there is none."""
        return self._tenures.get(key, ())

    def surname(self, word: str) -> tuple[str, ...]:
        """The keys of all persons whom the word or words may mean when used alone, sorted."""
        return self._surnames.get(key(word), ())

    def tenures(self, person: str, on: date) -> tuple[Tenure, ...]:
        """The terms of that person that are known to include the day."""
        return tuple(t for t in self.person(person) if self.holding(t, on))

    def holders(self, country: str, kind: str, on: date, *, noun: str | None = None) -> tuple[Tenure, ...]:
        """Who held an office of that kind in that country (or UNO, EUR, IGO) on that day, by start.

        A pack answers only where our own tables name nobody.
        `noun` ("president", "king", "oil minister") keeps those whose office is called so: in Iran the president
        is not the head of state. A title of a head of state or government is looked for among both, since it
        may mean either. Where no office is called so, all of the kind are given, except for the kinds that
        many people hold at once (minister, other): there nobody is.
        """
        on_that_day = [t for t in self._by_country.get(country, ()) if self.holding(t, on)]
        if noun is not None:
            called = _own_first([t for t in on_that_day if t.kind in _alike(kind) and _is_called(t, noun)])
            if called or kind in _MANY:
                return called
        return _own_first([t for t in on_that_day if t.kind == kind])

    def holding(self, tenure: Tenure, on: date) -> bool:
        """True when the term is known to include the day; an open end reaches to the registry's own date."""
        return holds(tenure.start, tenure.end or tenure.as_of, on)

    @cached_property
    def _roles(self) -> Roles:
        table = self._tables.roles
        return Roles(table.roles, table.plurals, table.transparent, table.modifiers, table.generic)

    @cached_property
    def _tenures(self) -> dict[str, tuple[Tenure, ...]]:
        """The terms of each person."""
        known = (t if t.as_of or t.end else replace(t, as_of=self.as_of) for t in self._tables.tenures)
        return _grouped(known, lambda t: t.ref or t.person)

    @cached_property
    def _by_country(self) -> dict[str, tuple[Tenure, ...]]:
        return _grouped(self._all_tenures(), lambda t: t.country)

    @cached_property
    def _outlet_keys(self) -> dict[str, Outlet]:
        return {key(n): o for o in self.outlets.values() for n in (*o.aliases, o.name)}

    @cached_property
    def _countries_named(self) -> dict[str, Country]:
        """By key; of two countries with one name that whose adjective it is, then whose capital, then the first by code."""
        found: dict[str, Country] = {}
        every = sorted(self.countries.values(), key=lambda c: c.code)
        for names in (lambda c: c.adjectives, lambda c: c.capital_names, lambda c: (c.name, *c.names)):
            for country in every:
                for name in names(country):
                    found.setdefault(key(name).removeprefix("the "), country)
        return found

    @cached_property
    def _surnames(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for person, terms in self._tenures.items():
            for short in short_forms(terms[0].person, terms[0].aliases, terms[0].country):
                found[short].add(person)
        return {short: tuple(sorted(people)) for short, people in found.items()}

    @cached_property
    def _matcher(self) -> Matcher:
        from dragoman.registry.matcher import Matcher

        names: dict[str, set[Entry]] = defaultdict(set)
        for name, kind, ref in self._names:
            names[name].add(Entry(kind, ref))
        return Matcher(names, self._name_rules(names))

    def _name_rules(self, names: Mapping[str, set[Entry]]) -> NameRules:
        """The namesakes in every spelling, with the states whose institution a common name is."""
        from dragoman.registry.care import NameRules

        listed = self._tables.namesakes
        return NameRules(
            masks=listed.masks,
            words=listed.words,
            given=_in_all_spellings(listed.given),
            tails={
                spelling: frozenset(self._states(names.get(name, ())))
                for name in sorted(listed.tails)
                for spelling in spellings(name)
            },
            alone=_in_all_spellings(n.removeprefix("The ").removeprefix("the ") for n in listed.alone),
            plain=listed.plain,
            titles=frozenset(word for role in self._roles for word in role.noun.split()),
        )

    def _states(self, entries: Iterable[Entry]) -> Iterator[str]:
        for entry in entries:
            body = self.bodies.get(entry.ref) if entry.kind == "body" else None
            if body is not None and body.country is not None:
                yield from (body.country, _BODY_OF.get(body.country, body.country))

    @cached_property
    def _names(self) -> tuple[tuple[str, EntryKind, str], ...]:
        return tuple(self._each_name())

    def _each_name(self) -> Iterator[tuple[str, EntryKind, str]]:
        for c in self.countries.values():
            listed: tuple[tuple[EntryKind, Iterable[str]], ...] = (
                ("country", (c.name, *c.names)),
                ("adjective", c.adjectives),
                ("demonym", c.demonyms),
                ("capital", c.capital_names),
                ("seat", c.seats),
            )
            for kind, names in listed:
                yield from ((n, kind, c.code) for n in names)
        for body in self.bodies.values():
            yield from ((n, "body", body.id) for n in (body.name, *body.aliases))
        for bloc in self.blocs.values():
            yield from ((n, "bloc", bloc.id) for n in (bloc.name, *bloc.aliases))
        for outlet in self.outlets.values():
            yield from ((n, "outlet", outlet.name) for n in (outlet.name, *outlet.aliases))
        for person, terms in self._tenures.items():
            aliases = tuple(dict.fromkeys(a for t in terms for a in t.aliases))
            yield from ((n, "person", person) for n in full_forms(terms[0].person, aliases, terms[0].country))

    def _all_tenures(self) -> Iterator[Tenure]:
        for terms in self._tenures.values():
            yield from terms


# News repeats its role nouns: a few thousand cover a day. Ours.
_REMEMBERED = 50_000
# The organisation whose organs carry the code: "UN Security Council".
_BODY_OF = {"UNO": "united_nations", "EUR": "european_union"}
_HEADS = frozenset({"head_of_state", "head_of_government", "monarch", "supreme_leader"})
_MANY = frozenset(
    {"minister", "legislator", "ambassador", "spokesperson", "adviser", "judge", "commander", "other"}
)
_DEPUTIES = frozenset({"vice", "deputy", "assistant", "first", "acting", "designate"})


def _in_all_spellings(names: Iterable[str]) -> frozenset[str]:
    return frozenset(spelling for name in names for spelling in spellings(name))


def _alike(kind: str) -> frozenset[str]:
    """The kinds of office that the titles of this kind may also mean."""
    return _HEADS if kind in _HEADS else frozenset({kind})


def _is_called(tenure: Tenure, noun: str) -> bool:
    """True when the office has all words of the noun ("oil minister", "Minister of Oil") and no deputy's."""
    words = set(_title_words(noun))
    title = set(_title_words(tenure.office))
    return words <= title and (title & _DEPUTIES) <= words


def _title_words(title: str) -> list[str]:
    return [w for w in key(title).replace("-", " ").split() if w not in {"of", "the", "for", "and", "&"}]


def _own_first(found: Sequence[Tenure]) -> tuple[Tenure, ...]:
    own = tuple(t for t in found if t.pack is None)
    return own or tuple(found)


def _grouped(tenures: Iterable[Tenure], by: Callable[[Tenure], str]) -> dict[str, tuple[Tenure, ...]]:
    groups: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        groups[by(tenure)].append(tenure)
    order = date.min
    return {
        k: tuple(sorted(g, key=lambda t: (t.start or order, t.person, t.office))) for k, g in groups.items()
    }


@lru_cache(maxsize=1)
def shipped() -> Registry:
    """The registry of the tables that ship with dragoman, without packs. Each is read once; TableError on a broken one then."""
    return Registry(Shipped(()))


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The registry that every stage uses: the tables that ship, with the packs of this user beside them.

    Each table is read once, when something of it is first asked; TableError on a broken table or pack then.
    """
    installed = packs.packs()
    return Registry(Shipped(installed)) if installed else shipped()
