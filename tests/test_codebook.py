"""The codebook: its size, its decisions, its bridge to CAMEO, and what its loader refuses."""

from __future__ import annotations

import csv
import pathlib
import re

import pytest

from dragoman.codebook import codebook, load
from dragoman.codebook.describe import describe
from dragoman.errors import TableError, UsageError
from dragoman.model import STATUSES, Content
from dragoman.tables import parse_tsv

SHARED = pathlib.Path(__file__).parents[1].parent / "shared" / "data" / "codebook"
BOOK = codebook()


def test_codebook_has_16_types_67_modes_37_contexts_25_sectors():
    assert len(BOOK.types) == 16
    assert sum(len(t.modes) for t in BOOK.types.values()) == 67
    assert len(BOOK.contexts) == 37
    assert len(BOOK.sectors) == 25


@pytest.mark.parametrize("name", sorted(BOOK.types))
def test_every_type_has_a_definition_and_two_examples(name):
    entry = BOOK.types[name]

    assert len(entry.definition.split()) >= 8
    assert len(entry.examples) >= 2
    assert (entry.score > 0) == (entry.quad <= 2) or name == "REQUEST"


def test_scores_of_modes_have_the_sign_of_their_type():
    for entry in BOOK.types.values():
        for mode in entry.modes.values():
            assert mode.score * entry.score >= 0, f"{entry.name}/{mode.name}"


# --- decisions ------------------------------------------------------------------------------------


def test_every_decision_names_a_test_of_this_file():
    here = pathlib.Path(__file__).read_text("utf-8")

    for decision in BOOK.decisions:
        assert f"def {decision.test}(" in here, decision.id


def test_accuse_scores_minus_three():
    assert BOOK.types["ACCUSE"].score == -3


def test_sanction_is_material_conflict():
    assert BOOK.types["SANCTION"].quad == 4


def test_protest_needs_no_recipient():
    assert not BOOK.types["PROTEST"].recipient_required
    required = {name for name, entry in BOOK.types.items() if entry.recipient_required}
    assert required == {"COOPERATE", "AID", "SANCTION"}


def test_vandalize_lies_between_obstruct_and_riot():
    score = {m.name: m.score for m in BOOK.types["PROTEST"].modes.values()}

    assert score["vandalize"] == -6
    assert score["riot"] < score["vandalize"] < score["obstruct"]


def test_concede_is_verbal_and_retreat_material():
    assert (BOOK.types["CONCEDE"].quad, BOOK.types["RETREAT"].quad) == (1, 2)
    assert "YIELD" not in BOOK.types


def test_conviction_is_a_sanction():
    assert BOOK.from_cameo("116") == ("SANCTION", "convict", ("legal",))
    assert BOOK.cameo("SANCTION", ("convict",)) == "116"


def test_apology_is_a_concession():
    assert BOOK.from_cameo("055") == ("CONCEDE", None, ("diplomatic",))


@pytest.mark.parametrize("code", ["0813", "0814"])
def test_lifted_curfew_is_a_concession(code):
    kind, mode, _ = BOOK.from_cameo(code)

    assert (kind, mode) == ("CONCEDE", None)


def test_crosswalk_uses_only_modes_and_contexts_of_the_manual():
    for code in BOOK.cameo_codes.values():
        if code.type is not None:
            assert code.mode is None or code.mode in BOOK.types[code.type].modes
            assert set(code.contexts) <= set(BOOK.contexts)
            assert list(code.contexts) == sorted(code.contexts)


def test_older_type_names_are_not_types():
    for name in ("DEMAND", "DISAPPROVE", "INVESTIGATE", "CRIME", "RESTRICT", "THREAT", "FIGHT", "YIELD"):
        assert name not in BOOK.types


def test_there_is_no_side_mode():
    assert not any("side" in mode.lower() for mode in BOOK.types["ASSAULT"].modes)


def test_auxiliary_modes_are_not_modes():
    modes = {mode for entry in BOOK.types.values() for mode in entry.modes}

    assert not modes & {"historical", "future", "hypothetical", "negation"}


