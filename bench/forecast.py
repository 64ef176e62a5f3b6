"""Forecast benchmark: seeds, ablation of feature families and cost against size. Prints one JSON object a run.

Usage: python bench/forecast.py DIR [--split valid] [--setting single] [--seeds 3] [--ablate]
Ablations are meant for valid; test is reported once a milestone.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dragoman.forecast.benchmark import run
from dragoman.forecast.ranker import Settings

FAMILIES = ("rules", "recurrence", "pair", "groups", "similar", "path", "background", "question")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="valid", choices=("valid", "test"))
    parser.add_argument("--setting", default="single", choices=("single", "multi"))
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--ablate", action="store_true", help="one run without each family")
    chosen = parser.parse_args()
    for seed in range(1, chosen.seeds + 1):
        for family in (None, *FAMILIES) if chosen.ablate else (None,):
            without = () if family is None else (f"{family}.",)
            settings = Settings(setting=chosen.setting, seed=seed, without=without)
            print(json.dumps(run(chosen.folder, chosen.split, settings)), flush=True)


if __name__ == "__main__":
    main()
