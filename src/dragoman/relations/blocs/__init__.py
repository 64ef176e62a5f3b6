"""Blocs: who stands with whom, read from a signed and dated network of acts and ties."""

from __future__ import annotations
