"""Which date expressions of a sentence belong to an act: the way from the act to each date over the parse.

It places nothing in time. Costs rank readings of one sentence against each other and mean nothing else.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.grounding.dates_scan import expressions
from dragoman.grounding.dates_verbs import words
from dragoman.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dragoman.grounding.dates_reading import Expression
    from dragoman.language.parsed import Parsed

_ABOUT = words("about")
_SHADING = words("shading")
_SCHEDULING = words("scheduling")
_AT_THE_TIME = frozenset(
    ["in", "during", "at", "by", "on", "with", "through", "amid", "under", "via", "into", "to", "for"]
)
_NEAR_PREPOSITIONS = _AT_THE_TIME | {"of", "against", "from", "near"}
_ARGUMENTS = frozenset(["dobj", "attr", "nsubjpass", "nsubj", "dative", "oprd", "acomp"])
_COLLECTIVE = frozenset(
    [
        "series",
        "round",
        "wave",
        "string",
        "spate",
        "number",
        "set",
        "lot",
        "day",
        "couple",
        "pair",
        "kind",
        "type",
        "part",
    ]
)
_BEFORE_NOUN = frozenset(["poss", "compound", "nummod", "amod", "nmod", "det", "appos"])
_LIMIT = 7.0


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression with the word it modifies; `lead` is the preposition before it ("" when none)."""

    expression: Expression
    owner: Token
    lead: str
    before_noun: bool


def dated(parsed: Parsed) -> list[Dated]:
    """The date expressions of a sentence with their owners, in order."""
    found, first = [], parsed.sentence.start
    for expression in expressions(parsed.sentence.text):
        tokens = parsed.tokens_in(Span(first + expression.start, first + expression.end))
        if tokens:
            found.append(_owned(expression, tokens))
    return found


def _owned(expression: Expression, tokens: list[Token]) -> Dated:
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    # A span the parser broke up ("on Sunday" + "morning") hangs where its last content word hangs.
    top = next((t for t in reversed(tops) if t.pos_ not in ("PUNCT", "DET", "ADP", "SCONJ")), tops[0])
    lead, token, before_noun = "", top, False
    if top.pos_ in ("ADP", "SCONJ") or top.dep_ == "prep":
        lead = top.lower_
    for _ in range(6):
        head = token.head
        if head.i == token.i:
            break
        before_noun = token.dep_ in _BEFORE_NOUN and token.i < head.i and head.pos_ in ("NOUN", "PROPN")
        token = head
        if token.dep_ == "prep" or (token.pos_ == "ADP" and token.dep_ != "ROOT"):
            lead = token.lower_
        elif not (
            token.pos_ == "ADV" or token.lower_ in ("early", "late", "earlier", "later") or token.i in inside
        ):
            break
    return Dated(expression, token, lead, before_noun)


def tells(trigger: Token) -> bool:
    """True for verbs that speak of another act (announce, condemn, order)."""
    return trigger.lemma_ in _ABOUT


def attached(parsed: Parsed, trigger: Token) -> list[tuple[float, Dated]]:
    """The date expressions that can date an act, nearest first."""
    everything = dated(parsed)
    if not everything:
        return []
    ranked: list[tuple[float, int, Dated]] = []
    everything = [d for d in everything if not _colon_between(parsed.sentence.text, d.expression, trigger)]
    for token, cost, way in reached(trigger):
        ranked.extend(
            (cost + extra, item.expression.start, item)
            for item in everything
            if item.owner.i == token.i and (extra := _extra(item, token, way, trigger)) is not None
        )
    best: dict[int, tuple[float, int, Dated]] = {}
    for entry in sorted(ranked, key=lambda e: e[:2]):
        best.setdefault(entry[1], entry)
    return [(cost, item) for cost, _, item in sorted(best.values(), key=lambda e: e[:2])]


