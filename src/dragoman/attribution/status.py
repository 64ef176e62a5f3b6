"""How real an act is by the words around it: occurred, ongoing, planned, demanded, hypothetical, denied or failed.

It starts at the act's own clause (clauses.py) and climbs through the verbs, nouns and prepositions that govern it,
each of which turns, keeps or settles what was found below. Who says so is not its business: a reported act has
occurred, and the claim carries the speaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.caveats import caveat
from dragoman.attribution.clauses import condition_on, negated_by, reading
from dragoman.attribution.governed import by_law
from dragoman.attribution.nominals import determined, noun_above
from dragoman.attribution.statuswords import status_words
from dragoman.attribution.step import Step, form_of, governor_words, is_verbal, own
from dragoman.attribution.upnoun import step_noun
from dragoman.attribution.upverb import step_verb
from dragoman.attribution.words import lemma
from dragoman.attribution.worlds import elsewhere

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed
    from dragoman.model import Act, Status


_LEAVES_OPEN = frozenset({"planned", "demanded", "hypothetical", "alleged"})
# "announced the arrest", "expects talks": upnoun.py tells by the act which of these have been carried out.
_ANNOUNCING = frozenset({"announce"})
_DECREES = frozenset(
    ["order", "command", "instruct", "direct", "authorise", "authorize", "approve", "mandate", "permission", "approval",
     "authorisation", "authorization", "warrant", "decree", "greenlight", "sanction"]
)  # fmt: skip
_MAX_CLIMB = 14  # deeper than any chain of governors met in news; a bound against loops in odd parses


def status(act: Act, parsed: Parsed) -> tuple[Status, str]:
    """The status of an act and the words that decide it.

    A status that coding has set stands for the words in the act's scope; the clause and the governors above
    them may still turn it ("did not fail to sign" has occurred). A speech act has its own status, not that of
    the act it speaks of.
    """
    inside = parsed.tokens_in(act.trigger)
    if not inside:
        return act.status or "occurred", "no word under the trigger"
    token = _top([t for t in inside if not t.is_punct and not t.is_space] or inside)
    found, why = _told(act, parsed, token)
    doubt = caveat(token) if found in {"occurred", "ongoing"} else None
    if doubt is not None:
        return doubt[0], f"{why}; {doubt[1]}"
    world = elsewhere(token, act.type) if found in {"occurred", "ongoing", "planned"} else None
    return ("hypothetical", f"{why}; {world}") if world is not None else (found, why)


def ordered(act: Act, parsed: Parsed) -> bool:
    """True for an act that those with the power to do so have ordered or approved.

    It has not been done by that; but coders file "ordered the arrest" under the arrest and not under a threat.
    """
    return any(lemma(t) in _DECREES for span in act.scope for t in parsed.tokens_in(span))


def _told(act: Act, parsed: Parsed, token: Token) -> tuple[Status, str]:
    if act.status == "occurred" and not act.scope:
        condition = condition_on(token) if is_verbal(token) else None
        if condition is not None:
            return "hypothetical", f"condition '{condition}'"
        said = _climb(Step(token, "occurred", ("the negation is part of the act",)))
        return said.status or "occurred", "; ".join(said.why)
    scope = [t for span in act.scope for t in parsed.tokens_in(span)]
    if act.status is not None:
        token = _top([*scope, token])
    elif act.content is None:
        token = _carried(token, scope)
    first = own(token) if act.status is None else _decided(act.status, token)
    last = _climb(first)
    return last.status or "occurred", "; ".join(last.why) or "stated as a fact"


def _top(tokens: list[Token]) -> Token:
    """The token that all others hang on, else the first of those that hang on nothing here."""
    indexes = {t.i for t in tokens}
    return next((t for t in tokens if not indexes & {a.i for a in t.ancestors}), tokens[0])


def _carried(token: Token, scope: list[Token]) -> Token:
    """Up through the governing words that made the act what it is ("will stop observing", "suspended delivery").

    A clause with its own tense ("announced that they will ban") is not passed: it is told there how real the act is.
    """
    indexes = {t.i for t in scope}
    if not is_verbal(token) and determined(token)[0] in {"alleged", "denied", "hypothetical", "failed"}:
        return token
    for _ in range(_MAX_CLIMB):
        if is_verbal(token) and form_of(token) == "that":
            return token
        above = token.head
        while above.i not in indexes and above.head.i != above.i and not is_verbal(above):
            above = above.head
        if above.i not in indexes or above.i == token.i or _settles(above, token):
            return token
        token = above
    return token


def _settles(above: Token, token: Token) -> bool:
    """The governing word leaves the act open ("authorised strikes", "a warrant for the arrest"): the climb must see it."""
    if not is_verbal(above):
        return above.pos_ == "NOUN" and noun_above(above) in _LEAVES_OPEN
    if lemma(above) in _ANNOUNCING:
        return False
    if by_law(above):
        return True
    form = form_of(token) if is_verbal(token) else "obj"
    return status_words().governor(governor_words(above), form) in _LEAVES_OPEN


def _decided(given: Status, token: Token) -> Step:
    """Coding's status, turned by the clause of the governing word it was read from."""
    if not is_verbal(token):
        return Step(token, given, ("composed",), above=given in {"planned", "demanded", "hypothetical"})
    found = reading(token)
    if negated_by(token) is not None:
        flipped: Status = (
            "occurred"
            if given in {"failed", "denied"}
            else "hypothetical"
            if given in {"hypothetical", "demanded"}
            else "denied"
        )
        return Step(token, flipped, ("composed", found.why))
    if found.status == "hypothetical" or (given == "failed" and found.status in {"planned", "demanded"}):
        return Step(token, "hypothetical", ("composed", found.why))
    if given in {"occurred", "ongoing"} and found.status is not None:
        return Step(token, found.status, ("composed", found.why))
    return Step(token, given, ("composed",))


def _climb(step: Step) -> Step:
    for _ in range(_MAX_CLIMB):
        if step.done:
            return step
        above = step_verb(step) if is_verbal(step.token) else step_noun(step)
        if above is None:
            return step
        step = above
    return step
