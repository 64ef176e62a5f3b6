"""Forecasts: what may be seen, what a history holds, and how ranks are counted."""

from __future__ import annotations

import gzip
import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dragoman.errors import UsageError
from dragoman.forecast.evaluate import Scores, day_bootstrap, measures, queries, ranks
from dragoman.forecast.groups import groups
from dragoman.forecast.history import NEVER, History, ranges
from dragoman.forecast.quads import Graph, load, with_inverse

ENTITIES, RELATIONS, STEPS = 24, 3, 40


def made_up(seed: int = 0, entities: int = ENTITIES) -> Graph:
    """A small graph with habits: sources keep partners, relation 1 follows relation 0 a day later."""
    random = np.random.default_rng(seed)
    facts = []
    for step in range(1, STEPS + 1):
        for _ in range(14):
            s = int(random.integers(entities))
            o = (
                (s + 1 + int(random.integers(3))) % entities
                if random.random() < 0.8
                else int(random.integers(entities))
            )
            r = int(random.integers(RELATIONS))
            facts.append((s, r, o, step))
            if r == 0 and step < STEPS and random.random() < 0.7:
                facts.append((s, 1, o, step + 1))
    quads = np.array(sorted(facts, key=lambda f: f[3]), np.int64)
    names = tuple(f"Police (Land{i % 5})" if i % 2 else f"Person {i}" for i in range(entities))
    at = quads[:, 3]
    return Graph(
        "made up",
        quads[at <= 28],
        quads[(at > 28) & (at <= 34)],
        quads[at > 34],
        names,
        ("meet", "fight", "aid"),
    )


def disturbed(
    facts: np.ndarray, step: int, keep: tuple[int, int] | None, seed: int, at: int | None = None
) -> np.ndarray:
    """The facts with everything from `step` on drawn anew, except the question asked (at `step` where `at` is None)."""
    random = np.random.default_rng(seed)
    entities = int(facts[:, [0, 2]].max()) + 1
    late = facts[:, 3] >= step
    out = facts.copy()
    out[late, 0] = random.integers(entities, size=late.sum())
    out[late, 1] = random.integers(RELATIONS, size=late.sum())
    out[late, 2] = random.integers(entities, size=late.sum())
    if keep is not None:
        out = np.concatenate([out, [[keep[0], keep[1], int(random.integers(entities)), at or step]]])
    return out


def slow_weight(times: list[int], now: int, rate: float) -> float:
    return sum(2 ** (-rate * (now - t)) for t in times if t < now)


def test_a_history_counts_only_what_lies_before_the_cut_off() -> None:
    random = np.random.default_rng(3)
    keys, steps = random.integers(5, size=300), random.integers(1, 50, size=300)
    history = History(keys, steps, (0.05, 0.5))
    for now in (1, 2, 17, 49, 60):
        seen = history.before(np.arange(6), now)
        for key in range(6):
            past = sorted(int(t) for t in steps[keys == key] if t < now)
            assert seen.count[key] == len(past)
            assert seen.gap[key] == (now - past[-1] if past else NEVER)
            for i, rate in enumerate((0.05, 0.5)):
                assert seen.weight[key, i] == pytest.approx(slow_weight(past, now, rate), rel=1e-4)


def test_ranges_lists_every_integer_with_its_owner() -> None:
    at, owner = ranges(np.array([3, 9, 4]), np.array([5, 9, 7]))
    assert at.tolist() == [3, 4, 4, 5, 6]
    assert owner.tolist() == [0, 0, 2, 2, 2]


def test_ranks_agree_with_counting_by_hand_with_ties_at_the_mean_and_true_answers_left_out() -> None:
    graph = made_up()
    asked = queries(graph.test, graph.n_relations)
    random = np.random.default_rng(5)
    dense = random.integers(0, 6, (len(asked.step), ENTITIES)).astype(float)
    dense[random.random(dense.shape) < 0.3] = -np.inf
    row, index = np.nonzero(np.isfinite(dense))
    start = np.searchsorted(row, np.arange(len(dense) + 1))
    higher, equal = ranks(asked, Scores(start, index, dense[row, index]), ENTITIES)
    for fact, (question, gold) in enumerate(zip(asked.row, asked.answer, strict=True)):
        others = [
            o for o in range(ENTITIES) if o != gold and o not in set(asked.answer[asked.row == question])
        ]
        assert higher[fact] == sum(dense[question, o] > dense[question, gold] for o in others)
        assert equal[fact] == sum(dense[question, o] == dense[question, gold] for o in others)


