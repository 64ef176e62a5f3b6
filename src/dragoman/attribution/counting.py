"""Who gives a number: "police said 12 were killed", "state television put the toll at 45", "by the army's count".

It takes nobody for the counter who denies or doubts the number, and names no counter where the report gives it itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.attribution.phrases import noun_phrase
from dragoman.attribution.subjects import subject_of
from dragoman.attribution.words import lemma
from dragoman.grounding.magnitudes_roles import vocabulary
from dragoman.tables import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from dragoman.attribution.records import Statement
    from dragoman.grounding.magnitudes import Magnitude
    from dragoman.language.parsed import Parsed
    from dragoman.model import Mention

_DISOWNED = frozenset({"denies", "doubts", "declines"})
# A pledge, a demand or a threat of a sum is an act and no count of it.
_DOING = frozenset({"promises", "demands", "threatens"})
_CITING = frozenset({"cite", "quote"})
_MAX_CLIMB = 8


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    table = read_toml("dragoman.attribution", "data/counting.toml")
    return {name: frozenset(words) for name, words in table.items()}


def counter(record: Magnitude, parsed: Parsed, statements: Sequence[Statement]) -> Mention | None:
    """Whoever gives the number of `record`, as the sentence names them; None where the report gives it itself.

    First the one whose count it is called in so many words, then the speaker of the innermost statement that holds it.
    """
    own = next(_in_so_many_words(record, parsed), None)
    if own is not None:
        return noun_phrase(parsed, own)
    holding = [
        s
        for s in statements
        if s.speaker is not None
        and s.kind != "attitude"
        and s.stance not in _DOING
        and any(c.covers(record.span) for c in s.contents)
    ]
    if not holding:
        return None
    said = max(holding, key=lambda s: s.depth)
    if said.stance in _DISOWNED:
        return None
    return _owner_of_figures(said, parsed) or _cited(said, statements, parsed) or said.speaker


def _in_so_many_words(record: Magnitude, parsed: Parsed) -> Iterator[Token]:
    head = parsed.token_at(record.head.start)
    if head is None:
        return
    for token in (head, *head.ancestors):
        if token.i != head.i and token.pos_ in {"NOUN", "PROPN"} and lemma(token) in _words()["counts"]:
            yield from _owners(token)
        if token.pos_ in {"VERB", "AUX"}:
            yield from _of_verb(token, head)
            if token.dep_ in {"ccomp", "ROOT", "parataxis"}:
                break


def _of_verb(verb: Token, head: Token) -> Iterator[Token]:
    """ "By the army's count, 70 were killed"; "police put the number at 35"; "figures from the ministry show that 600 died"."""
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in {"by", "on", "from"}:
            for noun in prep.children:
                if noun.dep_ == "pobj" and lemma(noun) in _words()["counts"] and head.i not in _below(noun):
                    yield from _owners(noun)
    if lemma(verb) in _words()["verbs"] and (lemma(verb) not in _words()["with_toll"] or _has_toll(verb)):
        speaker = subject_of(verb).speaker
        if speaker is not None and head.i not in _below(speaker):
            yield from (
                _owners(speaker) if lemma(speaker) in _words()["counts"] else filter(_is_voice, [speaker])
            )
    above = verb.head
    if verb.dep_ == "ccomp" and lemma(above) in _words()["shows"]:
        subject = next((c for c in above.children if c.dep_ == "nsubj"), None)
        if subject is not None and lemma(subject) in _words()["counts"]:
            yield from _owners(subject)


def _below(token: Token) -> set[int]:
    return {t.i for t in token.subtree}


def _has_toll(verb: Token) -> bool:
    return any(
        t.dep_ in {"dobj", "nsubjpass"} and lemma(t) in _words()["tolls"]
        for c in verb.children
        for t in (c, *c.children)
    )


def _owners(noun: Token) -> Iterator[Token]:
    """Whose count it is: possessor, "by" or "from" phrase, or the name before it."""
    for child in noun.children:
        if child.dep_ == "poss" and _is_voice(child):
            yield child
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            yield from (g for g in child.children if g.dep_ == "pobj" and _is_voice(g))
    yield from (c for c in noun.lefts if c.pos_ != "ADJ" and _is_voice(c))


def _is_voice(token: Token) -> bool:
    word = lemma(token)
    if word in _words()["voices"] or token.lower_ in _words()["voices"] or word in vocabulary()[1]["persons"]:
        return True
    return token.pos_ == "PROPN" and token.ent_type_ not in {"DATE", "MONEY", "CARDINAL", "TIME", "EVENT"}


def _owner_of_figures(said: Statement, parsed: Parsed) -> Mention | None:
    """The police in "according to police figures"."""
    head = parsed.token_at(said.speaker.head_start) if said.speaker is not None else None
    if head is None or lemma(head) not in _words()["counts"]:
        return None
    owner = next(_owners(head), None)
    return None if owner is None else noun_phrase(parsed, owner)


def _cited(said: Statement, statements: Sequence[Statement], parsed: Parsed) -> Mention | None:
    """The army in "the president said 11 were killed, citing the army"."""
    for other in statements:
        if other.cue_lemma in _CITING and other.sentence == said.sentence and other.speaker == said.speaker:
            inside = parsed.tokens_in(other.contents[0])
            top = next((t for t in inside if t.head.i not in {i.i for i in inside}), None)
            if top is not None and _is_voice(top):
                return noun_phrase(parsed, top)
    return None
