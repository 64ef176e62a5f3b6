"""An act under a verb, an adjective or a noun: which effect the governor has, by the form in which the act hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.clauses import PRESUPPOSING, negated_by, reading
from dragoman.attribution.declining import declined
from dragoman.attribution.effects import apply
from dragoman.attribution.nominals import determined, noun_above, ranked
from dragoman.attribution.statuswords import status_words
from dragoman.attribution.step import Step, as_status, clause_head, governor_words, is_verbal
from dragoman.attribution.tenses import Reading
from dragoman.attribution.verdicts import verdict
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.attribution.statuswords import Effect

# Verbs of coming together: what people say by it is done by it ("went to the polls to elect").
# "Told the meeting that": what stands before the clause is the addressee.
_TELLING_OF = frozenset({"tell", "warn", "inform", "assure", "remind", "advise"})
_BLAMING = frozenset({"hold", "deem", "consider", "believe", "call", "find"})
_GATHERING = frozenset({"go", "head", "come", "march", "rally", "gather", "assemble", "meet", "take", "turn"})


def governed(step: Step, governor: Token, form: str) -> Step | None:
    words = governor_words(governor)
    clause = clause_head(governor)
    predicate = next((c for c in governor.children if c.dep_ in {"acomp", "oprd"}), None)
    if lemma(governor) == "be" and predicate is not None and predicate.i < step.token.i:
        words = [predicate.lower_, *words]  # "it is possible that", "is ready to"
    attribute = next((c for c in governor.children if c.dep_ == "attr" and c.i < step.token.i), None)
    if (
        form in {"that", "inf"}
        and attribute is not None
        and (thought := _thought(step, attribute, governor)) is not None
    ):
        return thought
    if form == "inf" and ranked_predicate(governor):
        return of_ranked(step, governor)
    if form == "inf" and lemma(governor) == "be" and predicate is None:
        found = reading(governor)
        past_perfect = any(c.lower_ == "have" for c in step.token.children)
        effect: Effect = "failed" if past_perfect and "past" in found.why else "planned"
        return apply(step, effect, governor)
    if form == "inf" and lemma(step.token) in status_words().expressive and lemma(governor) in _GATHERING:
        return apply(step, "carries", clause)
    if form == "inf" and lemma(governor) == "have":
        found = reading(governor)
        return apply(step, "carries" if found.why == "past tense" else "demanded", governor)
    effects = status_words()
    found_effect: Effect | None = None
    if form == "inf" and _has_object(governor, step.token):
        found_effect = effects.governor(words, "obj-inf")
    if found_effect is None:
        found_effect = effects.governor(words, form)
    if found_effect == "demanded" and form == "that" and not _is_subjunctive(step.token):
        found_effect = "reports"
    if form == "inf" and "able" in words and clause.tag_ == "VBD":
        found_effect = "carries"  # "were able to leave": they left
    if found_effect is None and form == "inf":
        found_effect = extraposed(governor)
    if found_effect in {"carries", "ongoing"} and form in {"inf", "ger", "that"} and by_law(governor):
        found_effect = "hypothetical"
    parted = _parted_from(step.token) if form == "that" else None
    if parted is not None and found_effect not in {"denied", "excludes"}:
        return under_noun(step, parted, noun_above(parted) or "hypothetical")
    if form == "that" and _general(step.token):
        return step.settled("hypothetical", "how it is done in general", clause)
    if form == "that" and presupposed(step.token) and found_effect not in {"planned", "demanded"}:
        found_effect = "factive"  # "it is unclear why they attacked", "nobody knows who was killed": they did
    if form == "that" and _left_unsaid(governor):
        known = found_effect == "factive"
        return step.settled(step.status or "occurred" if known else "hypothetical", "nothing is said of it")
    if found_effect is None:
        return None if step.status is not None else _unknown(step, clause, form)
    return apply(step, found_effect, clause)


def _left_unsaid(speaking: Token) -> bool:
    """ "Declined to say whether", "refused to confirm that": the verb of speaking of somebody who does not speak."""
    found = declined(speaking.head) if speaking.dep_ == "xcomp" else None
    return found is not None and found[1] is not None and found[1].i == speaking.i


def _thought(step: Step, noun: Token, be: Token) -> Step | None:
    """ "It is a lie that they attacked", "it is our hope to meet": the noun after "is" says how real the clause is."""
    found = judged(step, noun, be)
    if found is not None:
        return found
    if lemma(noun) in status_words().projected and step.status in {None, "occurred", "ongoing"}:
        return step.settled(as_status(noun_above(noun) or "hypothetical"), f"'{noun.text}'", be)
    return None


def judged(step: Step, noun: Token, above: Token | None) -> Step | None:
    """ "A false report", "the claim is unconfirmed": settled where something is said of the truth of the noun; `above`: where the climb goes on."""
    found = verdict(noun)
    return step.settled(found[0], f"'{noun.text}': {found[1]}", above) if found is not None else None


def is_lacked(step: Step, verb: Token) -> bool:
    """ "An agreement was not obtained", "did not bring talks": an act without article or with "a" under a negated verb.

    "The" and "its" take the act for granted: "did not survive the attack".
    """
    if step.status is not None or not is_verbal(verb) or negated_by(verb) is None:
        return False
    return not any(
        (c.dep_ == "det" and c.lower_ not in {"a", "an", "any"}) or c.dep_ == "poss" or c.like_num
        for c in step.token.children
    )


def by_law(governor: Token) -> bool:
    """ "A decree that allows the army to shoot": the subject is a text, also as the noun before "that"."""
    if not is_verbal(governor):
        return False
    subject = next((c for c in governor.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.tag_ in {"WDT", "WP"} and governor.dep_ == "relcl":
        subject = governor.head
    return subject is not None and lemma(subject) in status_words().legal


def _parted_from(verb: Token) -> Token | None:
    """ "Was swept by gossip that the bank had closed": the noun before "that", where the parse hung the clause on the verb."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    noun = verb.doc[mark.i - 1] if mark is not None and mark.i else None
    if (
        noun is None
        or noun.pos_ != "NOUN"
        or noun.dep_ not in {"pobj", "dobj"}
        or lemma(verb.head) in _TELLING_OF
    ):
        return None
    return noun if noun_above(noun) in {"alleged", "hypothetical", "denied"} else None


