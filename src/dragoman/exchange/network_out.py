"""The network of countries as GEXF and GraphML: who acted on whom, with weight, sign and the months in which it happened.

Weights are never negative, since layouts cannot draw them: the sign stands beside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from dragoman.exchange.formats import sql
from dragoman.exchange.selection import chosen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from dragoman.exchange.exporting import Order, Written
    from dragoman.store import Database


# Codes that stand for no state.
_BODIES = {
    "UNO": "United Nations", "EUR": "European Union", "IGO": "international organisations", "NGO": "non-governmental organisations",
    "ISM": "international movements", "IMG": "international armed groups", "MNC": "multinational companies",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """All that one country did to another: events, sum of PLOVER scores, and (month, events, sum) by month."""

    source: str
    target: str
    events: int
    cooperation: int
    conflict: int
    intensity: float
    months: tuple[tuple[str, str, int, float], ...] = ()
    """First day, last day, events, sum of scores."""

    @property
    def weight(self) -> float:
        """The sum of scores without its sign."""
        return round(abs(self.intensity), 4)

    @property
    def sign(self) -> int:
        """1 cooperation outweighs, -1 conflict outweighs, 0 neither."""
        return (self.intensity > 0) - (self.intensity < 0)


@dataclass(frozen=True, slots=True)
class Network:
    """Countries with their names, and edges in order of source and target."""

    nodes: dict[str, str]
    edges: tuple[Edge, ...]
    dropped: dict[str, int] = field(default_factory=dict)


def network(database: Database, order: Order) -> Network:
    """The directed network of the events that are asked for."""
    from dragoman.registry.known import shipped

    found = chosen(database, order.query, order.datasets, shape="pairs")
    known = sql("panel").format(found=found.sql)
    dropped = database.connection.execute(
        f"{known} SELECT dropped, count(*) FROM known WHERE dropped IS NOT NULL GROUP BY ALL",
        list(found.values),
    ).fetchall()
    rows = database.connection.execute(
        f"""{known}
        SELECT source_country, target_country, cast(date_trunc('month', date_start) AS VARCHAR)[:10],
            cast(last_day(date_start) AS VARCHAR)[:10], count(*), count(*) FILTER (quad <= 2), count(*) FILTER (quad >= 3),
            coalesce(sum(intensity), 0)
        FROM known WHERE dropped IS NULL GROUP BY ALL ORDER BY ALL""",
        list(found.values),
    ).fetchall()
    edges: dict[tuple[str, str], list[tuple[str, str, int, int, int, float]]] = {}
    for source, target, *month in rows:
        edges.setdefault((source, target), []).append(tuple(month))
    made = tuple(_edge(s, t, months) for (s, t), months in sorted(edges.items()))
    countries = shipped().countries
    codes = sorted({c for e in made for c in (e.source, e.target)})
    names = {c: countries[c].name if c in countries else _BODIES.get(c, c) for c in codes}
    return Network(names, made, {str(w): int(n) for w, n in dropped})


def _edge(source: str, target: str, months: list[tuple[str, str, int, int, int, float]]) -> Edge:
    return Edge(
        source, target, sum(m[2] for m in months), sum(m[3] for m in months), sum(m[4] for m in months),
        round(sum(m[5] for m in months), 4), tuple((m[0], m[1], m[2], round(m[5], 4)) for m in months),
    )  # fmt: skip


def _file(made: Network, path: Path, lines: Callable[[Network], Iterable[str]]) -> Written:
    """Write a network as `lines` has it, and say what the file holds."""
    from dragoman.exchange.exporting import Written

    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines(made))
    return Written(
        len(made.edges), dict(made.dropped),
        {"single events": "the file holds sums by pair of countries, and by month in GEXF",
         "negative weights": "weight is the sum of scores without its sign; sign stands beside"},
        dict.fromkeys(("weight", "sign", "events", "cooperation", "conflict", "intensity"), "edge attribute"),
        {"NetworkX": "nx.read_gexf(FILE) or nx.read_graphml(FILE)", "Gephi": "File > Open"},
    )  # fmt: skip


_ATTRIBUTES = (("sign", "integer", "int"), ("events", "integer", "int"), ("cooperation", "integer", "int"), ("conflict", "integer", "int"), ("intensity", "double", "double"))  # fmt: skip


def gexf(database: Database, order: Order, path: Path) -> Written:
    """GEXF 1.3, dynamic: each edge has a spell for each month with events."""
    return _file(network(database, order), path, _gexf)


def _gexf(made: Network) -> Iterable[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '<graph mode="dynamic" defaultedgetype="directed" timeformat="date">\n<attributes class="edge" mode="static">\n'
    for n, (name, kind, _) in enumerate(_ATTRIBUTES):
        yield f'<attribute id="{n}" title="{name}" type="{kind}"/>\n'
    yield "</attributes>\n<nodes>\n"
    for code, name in made.nodes.items():
        yield f"<node id={quoteattr(code)} label={quoteattr(name)}/>\n"
    yield "</nodes>\n<edges>\n"
    for n, edge in enumerate(made.edges):
        yield f'<edge id="{n}" source={quoteattr(edge.source)} target={quoteattr(edge.target)} weight="{edge.weight}">\n<attvalues>'
        yield from (
            f'<attvalue for="{k}" value="{getattr(edge, name)}"/>' for k, (name, *_) in enumerate(_ATTRIBUTES)
        )
        yield "</attvalues>\n<spells>"
        yield from (f'<spell start="{first}" end="{last}"/>' for first, last, *_ in edge.months)
        yield "</spells>\n</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def graphml(database: Database, order: Order, path: Path) -> Written:
    """GraphML, directed, without months."""
    return _file(network(database, order), path, _graphml)


def _graphml(made: Network) -> Iterable[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield '<key id="name" for="node" attr.name="name" attr.type="string"/>\n<key id="weight" for="edge" attr.name="weight" attr.type="double"/>\n'
    for name, _, kind in _ATTRIBUTES:
        yield f'<key id="{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for code, name in made.nodes.items():
        yield f'<node id={quoteattr(code)}><data key="name">{_escaped(name)}</data></node>\n'
    for edge in made.edges:
        cells = "".join(
            f'<data key="{name}">{getattr(edge, name)}</data>'
            for name in ("weight", *(n for n, *_ in _ATTRIBUTES))
        )
        yield f"<edge source={quoteattr(edge.source)} target={quoteattr(edge.target)}>{cells}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