def test_every_fact_is_asked_in_both_directions_and_duplicates_count_twice() -> None:
    quads = np.array([[0, 0, 1, 5], [0, 0, 1, 5], [0, 0, 2, 5]])
    asked = queries(quads, 1)
    assert len(asked.row) == 6
    assert list(zip(asked.source, asked.relation, strict=True)) == [(0, 0), (1, 1), (2, 1)]
    figures = measures(asked, np.zeros(6, np.int64), np.zeros(6, np.int64), 1)
    assert figures["mrr"] == figures["mrr_ties_worst"] == 100
    assert day_bootstrap(asked, np.zeros(6, np.int64), np.zeros(6, np.int64)) == (100, 100)


def test_countries_and_roles_come_from_brackets_in_names() -> None:
    g = groups(["Police (Chad)", "Chad", "Police (Mali)", "Someone", "Another"])
    assert g.country[0] == g.country[1] != g.country[2]
    assert g.role[0] == g.role[2] != g.role[1]
    assert g.country[3] != g.country[4]
    assert g.named.tolist() == [True, True, True, False, False]


def test_a_folder_is_read_with_or_without_header_and_compression(tmp_path) -> None:
    (tmp_path / "train.txt").write_text("0 0 1 24\n1 0 0 48\n")
    (tmp_path / "valid.tsv").write_text("source\trelation\ttarget\ttime\n0\t0\t1\t72\n")
    (tmp_path / "test.tsv.gz").write_bytes(gzip.compress(b"0\t0\t1\t120\n"))
    (tmp_path / "entities.tsv").write_text("id\tname\n0\tCitizen_(Mali)\n")
    graph = load(tmp_path)
    assert graph.train[:, 3].tolist() == [1, 2]
    assert (graph.valid[0, 3], graph.test[0, 3]) == (3, 5)
    assert graph.entity_name(0) == "Citizen (Mali)"
    assert graph.entity_name(1) == "entity 1"


def test_splits_that_overlap_in_time_are_refused(tmp_path) -> None:
    for name, line in (("train", "0 0 1 1\n0 0 1 3\n"), ("valid", "0 0 1 2\n"), ("test", "0 0 1 4\n")):
        (tmp_path / f"{name}.txt").write_text(line)
    with pytest.raises(UsageError, match="overlap"):
        load(tmp_path)


@pytest.fixture(scope="module")
def fitted():
    pytest.importorskip("lightgbm", reason="needs the optional LightGBM (pip install dragoman[forecast])")
    from dragoman.forecast.ranker import Settings, fit

    made = Settings(keep=15, train_keep=12, steps=14, rounds=20, min_rows=20, leaves=7)
    return {setting: fit(made_up(), replace(made, setting=setting)) for setting in ("single", "multi")}


@pytest.fixture(scope="module")
def sparse():
    """The same over so many actors that most have nothing to do with each other: a name that is a candidate tells something."""
    pytest.importorskip("lightgbm", reason="needs the optional LightGBM (pip install dragoman[forecast])")
    from dragoman.forecast.ranker import Settings, fit

    made = Settings(keep=300, train_keep=60, steps=14, rounds=20, min_rows=20, leaves=7)
    graph = made_up(entities=40 * ENTITIES)
    return {setting: fit(graph, replace(made, setting=setting)) for setting in ("single", "multi")}


@pytest.fixture
def spaces_made_often(fitted, sparse, monkeypatch) -> None:
    """Spaces and positions are made anew on days 35 and 40, so that what they must not know lies just ahead of them."""
    from dragoman.forecast import engine, latent

    monkeypatch.setattr(engine, "REFRESH", 5)
    monkeypatch.setattr(latent, "REFRESH", 5)


def with_past(ranker, facts: np.ndarray):
    """The fitted ranker over another record of facts (its rules and trees stay as they are)."""
    from dragoman.forecast.engine import Engine
    from dragoman.forecast.past import Past

    graph = ranker.graph
    past = Past(
        with_inverse(facts, graph.n_relations), graph.n_entities, graph.n_relations, groups(graph.entities)
    )
    return replace(ranker, engine=Engine(past, ranker.engine.rules, ranker.engine.keep))


def answers(ranker, facts: np.ndarray, step: int, first: int | None = None) -> dict:
    """Scores, as bytes, of every question of a step."""
    asked = queries(facts[facts[:, 3] == step], RELATIONS)
    given = with_past(ranker, facts).score(asked, first)
    return {
        (int(s), int(r)): (given.index[a:b].tobytes(), given.value[a:b].tobytes())
        for s, r, a, b in zip(asked.source, asked.relation, given.start[:-1], given.start[1:], strict=True)
    }


