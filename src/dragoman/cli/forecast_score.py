"""`dragoman forecast score`: kept forecasts against what came. It scores only those whose windows are over."""

from __future__ import annotations

from dragoman.cli import options, output
from dragoman.cli.forecast_options import Dataset


def score(
    store: options.Store = options.DEFAULT_STORE, dataset: Dataset = None, json: options.Json = False
) -> None:
    """Score the forecasts kept in the store whose windows are over by now.

    Example: dragoman forecast score --store dragoman.duckdb
    """
    from dragoman.forecast.issued import score as run
    from dragoman.forecast.source import panel_of
    from dragoman.forecast.tie_changes import changes, told
    from dragoman.forecast.tie_issued import score_ties
    from dragoman.relations.record import open as open_store

    with open_store(options.existing(store)) as database:
        panel = panel_of(database, dataset)
        if dataset is None:
            score_ties(database, panel, changes(told(database)))
        done = run(database, panel, dataset)
    if json:
        output.print_json(done)
    elif not done:
        output.say("no kept forecast has a window that is over and covered by the record")
    else:
        output.table(
            ("issued", "who", "act", "window", "chance", "happened", "Brier", "log"),
            [
                (f["issued_on"], f"{f['source']} → {f['target']}", f["act"], f"{f['window_start']} to {f['window_end']}",
                 f"{f['probability']:.0%}", "yes" if f["outcome"] else "no", f"{f['brier']:.3f}", f"{f['log']:.3f}")
                for f in done
            ],
        )  # fmt: skip
        mean = sum(f["brier"] for f in done) / len(done)
        simple = {
            k: sum((f[k] - f["outcome"]) ** 2 for f in done) / len(done) for k in ("persistence", "base_rate")
        }
        output.say(
            f"{len(done)} scored: mean Brier {mean:.4f}; persistence {simple['persistence']:.4f}, base rate {simple['base_rate']:.4f}"
        )
