"""Accounts of one happening by different voices that do not agree, though nobody denies anything."""

from __future__ import annotations

from dragoman.relations.accounts.differing import differing
from dragoman.relations.accounts.reading import account
from dragoman.relations.accounts.records import Account, Toll

__all__ = ["Account", "Toll", "account", "differing"]
