"""Countries, offices by date, organisations, outlets and role nouns: tables and the matcher over them."""

from __future__ import annotations

from dragoman.registry.known import Registry, registry

__all__ = ["Registry", "registry"]
