"""Options that several commands share, and how their words become values."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.relations.record import RelationsDatabase
    from dragoman.store import Database

Store = Annotated[
    Path, typer.Option("--store", "-s", envvar="DRAGOMAN_STORE", help="The store: one DuckDB file.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line instead of tables.")]
Workers = Annotated[
    int,
    typer.Option("--workers", "-w", min=1, help="Processes to code with; the result does not depend on it."),
]
Published = Annotated[
    str | None, typer.Option("--published", help="Day of publication (ISO) where the input gives none.")
]
OutletName = Annotated[str | None, typer.Option("--outlet", help="The outlet where the input names none.")]
Since = Annotated[str | None, typer.Option("--since", help="First day (ISO).")]
Until = Annotated[str | None, typer.Option("--until", help="Last day (ISO).")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, help="At most so many.")]
Dataset = Annotated[
    list[str] | None,
    typer.Option(
        "--dataset", help="An imported data set instead of our own events (dragoman); may be repeated."
    ),
]

DEFAULT_STORE = Path("dragoman.duckdb")


def day(value: str | None, option: str, *, last: bool = False) -> date | None:
    """An ISO day, month or year as a day. Raises UsageError."""
    from dragoman.tables import first_or_last_day

    if value is None:
        return None
    try:
        return first_or_last_day(value, last=last)
    except ValueError:
        raise UsageError(f"{option} is {value!r}; expected YYYY, YYYY-MM or YYYY-MM-DD") from None


def country(value: str | None) -> str | None:
    """The country code of a code or name ("IRN", "Iran"). Raises UsageError for what is neither."""
    from dragoman.registry import registry

    if value is None:
        return None
    known = registry().country_named(value)
    if known is not None:
        return known.code
    raise UsageError(
        f"{value!r} is no country that the registry knows; give a name (Iran) or an ISO 3166 alpha-3 code (IRN)"
    )


def existing(store: Path) -> Path:
    """The store's path, which must exist. Raises UsageError."""
    if not store.exists():
        raise UsageError(f"there is no store at {store}; make one with: dragoman add FILES --store {store}")
    return store


def opened(store: Path) -> RelationsDatabase:
    """The store, which must exist, open for questions: any number of commands may ask at once, while nobody writes.

    One of an earlier release is opened for writing and brought up to date. Raises UsageError and StoreError.
    """
    from dragoman.errors import OldStoreError
    from dragoman.relations.record import open as open_store

    path = existing(store)
    try:
        return open_store(path, read_only=True)
    except OldStoreError:
        return open_store(path)


def datasets(given: list[str] | None) -> tuple[str, ...]:
    """The data sets that are asked for; our own events when none is named."""
    return tuple(dict.fromkeys(given)) if given else ("dragoman",)


def imported(database: Database, wanted: tuple[str, ...]) -> list[str]:
    """The imported data sets among `wanted`. Raises UsageError for one that the store has not."""
    known = database.datasets()
    for name in wanted:
        if name != "dragoman" and name not in known:
            raise UsageError(
                f"no data set {name!r} in this store; it has {', '.join(['dragoman', *known])}. Bring one in with: dragoman import"
            )
    return [name for name in wanted if name != "dragoman"]
