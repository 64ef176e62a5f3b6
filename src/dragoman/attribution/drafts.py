"""A statement while it is being put together: one cue of one sentence, its speaker and the pieces found so far.

It holds the search over the verbs of a sentence; other cues are in othercues.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dragoman.attribution.contents import contents_of
from dragoman.attribution.cues import Cue, cues
from dragoman.attribution.declining import DECLINES, declined
from dragoman.attribution.phrases import noun_phrase, runs
from dragoman.attribution.subjects import is_passive, subject_of
from dragoman.attribution.words import lemma
from dragoman.model import Mention, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed

_ALWAYS_VERBS = frozenset({"said", "says", "told", "added", "warned", "tweeted"})
_ANSWERS = frozenset({"respond", "react", "reply", "answer", "retaliate"})
_RECALLED = frozenset({"ambassador", "envoy", "diplomat", "consul", "chargé", "charge", "representative"})
_HYPOTHETICAL = frozenset({"would", "could", "might", "should", "may", "can", "must"})
_REFUSALS = frozenset({"refuse", "decline", "fail", "stop", "avoid", "cease", "neglect"})


@dataclass(slots=True)
class Draft:
    """One attribution in the making. `pieces` are report spans; `row` the table row that explains the cue."""

    parsed: Parsed
    cue: Token | None
    row: Cue
    pieces: list[Span]
    speaker: Mention | None = None
    subject: Mention | None = None
    addressee: Mention | None = None
    agency: str | None = None
    cue_span: Span | None = None
    negated: bool = False
    weak: bool = False
    """The cue itself is under a modal or a condition: nobody has said it."""
    form: str = ""
    open_end: bool = False
    """The cue ends its sentence with a colon or without contents; a quotation may follow."""
    medium: str | None = None
    bounds: tuple[Span, ...] = ()
    """The parts of the quotation that the cue stands in: its contents do not reach beyond them."""
    taken: set[int] = field(default_factory=set)
    """Token indexes of speaker and contents, which hold no date or medium of the cue."""
    unnamed: bool = False
    elsewhere: Sentence | None = None
    """The sentence of a quotation without a cue, where it is not the one that `parsed` holds."""

    @property
    def home(self) -> Sentence:
        """The sentence of the cue, or of the quotation where there is no cue."""
        return self.elsewhere or self.parsed.sentence


def verb_drafts(parsed: Parsed) -> list[Draft]:
    """A draft for every verb of the sentence that may attribute, with or without contents."""
    found: list[Draft] = []
    silent: set[int] = set()
    for token in parsed.doc:
        if token.i in silent:
            continue
        refusal = declined(token)
        if refusal is not None:
            about, inner = refusal
            silent |= {inner.i} if inner is not None else set()
            draft = _declining_draft(parsed, token, about)
        else:
            draft = _verb_draft(parsed, token)
        if draft is not None:
            found.append(draft)
    return found


def _declining_draft(parsed: Parsed, token: Token, about: list[Token]) -> Draft | None:
    subject = subject_of(token)
    if subject.speaker is None or subject.word is None:
        return None
    mention = noun_phrase(parsed, subject.speaker)
    own = mention if subject.word is subject.speaker else noun_phrase(parsed, subject.word)
    draft = Draft(parsed, token, DECLINES, [], speaker=mention, subject=own, form="inf")
    draft.pieces = [parsed.span(a, b) for a, b in runs(about)]
    draft.taken = {t.i for t in about}
    draft.cue_span = parsed.span_of(token)
    return draft


def _verb_draft(parsed: Parsed, token: Token) -> Draft | None:
    if token.tag_[:2] != "VB" and token.lower_ not in _ALWAYS_VERBS:
        return None
    rows, particle = _rows(token)
    if not rows or _is_idle(token):
        return None
    subject = subject_of(token)
    rows = _by_subject(rows, subject.word)
    if not rows:
        return None
    found = contents_of(token, rows, particle, subject.speaker)
    if _is_thing(subject.speaker) or (found is not None and found.form == "object" and _is_decision(token)):
        return None
    row = found.row if found else next((r for r in rows if "quote" in r.forms), None)
    if row is None or (row.kind == "attitude" and subject.word is None):
        return None
    draft = Draft(parsed, token, row, [], form=found.form if found else "")
    if found:
        draft.taken |= found.tokens
        draft.pieces = [parsed.span(a, b) for a, b in runs(parsed.doc[i] for i in sorted(found.tokens))]
    if subject.speaker is not None:
        draft.speaker = noun_phrase(parsed, subject.speaker)
    if subject.word is not None:
        draft.subject = (
            draft.speaker if subject.word is subject.speaker else noun_phrase(parsed, subject.word)
        )
        draft.taken |= (
            {t.i for t in parsed.tokens_in(Span(draft.subject.start, draft.subject.end))}
            if draft.subject
            else set()
        )
    draft.cue_span = _cue_span(parsed, token, particle)
    _rejoin_speaker(draft, parsed)
    draft.addressee = _addressee(parsed, token, row, draft.taken)
    draft.negated = is_negated(token)
    draft.weak = _is_weak(token)
    return draft


def _is_thing(subject: Token | None) -> bool:
    """ "Tropical Storm John threatens the coast": nobody says so."""
    if subject is None:
        return False
    named = [subject, *(c for c in subject.children if c.dep_ == "compound")]
    return any(lemma(t) in cues().things for t in named)


def _is_decision(verb: Token) -> bool:
    """ "Confirmed the nominee", "dismissed two ministers", "denied his request"."""
    decided, thing = cues().decided, next((c for c in verb.children if c.dep_ == "dobj"), None)
    if thing is None or lemma(verb) not in decided["verbs"]:
        return False
    if lemma(verb) in decided["request_verbs"] and lemma(thing) in decided["requests"]:
        return True
    return lemma(thing) in decided["persons"] or (thing.ent_type_ == "PERSON" and thing.pos_ == "PROPN")


def _is_idle(token: Token) -> bool:
    """Turns of phrase that attribute nothing: "it goes without saying", "it is worth noting", "compared with"."""
    head = token.head
    if (token.dep_ == "pcomp" and head.lower_ == "without") or _in_terms(token):
        return True
    if lemma(token) == "recall" and any(c.dep_ == "dobj" and lemma(c) in _RECALLED for c in token.children):
        return True  # "recalled its ambassador"
    if lemma(token) == "speak" and any(t.lower_ in {"condition", "anonymously"} for t in token.subtree):
        return True  # "speaking on condition of anonymity"
    if lemma(token) in _ANSWERS and any(
        c.lower_ in {"with", "by"} for c in token.children if c.dep_ == "prep"
    ):
        return not any(c.dep_ == "ccomp" for c in token.children)  # "police, who responded with tear gas"
    if token.dep_ == "prep" or any(
        c.dep_ == "xcomp" and lemma(c) in {"name", "identify"} for c in token.children
    ):
        return True  # "compared with"; "asked not to be named"
    if lemma(token) in {"quote", "cite"} and _quoted_saying(token):
        return True  # the statement is that of "saying"
    return (
        head.pos_ == "ADJ"
        and token.dep_ in {"xcomp", "ccomp"}
        and token.tag_ in {"VB", "VBG"}
        and _dummy(head.head)
    )


def _in_terms(token: Token) -> bool:
    """ "Speaking on condition of anonymity to discuss sensitive matters"."""
    above = token.head
    if token.dep_ not in {"advcl", "xcomp", "acl"} or lemma(above) not in {"speak", "condition", "anonymity"}:
        return False
    return any(t.lower_ in {"condition", "anonymously", "anonymity"} for t in above.subtree)


def _quoted_saying(verb: Token) -> bool:
    return any(
        c.lower_ == "as" and any(g.dep_ == "pcomp" for g in c.children)
        for c in verb.subtree
        if c.dep_ == "prep"
    )


def _dummy(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "expl"} and c.lower_ == "it" for c in verb.children)


def _rows(token: Token) -> tuple[tuple[Cue, ...], Token | None]:
    """The table rows of a verb: those of verb and particle ("call for") first, then those of the verb alone."""
    verbs, word = cues().verbs, lemma(token)
    for child in token.children:
        if (
            child.dep_ in {"prt", "prep", "advmod"}
            and child.i > token.i
            and f"{word} {child.lower_}" in verbs
        ):
            own = verbs[f"{word} {child.lower_}"]
            return own + verbs.get(word, ()), child
        if child.dep_ in {"advcl", "ccomp"} and f"{word} for" in verbs and _for_clause(child):
            return _as_clause(verbs[f"{word} for"]) + verbs.get(word, ()), None
    return verbs.get(word, ()), None


def _for_clause(clause: Token) -> bool:
    """ "Called for Peru to withdraw": the particle opens an infinitive clause."""
    return any(c.dep_ == "mark" and c.lower_ == "for" for c in clause.children) and any(
        c.dep_ == "aux" and c.lower_ == "to" for c in clause.children
    )


def _as_clause(rows: tuple[Cue, ...]) -> tuple[Cue, ...]:
    return tuple(replace(r, forms=frozenset({"obj-inf"})) for r in rows)


def _by_subject(rows: tuple[Cue, ...], subject: Token | None) -> tuple[Cue, ...]:
    document = subject is not None and lemma(subject) in cues().documents
    wanted = tuple(r for r in rows if (r.kind == "document") == document)
    if document:  # a resolution "calls for" as a speaker does; that it "says" is a document's
        spoken = tuple(r for r in rows if r.kind == "speech")
        own = tuple(r for r in spoken if r.stance != "asserts")
        return own + wanted + tuple(r for r in spoken if r.stance == "asserts")
    return wanted


def _cue_span(parsed: Parsed, token: Token, particle: Token | None) -> Span:
    if particle is not None and particle.i == token.i + 1:
        return parsed.span(token.i, particle.i)
    return parsed.span_of(token)


def _addressee(parsed: Parsed, token: Token, row: Cue, taken: set[int]) -> Mention | None:
    for child in token.children:
        if child.i in taken:
            continue
        if child.dep_ in {"dobj", "dative"} and row.person and child.pos_ != "ADP":
            return noun_phrase(parsed, child)
        if child.dep_ in {"prep", "dative"} and child.lower_ == "to":
            named = next((c for c in child.children if c.dep_ == "pobj" and c.i not in taken), None)
            if named is not None:
                return noun_phrase(parsed, named)
    return None


def is_negated(token: Token) -> bool:
    """True for "did not say", "no one said", "refused to say"."""
    if any(c.dep_ == "neg" for c in token.children):
        return True
    if any(
        c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ in {"nobody", "none", "neither", "no"}
        for c in token.children
    ):
        return True
    head = token.head
    return (
        token.dep_ == "xcomp" and lemma(head) in _REFUSALS and not any(c.dep_ == "neg" for c in head.children)
    )


def _is_weak(token: Token) -> bool:
    aux = [c for c in token.children if c.dep_ == "aux"]
    if any(c.lower_ in _HYPOTHETICAL for c in aux):
        return True
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in token.children)


def _rejoin_speaker(draft: Draft, parsed: Parsed) -> None:
    """ "..., the Observatory for Human Rights said.": where the parse cut the speaker's name in two, the words between
    the comma and the cue are the speaker."""
    subject, cue = draft.subject, draft.cue
    if subject is None or cue is None or not draft.pieces or subject is not draft.speaker:
        return
    piece, tokens = draft.pieces[-1], parsed.tokens_in(Span(subject.start, subject.end))
    if not piece.start < subject.start <= piece.end + 1 or not tokens or tokens[-1].i > cue.i:
        return
    comma = next((i for i in range(tokens[0].i - 1, -1, -1) if parsed.doc[i].text == ","), None)
    start = parsed.span_of(parsed.doc[comma]).start if comma is not None else 0
    if (
        comma is None
        or not piece.start < start < piece.end
        or any(t.pos_ in {"VERB", "AUX"} for t in parsed.doc[comma : cue.i])
    ):
        return
    name = parsed.doc[comma + 1 : tokens[-1].i + 1]
    head = next(
        (t for t in name if t.pos_ in {"NOUN", "PROPN"} and t.head.i not in range(name.start, name.end)),
        name.root,
    )
    span, at = parsed.span(comma + 1, tokens[-1].i), parsed.span_of(head)
    draft.pieces[-1] = Span(piece.start, start)
    draft.subject = draft.speaker = Mention(span.start, span.end, name.text, at.start, at.end)


def quoted_by_verb(cue: Token) -> Token | None:
    """For "quoted the minister as saying": the verb above "saying"."""
    above = cue.head.head if cue.dep_ == "pcomp" else cue.head
    return (
        above
        if lemma(above) in {"quote", "cite", "report"} and above.i != cue.i and is_passive_or_object(above)
        else None
    )


def is_passive_or_object(verb: Token) -> bool:
    """The verb has someone quoted: as its passive subject or its object."""
    return is_passive(verb) or any(c.dep_ == "dobj" for c in verb.children)