def _colon_between(text: str, expression: Expression, trigger: Token) -> bool:
    # "2011 revolution: three people are arrested": the heading's year dates the heading
    end = trigger.idx + len(trigger.text)
    between = (
        text[expression.end : trigger.idx] if expression.end <= trigger.idx else text[end : expression.start]
    )
    return ": " in between


def _extra(item: Dated, token: Token, way: str, trigger: Token) -> float | None:
    """What speaks against a date on a reached word; None when it cannot date the act."""
    scheduled = item.lead in ("for", "to", "until", "till")
    if item.lead in ("since", "until", "till", "through") and (
        way not in ("self", "up") or (token.i != trigger.i and trigger.pos_ == "VERB")
    ):
        return None  # a state holds from or up to a day; acts beside it do not
    if scheduled and way == "side":
        return None
    if (scheduled or item.lead == "from") and (trigger.lemma_ in _SCHEDULING or trigger.lemma_ in _ABOUT):
        return None  # "announced an election for 21 March" is not done on 21 March
    if item.lead == "for" and way == "self" and token.pos_ == "VERB":
        return None
    if (item.lead == "of" and way in ("inside", "deep")) or (way == "deep" and item.before_noun):
        return None
    extra = 2.0 if scheduled else 0.0
    if way == "inside" and item.before_noun:
        # "won the 2010 election" dates the winning, "condemned the 2010 election" does not
        return None if trigger.lemma_ in _ABOUT else extra + 1.5
    if way == "object" and token.lemma_ in _ABOUT:
        return 0.0 if item.lead == "for" else None
    return extra


def reached(trigger: Token) -> Iterator[tuple[Token, float, str]]:
    """The words whose date can be the act's, cheapest first, with the way they were reached."""
    queue: list[tuple[float, int, str, Token]] = [(0.0, trigger.i, "self", trigger)]
    seen: set[int] = set()
    while queue:
        cost, index, way, token = heapq.heappop(queue)
        if index in seen:
            continue
        seen.add(index)
        yield token, cost, way
        for other, step, how in _moves(token, way):
            if other.i not in seen and cost + step < _LIMIT:
                heapq.heappush(queue, (cost + step, other.i, how, other))


def _moves(token: Token, way: str) -> Iterator[tuple[Token, float, str]]:
    if way in ("self", "up"):
        yield from _up(token)
        yield from _side(token, way)
    if way in ("self", "inside", "deep", "side"):
        yield from _down(token, way)


def _up(token: Token) -> Iterator[tuple[Token, float, str]]:
    head = token.head
    if head.i == token.i:
        return
    if token.pos_ in ("VERB", "AUX"):
        yield from _up_from_verb(token, head)
    elif token.dep_ in ("nsubj", "nsubjpass", "attr", "oprd"):
        yield head, 1.0, "up" if head.lemma_ not in _ABOUT else "object"
    elif token.dep_ in ("dobj", "dative"):
        yield head, 1.0, "object" if head.lemma_ in _ABOUT else "up"
    elif token.dep_ == "pobj" and head.dep_ in ("prep", "agent"):
        yield from _up_from_prep(head)
    elif token.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN"):
        yield head, 0.5, "up"
    elif token.dep_ in ("npadvmod", "nmod", "compound") and head.pos_ in ("VERB", "NOUN"):
        yield head, 1.5, "up"


def _up_from_prep(prep: Token) -> Iterator[tuple[Token, float, str]]:
    owner = prep.head
    if prep.lower_ == "of":
        if owner.lemma_ in _COLLECTIVE:
            yield owner, 0.5, "up"
    elif prep.lower_ in _AT_THE_TIME and owner.pos_ in ("VERB", "AUX") and owner.lemma_ not in _ABOUT:
        yield owner, 1.5, "up"