@pytest.mark.usefixtures("spaces_made_often")
@pytest.mark.parametrize("step", [35, 38, 40])
@pytest.mark.parametrize("graph", ["fitted", "sparse"])
def test_single_step_scores_do_not_change_by_a_byte_with_other_questions_of_the_day_or_later_facts(
    request, graph, step
) -> None:
    ranker = request.getfixturevalue(graph)["single"]
    facts = ranker.graph.facts
    before = answers(ranker, facts, step)
    asked = [(int(s), int(r)) for s, r, _, t in facts.tolist() if t == step][:4]
    for seed, question in enumerate(asked):
        changed = disturbed(facts, step, question, seed)
        after = answers(ranker, changed, step)
        assert after[question] == before[question]
        common = before.keys() & after.keys()
        assert all(after[key] == before[key] for key in common)


def test_single_step_scores_do_change_with_facts_of_the_day_before(fitted) -> None:
    ranker = fitted["single"]
    facts = ranker.graph.facts
    before, after = answers(ranker, facts, 38), answers(ranker, disturbed(facts, 37, None, 1), 38)
    common = before.keys() & after.keys()
    assert any(before[key] != after[key] for key in common)


@pytest.mark.usefixtures("spaces_made_often")
@pytest.mark.parametrize("step", [35, 38, 40])
@pytest.mark.parametrize("graph", ["fitted", "sparse"])
def test_multi_step_scores_do_not_change_by_a_byte_with_any_fact_since_the_split_began(
    request, graph, step
) -> None:
    ranker = request.getfixturevalue(graph)["multi"]
    facts = ranker.graph.facts
    first = int(ranker.graph.test[0, 3])
    before = answers(ranker, facts, step, first)
    asked = [(int(s), int(r)) for s, r, _, t in facts.tolist() if t == step][:3]
    for seed, question in enumerate(asked):
        after = answers(ranker, disturbed(facts, first, question, seed, at=step), step, first)
        assert after[question] == before[question]
        assert all(after[key] == before[key] for key in before.keys() & after.keys())


def test_multi_step_scores_do_change_with_facts_before_the_split(fitted) -> None:
    ranker = fitted["multi"]
    facts = ranker.graph.facts
    first = int(ranker.graph.test[0, 3])
    before = answers(ranker, facts, 38, first)
    after = answers(ranker, disturbed(facts, first - 1, None, 1), 38, first)
    assert any(before[key] != after[key] for key in before.keys() & after.keys())


@pytest.mark.parametrize("setting", ["single", "multi"])
def test_the_test_of_leaks_finds_an_engine_that_looks_a_step_ahead(fitted, monkeypatch, setting) -> None:
    ranker = fitted[setting]
    facts = ranker.graph.facts
    step = 38 if setting == "single" else int(ranker.graph.test[0, 3])
    honest = History.before
    monkeypatch.setattr(History, "before", lambda self, keys, at: honest(self, keys, at + 1))
    before, after = (answers(ranker, f, step, step) for f in (facts, disturbed(facts, step, None, 1)))
    assert any(before[key] != after[key] for key in before.keys() & after.keys())


def test_rows_follow_from_the_size_of_train_unless_they_are_given() -> None:
    pytest.importorskip("lightgbm", reason="needs the optional LightGBM (pip install dragoman[forecast])")
    from dragoman.forecast.ranker import LARGE, LARGE_ROWS, ROWS, Settings, sized

    assert sized(Settings(), LARGE - 1).rows == ROWS
    assert sized(Settings(), LARGE).rows == LARGE_ROWS
    assert sized(Settings(rows=1000), LARGE).rows == 1000


def test_without_lightgbm_the_message_says_what_to_install(monkeypatch) -> None:
    from dragoman.forecast.ranker import fit

    monkeypatch.setitem(sys.modules, "lightgbm", None)
    with pytest.raises(UsageError, match=r"pip install 'dragoman\[forecast\]'"):
        fit(made_up())


def test_fitting_does_not_depend_on_valid_or_test_facts_beyond_the_number_of_trees(fitted) -> None:
    from dragoman.forecast.ranker import fit

    ranker = fitted["single"]
    graph = ranker.graph
    other = graph
    changed = disturbed(graph.facts, int(graph.test[0, 3]), None, 4)
    again = fit(other, ranker.settings, facts=changed)
    assert again.booster.model_to_string() == ranker.booster.model_to_string()
    assert np.array_equal(again.engine.rules.weight, ranker.engine.rules.weight)


