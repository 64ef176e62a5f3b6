"""Attributions whose cue is not a verb: "according to", "Iran's claim that", "is confident that", "reportedly".

It reads one sentence at a time, as drafts.py does for verbs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.attribution.agencies import agency_of
from dragoman.attribution.cues import Cue, cues
from dragoman.attribution.drafts import Draft, is_negated
from dragoman.attribution.phrases import noun_phrase, runs
from dragoman.attribution.subjects import owner_of, subject_of
from dragoman.attribution.words import lemma
from dragoman.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed

_MAX_CLIMB = 12
_MODIFIERS = frozenset({"amod", "compound", "nmod"})


def other_drafts(parsed: Parsed) -> list[Draft]:
    """Drafts for the phrases, adverbs, nouns and adjectives of the table that the sentence holds."""
    lowered = [t.lower_ for t in parsed.doc]
    found = _phrase_drafts(parsed, lowered)
    known = cues()
    for token, word in zip(parsed.doc, lowered, strict=True):
        draft = None
        if word in known.adverbs:
            draft = _adverb_draft(parsed, token)
        elif token.pos_ == "NOUN" and lemma(token) in known.nouns:
            draft = _noun_draft(parsed, token)
        elif word in known.adjectives and token.pos_ in {"ADJ", "VERB"}:
            draft = _adjective_draft(parsed, token)
        elif token.tag_ == "VBG" and lemma(token) in {"cite", "quote"}:
            draft = _citing_draft(parsed, token)
        if draft is not None:
            found.append(draft)
    return found


def _pieces(parsed: Parsed, tokens: list[Token] | set[Token]) -> list[Span]:
    return [parsed.span(a, b) for a, b in runs(tokens)]


def _draft(parsed: Parsed, cue: Token, row: Cue, tokens: list[Token], speaker: Token | None) -> Draft | None:
    pieces = _pieces(parsed, tokens)
    if not pieces:
        return None
    mention = noun_phrase(parsed, speaker) if speaker is not None else None
    draft = Draft(parsed, cue, row, pieces, speaker=mention, subject=mention, cue_span=parsed.span_of(cue))
    draft.taken = {t.i for t in tokens}
    if mention is not None:
        draft.taken |= {t.i for t in parsed.tokens_in(Span(mention.start, mention.end))}
    return draft


def _phrase_drafts(parsed: Parsed, lowered: list[str]) -> list[Draft]:
    found: list[Draft] = []
    for row in cues().phrases:
        words = row.word.split()
        if words[0] not in lowered:
            continue
        for i in range(len(lowered) - len(words)):
            if lowered[i : i + len(words)] != words:
                continue
            draft = _phrase_draft(parsed, parsed.doc[i], parsed.doc[i + len(words) - 1], row)
            if draft is not None:
                found.append(draft)
    return found


def _phrase_draft(parsed: Parsed, first: Token, last: Token, row: Cue) -> Draft | None:
    speaker = next((c for c in last.children if c.dep_ in {"pobj", "pcomp", "npadvmod"}), None)
    if speaker is None:
        speaker = next((c for c in first.children if c.dep_ in {"pobj", "dobj"}), None)
    if speaker is None or speaker.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    own = {t.i for t in first.subtree} | set(range(first.i, last.i + 1))
    name = _name_behind(speaker, max(own))
    own |= {t.i for t in name}
    tokens = [t for t in _host_clause(parsed, first, own) if t.i not in own]
    draft = _draft(parsed, first, row, tokens, speaker)
    if draft is not None:
        if name and draft.speaker is not None:
            start, end = draft.speaker.start, parsed.span_of(name[-1]).end
            words = parsed.sentence.text[start - parsed.sentence.start : end - parsed.sentence.start]
            draft.speaker = draft.subject = replace(draft.speaker, end=end, text=words)
        draft.cue_span = parsed.span(first.i, last.i)
    return draft


def _name_behind(speaker: Token, last: int) -> list[Token]:
    """The name in "according to the spokesman, Ali Karimi, the road is open", which parses take for a subject."""
    doc = speaker.doc
    if speaker.pos_ != "NOUN" or last + 2 >= len(doc) or doc[last + 1].text != ",":
        return []
    at = last + 2
    while at < len(doc) and doc[at].pos_ == "PROPN":
        at += 1
    closed = last + 2 < at < len(doc) and doc[at].text == ","
    return list(doc[last + 2 : at]) if closed else []


def _host_clause(parsed: Parsed, token: Token, own: set[int]) -> list[Token]:
    """The clause that an adverbial stands in; the rest of the sentence when it opens the sentence."""
    if token.i <= 1 or all(
        parsed.doc[i].is_punct or parsed.doc[i].pos_ in {"CCONJ", "ADV", "SPACE"} for i in range(token.i)
    ):
        return [t for t in parsed.doc if t.i > token.i]
    if all(t.is_punct or t.is_space or t.i in own for t in parsed.doc[token.i :]):
        return [
            t for t in parsed.doc if t.i < token.i
        ]  # ", according to X." closes the sentence and is about all of it
    head = token.head
    for _ in range(_MAX_CLIMB):
        if head.pos_ in {"VERB", "AUX"} and head.dep_ in {
            "ROOT",
            "ccomp",
            "conj",
            "advcl",
            "relcl",
            "parataxis",
            "pcomp",
        }:
            break
        if head.head.i == head.i:
            break
        head = head.head
    return list(head.subtree)


def _adverb_draft(parsed: Parsed, token: Token) -> Draft | None:
    head = token.head
    if head.dep_ in _MODIFIERS and head.tag_ in {"VBN", "VBG", "JJ"}:
        head = head.head
    tokens = [t for t in head.subtree if t.i != token.i]
    return _draft(parsed, token, cues().adverbs[token.lower_], tokens, None)


def _noun_draft(parsed: Parsed, noun: Token) -> Draft | None:
    if noun.dep_ == "pobj" and noun.head.lower_ == "in" and lemma(noun) == "order":
        return None  # "in order to"
    for row in cues().nouns[lemma(noun)]:
        tokens = _noun_contents(noun, row)
        if not tokens:
            continue
        owner = owner_of(noun)
        if owner is not None and owner.i in {t.i for t in tokens}:
            owner = None
        if owner is None and (row.kind != "speech" or not _is_clause(row, noun)):
            continue
        return _draft(parsed, noun, row, tokens, owner)
    return None


def _is_clause(row: Cue, noun: Token) -> bool:
    return any(c.dep_ in {"acl", "ccomp", "relcl"} for c in noun.children) and "that" in row.forms


def _noun_contents(noun: Token, row: Cue) -> list[Token]:
    for child in noun.children:
        if child.i < noun.i:
            continue
        marks = [c for c in child.children if c.dep_ in {"mark", "nsubj", "dobj"} and c.lower_ == "that"]
        if (
            "that" in row.forms
            and child.dep_ in {"acl", "ccomp", "relcl"}
            and any(c.dep_ == "mark" for c in marks)
        ):
            return list(child.subtree)
        to = any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
        if "inf" in row.forms and child.dep_ in {"acl", "relcl", "xcomp"} and to:
            return list(child.subtree)
    for child in noun.children:
        if child.dep_ == "prep" and child.i > noun.i and child.lower_ in row.forms and child.lower_ != "in":
            inner = [t for c in child.children if c.dep_ in {"pobj", "pcomp"} for t in c.subtree]
            if inner:
                return inner
    if "that" in row.forms and noun.dep_ == "nsubj" and lemma(noun.head) == "be":
        clause = next((c for c in noun.head.children if c.dep_ == "ccomp" and c.i > noun.i), None)
        return list(clause.subtree) if clause is not None else []
    return []


def _adjective_draft(parsed: Parsed, adjective: Token) -> Draft | None:
    be = adjective if adjective.pos_ == "VERB" else adjective.head
    if adjective.dep_ not in {"acomp", "oprd", "ROOT", "conj", "ccomp", "attr"}:
        return None
    subject = subject_of(be) if adjective.dep_ != "ROOT" else None
    word = subject.word if subject else None
    if word is None:
        word = next((c for c in be.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if word is None or word.lower_ in {"it", "that", "this", "there", "what"}:
        return None
    if lemma(be) == "make" and adjective.lower_ != "clear":
        return None
    row = cues().adjectives[adjective.lower_][0]
    for host in (adjective, be):
        for child in host.children:
            if child.i <= adjective.i:
                continue
            tokens: list[Token] = []
            if child.dep_ == "ccomp" or (
                child.dep_ == "advcl" and any(c.lower_ == "that" for c in child.children)
            ):
                tokens = list(child.subtree)
            elif child.dep_ == "prep" and child.lower_ in row.forms:
                tokens = [t for c in child.children if c.dep_ in {"pobj", "pcomp"} for t in c.subtree]
            if tokens and any(t.pos_ in {"VERB", "NOUN", "PROPN", "AUX"} for t in tokens):
                draft = _draft(parsed, adjective, row, tokens, word)
                if draft is not None:
                    draft.negated = is_negated(be)
                return draft
    return None


def _citing_draft(parsed: Parsed, verb: Token) -> Draft | None:
    """ "The strike killed ten, Reuters reported, citing officials": the officials say it, through Reuters."""
    source = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if (
        source is None
        or verb.dep_ not in {"advcl", "acl", "prep", "conj"}
        or source.pos_ not in {"NOUN", "PROPN", "PRON"}
    ):
        return None
    if lemma(source) not in cues().unnamed | cues().documents and source.pos_ != "PROPN":
        return None
    own = {t.i for t in verb.subtree}
    host = verb.head
    clause = next((c for c in host.children if c.dep_ == "ccomp"), None)
    row = Cue("cite", frozenset({"clause", "quote"}), "asserts", 0.8, "speech", person=False)
    tokens = [t for t in (clause or host).subtree if t.i not in own]
    if not any(t.pos_ in {"VERB", "AUX"} for t in tokens):
        return None
    draft = _draft(parsed, verb, row, tokens, source)
    told = subject_of(host).speaker
    if draft is not None and told is not None:
        draft.agency = agency_of(noun_phrase(parsed, told).text)
    return draft
