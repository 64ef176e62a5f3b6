"""Writes docs/forecast-examples.md: fourteen forecasts with what speaks for and against, and what came of them.

Usage: python bench/forecast_examples.py [GRAPH_FOLDER] STORE.duckdb OUT.md
GRAPH_FOLDER is ICEWS14 (the first step is 2014-01-01), for four more, of who comes next; STORE holds dated news, coded. Sentences are not quoted, only their days.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from dragoman.forecast.explain import explain
from dragoman.forecast.issued import issue
from dragoman.forecast.panel import happened
from dragoman.forecast.quads import load
from dragoman.forecast.ranker import Settings, fit
from dragoman.forecast.source import panel_of
from dragoman.forecast.tie_chances import outcomes
from dragoman.forecast.tie_changes import KINDS, changes, told
from dragoman.forecast.tie_issued import issue_ties
from dragoman.forecast.tie_signals import Memory
from dragoman.forecast.words import in_words
from dragoman.relations.record import open as open_store

# The last asks who does it to the one named.
GRAPH = (
    ("Boko Haram", "Use conventional military force", date(2014, 12, 8), False),
    ("John Kerry", "Make a visit", date(2014, 12, 11), False),
    ("Police (Egypt)", "Arrest, detain, or charge with legal action", date(2014, 12, 9), False),
    ("Iran", "Consult", date(2014, 12, 15), True),
)
ACTS = (
    ("RUS", "UKR", "quad 4", 30, date(2022, 2, 20)),
    ("IND", "PAK", "quad 4", 30, date(2019, 2, 15)),
    ("CHN", "TWN", "quad 3", 30, date(2022, 7, 31)),
    ("ISR", "PSE", "quad 4", 30, date(2021, 5, 1)),
)
TIES = (
    ("USA", "IRN", "sanctions: in force", 90, date(2018, 5, 1)),
    ("IRN", "SAU", "diplomatic_relations: severed", 30, date(2016, 1, 2)),
    ("ERI", "ETH", "diplomatic_relations: full", 90, date(2018, 7, 1)),
    ("QAT", "SAU", "diplomatic_relations: severed", 30, date(2017, 6, 1)),
    ("GBR", "RUS", "diplomatic_staff: expelled", 30, date(2018, 3, 10)),
    ("USA", "CUB", "embassy: open", 90, date(2015, 6, 1)),
)
FIRST = date(2014, 1, 1)
# A twelfth of the rows that the benchmark fits on: enough to show reasons, in half a minute.
SMALL = Settings(rows=200_000, watched=1000, rounds=120)
HEAD = """# Fourteen forecasts and their reasons

Written by `bench/forecast_examples.py`, from records that end on the day of each forecast: four questions of who comes next from ICEWS14, ten
chances from dated news coded by dragoman. The weights are the models' own: in the first four what a family of signals adds to the
ranker's score against the average candidate, in the others by how much a family of signals multiplies the odds against an average pair. Under them stand the latest acts and changes that
speak for (+) and against (-), by the day on which they were reported. What came is written under each; the
questions were chosen for being well known, before their forecasts were seen (of the fourth, only the direction was turned after); one more (ARE - ISR, 2020) was dropped because nothing
between the two was on record. Read the misses: where the record holds no sign, the forecast is the base rate and says so. "It did not
happen, as far as the record tells" may mean that no report of it was in the record.

A `rule` counts, between any two actors of the record, how often the act asked came on a day so long after the act named. Where that is months, it says little of
that one act and much of the pair: it is one in which such acts happen at all. Rules overlap (a meeting is told from both sides), so their shares
do not add up; what they add together is the line "what usually follows". Of the ties, `+` marks what goes the same way as the change asked and `-` what goes against
it; the weights were learned from all pairs and may count it otherwise: who has just agreed on embassies seldom agrees on them again within 90 days.
"""


def main() -> None:
    *graph, store, out = map(Path, sys.argv[1:])
    folder = graph[0] if graph else None
    parts = [HEAD]
    if folder is not None:
        parts += ["## Who comes next\n", *graph_examples(fit(load(folder), SMALL))]
    with open_store(store) as database:
        parts += [
            "## What one will do to another\n",
            *act_examples(database),
            "## What will become of a tie\n",
            *tie_examples(database),
        ]
    out.write_text("\n".join(parts), "utf-8")


def graph_examples(ranker):
    graph = ranker.graph
    for name, relation, day, inverse in GRAPH:
        step = (day - FIRST).days + 1
        reasons = explain(ranker, name, relation, step, inverse=inverse, first_day=FIRST, parts=3)
        actor, r = graph.entities.index(name), graph.relations.index(relation)
        given, asked = (2, 0) if inverse else (0, 2)
        facts = graph.test[
            (graph.test[:, 3] == step) & (graph.test[:, given] == actor) & (graph.test[:, 1] == r)
        ]
        came = (
            ", ".join(sorted({graph.entity_name(int(o)) for o in facts[:, asked]})) or "no such act on record"
        )
        text = "\n".join(reason.text() for reason in reasons)
        yield f"### {reasons[0].question}\n\n```text\n{text}\n```\n\nWhat came: {came}.\n"


def act_examples(database):
    panel = panel_of(database)
    for a, b, act, days, day in ACTS:
        (forecast,) = issue(panel, database, a, b, act, horizons=(days,), on=day)
        hit = happened(panel, panel.channel_of(act), [panel.step_of(day) + 1], days)[0, panel.index(a, b)]
        yield _example(forecast, bool(hit == 1))


def tie_examples(database):
    panel, known = panel_of(database), changes(told(database))
    memory = Memory(panel, known)
    names = [k.name for k in KINDS]
    for a, b, tie, days, day in TIES:
        for forecast in issue_ties(panel, known, database, a, b, tie, horizons=(days,), on=day):
            came = outcomes(memory, [panel.step_of(day) + 1], days)
            hit = came.hit[0, names.index(forecast.act), panel.index(forecast.source, forecast.target)]
            yield _example(forecast, bool(hit))


def _example(forecast, hit):
    title, *text = in_words(forecast, quote=False).split("\n")
    body = "\n".join(text)
    return f"### {title}\n\n```text\n{body}\n```\n\nWhat came: {'it happened' if hit else 'it did not happen'}, as far as the record tells.\n"


if __name__ == "__main__":
    main()
