"""Magnitudes: how many died, were injured, arrested, displaced, taken hostage or freed, and how much money.

It never guesses a count: plural words without a number ("soldiers were killed") give nothing. Bounds and
loose words are read as `magnitudes_words` states.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.grounding.magnitudes_amounts import Found, amounts
from dragoman.grounding.magnitudes_counting import Count, counts, heads
from dragoman.grounding.magnitudes_linking import linked
from dragoman.grounding.magnitudes_roles import KINDS, counted
from dragoman.model import Amount, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed

# Which counts an act of a type can have. A type that is not named takes none; money goes with giving, agreeing,
# sanctioning and asking.
_VIOLENT = ("dead", "injured", "displaced", "hostages")
_OF_TYPE: dict[str, tuple[str, ...]] = {
    "ASSAULT": _VIOLENT, "COERCE": ("arrested", "hostages", "displaced", "dead", "injured", "money"),
    "PROTEST": ("dead", "injured", "arrested"), "MOBILIZE": ("dead", "injured"), "THREATEN": ("hostages",),
    "RETREAT": ("released", "dead", "injured", "displaced"), "CONCEDE": ("released", "money"),
    "COOPERATE": ("released", "money", "dead"), "AID": ("money", "displaced", "released"), "AGREE": ("released", "money"),
    "SUPPORT": ("money",), "SANCTION": ("money", "arrested"), "REQUEST": ("money", "released"), "REJECT": ("money",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Magnitude:
    """One count of a sentence. `kind` is a key of an event's `magnitude`; `span` holds the amount's words.

    `predicate` is the word that says what happened to those counted, `head` the word counted. A `toll` counts
    from the beginning of something and not for one act.
    """

    kind: str
    amount: Amount
    span: Span
    head: Span
    predicate: Span
    toll: bool = False


def find(parsed: Parsed) -> list[Magnitude]:
    """The magnitudes of a sentence in text order; coordinated counts ("two soldiers and a civilian") are summed.

    Kinds: dead, injured, arrested, displaced, hostages (taken or held), released, money.
    """
    found = [_record(parsed, group) for group in _groups(counts(parsed))]
    found += [
        Magnitude("money", f.amount, _span(parsed, f), parsed.span_of(head), parsed.span_of(head))
        for f, head in heads(parsed, amounts(parsed.sentence.text))
        if f.money and (f.amount.min is not None or f.amount.max is not None)
    ]
    return sorted(found, key=lambda m: (m.span, m.kind))


def of_act(parsed: Parsed, trigger: Span, act_type: str) -> dict[str, Magnitude]:
    """The magnitudes that belong to the act at `trigger`: those its clause, or a clause that hangs on it, counts.

    A toll ("bringing the death toll to 51") is taken only when nothing else counts the dead of the act. Where
    two counts of one kind belong to the act the larger is kept; of sums in two currencies, the first. Empty when the act
    counts nobody.
    """
    allowed = _OF_TYPE.get(act_type, ())
    tokens = parsed.tokens_in(trigger)
    if not allowed or not tokens:
        return {}
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])
    chosen: dict[str, Magnitude] = {}
    for record in find(parsed):
        predicate, noun = parsed.token_at(record.predicate.start), parsed.token_at(record.head.start)
        if record.kind not in allowed or predicate is None or noun is None:
            continue
        if not linked(head, predicate, noun, money=record.kind == "money"):
            continue
        best = chosen.get(record.kind)
        if best is None or (record.amount.unit == best.amount.unit and _rank(record) > _rank(best)):
            chosen[record.kind] = record
    return {kind: chosen[kind] for kind in sorted(chosen)}


def _rank(record: Magnitude) -> tuple[bool, int]:
    return not record.toll, record.amount.min if record.amount.min is not None else (record.amount.max or 0)


def _span(parsed: Parsed, found: Found) -> Span:
    return Span(parsed.sentence.start + found.start, parsed.sentence.start + found.end)


def _record(parsed: Parsed, group: Sequence[Count]) -> Magnitude:
    first, last = group[0], group[-1]
    start, end = parsed.sentence.start + first.found.start, parsed.sentence.start + last.found.end
    text = parsed.sentence.text[first.found.start : last.found.end]
    amount = Amount(
        _total([c.found.amount.min for c in group]), _total([c.found.amount.max for c in group]), text
    )
    role = first.role
    return Magnitude(
        role.kind,
        amount,
        Span(start, end),
        parsed.span_of(first.head),
        parsed.span_of(role.predicate),
        role.toll,
    )


def _total(parts: Sequence[int | None]) -> int | None:
    known = [p for p in parts if p is not None]
    return sum(known) if len(known) == len(parts) else None


def _groups(counts: Sequence[Count]) -> Iterator[list[Count]]:
    """Counts of one kind under one predicate, joined by coordination."""
    groups: list[list[Count]] = []
    for count in counts:
        for group in groups:
            same = (
                group[0].role.kind == count.role.kind and group[0].role.predicate.i == count.role.predicate.i
            )
            if same and _coordinated(group[-1].head, count.head):
                group.append(count)
                break
        else:
            groups.append([count])
    return iter(groups)


def _coordinated(first: Token, second: Token) -> bool:
    current = second
    for _ in range(6):
        if current.dep_ not in ("conj", "appos") or current.dep_ == "appos":
            return False
        current = current.head
        if current.i == first.i or current.i == counted(first).i:
            return True
    return False


__all__ = ["KINDS", "Magnitude", "find", "of_act"]