def _up_from_verb(verb: Token, head: Token) -> Iterator[tuple[Token, float, str]]:
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark" or c.tag_ == "WRB"}
    if verb.dep_ == "xcomp" and head.lemma_ in _SHADING:
        yield head, 1.0, "up"
    elif (
        verb.dep_ == "conj"
        and head.pos_ in ("VERB", "AUX")
        and not _leaves_the_past(verb, head)
        and not _told_anew(verb)
    ):
        yield head, 2.0, "up"
    elif verb.dep_ == "advcl" and (
        (verb.tag_ in ("VBG", "VBN") and not marks)
        or marks & {"when", "while", "as"}
        or _is_purpose(verb, head)
    ):
        yield head, 2.0 if not marks else 3.0, "up"
    elif verb.dep_ in ("acl", "relcl"):
        yield head, 1.5, "noun"
    elif verb.dep_ == "pcomp" and head.lower_ in ("by", "in", "while", "with"):
        yield head.head, 2.0, "up"


def _told_anew(verb: Token) -> bool:
    # "said a team would leave on Sunday, but that Israel will not agree": a second thing said, with a subject of its own
    deps = {c.dep_ for c in verb.children}
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children) and "nsubj" in deps


def _leaves_the_past(verb: Token, head: Token) -> bool:
    # "signed a treaty in 1979 but has criticised the raids": the year is that of the first act alone
    later = any(c.dep_ == "aux" and c.tag_ in ("VBZ", "VBP", "MD") for c in verb.children)
    past = head.tag_ == "VBD" and not any(c.dep_ == "aux" for c in head.children)
    return later and (past or any(c.dep_ == "aux" and c.lower_ == "had" for c in head.children))


def _is_purpose(verb: Token, head: Token) -> bool:
    # "travelled to Vienna to meet": the meeting is on the day of the travel, or near it
    return any(c.lower_ == "to" for c in verb.children if c.dep_ == "aux") and head.lemma_ in (
        "travel", "arrive", "meet", "gather", "visit", "fly", "go", "come", "use", "return",
    )  # fmt: skip


def _down(token: Token, way: str) -> Iterator[tuple[Token, float, str]]:
    """The nouns below a word, without going into another clause."""
    step = 1.0 if way == "self" else 1.5
    for child in token.children:
        if child.dep_ in _ARGUMENTS:
            yield (
                child,
                step + (0.5 if child.dep_.startswith("nsubj") else 0.0),
                "inside" if way == "self" else "deep",
            )
        elif child.dep_ in ("prep", "agent") and child.lower_ in _NEAR_PREPOSITIONS:
            loose = child.lower_ in ("of", "against", "from", "to", "for", "near")
            if loose and token.dep_.startswith("nsubj"):
                continue  # "the toll from a bombing on Friday rises": Friday is the bombing's
            for noun in child.children:
                if noun.dep_ == "pobj":
                    direct = way == "self" and not loose
                    yield noun, step + (1.5 if loose else 0.5), "inside" if direct else "deep"


def _side(token: Token, way: str) -> Iterator[tuple[Token, float, str]]:
    """Clauses that run beside a verb: a later conjunct with the same subject, "when ..." and "..., killing ..."."""
    if token.pos_ not in ("VERB", "AUX"):
        return
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and way == "self":
            subjects = [c for c in child.children if c.dep_.startswith("nsubj")]
            # "nine were killed and 30 injured in Kabul on Sunday": an ellipsis, not another happening
            ellipsis = not subjects or (child.tag_ == token.tag_ == "VBN" and child.i > token.i)
            if ellipsis and not _leaves_the_past(child, token):
                yield child, 4.0, "side"
        elif child.dep_ == "nsubj" and way == "self":
            for acl in child.children:  # "the king, speaking on Monday, urged"
                if acl.dep_ == "acl" and acl.lemma_ in ("speak", "talk", "write"):
                    yield acl, 3.0, "side"
        elif child.dep_ == "advcl":
            marks = {c.lower_ for c in child.children if c.dep_ == "mark" or c.tag_ == "WRB"}
            if marks & {"when", "as", "while"} or (
                child.tag_ == "VBG"
                and not marks
                and (child.i > token.i or child.lemma_ in ("speak", "talk", "write"))
            ):
                yield child, 4.0, "side"
