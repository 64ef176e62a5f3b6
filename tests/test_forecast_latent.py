"""Learned positions: what they may know, and that nothing else asked beside a question changes its numbers."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.forecast.groups import groups
from dragoman.forecast.latent import Latent
from dragoman.forecast.past import Past
from dragoman.forecast.quads import with_inverse

pytest.importorskip("scipy", reason="needs the optional SciPy (pip install dragoman[forecast])")

ENTITIES, RELATIONS, STEPS = 30, 2, 24


def made_up(seed: int = 0) -> np.ndarray:
    """Facts with a habit: relation r goes from an actor to the one r + 1 places on."""
    random = np.random.default_rng(seed)
    source, relation = random.integers(ENTITIES, size=1200), random.integers(RELATIONS, size=1200)
    step = np.sort(random.integers(1, STEPS + 1, size=1200))
    return np.stack([source, relation, (source + relation + 1) % ENTITIES, step], axis=1)


def latent(facts: np.ndarray) -> Latent:
    names = [f"Person {i}" for i in range(ENTITIES)]
    return Latent(Past(with_inverse(facts, RELATIONS), ENTITIES, RELATIONS, groups(names)))


def chances(learned: Latent, step: int) -> np.ndarray:
    return learned.before(step).all_targets(np.arange(ENTITIES), np.zeros(ENTITIES, np.int64))


def test_positions_know_the_facts_before_a_step_and_none_since() -> None:
    facts = made_up()
    step = 18
    late, early = facts.copy(), facts.copy()
    late[late[:, 3] >= step, 2] = 7
    early[early[:, 3] == step - 1, 2] = 7
    before = chances(latent(facts), step)
    assert chances(latent(late), step).tobytes() == before.tobytes()
    assert chances(latent(early), step).tobytes() != before.tobytes()


def test_an_earlier_step_asked_again_gives_the_same_bytes() -> None:
    learned = latent(made_up())
    first = chances(learned, 6).tobytes()
    chances(learned, 24)
    learned.held = {24: learned.held[24]}
    assert chances(learned, 6).tobytes() == first


def test_a_question_has_the_same_chances_whatever_is_asked_beside_it() -> None:
    positions = latent(made_up()).before(18)
    many = np.random.default_rng(1).integers(ENTITIES, size=450)
    relation = many % (2 * RELATIONS)
    together = positions.all_targets(many, relation)
    alone = [positions.all_targets(many[i : i + 1], relation[i : i + 1])[0] for i in range(0, 450, 7)]
    assert together[::7].tobytes() == np.array(alone).tobytes()


def test_chances_of_a_question_add_up_to_one_and_habits_are_learned(monkeypatch) -> None:
    monkeypatch.setattr("dragoman.forecast.latent.PASSES", 100)
    given = chances(latent(made_up()), 24)
    assert np.exp(given).sum(1) == pytest.approx(1, abs=1e-4)
    assert (given.argmax(1) == (np.arange(ENTITIES) + 1) % ENTITIES).mean() > 0.8
