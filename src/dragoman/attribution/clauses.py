"""How real a clause makes its own verb: tense, aspect, modals, negation, conditions and questions.

It looks at one clause and not at what governs it; status.py climbs from clause to clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.nominals import preposition_effect
from dragoman.attribution.statuswords import status_words
from dragoman.attribution.tenses import Reading, has_subject, modal, tense
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.model import Status


_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_NO = frozenset(
    {"nowhere", "seldom", "rarely", "no", "neither", "none", "nobody", "nothing", "nor", "never", "few"}
)
_WAYS = frozenset(
    {
        "point",
        "time",
        "stage",
        "circumstance",
        "condition",
        "way",
        "mean",
        "means",
        "account",
        "case",
        "manner",
    }
)
_HARDLY = frozenset({"hardly", "barely", "scarcely"})
PRESUPPOSING = frozenset({"why", "how", "when", "where", "who", "what", "which", "whose"})
_TELLING = frozenset(
    {
        "say",
        "tell",
        "warn",
        "add",
        "believe",
        "think",
        "argue",
        "report",
        "claim",
        "predict",
        "state",
        "write",
    }
)
_BINDING = frozenset({"threaten", "warn", "vow", "pledge", "promise", "urge", "demand", "propose", "offer"})
_REAL: frozenset[Status] = frozenset({"occurred", "ongoing", "planned"})


def reading(verb: Token) -> Reading:
    """The status of a verb by its own clause alone."""
    found = _without_negation(verb)
    negation = negated_by(verb)
    if negation is None:
        return found
    if found.status in {"failed", "denied"}:
        return found
    if found.status is None or found.status in _REAL:
        return Reading("denied", f"negated by '{negation}'")
    if found.status == "demanded":
        return Reading("hypothetical", f"demanded not to happen ('{negation}')")
    return found


def _without_negation(verb: Token) -> Reading:
    condition = condition_on(verb)
    if condition is not None:
        return Reading("hypothetical", f"condition '{condition}'")
    if _is_asked(verb):
        return Reading("hypothetical", "question")
    adverb = _adverb(verb)
    if adverb is not None:
        return adverb
    by_modal = modal(verb)
    if by_modal is not None:
        return by_modal
    return tense(verb)


def negated_by(verb: Token) -> str | None:
    """The word that negates the verb's clause, None when nothing does."""
    for child in verb.children:
        word = child.lower_
        negates = child.dep_ == "neg" or (child.dep_ == "preconj" and word in {"not", "neither"})
        if negates and not _only(child):
            return word
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and _is_no(child):
            return next((c.lower_ for c in child.children if c.lower_ in _NO or c.lower_ == "not"), word)
        if child.dep_ == "advmod" and (
            word in _NO or word in _HARDLY or (word == "longer" and _has(child, "no"))
        ):
            return word
        if child.dep_ in {"cc", "prep"} and word in {"nor", "neither"} and child.i < verb.i:
            return word
        if child.dep_ == "advmod" and any(c.lower_ in _HARDLY for c in child.children):
            return "hardly"
        if child.dep_ == "prep" and child.i < verb.i and (phrase := _no_way(child)) is not None:
            return phrase
    if verb.left_edge.lower_ == "nor" or (
        verb.left_edge.i and verb.doc[verb.left_edge.i - 1].lower_ == "nor"
    ):
        return "nor"
    if verb.dep_ == "ccomp" and verb.head.lower_ in {"had", "has", "have"} and verb.head.i < verb.left_edge.i:
        return negated_by(verb.head)  # "Never, he said, had the army attacked"
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.dep_ == "ROOT" and _is_no(verb.head):
        return (
            verb.head.left_edge.lower_
        )  # "Not one jet bombed the town": the parse took the verb for a participle
    if verb.dep_ == "conj" and not has_subject(verb):
        shared = verb.head
        joined = {c.lower_ for c in shared.children if c.dep_ == "cc"}
        bare = verb.tag_ in {"VB", "VBN", "VBG"} and verb.tag_ == shared.tag_
        if joined & {"or", "nor"} or (bare and not joined & {"but"}):
            return negated_by(shared)
    return None


