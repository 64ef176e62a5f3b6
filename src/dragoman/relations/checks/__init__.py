"""Claims that something is the first, the last, the n-th or the largest, held against the record."""

from __future__ import annotations

from dragoman.relations.checks.deciding import check
from dragoman.relations.checks.query import check_claim, check_claims, check_statement
from dragoman.relations.checks.records import Check, Coverage, Question

__all__ = ["Check", "Coverage", "Question", "check", "check_claim", "check_claims", "check_statement"]
