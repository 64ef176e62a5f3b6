"""Every error dragoman raises on purpose, and every reason for which a stage sets something aside.

It never handles errors: it only names them, so that messages and documentation come from one place.
"""

from __future__ import annotations


class DragomanError(Exception):
    """An error whose message says what, where, what was expected and what to do next."""


class UsageError(DragomanError):
    """The caller asked for something that cannot be (exit status 2 on the command line)."""


class TableError(DragomanError):
    """A data table breaks its schema; the message begins with `file:line:`."""


class StoreError(DragomanError):
    """The store cannot be opened, is locked by another process, or has an unknown version."""


class OldStoreError(StoreError):
    """The store was written by an earlier version and must be opened for writing once, which brings it up to date."""


class ModelError(DragomanError):
    """The parser's weights are missing or are not the ones this version was tested with."""


# code -> what it means to the user. `Rejected.code` is always one of these keys.
REASONS: dict[str, str] = {
    "empty_text": "the report holds no words",
    "bad_encoding": "the bytes are not text in any encoding that was tried",
    "broken_file": "the file cannot be read in the format its name or content says",
    "unknown_format": "the file is of a kind that is not read",
    "too_large": "the file or page is over the size limit",
    "too_deep": "the page is nested deeper than the limit",
    "too_slow": "reading the page took longer than the time limit",
    "out_of_memory": "reading the page took more memory than the limit",
    "no_article": "no article text was found in the page",
    "bad_row": "a row of the table lacks a text or has a field that cannot be read",
    "bad_date": "the publication date, or the day of an imported event, cannot be read as a date",
    "unknown_country": "the row names a country that the registry does not know, or several",
    "wrong_columns": "a row, or the whole table, has other columns than its format",
    "no_id": "the row of an imported data set has no event id",
    "duplicate_id": "another row of the file has the same event id and day, and other content",
    "unsafe_archive": "the archive holds links, paths out of it, overlapping members, archives or far too many members",
    "stage_failed": "a stage broke on this report; the report is set aside, the run goes on",
    "worker_died": "the process that coded the report died twice; the report is set aside",
    "no_political_actor": "neither side of the act is a political actor, a state or a known role",
    "no_participant": "the act has no source and no target in the sentence",
    "figurative": "the words are used in a figurative, sporting or otherwise non-political sense",
    "not_an_event": "a general truth, a title, a heading or a definition and not something done",
    "unlikely": "the learned scorer finds that acts told in such words are more often wrong than right",
    "source_terms": 'the words tell on what terms an unnamed source speaks ("who asked not to be named")',
    "same_act": "the same act is already told by a better trigger in this sentence",
}
