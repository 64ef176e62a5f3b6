"""Event data of others into the store, and everything in the store out in forms that other tools open."""

from __future__ import annotations
