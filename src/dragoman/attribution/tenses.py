"""What tense, aspect and modals say of a verb. Negation, conditions and questions are read in clauses.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.attribution.phrases import is_date
from dragoman.attribution.statuswords import status_words
from dragoman.attribution.words import lemma
from dragoman.language.calendar import WEEKDAYS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.model import Status


_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_FUTURE_WORDS = frozenset({"tomorrow", "soon", "shortly", "tonight", "eventually", "imminently", "later"})
_FINITE = frozenset({"is", "are", "am", "was", "were", "'s", "’s", "'re", "’re", "'m", "’m", "be", "been"})
_BARE_UNDER = frozenset({"let", "make", "have", "help", "watch"})
_COMING = frozenset({"next", "coming", "forthcoming", "upcoming", "following"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clause says of its verb. `status` None: an infinitive or participle, left to what governs it."""

    status: Status | None
    why: str


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb, those of the first conjunct for a bare second one ("will meet and sign")."""
    own = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if not own and verb.dep_ == "conj" and not has_subject(verb) and verb.tag_ in {"VB", "VBN", "VBG", "VBP"}:
        head = verb.head
        if head.tag_ == verb.tag_ or (verb.tag_ == "VBP" and head.tag_ == "VB"):
            return auxiliaries(head)
    return own


def modal(verb: Token) -> Reading | None:
    aux = auxiliaries(verb)
    kinds = status_words().modals
    perfect = any(lemma(a) == "have" or a.lower_ in {"have", "'ve", "’ve"} for a in aux)
    for a in aux:
        kind = kinds.get(a.lower_)
        if kind is None or (a.lower_ in {"'d", "’d"} and verb.tag_ == "VBN"):
            continue
        word = f"'{a.lower_}'"
        if kind == "would":
            return Reading("hypothetical", f"{word} have") if perfect else _would(verb, word)
        if kind == "planned":
            return Reading("planned", f"future {word}")
        if kind == "demanded":
            return (
                Reading("hypothetical", f"{word} have") if perfect else Reading("demanded", f"modal {word}")
            )
        return _unable(verb, a, word, perfect=perfect) or Reading("hypothetical", f"modal {word}")
    return None


def _unable(verb: Token, modal: Token, word: str, *, perfect: bool) -> Reading | None:
    """ "Could not agree" tells that they did not; "cannot" that they do not."""
    negated = any(c.dep_ == "neg" for c in verb.children)
    if not negated or perfect or modal.lower_ not in {"could", "can", "ca"}:
        return None
    return Reading("failed", f"{word} not") if modal.lower_ == "could" else Reading("denied", f"{word} not")


def _would(verb: Token, word: str) -> Reading:
    """ "Would" is the future seen from the past in reported speech, and a supposition elsewhere."""
    if any(c.dep_ == "neg" for c in verb.children) and not under_report(verb):
        return Reading("failed", f"{word} not")  # "would not say": he refuses
    if under_report(verb) or has_future_words(verb):
        return Reading("planned", f"future in reported speech {word}")
    return Reading("hypothetical", f"modal {word}")


def under_report(verb: Token) -> bool:
    """The clause is what someone said: content of a verb of saying, before or after it, or beside "he said"."""
    token = verb
    for _ in range(12):
        if (
            token.dep_ in {"ccomp", "acl"}
            and status_words().governor([lemma(token.head)], "that") is not None
        ):
            return True
        if token.dep_ == "acl" and any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children):
            return True
        if any(c.dep_ == "parataxis" for c in token.children):
            return True
        if any(c.lower_ == "according" for c in token.children):
            return True
        if token.dep_ not in {"conj", "ccomp", "advcl", "relcl"} or token.head.i == token.i:
            return False
        token = token.head
    return False


def tense(verb: Token) -> Reading:
    aux = auxiliaries(verb)
    lowered = {a.lower_ for a in aux}
    if "to" in lowered:
        return Reading(None, "infinitive")
    have = next(
        (a for a in aux if lemma(a) == "have" or a.lower_ in {"has", "have", "had", "'ve", "’ve"}), None
    )
    being = next((a for a in aux if lemma(a) == "be" or a.lower_ in {"'s", "’s", "'re", "’re", "'m"}), None)
    if being is not None and being.lower_ == "being" and have is None and len(lowered & _FINITE) == 0:
        return Reading(None, "participle")  # "after being arrested"
    progressive = verb.tag_ == "VBG" or any(a.lower_ == "being" for a in aux)
    if have is not None:
        if progressive and have.tag_ in {"VBZ", "VBP"}:
            return Reading("ongoing", "present perfect progressive")
        return Reading("occurred", "perfect tense")
    if being is not None and progressive:
        if being.tag_ == "VBD" or being.lower_ in {"was", "were"}:
            return Reading("occurred", "past progressive")
        if has_future_words(verb, weekdays=True):
            return Reading("planned", "present progressive with a future date")
        return Reading("ongoing", "present progressive")
    if being is not None and being.lower_ == "be" and _joins_infinitive(verb):
        return Reading(None, "infinitive")  # "to leave or be attacked"
    if being is not None and being.lower_ in {"was", "were"}:
        return Reading("occurred", "past passive")
    if being is not None:
        return _present(verb)
    return _bare(verb)


def _bare(verb: Token) -> Reading:
    if verb.tag_ in {"VBN", "VBD"} and verb.dep_ == "ccomp" and _has_it_done(verb):
        return Reading(None, "done for another")
    if bare_infinitive(verb):
        return Reading(None, "bare infinitive")
    if verb.lower_ == "let" and verb.i == verb.sent.start and verb.tag_ in {"VB", "VBP"}:
        return Reading("demanded", "imperative")
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and has_subject(verb)):
        return Reading("occurred", "past tense")
    if verb.tag_ in {"VBZ", "VBP"}:
        return _present(verb)
    if verb.tag_ == "VB":
        if (
            has_subject(verb)
            or verb.dep_ not in {"ROOT", "ccomp"}
            or any(c.dep_ == "aux" for c in verb.children)
        ):
            return _present(verb)
        return Reading("demanded", "imperative")
    if verb.tag_ == "VBN":
        return Reading("occurred", "past participle")
    if verb.tag_ == "VBG":
        return Reading(None, "participle")
    return _present(verb)  # a verb that the tagger took for a noun


def _joins_infinitive(verb: Token) -> bool:
    return verb.dep_ == "conj" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.head.children)


def bare_infinitive(verb: Token) -> bool:
    """ "Let the jets use its bases": an infinitive without "to", which the tagger may take for a present tense."""
    return (
        verb.dep_ == "ccomp"
        and verb.tag_ in {"VB", "VBP"}
        and lemma(verb.head) in _BARE_UNDER
        and verb.head.i < verb.i
        and not any(c.dep_ in {"aux", "mark"} for c in verb.children)
    )


def _has_it_done(verb: Token) -> bool:
    """ "Leave or have its embassy seized": as real as the "have" above."""
    above = verb.head
    return above.lower_ == "have" and above.tag_ == "VB" and above.i < verb.i


def _present(verb: Token) -> Reading:
    marks = status_words().marks
    opener = next(
        (
            c.lower_
            for c in verb.children
            if c.dep_ in {"mark", "advmod"} and c.lower_ in marks["temporal"] and c.i < verb.i
        ),
        None,
    )
    if verb.dep_ == "advcl" and opener is not None:
        if opener in {"until", "till"} and (
            _is_future(_main(verb)) or _main(verb).tag_ in {"VBZ", "VBP", "VB"}
        ):
            return Reading("hypothetical", f"'{opener}' something that may never be")
        if opener in marks["future"] or _is_future(_main(verb)) or has_future_words(verb):
            return Reading("planned", f"'{opener}' clause about the future")
        if opener == "before" and _main(verb).tag_ in {"VBZ", "VBP", "VB", "VBG"}:
            return Reading("planned", "'before' something still to come")
        if opener in {"when", "after", "once", "where"} and _only_then(verb, opener):
            return Reading("hypothetical", f"only '{opener}'")
    scheduled = lemma(verb) in status_words().scheduled
    if scheduled and has_future_words(verb, weekdays=True):
        return Reading("planned", "present tense with a future date")
    habit = any(c.dep_ == "advmod" and c.lower_ in status_words().habit for c in verb.children)
    if habit or lemma(verb) in status_words().stative:
        return Reading("ongoing", "present state")
    return Reading("occurred", "present tense of a report")


def _only_then(verb: Token, opener: str) -> bool:
    """ "Possible only when troops leave": the clause is a condition of what is merely possible."""
    first = verb.left_edge.i
    return any(
        t.lower_ == "only" and t.i + 1 < len(verb.doc) and verb.doc[t.i + 1].lower_ == opener
        for t in verb.doc[max(0, first - 1) : verb.i]
    )


def _main(verb: Token) -> Token:
    """The verb of the clause that an adverbial clause belongs to, also through "as soon as"."""
    head = verb.head
    while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i:
        head = head.head
    return head


def _is_future(verb: Token) -> bool:
    """The clause is told with a modal, also where that stands at the verb above an infinitive or gerund."""
    kinds = status_words().modals
    for _ in range(4):
        if any(
            kinds.get(a.lower_) in {"planned", "would", "demanded", "hypothetical"} for a in auxiliaries(verb)
        ):
            return True
        if verb.tag_ not in {"VB", "VBG"} or verb.dep_ not in {"xcomp", "pcomp", "ccomp", "conj"}:
            return False
        verb = verb.head
    return False


def has_future_words(verb: Token, *, weekdays: bool = False) -> bool:
    """The clause has a date after the present: "next week", "tomorrow", "in two days"; a weekday where `weekdays`."""
    return any(
        _in_clause(t, verb)
        and (_is_coming(t) or _counts_days(t, verb) or (weekdays and _is_weekday_of(t, verb)))
        for t in verb.subtree
    )


def _is_coming(token: Token) -> bool:
    """ "Tomorrow", "soon", "next week", but not "two days later"."""
    if token.lower_ in _FUTURE_WORDS and token.dep_ in {"advmod", "npadvmod"}:
        return not any(c.like_num or c.dep_ == "npadvmod" for c in token.children)
    return is_date(token) and any(c.lower_ in _COMING for c in token.children)


def _counts_days(token: Token, verb: Token) -> bool:
    """ "In two days", "within weeks" beside a verb in the present, "in the coming days" beside any."""
    if lemma(token) not in {"day", "week", "month", "year"} or token.head.lower_ not in {"in", "within"}:
        return False
    if any(c.lower_ in _COMING for c in token.children):
        return True
    return token.head.head.i == verb.i and verb.tag_ in {"VBZ", "VBP", "VBG"} and _is_count(token)


def _is_weekday_of(token: Token, verb: Token) -> bool:
    if token.lower_ not in WEEKDAYS or verb not in {token.head, token.head.head}:
        return False
    return not any(c.lower_ in {"last", "since", "every"} for c in [*token.children, token.head])


def _is_count(token: Token) -> bool:
    return any(c.like_num or c.lower_ in {"few", "several"} for c in token.children) or not list(
        token.children
    )


def _in_clause(token: Token, verb: Token) -> bool:
    while token.i != verb.i:
        if token.dep_ in {
            "ccomp",
            "advcl",
            "relcl",
            "acl",
            "conj",
            "parataxis",
            "xcomp",
            "pcomp",
        } and token.pos_ in {"VERB", "AUX"}:
            return False
        token = token.head
    return True


def has_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in verb.children)
