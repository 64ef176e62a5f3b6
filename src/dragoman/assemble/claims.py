"""The claims of one report: what its statements say, and the precedence it claims in its own voice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.attribution.claims import kind as claim_kind
from dragoman.attribution.precedence import precedences
from dragoman.attribution.ranking import ranks
from dragoman.grounding import dates
from dragoman.model import Claim, Span, digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.assemble.voices import Voices
    from dragoman.attribution.records import Statement
    from dragoman.model import ClaimKind, Event, Precedence, Quotation, When


def claims(voices: Voices, told: Sequence[tuple[Span, Event]]) -> list[Claim]:
    """The claims of all statements, then precedence claims that the report makes in its own voice.

    `told`: the events of the report with their trigger words.
    """
    ranked = precedences(voices.report, voices.parsed, told)
    made: dict[int, Claim] = {}
    days = voices.occasions()
    for n, statement in enumerate(voices.statements):
        if statement.kind == "attitude" or not statement.contents:
            continue
        span = Span(statement.contents[0].start, statement.contents[-1].end)
        precedence = _ranked_in(span.of(voices.report.text), span, ranked)
        kind = "precedence" if precedence else claim_kind(span.of(voices.report.text), statement)
        made[n] = _record(voices, statement, span, kind, voices.events_of.get(n, []), precedence, days[n])
    out = [_placed(n, made, voices.statements) for n in made]
    covered = [Span(c.start, c.end) for c in out if c.kind == "precedence"]
    for span, precedence in ranked:
        if not any(c.touches(span) for c in covered):
            events = [e.event_id for t, e in told if span.covers(t)]
            out.append(_record(voices, None, span, "precedence", events, precedence))
    return sorted(out, key=lambda c: (c.start, c.end, c.claim_id))


def _ranked_in(words: str, span: Span, ranked: Sequence[tuple[Span, Precedence]]) -> Precedence | None:
    """The precedence that the contents of a statement claim: in a clause of theirs, or in words of a larger clause."""
    inside = next((p for s, p in ranked if span.covers(s)), None)
    if inside is not None or not ranks(words):
        return inside
    return next((p for s, p in ranked if s.covers(span)), None)


def _placed(n: int, made: dict[int, Claim], statements: Sequence[Statement]) -> Claim:
    """The claim with the innermost other one in whose words it is told."""
    outer = [m for m in made if statements[m].holds(statements[n])]
    if not outer:
        return made[n]
    inner = made[max(outer, key=lambda m: (statements[m].depth, -m))].claim_id
    return replace(made[n], within=inner if inner != made[n].claim_id else None)


def _record(
    voices: Voices, statement: Statement | None, span: Span, kind: ClaimKind,
    events: Sequence[str], precedence: Precedence | None, day: When | None = None,
) -> Claim:  # fmt: skip
    report = voices.report
    said_on = day or dates.default(report.published, "occurred")
    claim = Claim(
        claim_id=digest(report.id, report.text_hash, span.start, span.end, kind, statement.cue if statement else None),
        report_id=report.id, kind=kind, speaker=voices.speaker(statement) if statement else None,
        agency=(statement.agency if statement else None) or voices.wire, outlet=report.outlet,
        stance=statement.stance if statement else "asserts", cue=voices.cue(statement) if statement else None,
        quoted=statement.quoted if statement else False, said_on=said_on, text=span.of(report.text),
        start=span.start, end=span.end, events=tuple(sorted(events)), precedence=precedence,
    )  # fmt: skip
    if statement is None:
        return claim
    return replace(
        claim, quotation=_quotation(statement), quotes=tuple((q.start, q.end) for q in statement.quotes),
        medium=statement.medium, unnamed=statement.unnamed,
        told_of=statement.told_of.of(report.text) if statement.told_of else None,
    )  # fmt: skip


def _quotation(statement: Statement) -> Quotation:
    if not statement.quoted:
        return "indirect"
    return "mixed" if statement.mixed else "direct"
