"""One step of the climb from an act to the words that govern it, and what the steps share.

It decides nothing by itself beyond what the act's own word says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.attribution.clauses import reading
from dragoman.attribution.nominals import determined
from dragoman.attribution.statuswords import status_words
from dragoman.attribution.tenses import bare_infinitive
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.attribution.statuswords import Effect
    from dragoman.model import Status


OPEN: frozenset[Status] = frozenset({"hypothetical", "denied", "failed"})


@dataclass(frozen=True, slots=True)
class Step:
    """What is known of the act so far: `status` None while it depends on what stands above `token`."""

    token: Token
    status: Status | None
    why: tuple[str, ...]
    alleged: bool = False
    above: bool = False
    """The climb stands at a noun above the act ("plans for"), whose own reality is not the act's."""
    done: bool = False
    """Nothing above can change it: an adjunct ("without signing") stands by itself."""

    def settled(self, status: Status, why: str, token: Token | None = None) -> Step:
        """Settled so far; `token` is where the climb goes on, None ends it."""
        return Step(token or self.token, status, (*self.why, why), self.alleged, done=token is None)

    def with_clause(self, verb: Token, *why: str) -> Step:
        """As real as the clause of `verb`, from which the climb goes on."""
        found = reading(verb)
        return Step(verb, found.status, (*self.why, *why, found.why))


def is_verbal(token: Token) -> bool:
    """True for verbs in all forms, also participles that the tagger calls nouns of action only when they head a clause."""
    if token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB"):
        return not (token.tag_ == "VBG" and any(c.dep_ in {"det", "poss"} for c in token.children))
    # A clause hangs on it: the tagger took a verb for a noun ("demanded that he resign").
    return any(c.dep_ in {"aux", "auxpass", "mark"} for c in token.children) and token.dep_ in {
        "ROOT",
        "ccomp",
        "advcl",
        "conj",
    }


def own(token: Token) -> Step:
    """What the act's own clause or noun phrase says."""
    if is_verbal(token):
        found = reading(token)
        return Step(token, found.status, (found.why,))
    effect, word = determined(token)
    if effect is None:
        return Step(token, None, ())
    return Step(
        token,
        as_status(effect),
        (f"'{word}'" + (": alleged" if effect == "alleged" else ""),),
        effect == "alleged",
    )


def form_of(token: Token) -> str:
    if bare_infinitive(token) or any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children):
        return "inf"
    if token.tag_ == "VBG" and not any(c.dep_ in {"aux", "auxpass", "nsubj"} for c in token.children):
        return "ger"
    if token.tag_ == "VBN" and not any(
        c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for c in token.children
    ):
        return "obj"
    return "that"


def governor_words(governor: Token) -> list[str]:
    """The names under which a governor may stand in the table, particle verbs first."""
    word = lemma(governor)
    if governor.pos_ == "ADV" and is_verbal(governor.head):  # "stopped short of"
        return [f"{lemma(governor.head)} {governor.lower_}", governor.lower_]
    particles = [
        c.lower_ for c in governor.children if c.dep_ in {"prt", "prep", "advmod"} and c.i > governor.i
    ]
    words = [f"{word} {p}" for p in particles]
    return [*words, word, *([governor.lower_] if governor.lower_ != word and governor.pos_ == "ADJ" else [])]


def over_preposition(preposition: Token) -> Effect | None:
    """The effect of the verb or adjective that a preposition belongs to.

    Where the parse hung it on a noun ("Kurds long for a visit", with "long" taken for an adverb), the word before it
    counts if the table says that it leaves the act open.
    """
    words, form = status_words(), preposition.lower_
    governor = preposition.head
    if governor.pos_ in {"VERB", "AUX", "ADJ", "ADV"}:
        return words.governor(governor_words(governor), form)
    before = preposition.doc[preposition.i - 1] if preposition.i else None
    if before is None or before.pos_ in {"VERB", "AUX"}:
        return None
    effect = words.governor([lemma(before)], form)
    return effect if effect == "hypothetical" and lemma(before) not in words.nouns else None


def clause_head(governor: Token) -> Token:
    """The verb that carries a governing adjective or adverb."""
    if (
        not is_verbal(governor)
        and governor.dep_ in {"acomp", "advmod", "oprd", "attr"}
        and is_verbal(governor.head)
    ):
        return governor.head
    return governor


def as_status(effect: Effect) -> Status:
    table: dict[Effect, Status] = {
        "planned": "planned", "demanded": "demanded", "hypothetical": "hypothetical", "alleged": "hypothetical",
        "denied": "denied", "excludes": "denied", "failed": "failed", "ongoing": "ongoing",
    }  # fmt: skip
    return table.get(effect, "occurred")
