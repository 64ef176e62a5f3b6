"""The chain from one report to its record: split, triage, parse, code, ground, attribute.

It wires the stages and adds nothing of its own; a stage that breaks sets the report aside, not the run.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dragoman.assemble import assemble
from dragoman.codebook import codebook
from dragoman.model import Actor, Coding, Rejected, Relation, Report, When, digest, encodable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.coding.scorer import Scorer
    from dragoman.language.triage import Triage


class Coder:
    """Codes reports. Loads its tables and the parser once, offline; instances share them.

    `triage=False` parses every sentence, also those that hold no word that could tell an act. `scorer=False` leaves
    the learned scorer out: every act that the lexicon finds is told and no other, with the rules' own confidence. `careful=True` tells fewer acts,
    nearly all of them right: for figures in which a false event costs more than a missed one.
    """

    def __init__(self, *, triage: bool = True, scorer: bool = True, careful: bool = False) -> None:
        from dragoman.coding.lexicon import load_lexicon
        from dragoman.registry import registry

        self._lexicon = load_lexicon()
        self._registry = registry().check()
        self._codebook = codebook()
        self._triage = _gate() if triage else None
        self._scorer = _scorer(careful=careful) if scorer else None
        self._start = {"triage": triage, "scorer": scorer, "careful": careful}

    def code(
        self,
        text: str | Report,
        published: str | date | None = None,
        outlet: str | None = None,
        *,
        report_id: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> Coding:
        """Everything that one report gives.

        `text` is the body or a whole Report; `published` an ISO day. A lone surrogate, which no file can hold, is
        U+FFFD in `Coding.report.text`; offsets stay. Never raises for what a text holds:
        what cannot be coded is in `Coding.rejected`.
        """
        report = text if isinstance(text, Report) else Report(
            id=report_id or digest(url or text), text=text, published=_day(published), outlet=outlet, title=title, url=url,
        )  # fmt: skip
        report = replace(report, text=encodable(report.text))
        try:
            return self._code(report)
        except Exception as err:  # noqa: BLE001 - whatever breaks on one report must not stop the run
            where = f"{type(err).__name__}: {err}"
            broken = Rejected(
                "coding", "stage_failed", where[:300], report_id=report.id, origin=report.origin
            )
            return Coding(report, (), (), (broken,))

    def code_many(self, reports: Iterable[Report], workers: int = 1) -> Iterator[Coding]:
        """The codings of `reports` in their order, streamed; the bytes do not depend on `workers`."""
        if workers <= 1:
            for report in reports:
                yield self.code(report)
            return
        from dragoman.parallel import code_in_order

        yield from code_in_order(reports, workers, self._start)

    def relation(self, sentence: str, source: str, target: str) -> Relation:
        """What `source` does to `target` in `sentence`, both given as words of the sentence."""
        from dragoman.coding.relation import relation
        from dragoman.language.parser import parse
        from dragoman.model import Sentence

        (parsed,) = parse([Sentence(0, 0, len(sentence), sentence, 0)])
        return relation(parsed, source, target, self._lexicon)

    def actor(self, mention: str, on: str | date | None = None) -> Actor | None:
        """Who `mention` stands for on the day `on`; None when nothing about it is known."""
        from dragoman.grounding.actors import ActorResolver

        day = _day(on)
        report = Report(id="", text=mention or " ", published=day)
        resolver = ActorResolver(self._registry, report, ())
        when = When(day, day, "day") if day else None
        actor = resolver.phrase(mention, when)[0]
        return None if actor.country is None and actor.sector is None and actor.name is None else actor

    def _code(self, report: Report) -> Coding:
        from dragoman.coding import code_sentences
        from dragoman.language.parser import parse
        from dragoman.language.sentences import split

        if not report.text.strip():
            empty = Rejected(
                "language", "empty_text", "the text holds no words", report_id=report.id, origin=report.origin
            )
            return Coding(report, (), (), (empty,))
        parsed = parse([s for s in split(report.text) if self._triage is None or self._triage.keep(s.text)])
        acts, refused = code_sentences(parsed, self._lexicon, self._scorer)
        rejected = [replace(r, report_id=report.id, origin=report.origin) for r in refused]
        events, claims, dropped = assemble(report, parsed, acts, self._registry, self._codebook)
        return Coding(report, events, claims, (*rejected, *dropped))


def _scorer(*, careful: bool) -> Scorer:
    from dragoman.coding.scorer import load_scorer

    return load_scorer(careful=careful)


def _gate() -> Triage:
    from dragoman.gate import triage

    return triage()


def _day(value: str | date | None) -> date | None:
    """The day of an ISO text. Raises UsageError for anything else."""
    from dragoman.errors import UsageError

    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        raise UsageError(f"published is {value!r}; expected an ISO date such as 2023-05-01") from None