@pytest.mark.parametrize(
    ("kind", "status", "expected"),
    [
        ("CONSULT", "planned", "AGREE"),
        ("SUPPORT", "planned", "AGREE"),
        ("COOPERATE", "planned", "AGREE"),
        ("AID", "planned", "AGREE"),
        ("RETREAT", "planned", "CONCEDE"),
        ("CONCEDE", "planned", "CONCEDE"),
        ("ASSAULT", "planned", "THREATEN"),
        ("COERCE", "planned", "THREATEN"),
        ("SANCTION", "planned", "THREATEN"),
        ("MOBILIZE", "planned", "THREATEN"),
        ("PROTEST", "planned", "THREATEN"),
        ("REQUEST", "planned", "REQUEST"),
        ("ACCUSE", "planned", "ACCUSE"),
        ("RETREAT", "demanded", "REQUEST"),
        ("AID", "demanded", "REQUEST"),
        ("CONSULT", "occurred", "CONSULT"),
        ("ASSAULT", "ongoing", "ASSAULT"),
        ("ASSAULT", "denied", "ASSAULT"),
        ("AID", "failed", "AID"),
        ("ASSAULT", "hypothetical", "ASSAULT"),
        ("CONSULT", None, "CONSULT"),
    ],
)
def test_plover_type_follows_the_status(kind, status, expected):
    assert BOOK.plover(kind, status, ()) == expected


def test_imposed_sanctions_are_a_restriction():
    assert BOOK.from_cameo("163")[:2] == ("COERCE", "restrict")
    assert BOOK.cameo("COERCE", ("restrict",), ("economic",)) == "163"
    assert BOOK.cameo("SANCTION", ("discontinue",), ("economic",)) == "1621"


def test_every_type_has_a_cameo_code():
    for name, entry in BOOK.types.items():
        for modes in [(), *((mode,) for mode in entry.modes)]:
            for status in (None, *STATUSES):
                code = BOOK.cameo(name, modes, status=status)
                assert code in BOOK.cameo_codes, (name, modes, status)
                assert BOOK.goldstein(code) is not None


def test_statement_and_appeal_codes_are_dropped_with_a_reason():
    dropped = {code for code, entry in BOOK.cameo_codes.items() if entry.type is None}

    assert dropped == {code for code in BOOK.cameo_codes if code[:2] in ("01", "02")}
    assert all(BOOK.cameo_codes[code].note for code in dropped)
    assert all(BOOK.from_cameo(code) is None for code in dropped)


# --- scores and CAMEO -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "modes", "expected"),
    [
        ("CONSULT", ("visit",), 4.0),
        ("CONSULT", (), 2.5),
        ("ASSAULT", ("beat", "primitive"), -8.0),
        ("CONSULT", ("phone", "third-party"), 1.5),
        ("REQUEST", ("assist", "change"), -1.0),
        ("ACCUSE", (), -3.0),
    ],
)
def test_intensity_is_the_strongest_mode_or_the_type(kind, modes, expected):
    assert BOOK.intensity(kind, modes) == expected


def test_intensity_refuses_a_mode_the_type_does_not_have():
    with pytest.raises(UsageError, match="not a mode of CONSULT"):
        BOOK.intensity("CONSULT", ("aerial",))


@pytest.mark.parametrize(
    ("kind", "modes", "contexts", "status", "content", "expected"),
    [
        ("CONSULT", ("visit",), (), "occurred", None, "042"),
        ("CONSULT", ("visit",), ("diplomatic",), "planned", None, "036"),
        ("AID", (), ("economic",), "planned", None, "0331"),
        ("AID", (), ("military",), "occurred", None, "072"),
        ("ASSAULT", ("aerial",), (), "planned", None, "138"),
        ("ASSAULT", ("unconventional",), (), "planned", None, "1385"),
        ("RETREAT", ("withdraw",), ("military",), "planned", None, "0356"),
        ("RETREAT", ("release",), (), "demanded", None, "1053"),
        ("AGREE", (), (), "occurred", Content("CONSULT", ("visit",)), "036"),
        ("THREATEN", ("relations",), (), "occurred", Content("SANCTION"), "1313"),
        ("REJECT", ("meet",), (), "occurred", None, "125"),
        ("SANCTION", ("withdraw",), (), "occurred", None, "161"),
        ("ASSAULT", (), (), "denied", None, "180"),
    ],
)
def test_cameo_code_follows_type_mode_context_status_and_content(
    kind, modes, contexts, status, content, expected
):
    assert BOOK.cameo(kind, modes, contexts, status=status, content=content) == expected


def test_codes_of_the_way_back_have_the_type_they_came_from():
    """Going to CAMEO and back keeps the type; intent codes stand for agreement whatever is agreed to."""
    kept = {("CONCEDE", "AGREE"), ("RETREAT", "CONCEDE"), ("ASSAULT", "COERCE")}
    for rows in BOOK.reverse.values():
        for row in rows:
            back = BOOK.from_cameo(row.cameo)
            assert back is not None
            assert back[0] == row.type or (row.type, back[0]) in kept, row