def _no_way(preposition: Token) -> str | None:
    """ "At no point", "under no circumstances", "in no way" before the verb."""
    noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if noun is None or lemma(noun) not in _WAYS:
        return None
    return f"{preposition.lower_} no {noun.lower_}" if any(c.lower_ == "no" for c in noun.children) else None


def _only(negation: Token) -> bool:
    """ "not only" and "not just" negate nothing."""
    doc, at = negation.doc, negation.i + 1
    return at < len(doc) and doc[at].lower_ in {"only", "just", "merely", "simply", "least"}


def _is_no(noun: Token) -> bool:
    if noun.lower_ in _NO - {"few"} and noun.pos_ == "PRON":
        return True
    if any(c.dep_ in {"det", "neg", "preconj"} and c.lower_ in {"no", "neither"} for c in noun.children):
        return True
    if noun.left_edge.lower_ == "not" and noun.left_edge.i < noun.i:  # "not a single soldier"
        return True
    return noun.lower_ in {"none", "neither"}


def _has(token: Token, word: str) -> bool:
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return before == word or any(c.lower_ == word for c in token.children)


def condition_on(verb: Token) -> str | None:
    """The word that makes the clause a condition or puts it under one."""
    words = status_words().marks
    for child in verb.children:
        if (
            child.dep_ in {"mark", "advmod"}
            and child.lower_ in words["condition"]
            and child.i < verb.i
            and (not _even(child) or _is_open(verb.head) or _as_if(child))
        ):
            return "as if" if _as_if(child) else child.lower_
        if (
            child.lower_ in words["condition"]
            and child.tag_ in {"VBN", "VBG"}
            and child.dep_ in {"prep", "advcl"}
            and _is_open(verb)
        ):
            return child.lower_
        if child.lower_ == "in" and child.dep_ == "prep" and child.i < verb.i and _in_case(child):
            return "in case"
        if child.dep_ == "prep" and _is_open(verb) and (phrase := _conditional_phrase(child)) is not None:
            return phrase
        if child.dep_ in {"advcl", "ccomp"} and not _on_complement(child, verb):
            inner = next(
                (c for c in child.children if c.dep_ in {"mark", "advmod"} and c.lower_ in {"if", "unless"}),
                None,
            )
            if inner is not None and not _even(inner) and _is_open(verb):
                return inner.lower_
            if _inverted(child) and _is_open(verb):
                return "inverted condition"
    if _provided(verb):
        return "provided"
    if _inverted(verb) or (
        verb.dep_ == "ccomp"
        and verb.head.lower_ == "had"
        and verb.head.dep_ == "advcl"
        and verb.head.i < verb.left_edge.i
    ):
        return "inverted condition"
    if verb.dep_ == "xcomp" and (above := _condition_after(verb)) is not None:
        return above
    if verb.dep_ == "conj" and (not _has_own_tense(verb) or _shares_present(verb)):
        return condition_on(verb.head)
    return None


def _in_case(preposition: Token) -> bool:
    """ "In case its leaders are arrested": the conjunction, not "in case of"."""
    case = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    return (
        case is not None and case.lower_ == "case" and case.i == preposition.i + 1 and not list(case.children)
    )


def _provided(verb: Token) -> bool:
    """ "Will ratify it provided Peru extradites them": the parse takes the conjunction for a participle."""
    start = min((t.i for t in verb.subtree), default=verb.i)
    before = verb.doc[start - 1] if start else None
    if before is not None and before.lower_ in {"provided", "providing"}:
        return True
    subject = verb.doc[verb.i - 1] if verb.i else None
    at = subject.i - 1 if subject is not None else 0
    return (
        verb.dep_ == "conj"
        and verb.tag_ in {"VBZ", "VBP"}
        and subject is not None
        and subject.head.i == at
        and verb.doc[at].lower_ in {"provided", "providing"}
    )


def _conditional_phrase(preposition: Token) -> str | None:
    """ "In case of an attack", "in the event of war", "barring a truce" beside the verb."""
    inner = [preposition, *(t for t in preposition.subtree if t.dep_ == "prep" and t.i > preposition.i)]
    return next((t.text for t in inner[:2] if preposition_effect(t) == "hypothetical"), None)