def test_two_runs_give_the_same_bytes_and_beat_chance(fitted) -> None:
    from dragoman.forecast.ranker import fit

    ranker = fitted["single"]
    asked = queries(ranker.graph.test, RELATIONS)
    first, second = ranker.score(asked), fit(ranker.graph, ranker.settings).score(asked)
    assert first.value.tobytes() == second.value.tobytes()
    assert measures(asked, *ranks(asked, first, ENTITIES), RELATIONS)["mrr"] > 30


def test_chunks_do_not_change_scores(fitted, monkeypatch) -> None:
    from dragoman.forecast import sample as module

    asked = queries(fitted["single"].graph.test, RELATIONS)
    whole = fitted["single"].score(asked)
    monkeypatch.setattr(module, "CHUNK", 3)
    assert fitted["single"].score(asked).value.tobytes() == whole.value.tobytes()


@pytest.mark.parametrize("setting", ["single", "multi"])
def test_threads_do_not_change_a_byte(fitted, setting) -> None:
    from dragoman.forecast.ranker import fit

    ranker = fitted[setting]
    asked = queries(ranker.graph.test, RELATIONS)
    again = fit(ranker.graph, replace(ranker.settings, threads=3)).score(asked)
    assert again.value.tobytes() == ranker.score(asked).value.tobytes()


def test_seeds_over_the_same_features_are_those_fitted_alone(fitted) -> None:
    from dragoman.forecast.ranker import boost, fit, prepare, score

    ranker = fitted["single"]
    asked = queries(ranker.graph.test, RELATIONS)
    made = prepare(ranker.graph, ranker.settings)
    one, two = score([boost(made), boost(made, seed=2)], asked)
    alone = fit(ranker.graph, replace(ranker.settings, seed=2)).score(asked)
    assert one.value.tobytes() == ranker.score(asked).value.tobytes()
    assert two.value.tobytes() == alone.value.tobytes()
    assert one.value.tobytes() != two.value.tobytes()


def test_only_the_best_by_the_first_trees_pass_all_trees_and_stand_above_the_rest(
    fitted, monkeypatch
) -> None:
    from dragoman.forecast import ranker as module

    ranker = fitted["single"]
    asked = queries(ranker.graph.test, RELATIONS)
    every = ranker.score(asked)
    monkeypatch.setattr(module, "FIRST_TREES", 5)
    monkeypatch.setattr(module, "FINALISTS", 3)
    some = ranker.score(asked)
    assert np.array_equal(some.index, every.index)
    for low, high in zip(every.start[:-1], every.start[1:], strict=True):
        top = np.sort(some.value[low:high])[::-1][:3]
        assert (np.abs(top[:, None] - every.value[low:high]).min(1) < 1e-5).all()
        assert (np.sort(some.value[low:high])[::-1][3:] < top[-1:].min(initial=0)).all()


def test_ages_are_counted_from_the_last_step_known_however_far_ahead_is_asked(fitted) -> None:
    ranker = fitted["multi"]
    asked = np.array([1, 2, 3]), np.array([0, 1, 4])
    near, far = (ranker.engine.table(*asked, 35, now) for now in (35, 40))
    assert near[0].target.tobytes() == far[0].target.tobytes()
    differing = {
        name
        for name, a, b in zip(near[1].names, near[1].columns, far[1].columns, strict=True)
        if not np.array_equal(a, b)
    }
    assert differing == {"question.ahead"}


def test_what_was_true_the_step_before_is_always_a_candidate_however_many_there_are(fitted) -> None:
    """A country has hundreds of citizens, and nearly all of them still are next year."""
    ranker = fitted["single"]
    engine = with_past(ranker, ranker.graph.facts).engine
    engine.keep = 2
    facts = with_inverse(ranker.graph.facts, RELATIONS)
    asked = queries(ranker.graph.facts[ranker.graph.facts[:, 3] == 38], RELATIONS)
    found, _ = engine.table(asked.source, asked.relation, 38, 38)
    given = set(zip(found.q.tolist(), found.target.tolist(), strict=True))
    questions = {pair: q for q, pair in enumerate(zip(asked.source, asked.relation, strict=True))}
    held = {(questions[s, r], o) for s, r, o, t in facts.tolist() if t == 37 and (s, r) in questions}
    assert held
    assert held <= given
    assert max(np.bincount(found.q)) > 2


