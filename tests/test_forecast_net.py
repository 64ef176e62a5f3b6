"""The networks beside the trees: what they learn, that they depend on nothing but their rows, and what they say of a score."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.forecast import net
from dragoman.forecast.sample import Sample

NAMES = ["a.one", "a.two", "b.three"]


def made(questions=400, seed=1, shown=8):
    """Questions in which the answer is the candidate whose first two features have the same sign; the third tells nothing."""
    random = np.random.default_rng(seed)
    rows = random.normal(0, 3, (questions * shown, 3))
    first = np.arange(0, len(rows), shown)
    same = rows[:, 0] * rows[:, 1] > 0
    rows[same, 1] *= -1
    rows[first, 1] = np.abs(rows[first, 1]) * np.sign(rows[first, 0])
    label = np.zeros(len(rows), np.int8)
    label[first] = 1
    return Sample(rows.astype(np.float16), label, np.full(questions, shown), NAMES)


@pytest.fixture(scope="module")
def learned():
    return net.learn(made(4000), [0, 1, 2], 1)


def test_a_network_learns_what_no_single_feature_tells(learned) -> None:
    other = made(seed=2)
    value = learned.values(other.rows).reshape(-1, 8)
    assert (value.argmax(1) == 0).mean() > 0.9


def test_the_same_seed_gives_the_same_network_and_another_seed_another() -> None:
    sample = made(300)
    one, again, other = (net.learn(sample, [0, 1, 2], seed) for seed in (1, 1, 2))
    assert all(a.tobytes() == b.tobytes() for a, b in zip(one.weights, again.weights, strict=True))
    assert any(a.tobytes() != b.tobytes() for a, b in zip(one.weights, other.weights, strict=True))


def test_a_score_does_not_depend_on_the_rows_scored_with_it(learned) -> None:
    rows = made(900, seed=3).rows
    whole = learned.values(rows)
    order = np.random.default_rng(4).permutation(len(rows))
    assert learned.values(rows[order]).tobytes() == whole[order].tobytes()
    assert learned.values(rows[5:6]).tobytes() == whole[5:6].tobytes()


def test_only_the_columns_named_are_read() -> None:
    sample = made(300)
    network = net.learn(sample, [0, 2], 1)
    assert network.weights[0].shape[0] == 2
    assert network.values(sample.rows[:, [0, 2]]).shape == (len(sample.rows),)


def test_the_parts_of_a_score_add_up_and_the_feature_that_tells_nothing_has_the_least(learned) -> None:
    rows = made(20, seed=5).rows.astype(np.float32)
    for at in (0, 8, 17):
        parts = net.contributions(learned, rows, at)
        score = learned.values(rows).astype(float)
        assert parts.sum() == pytest.approx(score[at] - score.mean(), abs=1e-6)
    weight = np.mean([np.abs(net.contributions(learned, rows, at)) for at in range(0, 160, 8)], axis=0)
    assert weight[2] == weight.min()


def test_slopes_of_the_loss_are_those_of_small_differences() -> None:
    random = np.random.default_rng(6)
    size = np.array([4, 5, 3])
    label = np.array([1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 1], bool)
    score = random.normal(size=12)

    def loss(of):
        total, at = 0.0, 0
        for n in size:
            here, true = of[at : at + n], label[at : at + n]
            rest = here[~true]
            if len(rest):
                total += sum(np.logaddexp(np.logaddexp.reduce(rest), s) - s for s in here[true])
            at += n
        return total / label.sum()

    found = net._against_the_rest(score.astype(np.float32), label, size)
    for i in range(12):
        step = np.zeros(12)
        step[i] = 1e-5
        assert found[i] == pytest.approx((loss(score + step) - loss(score - step)) / 2e-5, abs=1e-4)


def test_slopes_in_the_features_are_those_of_small_differences(learned) -> None:
    inputs = net.standard(made(3, seed=7).rows, learned.mean, learned.scale).astype(np.float64)
    found = learned.slopes(inputs)

    def score(of):
        for weight, offset in zip(learned.weights[:-1], learned.offsets[:-1], strict=True):
            of = np.maximum(of @ weight + offset, 0)
        return (of @ learned.weights[-1] + learned.offsets[-1])[:, 0]

    for column in range(3):
        step = np.zeros(3)
        step[column] = 1e-6
        difference = (score(inputs + step) - score(inputs - step)) / 2e-6
        assert np.median(np.abs(found[:, column] - difference)) < 1e-4