def test_cameo_codes_begin_with_their_parent():
    for code in BOOK.cameo_codes:
        assert re.fullmatch(r"\d{2,4}", code)
        assert len(code) == 2 or code[:-1] in BOOK.cameo_codes


def test_unknown_cameo_code_has_no_reading_and_no_score():
    assert BOOK.from_cameo("999") is None
    assert BOOK.goldstein("999") is None
    assert BOOK.goldstein(None) is None


@pytest.mark.skipif(not SHARED.exists(), reason="the reference tables are not beside this checkout")
def test_goldstein_scores_agree_with_the_published_ones():
    with (SHARED / "cameo_goldstein.tsv").open(encoding="utf-8") as file:
        published = {
            r["cameo_code"]: float(r["goldstein_icews"]) for r in csv.DictReader(file, delimiter="\t")
        }

    assert {code: BOOK.goldstein(code) for code in published} == published


@pytest.mark.skipif(not SHARED.exists(), reason="the reference tables are not beside this checkout")
def test_every_difference_from_the_2021_crosswalk_is_noted():
    with (SHARED / "cameo_to_plover.tsv").open(encoding="utf-8") as file:
        drafts = {r["cameo_code"]: r for r in csv.DictReader(file, delimiter="\t")}
    for code, draft in drafts.items():
        entry = BOOK.cameo_codes[code]
        theirs = re.split(r"[;| ]+", draft["plover_context"]) if draft["plover_context"] else []
        reading = (draft["plover_type"], draft["plover_mode"] or None, tuple(sorted(theirs)))
        assert entry.note or (entry.type, entry.mode, entry.contexts) == reading, code


# --- pages and errors -----------------------------------------------------------------------------


def test_page_of_a_type_holds_modes_boundaries_decisions_and_cameo_codes():
    page = describe("retreat")

    assert (page.name, page.quad_name, page.score) == ("RETREAT", "material cooperation", 6.5)
    assert [m.name for m in page.modes] == ["withdraw", "release", "disarm", "ceasefire", "access", "resign"]
    assert any("prisoners" in rule.situation for rule in page.boundaries)
    assert any(d.id == "concede-retreat-quads" for d in page.decisions)
    assert "0871" in {c.code for c in page.cameo}


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("SUPORT", "did you mean SUPPORT"),
        ("demand", "older codebooks call REQUEST so"),
        ("yield", "older codebooks call CONCEDE or RETREAT so"),
        ("visit", "it is a mode of CONSULT"),
        ("xyz", "expected one of AGREE"),
    ],
)
def test_unknown_type_is_refused_with_the_nearest_name(asked, hint):
    with pytest.raises(UsageError, match=hint):
        describe(asked)


@pytest.mark.parametrize(
    ("table", "lines", "problem"),
    [
        (
            "modes",
            "CONSULT\tvisit\t4\ta\nCONSULT\tvisit\t4\tb",
            r"broken.tsv:3: CONSULT/visit stands .* twice",
        ),
        ("modes", "CONSULT\tvisit\tfour\ta", r"broken.tsv:2: column score is 'four'; expected a number"),
        ("modes", "CONSULT\tvisit\t40\ta", r"broken.tsv:2: column score is 40.0; expected -10 to 10"),
        ("modes", "CONFER\tvisit\t4\ta", r"broken.tsv:2: column type is 'CONFER'"),
        ("cameo", "990\tx\t1\tCONSULT\taerial\t\t", r"broken.tsv:2: 'aerial' is not a mode of CONSULT"),
        ("cameo", "990\tx\t1\t\t\t\t", r"broken.tsv:2: a code without a type needs a note"),
        ("cameo", "990\tx\t1\tCONSULT\t\tweather\t", r"broken.tsv:2: 'weather' is not a context"),
    ],
)
def test_broken_table_is_refused_with_file_and_line(monkeypatch, table, lines, problem):
    def broken(package, name, columns):
        return list(parse_tsv("\t".join(columns) + "\n" + lines, "broken.tsv", columns))

    monkeypatch.setattr(load, "read_tsv", broken)
    with pytest.raises(TableError, match=problem):
        if table == "modes":
            load._modes()
        else:
            load._cameo(dict(BOOK.types), dict(BOOK.contexts))