def test_the_candidates_kept_are_the_best_by_weighted_logarithms_of_what_sources_say(sparse) -> None:
    from dragoman.forecast import candidates as module

    ranker = sparse["single"]
    engine = with_past(ranker, ranker.graph.facts).engine
    asked = queries(ranker.graph.facts[ranker.graph.facts[:, 3] == 38], RELATIONS)
    every, _ = engine.table(asked.source, asked.relation, 38, 38)
    weighted = np.log(np.maximum(every.source_scores, module.FLOOR)) @ np.array(module.SOURCE_WEIGHTS)
    weighted += module.POSITIONS_WEIGHT * np.maximum(every.log_chance, module.POSITIONS_FLOOR)
    assert np.allclose(every.prescore, weighted, atol=1e-4)
    engine.keep = 20
    some, _ = engine.table(asked.source, asked.relation, 38, 38)
    kept = np.isin(every.q * engine.past.n + every.target, some.q * engine.past.n + some.target)
    assert kept.sum() == len(some.q) < len(every.q)
    for q in range(len(asked.source)):
        mine = every.q == q
        assert np.sort(every.prescore[mine & kept])[-20:].min() >= every.prescore[mine & ~kept].max(
            initial=-99
        )


def test_an_explanation_adds_up_to_the_score_and_names_past_facts_only(fitted) -> None:
    from dragoman.forecast.explain import FAMILIES, explain

    reasons = explain(fitted["single"], "1", "meet", 36, top=2)
    assert [r.rank for r in reasons] == [1, 2]
    assert reasons[0].score >= reasons[1].score
    assert reasons[0].facts
    for reason in reasons:
        told = reason.speaks_for + reason.speaks_against
        assert sum(part for _, part in told) == pytest.approx(reason.score - reason.average, abs=1e-6)
        assert {family for family, _ in told} <= set(FAMILIES.values())
        assert all(int(when.removeprefix("step ")) < 36 for when, _ in reason.facts)
        assert all(0 <= rule.hits <= rule.cases for rule in reason.rules)
        assert all(rule.ages[0] <= rule.gap <= (rule.ages[1] or rule.gap) for rule in reason.rules)
        assert reason.question.endswith("at step 36")


@pytest.mark.parametrize(
    ("gap", "ages"), [(1, (1, 1)), (2, (2, 2)), (3, (3, 4)), (28, (15, 28)), (121, (121, None))]
)
def test_a_rule_tells_which_ages_it_lumps_together(gap, ages) -> None:
    from dragoman.forecast import rules

    assert rules.ages(gap) == ages


def test_an_explanation_is_dated_by_day_where_the_first_day_is_given(fitted) -> None:
    from dragoman.forecast.explain import explain

    (reason,) = explain(fitted["single"], "1", "meet", 36, top=1, first_day=date(2014, 1, 1))
    assert reason.question.endswith("on 2014-02-05")
    assert all("2014-01-01" <= when < "2014-02-05" for when, _ in reason.facts)
    assert reason.facts[0][0] in reason.text()


def test_saved_scores_hold_what_was_measured(fitted, tmp_path) -> None:
    from dragoman.forecast.benchmark import save

    asked = queries(fitted["single"].graph.test, RELATIONS)
    given = fitted["single"].score(asked)
    save(tmp_path / "scores.npz", asked, given)
    stored = np.load(tmp_path / "scores.npz")
    assert stored["ptr"][-1] == len(stored["idx"]) == len(stored["val"])
    assert np.array_equal(stored["val"].astype(np.float64), given.value)


@pytest.mark.parametrize("actors", [5, 24, 2000])
def test_the_most_alike_are_found_as_by_sorting_all_of_them(actors) -> None:
    from dragoman.forecast.similar import NEIGHBOURS, _neighbours

    at = np.random.default_rng(actors).integers(0, 3, (actors, 4)).astype(np.float32)
    at[0] = 0
    near, weight = _neighbours(at)
    alike = at @ at.T
    np.fill_diagonal(alike, -1)
    keep = min(NEIGHBOURS, actors - 1)
    for i in np.flatnonzero(at.any(1)):
        expected = np.lexsort((np.arange(actors), -alike[i]))[:keep]
        assert near[i].tolist() == expected.tolist()
        assert np.array_equal(weight[i], np.maximum(alike[i][expected], 0))
    assert not weight[0].any()
