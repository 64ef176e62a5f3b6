"""Places: which place a name means, where an act happens, and what is given no point."""

from __future__ import annotations

import math
import pathlib
from typing import TYPE_CHECKING

import pytest

from dragoman.grounding import gazetteer_cache, places
from dragoman.grounding.gazetteer import gazetteer, kilometres
from dragoman.grounding.gazetteer_build import version
from dragoman.grounding.gazetteer_context import together
from dragoman.grounding.gazetteer_names import division, key, without_article
from dragoman.language.parser import parse
from dragoman.model import Sentence, Span
from dragoman.tables import Row, parse_tsv, read_tsv

if TYPE_CHECKING:
    import sqlite3

    from dragoman.model import Place

DATA = pathlib.Path(__file__).parent / "data"
NAMES = ("name", "countries", "within", "country", "geonames", "resolution")
ACTS = ("text", "trigger", "countries", "words", "country", "resolution")
FEATURES = ("name", "aliases", "kind", "country", "lat", "lon", "resolution", "source", "checked")


def _rows(name: str, columns: tuple[str, ...]) -> list[Row]:
    return list(parse_tsv((DATA / name).read_text("utf-8"), name, columns))


def _place_of(text: str, trigger: str, countries: tuple[str, ...] = ()) -> Place | None:
    parsed = parse([Sentence(0, 0, len(text), text, 0)])[0]
    at = text.index(trigger)
    return places.place_of(parsed, Span(at, at + len(trigger)), countries)


@pytest.mark.parametrize(
    "row", _rows("places.tsv", NAMES), ids=lambda r: f"{r['name']}-{r['countries']}{r['within']}"
)
def test_name_means_this_place_in_its_surroundings(row: Row) -> None:
    found = gazetteer().resolve(row["name"], row.many("countries"), within=row["within"] or None)
    seen = (
        ("", "", "") if found is None else (found.country or "", str(found.geonames or ""), found.resolution)
    )

    assert (row["country"], row["geonames"], row["resolution"]) == seen


@pytest.mark.parametrize(
    "row", _rows("places_of_acts.tsv", ACTS), ids=lambda r: f"{r['trigger']}: {r['text'][:40]}"
)
def test_act_happens_where_its_clause_says(row: Row) -> None:
    found = _place_of(row["text"], row["trigger"], row.many("countries"))
    seen = ("", "", "") if found is None else (found.text or "", found.country or "", found.resolution)

    assert (row["words"], row["country"], row["resolution"]) == seen


@pytest.mark.parametrize("name", ["Syria", "Africa", "Middle East", "Atlantic Ocean", "Sahara"])
def test_country_or_part_of_the_world_has_no_point(name: str) -> None:
    found = gazetteer().resolve(name)

    assert found is not None
    assert found.lat is None and found.lon is None


def test_town_has_its_point_and_its_division() -> None:
    found = gazetteer().resolve("Damascus")

    assert found is not None
    assert found.geonames == 170654
    assert kilometres((found.lat or 0, found.lon or 0), (33.51, 36.29)) < 5
    assert found.admin1 == "Dimashq"


def test_names_of_one_text_decide_for_each_other() -> None:
    chosen = together(gazetteer(), [("Tripoli", None), ("Beirut", None), ("Sidon", None)])

    assert [c.country for c in chosen if c] == ["LBN", "LBN", "LBN"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("DAMASCUS, May 1 (Reuters) - The two ministers met.", "Damascus"),
        ("BEIRUT (AP) \u2014 Rebels left the town.", "Beirut"),
        ("TRIPOLI, Lebanon (AP) \u2014 Fighting broke out.", "Tripoli"),
        ("Tehran (IRNA) - The minister said so.", "Tehran"),
        ("MOSCOW - The talks ended.", "Moscow"),
    ],
)
def test_dateline_is_read_apart(text: str, name: str) -> None:
    found = places.dateline(text)

    assert found is not None and found.name == name


@pytest.mark.parametrize(
    "text",
    ["The two ministers met in Damascus.", "Talks - and more talks.", "", "WAR - what is it good for?"],
)
def test_text_without_dateline_gives_none(text: str) -> None:
    assert places.dateline(text) is None


def test_dateline_is_never_the_place_of_an_act() -> None:
    assert _place_of("BEIRUT (Reuters) - Rebels attacked a convoy on Sunday.", "attacked") is None


def test_place_inside_a_title_is_not_where_the_act_happens() -> None:
    assert _place_of("The governor of Kandahar condemned the army.", "condemned") is None


def test_capital_of_a_country_is_its_seat() -> None:
    found = _place_of("The minister travelled to the Syrian capital in 2010.", "travelled")

    assert found is not None
    assert (found.name, found.text) == ("Damascus", "the Syrian capital")


def test_keys_fold_spelling_and_keep_names_apart() -> None:
    assert key("Sana\u2019a") == key("Sanaa") == "sanaa"
    assert key("Bogot\u00e1") == "bogota"
    assert key("St. Petersburg") == "saint petersburg"
    assert key("the Strait of Hormuz") == "strait of hormuz"
    assert key("\u0414\u0430\u043c\u0430\u0441\u043a") == ""
    assert without_article("al hasakah") == "hasakah"
    assert division("idlib governorate") == ("idlib", "governorate")
    assert division("damascus") is None


def test_features_are_on_the_globe_and_named_once() -> None:
    rows = read_tsv("dragoman.grounding", "data/features.tsv", FEATURES)
    names = [key(n) for r in rows for n in (r["name"], *r.many("aliases"))]

    assert len(rows) >= 300
    assert all(abs(float(r["lat"])) <= 90 and abs(float(r["lon"])) <= 180 for r in rows)
    assert all(len(r["country"]) in (0, 3) for r in rows)
    assert sorted({n for n in names if names.count(n) > 2}) == []


def test_distance_of_antipodes_is_half_the_circumference() -> None:
    assert kilometres((0, 0), (0, 180)) == pytest.approx(math.pi * 6371)


def _small(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE place (id INTEGER)")
    connection.commit()


def test_index_is_written_once_and_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(gazetteer_cache, "build", _small)

    gazetteer_cache.connect().close()

    assert [p.name for p in (tmp_path / "cache").iterdir()] == [f"gazetteer-{version()}.sqlite"]


def test_broken_build_leaves_no_file_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        raise KeyError("a column is gone")

    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path))
    monkeypatch.setattr(gazetteer_cache, "build", broken)

    with pytest.raises(KeyError):
        gazetteer_cache.connect()
    assert list(tmp_path.iterdir()) == []


def test_without_a_writable_cache_the_index_lives_in_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("DRAGOMAN_CACHE", str(blocked))
    monkeypatch.setattr(gazetteer_cache, "build", _small)

    connection = gazetteer_cache.connect()

    assert connection.execute("SELECT COUNT(*) FROM place").fetchone() == (0,)
    connection.close()


def test_broken_index_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path))
    monkeypatch.setattr(gazetteer_cache, "build", _small)
    gazetteer_cache.path().write_bytes(b"no database at all, only some bytes that look like nothing")

    connection = gazetteer_cache.connect()

    assert connection.execute("SELECT COUNT(*) FROM place").fetchone() == (0,)
    connection.close()


def test_cache_folder_follows_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    monkeypatch.delenv("DRAGOMAN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert gazetteer_cache.folder() == tmp_path / "dragoman"
