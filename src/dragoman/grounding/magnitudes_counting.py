"""The counts of a sentence: each amount with the word it counts and what it is counted as.

It never relates a count to an act and never adds counts up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.grounding.magnitudes_amounts import Found, amounts
from dragoman.grounding.magnitudes_roles import Role, counted, is_person, roles, vocabulary
from dragoman.model import Amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed


@dataclass(frozen=True, slots=True)
class Count:
    """An amount, the word counted and its role."""

    role: Role
    head: Token
    found: Found


def heads(parsed: Parsed, found: Sequence[Found]) -> Iterator[tuple[Found, Token]]:
    """Each amount with the word it counts."""
    for item in found:
        inside = [t for t in parsed.doc if t.idx < item.end and t.idx + len(t.text) > item.start]
        if not inside:
            continue
        numbers = {t.i for t in inside}
        top = next((t for t in reversed(inside) if t.head.i not in numbers or t.head.i == t.i), inside[-1])
        while (
            top.dep_ in ("nummod", "amod", "quantmod", "advmod", "det", "predet", "neg")
            and top.head.i > top.i
            and top.head.i not in numbers
        ):
            top = top.head
            if top.dep_ == "compound" and top.head.lower_ in ("hostage", "captive"):
                top = top.head  # "took 15 people hostage"
            if top.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and top.dep_ not in ("nummod", "quantmod"):
                break
        if top.pos_ == "ADP":  # "wounded between 20 and 30"
            top = next((t for t in inside if t.pos_ == "NUM"), top)
        yield item, top


def counts(parsed: Parsed) -> list[Count]:
    """The counts of people in a sentence, in text order; a single person without a number counts as one."""
    text = parsed.sentence.text
    found: list[Count] = []
    seen: set[int] = set()
    for item, head in heads(parsed, amounts(text)):
        if item.money or _is_measure(parsed, item):
            continue
        seen.update((head.i, counted(head).i))
        if not _of_a_whole(parsed, item):
            found += [Count(role, head, item) for role in _roles_of(parsed, item, head)]
    found += [c for c in _single(parsed) if c.head.i not in seen]
    return sorted(found, key=lambda c: c.found.start)


def _roles_of(parsed: Parsed, item: Found, head: Token) -> list[Role]:
    if item.amount.max == 0 and counted(head).lemma_ == "casualty":
        return [Role("dead", head), Role("injured", head)]
    role = next(roles(head), None)
    if role is None or head.dep_ == "conj":
        role = _beside(parsed, item, head) or role
    return [] if role is None else [role]


_UNIT_AFTER = re.compile(
    r"\s*(?:km|kg|miles?|met(?:er|re)s?|hours?|minutes?|days?|weeks?|months?|years?|percent|tonnes?|tons?|degrees?|times|barrels?)\b",
    re.IGNORECASE,
)
_OF_BEFORE = re.compile(
    r"\b(?:\d[\d,]*|all|each|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+)?$",
    re.IGNORECASE,
)


def _is_measure(parsed: Parsed, item: Found) -> bool:
    return bool(_UNIT_AFTER.match(parsed.sentence.text, item.end))


def _of_a_whole(parsed: Parsed, item: Found) -> bool:
    # "78 of 81 on board", "all of the 12"
    return bool(_OF_BEFORE.search(parsed.sentence.text[: item.start]))


_STATE_AFTER = re.compile(
    r"(?:\s+(?:[\w'\u2019-]+)){0,3}?\s+(?:(?:have|has|had)\s+been\s+|were\s+|was\s+|are\s+|is\s+|being\s+|get\s+|got\s+)?"
    r"(?:also\s+|reportedly\s+|then\s+|critically\s+|seriously\s+|severely\s+|slightly\s+)?(?P<state>\w+)\b(?!\s+(?:by\s+)?(?:\d|the|an?)\b)",
)
_TOLL_BEFORE = re.compile(
    r"\bdeath\s+(?P<toll>toll)\b[^.;:]{0,120}\b(?:reach\w*|pass\w*|surpass\w*|exceed\w*|stands?\s+at|stood\s+at|(?:rise|rose|risen|climb|jump|grow|grew)\w*\s+to|to)\s+$",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    r"\b(?P<number>number|count|total)\s+of\s+(?:[\w'-]+\s+){0,2}?(?P<state>\w+)\s+(?:at|to)\s+$",
    re.IGNORECASE,
)
_OTHER_WORDS = re.compile(r"\b(?:in|by|of|who|that|and|to|from|at|for)\b")
_VERB_BEFORE = re.compile(r"\b(?P<verb>\w+)\s+(?:the\s+)?$")


def _beside(parsed: Parsed, item: Found, head: Token) -> Role | None:
    """The count by the words next to it, where the parse says nothing: "12 people killed", "killing 12"."""
    text = parsed.sentence.text
    if match := _TOLL_BEFORE.search(text[: item.start]):
        token = parsed.token_at(parsed.sentence.start + match.start("toll"))
        return None if token is None else Role("dead", token, toll=True)
    if match := _NUMBER_BEFORE.search(text[: item.start]):
        token = parsed.token_at(parsed.sentence.start + match.start("number"))
        kinds = vocabulary()[0]["states"].get(match["state"].lower(), ())
        if token is not None and kinds:
            return Role(kinds[0], token, toll=True)
    if match := _VERB_BEFORE.search(text[: item.start]):
        token = parsed.token_at(parsed.sentence.start + match.start("verb"))
        negated = token is not None and any(c.dep_ == "neg" for c in token.children)
        if (
            token is not None
            and not negated
            and token.tag_ in ("VBG", "VBD", "VBZ", "VBP", "VB", "VBN", "NNS")
            and is_person(counted(head))
        ):
            for kind in vocabulary()[0]["verbs"].get(token.lemma_, ()):
                if token.lemma_ not in ("round", "gun"):
                    return Role(kind, token)
    if match := _STATE_AFTER.match(text[item.end :]):
        token = parsed.token_at(parsed.sentence.start + item.end + match.start("state"))
        between = text[item.end : item.end + match.start("state")]
        kinds = vocabulary()[0]["states"].get(match["state"].lower(), ())
        joined = re.fullmatch(r"[\w\s'\u2019-]*", between) and not _OTHER_WORDS.search(between)
        if token is not None and kinds and joined and is_person(counted(head)):
            return Role(kinds[0], token)
    return None


def _single(parsed: Parsed) -> Iterator[Count]:
    """One person counted without a number: "a soldier was killed", "killed the general"."""
    for token in parsed.doc:
        if token.tag_ not in ("NN", "NNP") or token.dep_ not in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "conj",
            "pobj",
        ):
            continue
        if not _one_person(token) or (token.dep_ == "pobj" and token.head.lower_ != "of"):
            continue
        role = next(roles(token), None)
        if role is not None and ": " in parsed.sentence.text[token.idx : role.predicate.idx]:
            continue  # a heading before a colon is nobody
        if (
            role is None
            or role.toll
            or role.kind == "displaced"
            or (role.kind == "released" and token.tag_ == "NNP")
        ):
            continue
        start = min(
            [token.idx, *(c.idx for c in token.lefts if c.dep_ in ("det", "compound", "amod", "poss"))]
        )
        text = parsed.sentence.text[start : token.idx + len(token.text)]
        yield Count(role, token, Found(start, token.idx + len(token.text), Amount(1, 1, text)))


def _one_person(noun: Token) -> bool:
    if any(c.dep_ in ("nummod", "quantmod") for c in noun.children):
        return False
    if noun.tag_ == "NNP":
        return noun.ent_type_ not in ("ORG", "GPE") and noun.dep_ != "pobj" and not noun.text.isupper()
    lemma = noun.lemma_.lower()
    collective = lemma in (
        "people",
        "police",
        "personnel",
        "crew",
        "family",
        "aid",
        "couple",
        "dozen",
        "hundred",
        "score",
        "thousand",
        "million",
    )
    somebody = lemma in vocabulary()[1]["persons"] or (noun.dep_ == "conj" and is_person(noun))
    return (
        not collective
        and somebody
        and any(c.dep_ in ("det", "poss", "compound", "amod") for c in noun.children)
    )
