"""Runs the benchmark tasks and compares each figure with its floor in floors.json.

A task whose data are absent gives one row that says so. `python bench/run.py --raise` writes higher floors; nothing
here ever lowers one.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

BENCH = Path(__file__).parent
ROOT = BENCH.parent
SHARED = ROOT.parent / "shared"
FLOORS = BENCH / "floors.json"

SAMPLED = ("--sample",) if os.environ.get("DRAGOMAN_BENCH") == "sample" else ()
"""What the tests ask of long tasks; `make bench` runs them whole."""

Row = dict[str, Any]


def figure(task: str, name: str, value: float | None, n: int, note: str = "") -> Row:
    floors = json.loads(FLOORS.read_text("utf-8"))
    floor = floors.get(task, {}).get(name)
    rounded = None if value is None else round(value, 4)
    return {
        "record": "figure",
        "task": task,
        "figure": name,
        "value": rounded,
        "floor": floor,
        "n": n,
        "note": note,
    }


def absent(task: str, path: Path) -> list[Row]:
    return [figure(task, "-", None, 0, f"skipped: {path.name} is not here")]


def relation_scores(mode: str) -> list[Row]:
    """The shared scorer on its development table: macro-F1 of binary, quad and root."""
    task = f"coding_{mode}"
    scorer, table = SHARED / "eval/score_relation.py", SHARED / "data/coding/plv_dev.tsv"
    if not scorer.exists() or not table.exists():
        return absent(task, table)
    errors = ROOT / ".bench" / f"errors_{mode}.tsv"
    errors.parent.mkdir(exist_ok=True)
    out = subprocess.run(
        [sys.executable, str(scorer), str(table), "--mode", mode, "--errors", str(errors)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    words = out.strip().splitlines()[-1].split()
    rows = int(next(line for line in out.splitlines() if line.startswith("rows ")).split()[1])
    values = dict(zip(words[2::2], map(float, words[3::2]), strict=True))
    return [figure(task, name, value, rows, "plv_dev") for name, value in values.items()]


def report_facts() -> list[Row]:
    """Share of the facts of a real report that the shared checker finds."""
    checker, facts = SHARED / "eval/check_report.py", SHARED / "eval/iran_syria_visit.facts.json"
    if not checker.exists():
        return absent("report", facts)
    command = f"{sys.executable} -m dragoman"
    out = subprocess.run(
        [sys.executable, str(checker), str(facts), "--command", command],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    found, _, total = out.strip().splitlines()[-1].split()[:3]
    return [figure("report", "facts", int(found) / int(total), int(total), "iran_syria_visit")]


def printed(
    task: str, arguments: list[str], patterns: dict[str, str], needs: Path | None, note: str
) -> list[Row]:
    """Figures that a script of this folder prints: the first group of each pattern, a share or a percentage."""
    if needs is not None and not needs.exists():
        return absent(task, needs)
    run_it = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=ROOT
    )
    out = run_it.stdout + run_it.stderr
    if run_it.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {run_it.returncode}:\n{out[-2000:]}")
    rows = []
    for name, pattern in patterns.items():
        found = re.search(pattern, out)
        value = (
            float(found.group("value"))
            / (100 if found.group("value").count(".") and float(found.group("value")) > 1 else 1)
            if found
            else None
        )
        rows.append(
            figure(
                task, name, value, int(found.group("n")) if found and "n" in found.groupdict() else 0, note
            )
        )
    return rows


def speed() -> list[Row]:
    """Sentences a second of the whole chain and of the parser alone, on this machine; no floor: timings are not tests."""
    run_it = subprocess.run(
        [sys.executable, str(BENCH / "speed.py"), "100"], capture_output=True, text=True, check=True
    )
    values = {line[:32].strip(): float(line[32:]) for line in run_it.stdout.splitlines()}
    names = ("sentences/s", "words/s", "parser alone, sentences/s", "peak memory MB")
    return [
        figure("speed", name, values[name], int(values["sentences"]), "this machine, one core")
        for name in names
    ]


TASKS: dict[str, Callable[[], list[Row]]] = {
    "report": report_facts,
    "coding_relation": lambda: relation_scores("relation"),
    "coding_sentence": lambda: relation_scores("sentence"),
    "status": lambda: printed(
        "status", ["bench/attribution.py", "--status"], {"share": r"status suite: \d+ of (?P<n>\d+) \((?P<value>[\d.]+)%\)"}, None,
        "our own suite, tests/data/status.tsv",
    ),
    "precedence": lambda: printed(
        "precedence", ["bench/precedence.py"],
        {
            "read whole": r"precedence suite: \d+ of (?P<n>\d+) \((?P<value>[\d.]+)\)",
            "sample answered": r"precedence of the sample: \d+ of (?P<n>\d+) \((?P<value>[\d.]+)\)",
        },
        None, "our own sentences and the sample, tests/data/precedence.tsv and sample_precedence.tsv",
    ),
    "attribution_suite": lambda: printed(
        "attribution_suite", ["bench/attribution_suite.py"],
        {"share": r"attribution suite: \d+ of (?P<n>\d+) \((?P<value>[\d.]+)%\)"}, None,
        "our own suite, tests/data/attribution.tsv",
    ),
    "ties_told": lambda: printed(
        "ties_told", ["bench/ties_told.py"],
        {
            f"{name} {what}": pattern.format(name=name)
            for name in ("plain", "plain_second", "plain_third", "varied")
            for what, pattern in (
                ("found", r"\b{name}: \d+ of (?P<n>\d+) lines found \((?P<value>[\d.]+)\)"),
                ("right", r"\b{name}: .*?; \d+ of (?P<n>\d+) told are right \((?P<value>[\d.]+)\)"),
            )
        },
        None, "reports written with the ties they tell before any was coded, bench/ties_told",
    ),
    "traps": lambda: printed(
        "traps", ["bench/traps.py"],
        {
            "held back": r"traps: \d+ of (?P<n>\d+) get through \(.*?\), held back (?P<value>[\d.]+)",
            "second set held back": r"traps_second: \d+ of (?P<n>\d+) get through \(.*?\), held back (?P<value>[\d.]+)",
            "speech acts": r"traps speech acts: \d+ of (?P<n>\d+) told \((?P<value>[\d.]+)%\)",
        },
        None, "our own traps, tests/data/traps.tsv and traps_second.tsv",
    ),
    "factuality": lambda: printed(
        "factuality", ["bench/factuality.py"],
        {
            f"{table} r": rf"{table} \w+: (?P<n>\d+) of \d+ rows, error [\d.]+, r (?P<value>[\d.]+)"
            for table in ("uw", "uds", "rp")
        },
        SHARED / "data/texts/factuality/uw.tsv", "status of single words against annotators",
    ),
    "actors": lambda: printed(
        "actors", ["bench/actors.py"], {"share": r"of (?P<n>\d+) assertions \((?P<value>[\d.]+)\)"},
        SHARED / "data/coding/actor_mentions.jsonl", "country and sector assertions",
    ),
    "ambiguous": lambda: printed(
        "ambiguous", ["bench/ambiguous.py"], {"share": r"of (?P<n>\d+) sentences \((?P<value>[\d.]+)\)"}, None,
        "names that states share, tests/data/ambiguous.tsv",
    ),
    "counters": lambda: printed(
        "counters", ["bench/counters.py"], {"share": r"of (?P<n>\d+) sentences \((?P<value>[\d.]+)\)"}, None,
        "units of magnitudes and who counted, tests/data/counters.tsv",
    ),
    "places": lambda: printed(
        "places", ["bench/geovirus.py"], {"within 161 km": r"toponyms (?P<n>\d+) .*within 161 km (?P<value>[\d.]+)"},
        SHARED / "data/texts/geovirus.jsonl", "GeoVirus, toponyms given",
    ),
    "attribution": lambda: printed(
        "attribution", ["bench/attribution.py", "--docs", "40"],
        {
            "attribution F1": r"attribution \(cue overlap\).*F1 (?P<value>[\d.]+)",
            "source F1": r"source, end to end.*F1 (?P<value>[\d.]+)",
            "content F1": r"content tokens, end to end.*F1 (?P<value>[\d.]+)",
        },
        SHARED / "data/texts/polnear_dev.jsonl.gz", "PolNeAR dev, 40 documents",
    ),
    "corpus": lambda: printed(
        "corpus", ["bench/corpus.py", "dev+test", "--first"],
        {
            "left alone": r"left alone +(?P<value>[\d.]+)",
            "free sentences untouched": r"free sentences untouched +(?P<value>[\d.]+)",
            "type F1": r"type F1 +(?P<value>[\d.]+)",
            "full F1": r"full F1 +(?P<value>[\d.]+)",
        },
        None, "data/corpus, first edition, dev and test splits",
    ),
    "corpus_test": lambda: printed(
        "corpus_test", ["bench/corpus.py", "test"],
        {
            "free sentences untouched": r"free sentences untouched +(?P<value>[\d.]+)",
            "type F1": r"type F1 +(?P<value>[\d.]+)",
            "full F1": r"full F1 +(?P<value>[\d.]+)",
            "modes": r"modes, of right types +(?P<value>[\d.]+)",
            "status": r"status, of right types +(?P<value>[\d.]+)",
        },
        None, "data/corpus, test split",
    ),
    "stability": lambda: printed(
        "stability", ["bench/stability.py", *SAMPLED], {"pairs": r"of (?P<n>\d+) pairs right \((?P<value>[\d.]+)\)"}, None,
        "changed names, sides, voice, tense, idle clauses",
    ),
    "petrarch": lambda: printed(
        "petrarch", ["bench/petrarch.py"], {"records": r"of (?P<n>\d+) records right \((?P<value>[\d.]+)\)"},
        SHARED / "data/coding/petrarch_unit.jsonl", "PETRARCH unit records of shared convention",
    ),
    "chances": lambda: printed(
        "chances", ["bench/chances.py", "floor"],
        {
            "skill over persistence": r"(?P<n>\d+) forecasts; skill over persistence (?P<value>[\d.]+)",
            "skill over base rate": r"over base rate (?P<value>[\d.]+)",
        },
        SHARED / "data/relations/icews_dyad_month_1990_2013.csv.gz", "ICEWS dyad-months, quad 1 within a month, four starts",
    ),
    "forecast": lambda: printed(
        "forecast", ["bench/forecast.py", str(SHARED / "data/forecast/icews14"), "--floor"],
        {"MRR": r"floor: (?P<n>\d+) questions, MRR (?P<value>[\d.]+)"},
        SHARED / "data/forecast/icews14/train.tsv.gz", "ICEWS14, four days of valid, single step, a small ranker",
    ),
    "tcpd": lambda: printed(
        "tcpd", ["bench/turning.py", "tcpd"],
        {"F1": r"tcpd: (?P<n>\d+) series, F1 (?P<value>[\d.]+)", "cover": r"tcpd: (?P<n>\d+) series.*?cover (?P<value>\d?\.\d+); never"},
        SHARED / "data/changepoint/tcpd", "Turing change point data set, one fixed setting, a figure of development",
    ),
    "onsets": lambda: printed(
        "onsets", ["bench/turning.py", "onsets", "--dyads", "12"],
        {"F1 within 3 months": r"detector +within 3: told +(?P<n>\d+).* F1 (?P<value>[\d.]+)"},
        SHARED / "data/relations/icews_dyad_month_1990_2013.csv.gz", "12 ICEWS dyads with dated onsets and as many without",
    ),
    "ledger": lambda: printed(
        "ledger", ["bench/ledger.py", "--floor"],
        {
            "precision": r"ledger precision: \d+ of (?P<n>\d+) judged lines \((?P<value>[\d.]+)\)",
            "recall": r"ledger recall: \d+ of (?P<n>\d+) changes \((?P<value>[\d.]+)\)",
        },
        SHARED / "data/texts/current_events_2002_2022.jsonl.gz", "lines judged by eye and changes read by eye, a figure of development",
    ),
    "own_reports": lambda: printed(
        "own_reports", ["bench/own_reports.py"], {"facts": r"of (?P<n>\d+) facts of \d+ reports \((?P<value>[\d.]+)\)"}, None,
        "reports of our own with facts written before they were coded",
    ),
    "speed": speed,
}  # fmt: skip


def run(names: list[str]) -> list[Row]:
    """The figures of the named tasks, of all when none is named."""
    unknown = set(names) - set(TASKS)
    if unknown:
        raise SystemExit(f"no task {', '.join(sorted(unknown))}; there are {', '.join(TASKS)}")
    return [row for name in (names or TASKS) for row in TASKS[name]()]


def raise_floors(rows: list[Row], slack: float = 0.005) -> None:
    """Write floors that are `slack` under the figures just measured, where that is higher than before."""
    floors = json.loads(FLOORS.read_text("utf-8"))
    for row in rows:
        if row["value"] is None:
            continue
        known = floors.setdefault(row["task"], {})
        known[row["figure"]] = max(
            known.get(row["figure"], 0.0), round(row["value"] - slack, 3) if row["value"] < 1 else 1.0
        )
    FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    wanted = [a for a in sys.argv[1:] if not a.startswith("-")]
    results = run(wanted)
    for result in results:
        print(json.dumps(result))
    if "--raise" in sys.argv:
        raise_floors(results)
