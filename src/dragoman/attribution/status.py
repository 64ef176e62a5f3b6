"""How real an act is by the words around it: occurred, ongoing, planned, demanded, hypothetical, denied or failed.

It starts at the act's own clause (clauses.py) and climbs through the verbs, nouns and prepositions that govern it,
each of which turns, keeps or settles what was found below. Who says so is not its business: a reported act has
occurred, and the claim carries the speaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.clauses import negated_by, reading
from dragoman.attribution.step import Step, is_verbal, own
from dragoman.attribution.upnoun import step_noun
from dragoman.attribution.upverb import step_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed
    from dragoman.model import Act, Status


_MAX_CLIMB = 14  # deeper than any chain of governors met in news; a bound against loops in odd parses


def status(act: Act, parsed: Parsed) -> tuple[Status, str]:
    """The status of an act and the words that decide it.

    A status that coding has set stands for the words in the act's scope; the clause and the governors above
    them may still turn it ("did not fail to sign" has occurred). An act with content is a speech act: the
    speech act's own status is given.
    """
    inside = parsed.tokens_in(act.trigger)
    if not inside:
        return act.status or "occurred", "no word under the trigger"
    token = _top([t for t in inside if not t.is_punct and not t.is_space] or inside)
    if act.content is not None or act.status is not None:
        scope = [t for span in act.scope for t in parsed.tokens_in(span)]
        token = _top([*scope, token])
    first = own(token) if act.status is None else _decided(act.status, token)
    last = _climb(first)
    return last.status or "occurred", "; ".join(last.why) or "stated as a fact"


def _top(tokens: list[Token]) -> Token:
    """The token that all others hang on, else the first of those that hang on nothing here."""
    indexes = {t.i for t in tokens}
    return next((t for t in tokens if not indexes & {a.i for a in t.ancestors}), tokens[0])


def _decided(given: Status, token: Token) -> Step:
    """Coding's status, turned by the clause of the governing word it was read from."""
    if not is_verbal(token):
        return Step(token, given, ("composed",))
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
