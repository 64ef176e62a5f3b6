"""A damaged line costs itself alone, whatever the format: told with its number and its reason, and the others come in."""

from __future__ import annotations

import csv
import io

import pytest

from dragoman.exchange.formats import formats
from dragoman.exchange.importing import import_files
from dragoman.relations.record import open as open_store
from test_exchange_round_trip import USUAL

USUAL = USUAL | {"gdelt1": USUAL["gdelt2"]}


def named(name, derived):
    """The place of the column that gives a field."""
    for n, c in enumerate(columns(name)):
        if c.needed and c.derive and derived in c.derive:
            return n
    raise AssertionError(f"{name} has no {derived}")


def columns(name):
    return [c for c in formats()[name].columns if not c.rare]


def row(name, number, **changed):
    """A sound row with the id `number`; `day` and `key` replace its day and its id."""
    cells = [USUAL[name].get(c.name, [""])[0].replace("\n", " ") for c in columns(name)]
    cells[named(name, "native_id")] = changed.get("key", f"{7000 + number}")
    cells[named(name, "date_start")] = changed.get("day", cells[named(name, "date_start")])
    return cells


def text(name, rows):
    fmt = formats()[name]
    lines = [[c.name for c in columns(name)], *rows] if fmt.header else rows
    if not fmt.quoted:
        return "".join("\t".join(line) + "\n" for line in lines)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(formats()))
def test_damaged_lines_are_set_aside_each_with_its_reason_and_no_other(name, tmp_path):
    path = tmp_path / "damaged"
    sound = row(name, 1)
    bad = [
        (sound[:3], "wrong_columns"),
        ([*row(name, 2), "one", "two"], "wrong_columns"),
        (row(name, 3, day="2019-13-99"), "bad_date"),
        (row(name, 4, key=""), "no_id"),
    ]
    rows = [sound, *(cells for cells, _ in bad), row(name, 5), row(name, 6)]
    path.write_bytes(text(name, rows).encode())
    with open_store() as db:
        done = import_files(db, name, [path])
        aside = db.connection.execute("SELECT origin, code FROM rejected ORDER BY origin").fetchall()
        kept = [e["native_id"] for e in db.imported([name])]

    first = 2 if formats()[name].header else 1
    assert kept == ["7001", "7005", "7006"]
    assert aside == [(f"{path}:{first + n}", code) for n, (_, code) in enumerate(bad, 1)]
    assert sum(done.set_aside.values()) == len(bad)


@pytest.mark.parametrize("name", sorted(formats()))
def test_file_that_breaks_off_keeps_its_whole_lines(name, tmp_path):
    whole = text(name, [row(name, 1), row(name, 2)]).encode()
    cut = text(name, [row(name, 3)]).encode().rstrip(b"\n").rpartition(b"\n")[2]
    path = tmp_path / "cut"
    path.write_bytes(whole + cut[: len(cut) // 2])
    with open_store() as db:
        done = import_files(db, name, [path])

    assert (done.added, sum(done.set_aside.values())) == (2, 1)
    assert done.first_aside[0].startswith(f"{path}:{4 if formats()[name].header else 3}: ")


@pytest.mark.parametrize("name", sorted(formats()))
def test_bytes_that_are_no_text_of_the_format_are_set_aside_whole(name, tmp_path):
    path = tmp_path / "noise"
    path.write_bytes(bytes(range(256)) * 40)
    with open_store() as db:
        done = import_files(db, name, [path])

    assert done.added == 0
    assert sum(done.set_aside.values()) >= 1
