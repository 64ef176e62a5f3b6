"""Rules over groups: what compatriots of the source did to a candidate, the source to its country, one country to the other.

A view groups the actors of a question; questions alike in it are one question there, and its rules learn from their answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.forecast.rules import bodies

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.candidates import Candidates
    from dragoman.forecast.features import Table
    from dragoman.forecast.past import Past, View
    from dragoman.forecast.rules import Rules

    Ints = NDArray[np.int64]

# Log-odds of a candidate of which the view knows nothing.
_NOTHING = -20.0


def said(
    past: Past,
    view: View,
    rules: Rules,
    asked: tuple[Ints, Ints],
    span: tuple[int, int],
    found: Candidates,
    table: Table,
) -> None:
    """Add what the view's rules say of each candidate: log-odds, distance to the best, chance that any rule holds."""
    units, unit = np.unique(view.source[asked[0]] * past.r2 + asked[1], return_inverse=True)
    body = bodies(view, past.r2, units // past.r2, *span)
    cells, pools = rules.cells(units % past.r2, body)
    wanted = unit[found.q] * view.targets + view.target[found.target]
    pairs = body.pair_q * view.targets + body.pair_o
    if not len(pairs):
        for name, empty in (("logit", _NOTHING), ("below_best", 0.0), ("noisy_or", 0.0)):
            table.add(f"kin.{view.name}_{name}", np.full(len(wanted), empty))
        return
    at = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
    hit = pairs[at] == wanted
    logit = rules.logit(cells, pools, body)
    top = np.full(len(units), _NOTHING)
    np.maximum.at(top, body.pair_q, logit)
    doubt = -np.add.reduceat(
        np.log1p(-np.minimum(rules.confidence(cells, pools), 0.99)), body.pair_start
    )
    value = np.where(hit, logit[at], _NOTHING)
    table.add(f"kin.{view.name}_logit", value)
    table.add(f"kin.{view.name}_below_best", value - top[unit[found.q]])
    table.add(f"kin.{view.name}_noisy_or", np.where(hit, doubt[at], 0.0))


def learn(
    past: Past, view: View, rules: Rules, asked: tuple[Ints, Ints], span: tuple[int, int], true_keys: Ints
) -> None:
    """Take in the answers of a step's questions (true_keys: question * entities + target), seen through the view."""
    units, unit = np.unique(view.source[asked[0]] * past.r2 + asked[1], return_inverse=True)
    body = bodies(view, past.r2, units // past.r2, *span)
    cells, pools = rules.cells(units % past.r2, body)
    answers = unit[true_keys // past.n] * view.targets + view.target[true_keys % past.n]
    true = np.isin(body.pair_q * view.targets + body.pair_o, answers)
    rules.learn(units % past.r2, body, cells, pools, true)
