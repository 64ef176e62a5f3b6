"""The vocabularies that mappings join with: for each kind of word the fields of its meaning and the function that tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.exchange import acts, countries, sectors

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.exchange.countries import Meaning


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One kind of word: the SQL types of what it means, and the function that tells it."""

    fields: dict[str, str]
    resolve: Callable[[str], Meaning | None]


_ACT = {
    "type": "VARCHAR",
    "modes": "VARCHAR[]",
    "contexts": "VARCHAR[]",
    "quad": "TINYINT",
    "intensity": "DOUBLE",
}
_COUNTRY = {"code": "VARCHAR", "place": "VARCHAR"}
_ACTOR = {"code": "VARCHAR", "sectors": "VARCHAR[]"}

VOCABULARIES: dict[str, Vocabulary] = {
    "act": Vocabulary(_ACT, acts.act),
    "plover_act": Vocabulary(_ACT, acts.plover_act),
    "acled_act": Vocabulary(_ACT, acts.acled_act),
    "contexts": Vocabulary({"contexts": "VARCHAR[]"}, acts.contexts),
    "country": Vocabulary(_COUNTRY, countries.country),
    "fips": Vocabulary(_COUNTRY, countries.fips),
    "icews_sectors": Vocabulary({"sectors": "VARCHAR[]", "body": "VARCHAR"}, sectors.icews_sectors),
    "plover_sectors": Vocabulary({"sectors": "VARCHAR[]"}, sectors.plover_sectors),
    "cameo_actor": Vocabulary(_ACTOR, sectors.cameo_actor),
    "acled_actor": Vocabulary(_ACTOR, sectors.acled_actor),
    "ucdp_side": Vocabulary(_ACTOR, sectors.ucdp_side),
}
