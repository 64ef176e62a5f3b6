"""Who says that an act took place: the statement whose contents hold the act's trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.attribution.records import Statement
    from dragoman.model import Act


def said_by(act: Act, statements: Sequence[Statement]) -> Statement | None:
    """The innermost statement that covers the act's trigger, None when the report tells it in its own voice.

    Attitudes ("Iran plans to open") are no one's words and never count. A speech act is not said by its own
    cue: where the trigger is the cue, the statement around it counts.
    """
    best: tuple[int, int, Statement] | None = None
    for statement in statements:
        if statement.kind == "attitude" or (statement.cue is not None and statement.cue.touches(act.trigger)):
            continue
        if not any(c.covers(act.trigger) for c in statement.contents):
            continue
        # Of two with the same depth, a named speaker tells more than an adverb ("reportedly").
        rank = (statement.depth, int(statement.speaker is not None))
        if best is None or rank > (best[0], best[1]):
            best = (*rank, statement)
    return best[2] if best is not None else None
