"""The triage of this installation: its vocabulary is the lexicon's triggers and the registry's names and roles."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.language.triage import Triage
    from dragoman.registry import Registry

_SHORTEST = 2


@lru_cache(maxsize=1)
def triage() -> Triage:
    """The compiled triage, built once a process (about 0.1 s)."""
    from dragoman.coding.lexicon import load_lexicon
    from dragoman.language.triage import Triage
    from dragoman.registry import registry

    return Triage(
        actors=_actors(registry()), triggers=load_lexicon().words, first=_first_words(registry().names())
    )


def _actors(known: Registry) -> Iterator[str]:
    # A capitalised word inside the sentence is enough for triage, so only words that may stand in lower case are
    # needed: role nouns, countries and their adjectives in sloppy text. Names that stand first come beside them.
    for role in known.roles:
        yield role.noun
    for country in known.countries.values():
        yield from (country.name, *country.names, *country.adjectives, *country.demonyms)


def _first_words(names: Iterable[str]) -> Iterator[str]:
    # Of a name of several words the second one is seen inside the sentence. Two letters are too often "No" or "In".
    for name in names:
        word = name.removeprefix("the ").removeprefix("The ")
        if word.isalnum() and (len(word) > _SHORTEST or word.isupper()):
            yield word
