"""What an amount counts: the way from a number over the parse to dead, injured, arrested and the like.

It never relates a count to an act: `magnitudes.of_act` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.errors import TableError
from dragoman.tables import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

KINDS = ("dead", "injured", "arrested", "displaced", "hostages", "released")
_FILE = "data/magnitudes.toml"
_COLUMNS = ("verbs", "own_verbs", "states", "nouns", "nominals")
_PARTICLE_FREE = frozenset({"gun", "round"})  # "gunned down", "rounded up": the particle makes the sense
_SUBJECTS = ("nsubjpass", "nsubj")
_TOLL = ("toll", "tally")
_NUMBER = ("number", "figure", "count", "total")
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "ee", "man", "men", "ant", "ite", "eer")


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun phrase is counted as: `predicate` is the word that says so; a `toll` counts from the start."""

    kind: str
    predicate: Token
    toll: bool = False


@lru_cache(maxsize=1)
def vocabulary() -> tuple[dict[str, dict[str, tuple[str, ...]]], dict[str, frozenset[str]]]:
    """For each column, lemma -> the kinds it stands for; and the other word lists.

    Raises TableError where the file lacks a kind or a column.
    """
    table = read_toml("dragoman.grounding", _FILE)
    found: dict[str, dict[str, tuple[str, ...]]] = {c: {} for c in _COLUMNS}
    for kind in KINDS:
        for column in _COLUMNS:
            if column not in table.get(kind, {}):
                raise TableError(f"{_FILE}: [{kind}] lacks {column}")
            for word in table[kind][column]:
                found[column][word] = (*found[column].get(word, ()), kind)
    return found, {name: frozenset(words) for name, words in table["words"].items()}


def _kinds(column: str, word: str) -> tuple[str, ...]:
    return vocabulary()[0][column].get(word, ())


def is_person(noun: Token) -> bool:
    """True for a noun that stands for somebody: a listed one, a name, a people, or one formed like a person noun."""
    persons, things = vocabulary()[1]["persons"], vocabulary()[1]["things"]
    lemma = noun.lemma_.lower()
    if lemma in things or noun.lower_ in things:
        return False
    if (
        lemma in persons
        or noun.pos_ in ("NUM", "PROPN", "PRON")
        or noun.lower_ in ("others", "more", "dead", "wounded")
    ):
        return True
    return noun.text[0].isupper() or lemma.endswith(_PERSON_ENDINGS)


