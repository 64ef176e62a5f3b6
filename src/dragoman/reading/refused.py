"""The reason why reading gave something up, on its way to becoming a `Rejected` record.

It never leaves the package: `read` and `extract` turn it into a record.
"""

from __future__ import annotations

from dragoman.model import Rejected


class Refused(Exception):
    """What is read here is set aside: `code` is a key of `dragoman.errors.REASONS`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail

    def at(self, origin: str | None) -> Rejected:
        """The record, with the place where it was read."""
        return Rejected("reading", self.code, self.detail, origin=origin)
