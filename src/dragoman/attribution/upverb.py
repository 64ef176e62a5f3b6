"""From an act verb upwards: infinitives, gerunds and clauses under verbs, nouns and prepositions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.clauses import reading
from dragoman.attribution.cues import cues
from dragoman.attribution.effects import apply
from dragoman.attribution.governed import (
    extraposed,
    governed,
    judged,
    of_ranked,
    ranked_predicate,
    under_noun,
)
from dragoman.attribution.nominals import noun_above, ranked
from dragoman.attribution.statuswords import status_words
from dragoman.attribution.step import (
    OPEN,
    Step,
    as_status,
    form_of,
    governor_words,
    is_verbal,
    over_preposition,
)
from dragoman.attribution.upprep import step_gerund
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.model import Status


_ANY = frozenset({"any", "anyone", "anybody", "whoever", "those"})
# A gerund that stands this close behind a verb is what the verb governs.
_NEAR = 2


def step_verb(step: Step) -> Step | None:
    token, head = step.token, step.token.head
    if token.i == head.i:
        return _at_root(step)
    dep = token.dep_
    if dep == "conj":
        return _from_conjunct(step)
    if dep in {"xcomp", "ccomp", "acomp", "oprd"}:
        return governed(step, head, form_of(token))
    if dep in {"acl", "relcl"}:
        return _on_noun(step)
    if dep == "advcl":
        return _adverbial(step)
    if dep in {"pcomp", "pobj"}:
        if head.i == head.head.i:
            return _at_root(step)
        return governed(step, head, "ger") if head.pos_ in {"VERB", "AUX"} else step_gerund(step)
    if dep in {"csubj", "nsubj", "nsubjpass", "csubjpass", "dobj", "attr"}:
        return governed(
            step, head, "ger" if dep == "dobj" else "subj" if dep in {"nsubj", "csubj"} else "obj"
        )
    if step.status is None:
        return step.settled("occurred", "participle", head) if dep == "amod" else Step(head, None, step.why)
    return None


def _at_root(step: Step) -> Step | None:
    if step.status is not None:
        return None
    if form_of(step.token) == "inf":
        settled = step.settled("planned", "infinitive of a headline")
    else:
        settled = step.settled("occurred", "participle")
    return settled


def _from_conjunct(step: Step) -> Step:
    head = step.token.head
    if step.status is None and is_verbal(head):
        return step.with_clause(head)
    return Step(head, step.status, step.why, step.alleged)


def _on_noun(step: Step) -> Step | None:
    """ "plans to visit", "the first president to visit", "claims that Iran attacked", "troops attacking the town"."""
    token, noun = step.token, step.token.head
    form = form_of(token)
    if form == "inf":
        if noun.lower_ == "order" and noun.head.lower_ == "in":
            return step.settled("planned", "purpose")
        if ranked(noun):
            return of_ranked(step, noun)
        effect = noun_above(noun)
        if effect is None and noun.pos_ not in {"NOUN", "PROPN"}:
            return governed(step, noun, "inf")
        return under_noun(step, noun, effect or "planned")
    that = any(c.lower_ == "that" for c in token.children if c.dep_ in {"mark", "dobj"})
    complement = any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)
    if complement or (that and lemma(noun) in status_words().verdicts["telling"]):
        untrue = judged(step, noun, noun) if step.status not in OPEN else None
        if untrue is not None:
            return untrue
        effect = noun_above(noun)
        if effect in {"hypothetical", "alleged", "denied", "failed"}:
            return under_noun(step, noun, effect)
        return _claimed(step, noun)
    if token.dep_ == "relcl" and step.status == "occurred" and _is_generic(token, noun):
        return step.settled("hypothetical", f"of any '{noun.text}' there may be", None)
    if token.dep_ == "relcl" and token.tag_ in {"VBZ", "VBP"} and (longed := _longed_for(noun)) is not None:
        return step.settled(longed, f"of a '{noun.text}' to come")
    if step.status is not None:
        return None
    return judged(step, noun, None) or step.settled("occurred", "participle of a noun", None)


def _longed_for(noun: Token) -> Status | None:
    """ "Long for the day when Spain recognises them": what is told of the day is as open as the day."""
    if lemma(noun) not in {"day", "time", "moment", "hour", "year"} or noun.dep_ not in {"pobj", "dobj"}:
        return None
    if noun.dep_ == "pobj":
        effect = over_preposition(noun.head)
    else:
        effect = status_words().governor(governor_words(noun.head), "obj")
    return as_status(effect) if effect in {"hypothetical", "planned", "demanded"} else None


def _is_generic(verb: Token, noun: Token) -> bool:
    """ "Threatened to jail leaders who boycott the vote": whom the restrictive clause picks is as open as the threat.

    "Any villager who hides them" is open under whatever verb.
    """
    if verb.tag_ in {"VBZ", "VBP"} and (
        noun.lower_ in _ANY or any(c.dep_ == "det" and c.lower_ in _ANY for c in noun.children)
    ):
        return True
    if verb.tag_ not in {"VBZ", "VBP"} or any(c.dep_ in {"aux", "auxpass"} for c in verb.children):
        return False
    if noun.doc[verb.left_edge.i - 1].text == ",":
        return False
    above = noun
    while above.head.i != above.i and not is_verbal(above):
        above = above.head
    if not is_verbal(above):
        return False
    return form_of(above) == "inf" or reading(above).status in {"planned", "demanded", "hypothetical"}


def _claimed(step: Step, noun: Token) -> Step | None:
    """ "claims that it had shelled the town": as real as told, unless the claims themselves are denied."""
    if noun.dep_ not in {"dobj", "nsubjpass"}:
        return None
    effect = status_words().governor(governor_words(noun.head), "obj")
    if effect in {"denied", "failed", "excludes"}:
        return apply(Step(step.token, step.status, step.why, alleged=True), effect, noun.head)
    return None


def _adverbial(step: Step) -> Step | None:
    token, head = step.token, step.token.head
    if any(c.lower_ == "than" and c.dep_ in {"mark", "prep"} for c in token.children) and not any(
        t.lower_ == "sooner" for t in token.doc[: token.i]
    ):
        return step.settled("denied", "after 'rather than'")
    if step.status is not None:
        return None
    if form_of(token) == "inf":
        if is_verbal(head) and (
            ranked_predicate(head) or status_words().governor(governor_words(head), "inf") is not None
        ):
            return governed(step, head, "inf")
        moved = extraposed(head) if is_verbal(head) else None
        if moved is not None:
            return step.settled(as_status(moved), "infinitive of the subject", head)
        above = reading(head).status if is_verbal(head) else None
        if above in OPEN:
            return step.settled("hypothetical", "purpose of something that did not happen")
        if lemma(token) in status_words().expressive and above is not None:
            return Step(head, above, (*step.why, f"done by '{head.text}'"))
        return step.settled("planned", "purpose")
    if form_of(token) == "ger" and head.i < token.i <= head.i + _NEAR and is_verbal(head):
        effect = status_words().governor(governor_words(head), "ger")
        if effect in {"denied", "excludes", "failed", "hypothetical"}:
            return apply(step, effect, head)  # "never ruled out freezing", taken for an adverbial
    if not is_verbal(head) or lemma(token) in cues().verbs:
        return step.settled(
            "occurred", "participle"
        )  # "could grow, adding that": it is said, whatever may be
    found = reading(head)
    if found.status in {"denied", "failed"} and _stands_apart(token):
        return step.settled("occurred", "beside a clause that did not happen")
    return step.with_clause(head, "with the main clause")


def _stands_apart(participle: Token) -> bool:
    """ "Was refused a visa while waiting": the participle has a conjunction of its own and no part in the negation."""
    return any(
        c.dep_ == "mark" and c.lower_ in {"while", "after", "since", "although"} for c in participle.children
    )