def _general(verb: Token) -> bool:
    """ "Explains how a state breaks off relations": a rule told in the present of any one doer."""
    first = verb.left_edge
    if first.lower_ != "how" or verb.tag_ not in {"VBZ", "VBP"}:
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and any(c.dep_ == "det" and c.lower_ in {"a", "an"} for c in subject.children)


def presupposed(verb: Token) -> bool:
    """The clause asks why, how, when, where or who and so takes the act itself for granted."""
    first = verb.left_edge
    at = next((t for t in verb.doc[first.i : first.i + 2] if not t.is_punct), first)
    return at.lower_ in PRESUPPOSING and at.tag_ in {"WRB", "WP", "WDT", "WP$"}


def extraposed(verb: Token) -> Effect | None:
    """ "Pressure is growing on Minsk to hand over": the infinitive belongs to the subject noun."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    effect = noun_above(subject) if subject is not None and subject.pos_ == "NOUN" else None
    return effect if effect in {"demanded", "hypothetical", "planned"} else None


def held_responsible(adjective: Token) -> bool:
    """ "Holds Chad responsible for the raid": somebody says so; but "was responsible for the raid" tells it."""
    return lemma(adjective) in {"responsible", "accountable", "liable"} and lemma(adjective.head) in _BLAMING


def ranked_predicate(verb: Token) -> bool:
    """ "was the last president to visit": parses hang the infinitive on the verb."""
    return lemma(verb) in {"be", "become"} and any(c.dep_ == "attr" and ranked(c) for c in verb.children)


def of_ranked(step: Step, noun: Token) -> Step:
    """The act is as real as the clause that names the first, last or only one to do it."""
    clause = noun
    while clause.head.i != clause.i and not is_verbal(clause):
        clause = clause.head
    if not is_verbal(clause):
        return step.settled("occurred", "ranked among past acts")
    return step.with_clause(clause, f"as real as '{clause.text}'")


def under_noun(step: Step, noun: Token, effect: Effect) -> Step:
    if step.status == "denied" and effect in {"planned", "demanded", "hypothetical"}:
        return step.settled("hypothetical", f"not to, under '{noun.text}'", noun)
    own, word = determined(noun)
    if own in {"failed", "denied"}:
        return step.settled("failed" if own == "failed" else "denied", f"'{word} {noun.text}'", noun)
    why = f"under '{noun.text}'" + (": alleged" if effect == "alleged" else "")
    return Step(noun, as_status(effect), (*step.why, why), alleged=effect == "alleged", above=True)


def _unknown(step: Step, clause: Token, form: str) -> Step:
    """Under a verb that the table does not know, an infinitive is open and a gerund goes with the verb."""
    if form == "inf":
        real = is_verbal(clause) and reading(clause).status in {"occurred", "ongoing", "planned"}
        return step.settled(
            "planned" if real else "hypothetical", f"infinitive under '{clause.text}'", clause
        )
    found = reading(clause) if is_verbal(clause) else Reading("occurred", "participle")
    return Step(clause, found.status, (*step.why, found.why))


def _is_subjunctive(verb: Token) -> bool:
    """ "demanded that he resign", "insisted that they should leave", but not "insisted that they had left"."""
    aux = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return (
        aux <= {"be", "should", "must", "not"}
        and verb.tag_ not in {"VBD", "VBZ"}
        and (verb.tag_ != "VBN" or bool(aux & {"be", "should", "must"}))
    )


def _has_object(governor: Token, clause: Token) -> bool:
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in clause.children)
    return own or any(c.dep_ in {"dobj", "nsubjpass"} and c.i < clause.i for c in governor.children)
