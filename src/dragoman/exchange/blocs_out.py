"""The networks of blocs as GEXF and GraphML, with the days on which they hold; both open in Gephi and NetworkX.

Weights are never negative, since layouts cannot draw them: the sign stands beside.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from dragoman.relations.blocs.acts import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from dragoman.relations.blocs.acts import Pair
    from dragoman.relations.blocs.view import BlocsView, Snapshot

_VALUES = ("strength", "sign", "acts")
_TYPES = {"strength": ("double", "double"), "sign": ("integer", "int"), "acts": ("integer", "int")}


def gexf(view: BlocsView, path: Path) -> None:
    """GEXF 1.3, dynamic: an edge has a spell and values (`strength`, `sign`, `acts`) for each day asked for, a node its bloc.

    The spell of a day begins with its window, or after the day before when that lies inside of it.
    """
    _write(path, _gexf(view))


def graphml(view: BlocsView, path: Path) -> None:
    """GraphML, undirected: an edge for each pair and day, dated by `on`, `start` and `end`; `bloc` of a node is that of the last day."""
    _write(path, _graphml(view))


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _gexf(view: BlocsView) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '<graph mode="dynamic" defaultedgetype="undirected" timeformat="date">\n<attributes class="node" mode="static">\n'
    yield '<attribute id="kind" title="kind" type="string"/>\n</attributes>\n<attributes class="node" mode="dynamic">\n'
    yield '<attribute id="bloc" title="bloc" type="string"/>\n</attributes>\n<attributes class="edge" mode="dynamic">\n'
    for name in _VALUES:
        yield f'<attribute id="{name}" title="{name}" type="{_TYPES[name][0]}"/>\n'
    yield "</attributes>\n<nodes>\n"
    spells = _spells(view)
    for node in _nodes(view):
        yield f'<node id={quoteattr(node)} label={quoteattr(_name(node))}><attvalues><attvalue for="kind" value="{kind_of(node)}"/>'
        for shot, span in spells:
            label = _bloc(shot, node)
            if label:
                yield f'<attvalue for="bloc" value={quoteattr(label)} {span}/>'
        yield "</attvalues></node>\n"
    yield "</nodes>\n<edges>\n"
    for n, (a, b) in enumerate(_pairs(view)):
        held = [(shot, span) for shot, span in spells if (a, b) in shot.weights]
        mean = sum(abs(shot.weights[a, b]) for shot, _ in held) / len(held)
        yield f'<edge id="{n}" source={quoteattr(a)} target={quoteattr(b)} weight="{round(mean, 4)}"><attvalues>'
        for shot, span in held:
            yield from (f'<attvalue for="{k}" value="{v}" {span}/>' for k, v in _values(shot, (a, b)).items())
        yield f"</attvalues><spells>{''.join(f'<spell {span}/>' for _, span in held)}</spells></edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _graphml(view: BlocsView) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name in ("name", "kind", "bloc"):
        yield f'<key id="{name}" for="node" attr.name="{name}" attr.type="string"/>\n'
    yield '<key id="weight" for="edge" attr.name="weight" attr.type="double"/>\n'
    for name in _VALUES[1:]:
        yield f'<key id="{name}" for="edge" attr.name="{name}" attr.type="{_TYPES[name][1]}"/>\n'
    for name in ("on", "start", "end", "ties"):
        yield f'<key id="{name}" for="edge" attr.name="{name}" attr.type="string"/>\n'
    yield '<graph edgedefault="undirected">\n'
    for node in _nodes(view):
        cells = {"name": _name(node), "kind": kind_of(node), "bloc": _bloc(view.last, node) or ""}
        yield f"<node id={quoteattr(node)}>{_data(cells)}</node>\n"
    for shot in view.snapshots:
        for a, b in shot.weights:
            values = _values(shot, (a, b))
            dated: dict[str, object] = {"weight": values.pop("strength"), **values} | {
                "on": shot.on, "start": _first(shot), "end": shot.on, "ties": "; ".join(shot.network.edges[a, b].ties),
            }  # fmt: skip
            yield f"<edge id={quoteattr(f'{a}|{b}|{shot.on}')} source={quoteattr(a)} target={quoteattr(b)}>{_data(dated)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(cells: Mapping[str, object]) -> str:
    return "".join(f'<data key="{k}">{escape(str(v))}</data>' for k, v in cells.items() if v != "")


def _values(shot: Snapshot, pair: Pair) -> dict[str, object]:
    weight = shot.weights[pair]
    return {"strength": abs(weight), "sign": 1 if weight > 0 else -1, "acts": shot.network.edges[pair].acts}


def _first(shot: Snapshot) -> date:
    return shot.on - timedelta(shot.network.window - 1)


def _spells(view: BlocsView) -> list[tuple[Snapshot, str]]:
    out = []
    before: date | None = None
    for shot in view.snapshots:
        first = max(_first(shot), before + timedelta(1)) if before else _first(shot)
        out.append((shot, f'start="{first}" end="{shot.on}"'))
        before = shot.on
    return out


def _pairs(view: BlocsView) -> list[Pair]:
    return sorted({pair for shot in view.snapshots for pair in shot.weights})


def _nodes(view: BlocsView) -> list[str]:
    return sorted({n for pair in _pairs(view) for n in pair})


def _bloc(shot: Snapshot, node: str) -> str | None:
    return next((b.label for b in shot.blocs if node in b.codes), None)


def _name(node: str) -> str:
    from dragoman.registry.known import shipped

    country = shipped().countries.get(node)
    return "European Union" if node == "EUR" else country.name if country is not None else node
