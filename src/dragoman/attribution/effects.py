"""What a governing word does to the act below it, given its own tense, mood and negation.

Which word governs and how is found by upverb.py, upnoun.py and upprep.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.clauses import negated_by, reading
from dragoman.attribution.statuswords import status_words
from dragoman.attribution.step import OPEN, Step, as_status, is_verbal
from dragoman.attribution.tenses import Reading
from dragoman.attribution.verdicts import of_speaker, shown_by
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.attribution.statuswords import Effect
    from dragoman.model import Status


def apply(step: Step, effect: Effect, clause: Token) -> Step:
    """The act as the governor leaves it; `clause` is the verb that carries the governor's tense and negation."""
    found = reading(clause) if is_verbal(clause) else Reading("occurred", "")
    negation = negated_by(clause) if is_verbal(clause) else None
    by = f"under '{clause.text}'" + (f" ({found.why})" if found.why and found.status != "occurred" else "")
    if effect == "true" and negation is not None:
        return step.settled("denied", f"not true ('{negation}')", clause)
    if effect in {"reports", "true"}:
        return _reported(step, clause, found, negation)
    if effect == "carries":
        if step.status in OPEN or (step.above and found.status not in OPEN):
            return Step(clause, step.status, step.why, step.alleged)
        return Step(clause, found.status, (*step.why, f"as real as '{clause.text}'", found.why))
    if effect == "factive":
        return Step(clause, step.status or "occurred", (*step.why, f"taken for granted by '{clause.text}'"))
    if effect == "ongoing":
        return _ongoing(step, clause, found, by)
    if step.status == "denied" and effect in {"planned", "demanded", "hypothetical", "alleged"}:
        return step.settled("hypothetical", f"not to, {by}", clause)
    if step.status == "denied" and effect == "denied":
        return step.settled("hypothetical", f"denied twice, {by}", clause)
    return _turn(step, effect, clause, found, by)


def _reported(step: Step, clause: Token, found: Reading, negation: str | None) -> Step:
    """What is told keeps its own status unless it is not told, not yet told, or told by one who is wrong."""
    if negation is not None:
        return step.settled("hypothetical", f"not said ('{negation}')", clause)
    judged = (of_speaker(clause) or shown_by(clause)) if is_verbal(clause) else None
    if judged is not None and step.status not in OPEN:
        return step.settled(judged[0], judged[1], clause)
    if is_verbal(clause) and _accuses(clause) and step.status in {None, "occurred", "ongoing"}:
        return Step(
            clause,
            "hypothetical",
            (*step.why, f"alleged, told by an accusation ('{clause.text}')"),
            alleged=True,
        )
    if found.status in {"planned", "hypothetical"} and step.status in {None, "occurred", "ongoing"}:
        return step.settled("hypothetical", f"not said yet: {found.why}", clause)
    return Step(clause, step.status or "occurred", step.why, step.alleged)


def _accuses(clause: Token) -> bool:
    """ "The indictment says that": the subject is an accusation."""
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    return subject is not None and status_words().nouns.get(lemma(subject)) == "alleged"


def _ongoing(step: Step, clause: Token, found: Reading, by: str) -> Step:
    if step.above or step.status in OPEN:
        return Step(clause, step.status, step.why, step.alleged)
    if found.status == "occurred" and ("past" in found.why or found.why == "perfect tense"):
        return step.settled("occurred", by, clause)
    if found.status in {"occurred", "ongoing", None}:
        return step.settled("ongoing", by, clause)
    return step.settled(found.status, by, clause)


def _turn(step: Step, effect: Effect, clause: Token, found: Reading, by: str) -> Step:
    """Effects that settle the act, turned by the governor's own negation and mood."""
    negated = found.status == "denied" or (is_verbal(clause) and negated_by(clause) is not None)
    if effect == "failed":
        if step.status in {"denied", "failed"} and not negated:
            return step.settled("hypothetical", f"neither way, {by}", clause)  # "declined to deny"
        if step.alleged:
            return step.settled("denied", by, clause)
        if negated:
            return step.settled("occurred", f"not averted, {by}", clause)
        if found.status in {"planned", "demanded", "hypothetical", None} and found.why != "participle":
            return step.settled("hypothetical", by, clause)
        return step.settled("failed", by, clause)
    if effect in {"denied", "excludes"}:
        return step.settled(
            "hypothetical" if negated else "denied", f"not denied, {by}" if negated else by, clause
        )
    if effect == "alleged":
        return Step(clause, "hypothetical", (*step.why, f"alleged, {by}"), alleged=True)
    if step.status == "hypothetical" and effect in {"planned", "demanded"} and not step.above:
        return Step(clause, "hypothetical", step.why)  # ready to help *if* something else comes about
    if effect == "planned":
        return _planned(step, clause, found, by, negated=negated)
    if effect == "hypothetical" and step.status in {"planned", "demanded"} and not negated:
        return Step(clause, step.status, step.why)  # "plans for a visit were discussed" are still plans
    settled: Status = "hypothetical" if negated or found.status == "hypothetical" else as_status(effect)
    return step.settled(settled, by, clause)


def _planned(step: Step, clause: Token, found: Reading, by: str, *, negated: bool) -> Step:
    if negated:
        return step.settled("denied", by, clause)
    if found.status == "hypothetical":
        return step.settled("hypothetical", by, clause)
    had = is_verbal(clause) and any(c.dep_ == "aux" and c.lower_ == "had" for c in clause.children)
    if had and any(c.lower_ == "but" for c in clause.doc):
        return step.settled("failed", f"had been planned, {by}", clause)
    return step.settled("planned", by, clause)
