"""From the acts of a report's sentences to its events and claims: the last step of coding one report.

It calls grounding and attribution and builds records: events.py the events, voices.py who tells them and when,
claims.py the claims. What it drops leaves as `Rejected`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.assemble.claims import claims
from dragoman.assemble.events import Events
from dragoman.assemble.voices import Voices
from dragoman.grounding.actors import ActorResolver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.codebook import Codebook
    from dragoman.language.parsed import Parsed
    from dragoman.model import Act, Claim, Event, Rejected, Report
    from dragoman.registry import Registry

__all__ = ["assemble"]


def assemble(
    report: Report, parsed: Sequence[Parsed], acts: Sequence[Act], registry: Registry, codebook: Codebook
) -> tuple[tuple[Event, ...], tuple[Claim, ...], tuple[Rejected, ...]]:
    """The events and claims of one report, in text order, and what was refused on the way."""
    voices = Voices(report, parsed, ActorResolver(registry, report, parsed))
    events = Events(voices, codebook)
    for act in sorted(acts, key=lambda a: (a.sentence, a.trigger, a.type, a.frame)):
        events.add(act)
    return tuple(e for _, e in events.told), tuple(claims(voices, events.told)), tuple(events.rejected)
