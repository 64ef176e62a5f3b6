"""What was considered in one sentence besides the acts that were told, and why it lost: for people who ask.

It codes the sentence once more and decides nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.coding.frames import find_acts, read_sentence
from dragoman.coding.matching import candidates, matches
from dragoman.coding.scorer.features import Scene
from dragoman.coding.triggers import trigger_at
from dragoman.errors import REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.coding.entries import Frame, Lexicon
    from dragoman.coding.matching import Match
    from dragoman.coding.scorer import Scorer
    from dragoman.coding.scorer.model import Judgement
    from dragoman.coding.slots import Reader, Trigger
    from dragoman.language.parsed import Parsed
    from dragoman.model import Span

_WORDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Considered:
    """Something that could have been told at a word: `act` in words, `frame` that proposes it, `why` it lost."""

    trigger: Span
    word: str
    act: str
    frame: str
    why: str


@dataclass(frozen=True, slots=True)
class Account:
    """The account of one act: the facts that weighed for and against it, and what else was considered."""

    sums: Judgement | None
    """The scorer's sums and their least; None without a scorer or where the act is not found again."""
    facts: tuple[tuple[str, float], ...]
    considered: tuple[Considered, ...]
    raised: bool = False
    """Told only because other sentences of the report tell acts: what that added is in the sum of the sentence."""


def account(
    parsed: Parsed, trigger: tuple[int, int], lexicon: Lexicon, scorer: Scorer | None = None
) -> Account:
    """The account of the act whose trigger stands at `trigger` (offsets of the report)."""
    reader = read_sentence(parsed, lexicon)
    kept, dropped = find_acts(reader)
    own = [m for m in kept if m.source or m.target]
    weighed, raised = _weighed(reader, own, dropped, trigger, scorer)
    at = _nearest(_at(parsed, weighed, trigger), weighed)
    facts: tuple[tuple[str, float], ...] = ()
    if scorer is not None and at is not None:
        facts = tuple(scorer.tables.reasons(Scene(reader), own, weighed[at][0]))
    found = [_considered(reader, m, f"{REASONS.get(code, code)}: {detail}") for m, code, detail in dropped]
    found += [
        _considered(reader, m, f"refused by the scorer: {judged.against() or 'another act here is likelier'}")
        for m, judged in weighed
        if judged is not None and not judged.told
    ]
    if at is not None:
        found += _other_frames(reader, weighed[at][0])
    sums = weighed[at][1] if at is not None else None
    return Account(sums, facts, tuple(dict.fromkeys(found)), raised=raised)


def _weighed(
    reader: Reader,
    own: list[Match],
    dropped: list[tuple[Match, str, str]],
    trigger: tuple[int, int],
    scorer: Scorer | None,
) -> tuple[list[tuple[Match, Judgement | None]], bool]:
    """The acts with their judgements, and whether the one asked for was told only because its report tells of acts."""
    if scorer is None:
        return [(m, None) for m in own], False
    alone = scorer.judge(reader, own, dropped)
    by_itself = alone.settled()
    if _tells(reader, by_itself, trigger):
        return [*by_itself], False
    with_report = alone.settled(raised=True)
    raised = _tells(reader, with_report, trigger)
    return [*(with_report if raised else by_itself)], raised


def _tells(reader: Reader, weighed: Sequence[tuple[Match, Judgement]], trigger: tuple[int, int]) -> bool:
    """An act whose trigger stands there is told."""
    return any(weighed[n][1].told for n in _at(reader.tree.parsed, weighed, trigger))


def _at(
    parsed: Parsed, weighed: Sequence[tuple[Match, Judgement | None]], trigger: tuple[int, int]
) -> list[int]:
    spans = [parsed.span(m.i, m.i) for m, _ in weighed]
    return [n for n, s in enumerate(spans) if (s.start, s.end) == trigger]


def _nearest(places: list[int], weighed: Sequence[tuple[Match, Judgement | None]]) -> int | None:
    """Of the acts at one word the one that is told."""
    told = [n for n in places if (j := weighed[n][1]) is None or j.told]
    return next(iter(told or places), None)


def _considered(reader: Reader, match: Match, why: str) -> Considered:
    act = match.type + ("/" + "+".join(match.modes) if match.modes else "")
    return Considered(
        reader.tree.parsed.span(match.i, match.i), reader.tree.words[match.i], act, match.frame, why
    )


def _other_frames(reader: Reader, match: Match) -> list[Considered]:
    """The other frames of the act's word: those that fit and were weaker, and those that do not fit, with the reason."""
    trigger = trigger_at(reader, match.trigger.i) or match.trigger
    fitting = matches(reader, trigger)
    winner = match.inner or match
    found = [
        _considered(reader, m, f"fits, but weaker ({m.rank:g} against {winner.rank:g})")
        for m in fitting
        if m.frame not in {match.frame, winner.frame}
    ]
    known = {m.frame for m in fitting} | {match.frame, winner.frame}
    span, word = reader.tree.parsed.span(match.i, match.i), reader.tree.words[match.i]
    for pattern, full in candidates(reader, trigger):
        frame = pattern.frame
        if frame.id in known:
            continue
        known.add(frame.id)
        act = frame.type + ("/" + "+".join(frame.modes) if frame.modes else "")
        found.append(Considered(span, word, act, frame.id, _misfit(reader, full, frame)))
    return found


def _misfit(reader: Reader, trigger: Trigger, frame: Frame) -> str:
    """The first test of a frame that the sentence fails."""
    for slot, test in frame.when:
        if not reader.holds(trigger, slot, test):
            given = ", ".join(reader.tree.words[k] for k in reader.fill(trigger, slot)) or "nothing"
            wanted = sorted(test.words) + sorted(test.phrases) + [f"@{c}" for c in sorted(test.computed)]
            more = ", ..." if len(wanted) > _WORDS_SHOWN else ""
            return f"wants {slot} to be {', '.join(wanted[:_WORDS_SHOWN])}{more}; found {given}"
    for slot, test in frame.unless:
        if reader.holds(trigger, slot, test):
            return (
                f"not where {slot} is {', '.join(reader.tree.words[k] for k in reader.fill(trigger, slot))}"
            )
    return "a reading of the same strength stands before it in the table"
