"""`dragoman blocs`: who stands with whom, what does not fit, and who moved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from dragoman.relations.blocs.labels import Bloc
    from dragoman.relations.blocs.named import NamedBloc
    from dragoman.relations.blocs.view import BlocsView, Snapshot

# Members shown of a bloc, and lines of the other tables; --json gives more.
_MEMBERS, _LINES = 16, 8
_TRIANGLES = 3


def blocs(
    store: options.Store = options.DEFAULT_STORE,
    as_of: Annotated[str | None, typer.Option(help="The day (ISO); else the last day on record.")] = None,
    window: Annotated[
        int, typer.Option(min=1, help="Days of acts that count; an act halves in half of them.")
    ] = 730,
    min_weight: Annotated[
        float, typer.Option(help="Leave out pairs that are closer to nothing than this (0 to 1).")
    ] = 0.15,
    compare: Annotated[str | None, typer.Option(help="Another day (ISO): who moved between the two.")] = None,
    since: Annotated[str | None, typer.Option(help="Each first of January from this day on as well.")] = None,
    dataset: Annotated[
        str, typer.Option(help="An imported data set instead of our own events.")
    ] = "dragoman",
    given: Annotated[bool, typer.Option(help="With the ties and treaties that dragoman gives.")] = True,
    gexf: Annotated[Path | None, typer.Option(help="Write the dated network to this file (GEXF).")] = None,
    graphml: Annotated[
        Path | None, typer.Option(help="Write the dated network to this file (GraphML).")
    ] = None,
    json: options.Json = False,
) -> None:
    """Blocs: powers that stand together against others, by acts that fade and ties that hold; balance, and who moved.

    Example: dragoman blocs --as-of 2022-06-30 --compare 2020-01-01
    """
    from dragoman.errors import UsageError
    from dragoman.exchange import blocs_out

    if since is not None and compare is not None:
        raise UsageError("--since and --compare are two questions: ask one")
    with options.opened(store) as database:
        options.imported(database, (dataset,))
        view = database.blocs(
            options.day(as_of, "--as-of", last=True), window=window, min_weight=min_weight, compare=options.day(compare, "--compare", last=True),
            since=options.day(since, "--since"), dataset=dataset, given=given,
        )  # fmt: skip
        for path, write in ((gexf, blocs_out.gexf), (graphml, blocs_out.graphml)):
            if path is not None:
                write(view, path)
                output.say(f"{path}: {len(view.snapshots)} dated networks")
        if json:
            output.print_json(view.to_dicts())
            return
        show(view)


def show(view: BlocsView) -> None:
    """Print blocs of each day as a table, then what is said of the last one."""
    for shot in view.snapshots:
        _blocs(shot)
    if not view.last.weights:
        return
    _balance(view)
    _named(view.named[:_LINES])
    _moves(view)


def _blocs(shot: Snapshot) -> None:
    console = output.console()
    net = shot.network
    if not shot.weights:
        output.say(
            f"no two powers of which enough is on record by {shot.on} ({net.watched:,} reports in {net.window} days)"
        )
        return
    large = [b for b in shot.blocs if len(b.members) > 2]
    pairs = [" – ".join(sorted(b.codes)) for b in shot.blocs if len(b.members) == 2]
    output.table(
        ("bloc", "inside", "against", "members, the strongest first"),
        [(b.label, f"{b.inside:+.2f}", _against(shot, b), _members(b)) for b in large],
        title=f"Blocs on {shot.on}: {len(shot.weights)} pairs on record in {net.window} days of {net.watched:,} reports",
    )
    if pairs:
        console.print(output.plain(f"in twos: {', '.join(pairs)}", "dim"))
    if shot.agreeing is not None:
        console.print(
            output.plain(
                f"{shot.agreeing:.0%} of all weight fits: friends inside, foes between; modularity {shot.modularity:.2f}\n",
                "dim",
            )
        )


def _against(shot: Snapshot, bloc: Bloc) -> str:
    foe = shot.foe(bloc)
    return f"{foe[0]} ({foe[1]:+.2f})" if foe else "—"


def _members(bloc: Bloc) -> str:
    shown = ", ".join(m for m, _ in bloc.members[:_MEMBERS])
    more = len(bloc.members) - _MEMBERS
    return f"{shown} and {more} more" if more > 0 else shown


def _balance(view: BlocsView) -> None:
    from dragoman.relations.blocs.view import fitting

    found, console = view.balance, output.console()
    if found.share is None or found.by_chance is None:
        console.print("no triangles: balance cannot be told")
        return
    console.print(
        output.plain(
            f"Balance: {found.balanced} of {found.triangles} triangles ({found.share:.0%}); by chance {found.by_chance:.0%}",
            "bold",
        )
    )
    wrong = found.unbalanced[:_TRIANGLES]
    told = view.evidence({p for t in wrong for p in t.pairs})
    rows = []
    for t in wrong:
        for n, (pair, weight) in enumerate(zip(t.pairs, t.weights, strict=True)):
            why = [*view.last.network.edges[pair].ties]
            why += [
                f"{s.day}: {output.clip(s.text or s.type, 130)}"
                for s in fitting(told.get(pair, []), weight)[:1]
            ]
            rows.append(
                (
                    ", ".join(t.nodes) if n == 0 else "",
                    f"{pair[0]} – {pair[1]}",
                    f"{weight:+.2f}",
                    "\n".join(why) or "—",
                )
            )
    if rows:
        output.table(("does not fit", "side", "weight", "ties, and what tells it"), rows)


def _named(found: list[NamedBloc]) -> None:
    if not found:
        return
    output.table(
        ("named bloc", "claims", "inside", "outside", "found in", "elsewhere; named beside"),
        [
            (b.name, str(b.spoken.claims), _weight(b.inside), _weight(b.outside), f"{b.bloc} ({b.share:.0%})" if b.bloc else "—",
             "; ".join(filter(None, [", ".join(m for m, _ in b.elsewhere[:_LINES]), ", ".join(f"{m} {n}" for m, n in b.spoken.beside)])) or "—")
            for b in found
        ],
        title="Blocs that speakers name",
    )  # fmt: skip


def _weight(value: float | None) -> str:
    return f"{value:+.2f}" if value is not None else "—"


def _moves(view: BlocsView) -> None:
    if len(view.snapshots) < 2:
        return
    first, last = view.snapshots[0].on, view.last.on
    output.table(
        ("power", "turn", "towards", "away from", "bloc before → after"),
        [
            (m.node, f"{m.turn:.2f}", f"{m.towards[0]} ({m.towards[1]:+.2f})" if m.towards else "—",
             f"{m.away[0]} ({m.away[1]:+.2f})" if m.away else "—", f"{m.before or 'none'} → {m.after or 'none'}")
            for m in view.moves[:_LINES]
        ],
        title=f"Who moved from {first} to {last}",
    )  # fmt: skip
    output.table(
        ("pair", "before", "after", "change"),
        [
            (f"{m.a} – {m.b}", _weight(m.before), _weight(m.after), f"{m.change:+.2f}")
            for m in view.pair_moves[:_LINES]
        ],
    )