def counted(head: Token) -> Token:
    """The noun that says what is counted: in "dozens of people" and "two of the hostages" the one after "of"."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of" and head.pos_ in ("NUM", "NOUN"):
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            if noun is not None and (
                head.pos_ == "NUM"
                or head.lower_.endswith(
                    ("dozens", "scores", "hundreds", "thousands", "millions", "tens", "handful", "couple")
                )
            ):
                return noun if noun.pos_ != "NUM" else counted(noun)
    return head


def roles(head: Token) -> Iterator[Role]:
    """What the phrase of `head` is counted as, by its place in the sentence; nothing when it is no toll of people."""
    noun = counted(head)
    if noun.lemma_.lower() in vocabulary()[1]["things"]:
        return
    own, governed = list(_own(head, noun)), list(_governed(head))
    # "released three hostages" counts the released; "caused three deaths" has no other reading
    found = (
        governed if governed and (not own or own[0].kind in ("hostages", "displaced", "arrested")) else own
    )
    for role in found:
        # ships and towns are freed and captured too
        doubtful = role.kind == "released" or role.predicate.lemma_ in (
            "capture",
            "round",
            "hijack",
            "seize",
            "take",
            "hold",
            "loss",
        )
        if not doubtful or is_person(noun) or noun.lemma_.lower() in vocabulary()[0]["nouns"]:
            yield role


def _own(head: Token, noun: Token) -> Iterator[Role]:
    """Counts by the noun itself or its participle: 12 deaths, 30 others injured, 40 wounded soldiers."""
    for token in dict.fromkeys((head, noun)):
        for kind in _kinds("nouns", token.lemma_.lower()) or (
            _kinds("states", token.lower_) if token.pos_ in ("ADJ", "NOUN", "VERB") else ()
        ):
            yield Role(kind, _verb_over(token))
            return
    for token in dict.fromkeys((head, noun)):
        for child in token.children:
            if _is_said_of(child):
                for kind in _kinds("states", child.lower_):
                    yield Role(kind, child)
                    return


def _is_said_of(word: Token) -> bool:
    """True for a participle or adjective that describes the noun it hangs on: not "bombers who killed 44"."""
    if word.dep_ not in ("acl", "amod", "relcl", "advcl", "prep", "conj") or word.tag_ not in (
        "VBN",
        "VBD",
        "JJ",
    ):
        return False
    active = word.dep_ == "relcl" and not any(c.dep_ == "auxpass" for c in word.children)
    own = word.dep_ != "relcl" and any(c.dep_ in _SUBJECTS for c in word.children)
    return not active and not own


def _verb_over(token: Token) -> Token:
    """The verb that governs a count noun ("caused 12 deaths"), else the noun."""
    current = token
    for _ in range(4):
        if current.head.i == current.i:
            break
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return current
    return token


def _governed(head: Token) -> Iterator[Role]:
    governor = head.head
    if head.dep_ == "conj" and governor.i != head.i:
        yield from roles(governor) if governor.pos_ in ("NOUN", "NUM", "PROPN", "PRON", "ADJ") else ()
        return
    if head.dep_ in ("dobj", *_SUBJECTS, "oprd", "attr", "npadvmod", "dep", "conj"):
        yield from _of_verb(head, governor)
    if head.dep_ == "pobj":
        yield from _of_preposition(head, governor)


def _of_verb(head: Token, verb: Token) -> Iterator[Role]:
    if _negated(verb):
        return
    passive = head.dep_ == "nsubjpass" or (
        head.dep_ == "nsubj" and verb.tag_ == "VBN" and not _has_auxiliary(verb)
    )
    if head.dep_ in ("dobj", "oprd", "dep", "npadvmod") or passive:
        for kind in _kinds("verbs", verb.lemma_.lower()):
            if verb.lemma_ in _PARTICLE_FREE and not any(c.dep_ == "prt" for c in verb.children):
                continue
            yield Role(kind, verb)
            return
    if head.dep_ == "nsubj":
        for kind in _kinds("own_verbs", verb.lemma_.lower()) or _kinds("states", verb.lower_):
            if (
                verb.pos_ in ("VERB", "AUX")
                and _kinds("verbs", verb.lemma_)
                and not _kinds("own_verbs", verb.lemma_)
            ):
                break  # "12 soldiers killed a man" counts the killers
            yield Role(kind, verb)
            return
    if counted(head).lemma_ == "body" and verb.lemma_ in (
        "find",
        "recover",
        "discover",
        "retrieve",
        "exhume",
        "pull",
    ):
        yield Role("dead", verb)
        return
    yield from _of_state(head, verb)
    yield from _of_flight(head, verb)
    yield from _of_toll(verb)


def _of_state(head: Token, verb: Token) -> Iterator[Role]:
    """left 12 dead, were found dead, are homeless, took 5 hostage."""
    if head.dep_ == "nsubj" and verb.lemma_ not in ("be", "remain", "become", "lie", "stay"):
        return  # "the gunman shot dead three officers" says nothing of the gunman
    for child in verb.children:
        if (
            child.dep_
            in ("oprd", "acomp", "attr", "xcomp", "ccomp", "advmod", "dobj", "acl", "amod", "advcl")
            and child.i != head.i
        ):
            kinds = _kinds("states", child.lower_)
            if (
                kinds
                and child.tag_ != "VBD"
                and (child.pos_ == "ADJ" or verb.lemma_ in vocabulary()[1]["leaving"] | {"be"})
            ):
                yield Role(kinds[0], verb)
                return
            if (
                child.dep_ == "prep"
                and child.lower_ == "to"
                and any(c.lower_ == "death" for c in child.children)
            ):
                yield Role("dead", verb)
                return


def _of_flight(head: Token, verb: Token) -> Iterator[Role]:
    """forced 20,000 people to flee."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and head.dep_ == "dobj" and child.i > head.i:
            for kind in _kinds("own_verbs", child.lemma_) if _is_infinitive(child) else ():
                yield Role(kind, verb)
                return


def _is_infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" for c in verb.children if c.dep_ == "aux")


def _of_toll(verb: Token) -> Iterator[Role]:
    """The death toll passes 1,000; police put the number of injured at 35."""
    for child in verb.children:
        if child.dep_ in (*_SUBJECTS, "dobj") and child.lemma_ in _NUMBER:
            for kind in _numbered(child):
                yield Role(kind, verb, toll=True)
                return
        if child.dep_ in (*_SUBJECTS, "dobj") and child.lemma_ in _TOLL and _of_deaths(child):
            yield Role("dead", verb, toll=True)
            return


def _numbered(noun: Token) -> Iterator[str]:
    """What a number is a number of: the number of injured, of people arrested, of deaths."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ == "of":
            for word in prep.subtree:
                yield from _kinds("states", word.lower_) or _kinds("nouns", word.lemma_.lower())


def _of_deaths(toll: Token) -> bool:
    words = {c.lower_ for c in toll.children if c.dep_ in ("compound", "amod")}
    return not words or bool(words & {"death", "dead"})


def _of_preposition(head: Token, prep: Token) -> Iterator[Role]:
    owner = prep.head
    if prep.lower_ in ("of", "for", "among"):
        if owner.lemma_ in _TOLL and _of_deaths(owner):
            yield Role("dead", owner, toll=True)
            return
        for kind in _kinds("nominals", owner.lemma_.lower()):
            yield Role(kind, owner)
            return
    if prep.lower_ in ("to", "at", "past", "above", "over", "by", "from"):
        if owner.lemma_ in _TOLL and _of_deaths(owner):
            yield Role("dead", owner, toll=True)
            return
        if owner.pos_ in ("VERB", "AUX") and prep.lower_ != "by":
            yield from _of_toll(owner)
    if prep.lower_ == "with":
        for child in (*prep.children, *head.children):
            for kind in (
                _kinds("states", child.lower_) if child.dep_ in ("acomp", "pcomp", "acl", "amod") else ()
            ):
                yield Role(kind, child)
                return


def _has_auxiliary(verb: Token) -> bool:
    return any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)
