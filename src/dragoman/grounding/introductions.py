"""The named mentions of a report, as they are introduced: what surnames and pronouns may later stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.grounding.identify import Identifier, reading_of
from dragoman.grounding.magnitudes_roles import is_person
from dragoman.grounding.memory import BOTH, PRONOUNS, Kind, Seen
from dragoman.grounding.states import coded, state_of
from dragoman.model import Actor, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from dragoman.grounding.people import Interval
    from dragoman.grounding.phrase import Reading
    from dragoman.language.parsed import Parsed
    from dragoman.registry.records import Name

_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_PHRASES = frozenset(
    {"oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT"}
)
# Complements that say whose or where somebody is: "the foreign ministry in Abu Dhabi".
_OWNING = frozenset({"of", "in", "for", "from", "at"})
_ACRONYM = re.compile(r"\s?\(([A-Z][A-Za-z&-]{1,8})\)")
# "the National Front for Renewal (NFR) of Chad", "the Burmese Farmers League, or BFL,": a name that the text shortens.
_COINED = re.compile(
    r"((?:[A-Z][\w'’-]+ )(?:(?:[A-Z][\w'’-]+|of|for|the|and|in|on|de|des|du|la) ){0,7}?[A-Z][\w'’-]+)"
    r"(?: \(|, or )([A-Z][A-Z&-]{1,7})\b\)?(?:,? (of|in) ([A-Z]\w+(?: [A-Z]\w+)?))?"
)
_SMALL = frozenset({"of", "for", "the", "and", "in", "on", "de", "des", "du", "la"})
_BROKERING = frozenset(
    {
        "mediation",
        "auspex",
        "auspices",
        "patronage",
        "broker",
        "mediate",
        "host",
        "facilitate",
        "help",
        "sponsor",
    }
)
_COLLECTIVES = frozenset(
    {"police", "crew", "family", "aid", "personnel", "couple", "dozen", "score", "hundred", "thousand", "million", "people", "guard",
     "figure", "member", "driver", "other", "officer corps", "militant group"}
)  # fmt: skip
_UNKNOWN_NAME = re.compile(
    r"[A-Z][\w.'’-]+(?:\s(?:[A-Z][\w.'’-]*|al|el|bin|ibn|van|von|de|der|del|da|dos)){1,3}$"
)


def introduced(
    parsed: Parsed, identify: Identifier, interval: Interval, persons: Sequence[Name]
) -> Iterator[Seen]:
    """Each mention of a sentence that stands for one known somebody, in text order.

    `persons` are the known persons of the sentence, by report offsets: the parser may have cut their names.
    """
    told: list[Seen] = []
    for first, head in _noun_phrases(parsed.doc):
        seen = _seen(parsed, _mention(parsed, first, head, persons), head, identify, interval)
        if seen is not None:
            told.append(seen)
    for name in persons:
        if not any(s.start <= name.start and name.end <= s.end and s.kind == "person" for s in told):
            last = parsed.token_at(name.end - 1)
            if last is not None:
                mention = Mention(name.start, name.end, name.text, name.end - len(last.text), name.end)
                seen = _seen(parsed, mention, _climbed(last), identify, interval)
                if seen is not None:
                    told.append(seen)
    return iter(sorted(told, key=lambda s: (s.start, s.end)))


def acronyms(parsed: Parsed, told: Sequence[Seen]) -> Iterator[tuple[str, Seen]]:
    """The acronyms that stand in brackets behind a body: "the Union of Free Writers (UFW)"."""
    text, first = parsed.sentence.text, parsed.sentence.start
    if "(" not in text:
        return
    for seen in told:
        match = _ACRONYM.match(text, seen.end - first)
        if match is not None and seen.kind in {"group", "people"}:
            yield match.group(1), seen


def coined(parsed: Parsed, identify: Identifier) -> Iterator[tuple[str, Seen]]:
    """Names that no table knows with the letters that the text gives them, and the state that stands beside them.

    Only words whose first letters spell the short form belong to the name: "Peru's National Migration Office (NMO)".
    """
    text, first = parsed.sentence.text, parsed.sentence.start
    for match in _COINED.finditer(text) if "(" in text or ", or " in text else ():
        name = _spelt(match.group(1), match.group(2))
        if name is None:
            continue
        start = match.end(1) - len(name)
        beside = (name, text[max(0, start - 40) : start].rpartition(". ")[2], match.group(4) or "")
        state = next((s for words in beside if (s := state_of(reading_of(words, identify.registry)))), None)
        actor = Actor(
            text=name, start=first + start, end=first + match.end(1), name=name,
            country=coded(state.code, identify.registry) if state else None, by="a name that the text shortens",
        )  # fmt: skip
        yield match.group(2), Seen(actor.start, actor.end, parsed.sentence.index, "group", False, 0, actor)


def _spelt(words: str, letters: str) -> str | None:
    """The last words of a name whose first letters, small words aside or not, are `letters`; None without."""
    parts = words.split()
    wanted = re.sub(r"[^A-Z]", "", letters)
    for at in range(len(parts)):
        told = [p for p in parts[at:] if p.lower() not in _SMALL]
        if parts[at].lower() not in _SMALL and "".join(p[0] for p in told).upper() == wanted:
            return " ".join(parts[at:])
    return None


def _seen(
    parsed: Parsed, mention: Mention, head: Token, identify: Identifier, interval: Interval
) -> Seen | None:
    text = mention.text
    if text.partition(" ")[0].lower() in PRONOUNS or BOTH.match(text):
        return None
    reading = reading_of(text, identify.registry)
    if reading.role is None and not reading.names and reading.person is None:
        return None  # most noun phrases: a thing that nothing later refers to by name
    verb = _subject_of(head)
    subject = verb >= 0
    unknown = (subject or head.dep_ == "dobj") and _is_unknown_name(reading)
    if reading.role is None and not reading.names and not unknown and identify.is_new(reading, mention.start):
        return None
    actors = identify(mention, interval)
    if len(actors) != 1:
        return None
    actor = actors[0]
    kind = _kind(actor, reading, head)
    if kind is None and unknown and not (actor.by or "").startswith("place"):
        kind = "person"
        actor = _named(actor, reading)
    if kind is None:
        return None
    role = reading.role_words.lower() if reading.role else ""
    heads, called = _calls(actor, role, kind)
    return Seen(
        mention.start, mention.end, parsed.sentence.index, kind, subject, _depth(head), actor, role,
        plural=head.tag_ in {"NNS", "NNPS"} and kind not in {"state", "group"}, heads=heads, called=called, verb=verb, aside=_aside(head),
    )  # fmt: skip


def _aside(head: Token) -> bool:
    """It stands in a phrase of place or of mediation: "in Geneva", "under the auspices of Oman", "brokered by Qatar"."""
    top = head
    while top.dep_ == "conj" and top.head.i < top.i:
        top = top.head
    prep = top.head
    if top.dep_ != "pobj":
        return False
    if prep.dep_ == "agent" or prep.lower_ == "by":
        return prep.head.lemma_ in _BROKERING
    return prep.lower_ in {"in", "at"} or (prep.lower_ == "of" and prep.head.lemma_ in _BROKERING)


def _named(actor: Actor, reading: Reading) -> Actor:
    from dataclasses import replace

    return replace(actor, name=reading.text, by="name not in the registry")


def _is_unknown_name(reading: Reading) -> bool:
    """True for what looks like a full name that no table knows."""
    return not reading.names and reading.role is None and bool(_UNKNOWN_NAME.match(reading.text))


def _calls(actor: Actor, role: str, kind: Kind) -> tuple[frozenset[str], frozenset[str]]:
    office = (actor.office or "").lower() if kind == "person" else ""
    name = (actor.name or "").lower() if kind == "group" else ""
    heads = [t.split(" of ")[0].split()[-1:] for t in (role, office) if t] + [
        t.split()[-1:] for t in (role, name) if t
    ]
    words = {w for t in (role, office, name) for w in t.replace("-", " ").split()}
    return frozenset(h for part in heads for h in part), frozenset(words)


def _noun_phrases(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """First token and head of each noun phrase up to its head, as spaCy's `noun_chunks` has them, without pronouns.

    The heads are all that is looked at, so no span is built for them.
    """
    last = -1
    for head in doc:
        pos = head.pos_
        if pos not in _NOMINAL:
            continue
        left = head.left_edge
        if left.i <= last:
            continue
        top = head
        while top.dep_ == "conj" and top.head.i < top.i:
            top = top.head
        if top.dep_ in _PHRASES:
            last = head.i
            if pos != "PRON":
                yield left, head


def _mention(parsed: Parsed, left: Token, head: Token, persons: Sequence[Name]) -> Mention:
    text, first = parsed.sentence.text, parsed.sentence.start
    doc = parsed.doc
    end = head.idx + len(head.text)
    for child in head.rights:  # an apposition belongs to the introduction of a name
        dep = child.dep_
        if (dep == "appos" and "PROPN" in {head.pos_, child.pos_}) or (
            dep == "prep" and child.idx == end + 1 and child.lower_ in _OWNING
        ):
            edge = doc[child.right_edge.i]
            end = max(end, edge.idx + len(edge.text))
    start, end = first + left.idx, first + end
    for name in persons:
        if name.start < end < name.end and name.start >= start:
            end = name.end
        if name.start < start < name.end:
            start = name.start
    at = first + head.idx
    return Mention(start, end, text[start - first : end - first], at, at + len(head.text))


def _kind(actor: Actor, reading: Reading, head: Token) -> Kind | None:
    by = actor.by or ""
    if (
        by.startswith(("office", "former office", "name", "description: office", "surname"))
        or (reading.role and reading.person)
        or actor.office is not None
    ):
        return "person"
    if by in {"country", "capital", "seat", "group of states"} or by.startswith("state meant"):
        return "state"
    if by.startswith(("body", "short for")) or by == "outlet":
        return "group"
    if by.startswith(("nationality and role", "role", "description of")):
        if head.tag_ in {"NNS", "NNPS"}:
            return "people"
        one = reading.role is not None and (reading.role.office_kind or _is_one_person(head))
        return "person" if one else "group"
    return None


def _is_one_person(head: Token) -> bool:
    """True for a noun in the singular that stands for one person: "a police officer", not "the police"."""
    word = head.lemma_.lower()
    return head.tag_ == "NN" and word not in _COLLECTIVES and is_person(head)


def _climbed(token: Token) -> Token:
    while token.dep_ in {"compound", "flat"}:
        token = token.head
    return token


def _depth(head: Token) -> int:
    depth = 0
    while head.head.i != head.i:
        head = head.head
        depth += 1
    return depth


def _subject_of(head: Token) -> int:
    """The place of the word whose subject this is, also of what is joined to a subject; -1 for all else."""
    first = head
    while first.dep_ == "conj" and (first.head.dep_ == "conj" or first.head.dep_ in _SUBJECT):
        first = first.head
    return first.head.i if first.dep_ in _SUBJECT else -1