def _on_complement(clause: Token, verb: Token) -> bool:
    """ "Germany vows to cut aid unless they leave": the condition is on the aid, not on the vow."""
    if verb.tag_ not in {"VBZ", "VBP", "VBD", "VBN"} or clause.i < verb.i:
        return False
    return any(c.dep_ in {"xcomp", "ccomp"} and verb.i < c.i < clause.i for c in verb.children)


def _condition_after(verb: Token) -> str | None:
    """The condition that the parse hung on the verb above this infinitive."""
    for clause in verb.head.children:
        if clause.dep_ == "advcl" and clause.i > verb.i:
            mark = next(
                (c for c in clause.children if c.dep_ in {"mark", "advmod"} and c.lower_ in {"if", "unless"}),
                None,
            )
            if mark is not None and not _even(mark) and _on_complement(clause, verb.head):
                return mark.lower_
    return None


def _is_open(verb: Token) -> bool:
    """A condition touches a clause about the future or a possibility, not one about the past."""
    aux = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if not aux and lemma(verb) in _BINDING:
        return False  # "threatened them with war if": what is threatened is under the condition
    if not aux and any(c.dep_ == "ccomp" for c in verb.children) and lemma(verb) in _TELLING:
        return False  # "unless it rains, officials say": the saying is under no condition
    return any(a in status_words().modals for a in aux) or verb.tag_ in {"VB", "VBP", "VBZ"}


def _even(mark: Token) -> bool:
    before = mark.doc[mark.i - 1].lower_ if mark.i else ""
    return before in {"even", "as"} or any(c.lower_ == "even" for c in mark.children)


def _as_if(mark: Token) -> bool:
    before = mark.doc[mark.i - 1].lower_ if mark.i else ""
    return before == "as" and mark.lower_ in {"if", "though"}


def _inverted(verb: Token) -> bool:
    """ "Had Iran attacked", "Should talks fail"."""
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if any(c.dep_ == "advmod" and c.lower_ in _NO and c.i < verb.i for c in verb.children):
        return False  # "nowhere had they fired"
    if subject is None or any(c.dep_ == "mark" for c in verb.children) or verb.dep_ not in {"advcl", "ccomp"}:
        return False
    return any(
        c.dep_ in {"aux", "auxpass"} and c.lower_ in {"had", "should", "were"} and c.i < subject.left_edge.i
        for c in verb.children
    )


def _is_asked(verb: Token) -> bool:
    last = next((t for t in reversed(verb.doc) if not t.is_space and t.text not in "\"”’'“"), None)
    if last is None or last.text != "?":
        return False
    root = verb
    while root.dep_ in {"conj", "xcomp"} and root.head.i != root.i:
        root = root.head
    if root.dep_ not in {"ROOT", "ccomp"}:
        return False
    opens = root.left_edge.i
    first = [t for t in root.doc[opens : opens + 3] if not t.is_punct]
    return not (first and first[0].lower_ in PRESUPPOSING)


def _adverb(verb: Token) -> Reading | None:
    words = status_words().adverbs
    for child in verb.children:
        if child.dep_ in {"advmod", "npadvmod"} and child.lower_ in words:
            effect = words[child.lower_]
            if effect == "failed" and child.i > verb.i:
                continue
            return Reading(
                "failed" if effect == "failed" else "hypothetical",
                f"'{child.lower_}'" + (": alleged" if effect == "alleged" else ""),
            )
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN" and not has_subject(verb):
        return _adverb(verb.head)  # "were allegedly held and beaten"
    return None


def _shares_present(verb: Token) -> bool:
    """ "If he comes and decides to stay": the second verb of a condition."""
    marks = {c.lower_ for c in verb.head.children if c.dep_ in {"mark", "advmod"}}
    return verb.tag_ == verb.head.tag_ and not has_subject(verb) and bool(marks & {"if", "unless"})


def _has_own_tense(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBZ"} or has_subject(verb)
