"""Blocs: who stands with whom. Hand-made graphs with known answers, laws, and the bundled sample."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.errors import TableError, UsageError
from dragoman.exchange import blocs_out
from dragoman.relations.blocs.acts import Act, acts, kind_of
from dragoman.relations.blocs.balance import balance
from dragoman.relations.blocs.labels import blocs
from dragoman.relations.blocs.moves import moves, pair_moves
from dragoman.relations.blocs.named import heard, named
from dragoman.relations.blocs.network import DOUBT, network, tie_points
from dragoman.relations.blocs.partition import communities
from dragoman.relations.tie_rules import DIRECTED

DAY = date(2020, 1, 1)
TWO_CAMPS = {
    ("A", "B"): 0.8, ("A", "C"): 0.7, ("B", "C"): 0.6,
    ("X", "Y"): 0.8, ("X", "Z"): 0.5, ("Y", "Z"): 0.6,
    ("A", "X"): -0.9, ("B", "Y"): -0.5, ("C", "Z"): -0.4,
}  # fmt: skip
NODES = "ABCDEFG"
weights_of = st.dictionaries(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] < p[1]),
    st.sampled_from([-0.9, -0.5, -0.2, 0.2, 0.5, 0.9]),
    max_size=21,
)


def act(a, b, score, days_ago=0, share=1.0):
    return Act(DAY - timedelta(days_ago), a, b, "CONSULT", score, share)


def test_two_camps_are_two_blocs():
    groups, height = communities(TWO_CAMPS)
    assert groups == [frozenset("ABC"), frozenset("XYZ")]
    assert height > 0.4


def test_a_hub_that_deals_with_everybody_stands_with_its_closest():
    hub = TWO_CAMPS | {("A", "H"): 0.3, ("B", "H"): 0.3, ("C", "H"): 0.3, ("H", "X"): 0.25}
    assert communities(hub)[0][0] == frozenset("ABCH")


def test_a_common_foe_alone_makes_no_bloc():
    """X and Y fight A and never dealt with each other."""
    assert communities({("A", "X"): -0.9, ("A", "Y"): -0.9, ("A", "B"): 0.5})[0][0] == frozenset("AB")


@settings(max_examples=60, deadline=None)
@given(weights_of, st.randoms())
def test_communities_do_not_depend_on_the_order_of_the_input(weights, dice):
    items = list(weights.items())
    dice.shuffle(items)
    assert communities(dict(items)) == communities(weights)


@settings(max_examples=60, deadline=None)
@given(weights_of)
def test_communities_part_the_nodes_and_hang_together_by_friends(weights):
    groups, _ = communities(weights)
    nodes = {n for pair in weights for n in pair}
    assert sorted(n for g in groups for n in g) == sorted(nodes)
    graph = nx.Graph([pair for pair, w in weights.items() if w > 0])
    for group in groups:
        assert len(group) == 1 or nx.is_connected(graph.subgraph(group))


@settings(max_examples=60, deadline=None)
@given(weights_of)
def test_modularity_is_never_below_that_of_standing_alone_and_a_start_never_lowers_it(weights):
    groups, height = communities(weights)
    again, same = communities(weights, groups)
    assert same >= height - 1e-9
    assert communities(weights, again) == (again, same)


def test_a_label_lasts_while_the_bloc_does():
    first = blocs(communities(TWO_CAMPS)[0], TWO_CAMPS)
    changed = {p: w for p, w in TWO_CAMPS.items() if "C" not in p} | {("B", "D"): 0.4}
    second = blocs(communities(changed, [b.codes for b in first])[0], changed, first)
    assert [b.label for b in first] == ["A+B+C", "Y+X+Z"]
    assert {b.label: b.codes for b in second} == {"A+B+C": frozenset("ABD"), "Y+X+Z": frozenset("XYZ")}


def test_a_bloc_of_other_powers_gets_another_label():
    first = blocs([frozenset("ABC")], TWO_CAMPS)
    assert blocs([frozenset("XYZ")], TWO_CAMPS, first)[0].label == "Y+X+Z"


@settings(max_examples=60, deadline=None)
@given(weights_of)
def test_labels_of_an_unchanged_network_do_not_change(weights):
    groups, _ = communities(weights)
    first = blocs(groups, weights)
    again = blocs(communities(weights, [b.codes for b in first])[0], weights, first)
    assert len({b.label for b in first}) == len(first)
    assert {b.codes: b.label for b in first if b.members[0][1]} == {
        b.codes: b.label for b in again if b.members[0][1]
    }


@pytest.mark.parametrize(
    ("signs", "balanced"),
    [((1, 1, 1), True), ((1, -1, -1), True), ((1, 1, -1), False), ((-1, -1, -1), False)],
)
def test_a_triangle_is_balanced_when_its_signs_multiply_to_plus(signs, balanced):
    found = balance({("A", "B"): 0.5 * signs[0], ("A", "C"): 0.4 * signs[1], ("B", "C"): 0.3 * signs[2]})
    assert (found.triangles, found.balanced) == (1, int(balanced))
    assert [t.strength for t in found.unbalanced] == ([] if balanced else [0.3])


def test_balance_of_two_camps_is_whole_and_more_than_chance():
    everybody = {
        (a, b): 0.5 if (a in "ABC") == (b in "ABC") else -0.5 for a in "ABCXYZ" for b in "ABCXYZ" if a < b
    }
    found = balance(everybody)
    assert (found.triangles, found.share) == (20, 1.0)
    assert found.by_chance is not None and found.by_chance < 0.6


def test_no_triangle_has_no_balance():
    assert (balance({("A", "B"): 0.5}).share, balance({}).by_chance) == (None, None)


def test_weight_grows_with_evidence_and_fades_with_time():
    once = network(DAY, 100, [act("A", "B", 10.0)], [], {}).edges["A", "B"].weight
    twice = network(DAY, 100, [act("A", "B", 10.0), act("A", "B", 10.0)], [], {}).edges["A", "B"].weight
    old = network(DAY, 100, [act("A", "B", 10.0, days_ago=50)], [], {}).edges["A", "B"]
    assert once == round(10 / (10 + DOUBT), 4) < twice == 0.5
    assert old.plus == pytest.approx(5.0)
    assert (
        network(DAY, 100, [act("A", "B", 10.0, days_ago=100), act("A", "B", 1.0, days_ago=-1)], [], {}).edges
        == {}
    )


def test_a_month_of_which_more_was_watched_counts_less():
    months = {date(2019, 12, 1): 100, date(2020, 1, 1): 300}
    edges = network(DAY, 60, [act("A", "B", 5.0), act("C", "D", 5.0, days_ago=1)], [], months).edges
    assert edges["C", "D"].plus > 2.9 * edges["A", "B"].plus
    one = network(DAY, 60, [act("A", "B", 5.0)], [], {DAY: 7}).edges["A", "B"]
    assert one == network(DAY, 60, [act("A", "B", 5.0)], [], {DAY: 700}).edges["A", "B"]


def test_a_treaty_leans_a_pair_of_which_acts_tell_and_makes_none():
    net = network(DAY, 100, [act("DEU", "FRA", 2.0)], [], {})
    assert net.edges["DEU", "FRA"].ties == ("treaty of NATO allies",)
    assert ("DEU", "USA") not in net.edges
    assert network(DAY, 100, [act("DEU", "FRA", 2.0)], [], {}, treaties=False).edges["DEU", "FRA"].ties == ()


def test_points_of_ties_are_read_with_their_kinds():
    assert (
        tie_points()["war", "in force"]
        < tie_points()["sanctions", "in force"]
        < 0
        < tie_points()["alliance", "in force"]
    )
    assert {kind for kind, _ in tie_points()} <= {*DIRECTED, "treaty"}


def test_a_wrong_line_of_points_is_refused_with_its_place(monkeypatch):
    from dragoman.tables import Row

    rows = [Row("data/bloc_ties.tsv", 3, {"kind": "war", "state": "in force", "points": "many"})]
    monkeypatch.setattr("dragoman.relations.blocs.network.read_tsv", lambda *_: rows)
    tie_points.cache_clear()
    with pytest.raises(TableError, match=r"bloc_ties.tsv:3: points are 'many'; expected a number"):
        tie_points()
    monkeypatch.undo()
    tie_points.cache_clear()


def test_who_turned_moved_most():
    after = TWO_CAMPS | {("A", "B"): -0.8, ("A", "C"): -0.7, ("A", "X"): 0.9}
    before_blocs, after_blocs = (blocs(communities(w)[0], w) for w in (TWO_CAMPS, after))
    found = moves(TWO_CAMPS, after, before_blocs, after_blocs)
    assert (found[0].node, found[0].turn, found[0].towards, found[0].before) == (
        "A",
        1.0,
        ("X", 1.8),
        "A+B+C",
    )
    assert (pair_moves(TWO_CAMPS, after)[0].a, pair_moves(TWO_CAMPS, after)[0].b) == ("A", "X")


def test_a_pair_that_was_not_on_record_has_no_weight_before():
    assert [m.before for m in pair_moves({}, {("A", "B"): 0.5})] == [None]


def test_a_named_bloc_is_held_against_the_found_ones():
    weights = {("EST", "LTU"): 0.5, ("EST", "LVA"): 0.5, ("LTU", "LVA"): 0.5, ("EST", "RUS"): -0.5}
    said = heard(
        [
            ("RUS", "The Baltic states obey the West."),
            ("RUS", "Poland and the West arm Ukraine."),
            ("POL", "The West helps Ukraine."),
        ]
    )
    found = {b.id: b for b in named(DAY, weights, blocs(communities(weights)[0], weights), said)}
    assert (found["baltic_states"].inside, found["baltic_states"].outside, found["baltic_states"].share) == (
        0.5,
        -0.5,
        1.0,
    )
    assert (found["west"].members, found["west"].spoken.claims, found["west"].spoken.beside) == (
        (),
        3,
        (("UKR", 2),),
    )


@pytest.mark.parametrize(
    ("node", "kind"),
    [("IRN", "state"), ("Hezbollah", "group"), ("NATO", "organisation"), ("EUR", "organisation")],
)
def test_nodes_are_states_groups_and_organisations(node, kind):
    assert kind_of(node) == kind


REPORTS = [
    (
        "Iran's army attacked Saudi Arabia on Monday. Russia and Iran signed a defence agreement.",
        "2020-03-03",
    ),
    ("Saudi Arabia's foreign minister met the president of Egypt in Cairo.", "2020-03-04"),
    ("The United Nations sent aid to Syria. Gunmen killed three civilians in Iraq.", "2020-03-05"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    from dragoman.model import Report

    path = tmp_path_factory.mktemp("blocs") / "a.duckdb"
    with dragoman.open(path) as db:
        db.add(
            Report(id=str(n), text=text, published=date.fromisoformat(day))
            for n, (text, day) in enumerate(REPORTS)
        )
    return path


def test_civilians_and_the_united_nations_take_no_side(store):
    with dragoman.open(store) as db:
        nodes = {n for a in acts(db, "dragoman", date(2020, 1, 1), date(2020, 12, 31)) for n in (a.a, a.b)}
    assert "UNO" not in nodes
    assert "IRQ" not in nodes
    assert {"IRN", "SAU"} <= nodes


def test_networks_open_in_networkx_with_their_days(store, tmp_path):
    with dragoman.open(store) as db:
        view = db.blocs(date(2020, 6, 1), compare=date(2020, 3, 10), min_weight=0.01)
        blocs_out.gexf(view, tmp_path / "a.gexf")
        blocs_out.graphml(view, tmp_path / "a.graphml")
    pairs = {pair for shot in view.snapshots for pair in shot.weights}
    dynamic = nx.read_gexf(tmp_path / "a.gexf")
    assert {tuple(sorted(e)) for e in dynamic.edges} == pairs
    assert [end for *_, end in dynamic.edges["IRN", "SAU"]["strength"]] == ["2020-03-10", "2020-06-01"]
    assert dynamic.edges["IRN", "SAU"]["sign"][0][0] == -1
    dated = nx.read_graphml(tmp_path / "a.graphml")
    assert {d["on"] for d in dated["IRN"]["SAU"].values()} == {"2020-03-10", "2020-06-01"}
    assert dated.nodes["IRN"]["name"] == "Iran"


def test_the_same_store_gives_the_same_records_whatever_the_order_of_adding(store, tmp_path):
    from dragoman.model import Report

    reports = [
        Report(id=str(n), text=text, published=date.fromisoformat(day))
        for n, (text, day) in enumerate(REPORTS)
    ]
    random.Random(7).shuffle(reports)
    with dragoman.open(tmp_path / "b.duckdb") as other, dragoman.open(store) as db:
        other.add(reports)
        one, two = (list(x.blocs(min_weight=0.05).to_dicts()) for x in (db, other))
    assert json.dumps(one) == json.dumps(two)
    assert {r["record"] for r in one} >= {"blocs", "bloc edge", "balance"}


@pytest.mark.parametrize(
    ("asked", "words"), [({"window": 0}, "at least one day"), ({"min_weight": 2.0}, "between 0 and 1")]
)
def test_what_cannot_be_asked_is_refused(store, asked, words):
    with dragoman.open(store) as db, pytest.raises(UsageError, match=words):
        db.blocs(date(2020, 6, 1), **asked)


def test_an_empty_store_says_so():
    with dragoman.open() as db, pytest.raises(UsageError, match="no dated report"):
        db.blocs()
