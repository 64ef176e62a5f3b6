"""The verdict on a precedence claim, from the happenings that count and from what the record covers.

It never says more than the record holds: one happening is enough to contradict, silence supports only where the record
tells of these powers throughout, and a claim that reaches back without a start cannot be supported at all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dragoman.relations.checks.asking import BY_TOLL, ORDINALS
from dragoman.relations.checks.matching import counted
from dragoman.relations.checks.records import Check
from dragoman.relations.checks.sizes import larger, size, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.episodes import Episode
    from dragoman.relations.checks.records import Coverage, Question, Verdict
    from dragoman.relations.checks.sizes import Unit

# Silence supports a claim where at least this part of the months is told of. Chosen so that one silent month in ten, as
# holidays make, does not undo a year; `bench/checks.md` says how much of what happened is on record at that level.
COVERED = 0.9


def check(
    claim: Mapping[str, Any],
    asked: Question,
    episodes: Iterable[Episode],
    coverage: Coverage,
    toll: int | None = None,
    tellings: Mapping[str, Mapping[str, Any]] | None = None,
    ranked: Mapping[str, Any] | None = None,
) -> Check:
    """The verdict. `episodes` may hold anything: what counts is picked here. `toll` is the number of dead of the ranked event;
    `tellings` are the events by id; `ranked` is the event itself."""
    ever = counted(episodes, replace(asked, since=None), tellings)
    found = tuple(e for e in ever if asked.since is None or e.first_day >= asked.since.isoformat())
    made = dict(claim)
    if asked.measure in BY_TOLL:
        return _by_toll(made, asked, found, coverage, toll)
    if asked.unit is not None:
        return _by_size(made, asked, asked.unit, found, coverage, ranked)
    if asked.measure == "last":
        return _last(made, asked, found, coverage)
    earlier = ORDINALS.get(asked.measure, 1) - 1
    if asked.narrower and found:
        return _wider(made, asked, coverage, found)
    if len(found) > earlier:
        said = f"{len(found)} on record in that time" if len(found) > 1 else "one on record in that time"
        return Check(
            made, "contradicted", f"{said}, and the claim allows {earlier or 'none'}", asked, coverage, found
        )
    if len(found) < earlier:
        return Check(made, "not enough coverage", f"{earlier} earlier {'one is' if earlier == 1 else 'ones are'} claimed, {len(found) or 'none'} on record; {coverage.words()}",
                     asked, coverage, (), found)  # fmt: skip
    # What happened before the span is what the claim implies: "since 2010" says that there was one in 2010.
    older = tuple(e for e in ever if e not in found)[-1:]
    finding = "none other on record in that time" if earlier else "none on record in that time"
    if older:
        finding += f", the one before it on {older[0].first_day}"
    return _silent(made, asked, coverage, found or older, finding)


def _wider(claim: dict[str, Any], asked: Question, coverage: Coverage, found: tuple[Episode, ...]) -> Check:
    """Something is on record, but the claim says more than the record tells of it: it may count or not."""
    them = "it" if len(found) == 1 else "them"
    finding = f"{len(found)} on record in that time that the claim may or may not count, for the record does not tell"
    reason = f"{finding} “{', '.join(asked.narrower)}” of {them}; {coverage.words()}"
    return Check(claim, "not enough coverage", reason, asked, coverage, (), found)


def _silent(
    claim: dict[str, Any], asked: Question, coverage: Coverage, beside: tuple[Episode, ...], finding: str
) -> Check:
    """Nothing contradicts: is silence enough?"""
    verdict: Verdict = "supported" if asked.silence and coverage.share >= COVERED else "not enough coverage"
    if not asked.silence and coverage.share >= COVERED:
        finding += ", which supports nothing here: the record need not hold all that the claim counts"
    return Check(claim, verdict, f"{finding}; {coverage.words()}", asked, coverage, (), beside)


def _last(claim: dict[str, Any], asked: Question, found: tuple[Episode, ...], coverage: Coverage) -> Check:
    """ "The last visit was in 2010": none after the year that is named."""
    if asked.since is None:
        return Check(claim, "not understood", "it does not say when the last one was", asked, coverage)
    year = str(asked.since.year)
    then = tuple(e for e in found if e.first_day[:4] == year)
    later = tuple(e for e in found if e not in then)
    if later and asked.narrower:
        return _wider(claim, asked, coverage, later)
    if later:
        return Check(
            claim, "contradicted", f"{len(later)} on record after {year}", asked, coverage, later, then
        )
    return _silent(claim, asked, coverage, then, f"none on record after {year}")


def _by_toll(
    claim: dict[str, Any], asked: Question, found: tuple[Episode, ...], coverage: Coverage, toll: int | None
) -> Check:
    if toll is None:
        return Check(
            claim, "not understood", "no number of dead is told by which to compare", asked, coverage
        )
    worse = tuple(e for e in found if (_dead(e.record) or 0) > toll)
    if worse and asked.narrower:
        return _wider(claim, asked, coverage, worse)
    if worse:
        return Check(claim, "contradicted", f"more than {toll} dead on record {'once' if len(worse) == 1 else f'{len(worse)} times'} in that time",
                     asked, coverage, worse)  # fmt: skip
    return _silent(claim, asked, coverage, (), f"none with more than {toll} dead on record in that time")


def _by_size(
    claim: dict[str, Any], asked: Question, unit: Unit, found: tuple[Episode, ...], coverage: Coverage, ranked: Mapping[str, Any] | None,
) -> Check:  # fmt: skip
    """Larger ones contradict; those that may be larger, or of which the claim says more than the record tells, stand beside it."""
    claimed = size(ranked, unit) if ranked is not None else None
    if claimed is None:
        return Check(claim, "not understood", "no number is told by which to compare", asked, coverage)
    told = [(e, larger(s, claimed, unit)) for e in found if (s := size(e.record, unit)) is not None]
    more = tuple(e for e, is_larger in told if is_larger)
    maybe = tuple(e for e, is_larger in told if is_larger is None)
    if more and not asked.narrower:
        times = "once" if len(more) == 1 else f"{len(more)} times"
        return Check(claim, "contradicted", f"more than {words_of(claimed, unit)} on record {times} in that time", asked, coverage, more, maybe)  # fmt: skip
    if more:
        return _wider(claim, asked, coverage, more)
    finding = f"none with more than {words_of(claimed, unit)} for sure on record in that time"
    if maybe:
        finding += f", {len(maybe)} that may be larger"
    return _silent(claim, asked, coverage, maybe, finding)


def _dead(record: Mapping[str, Any]) -> int | None:
    low = ((record.get("magnitude") or {}).get("dead") or {}).get("min")
    return int(low) if low is not None else None
