"""From tokens of a parse to spans of the report: noun phrases, pieces of clauses, date words, the medium.

It reads one sentence at a time and decides nothing about who says what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.words import lemma
from dragoman.language.calendar import MONTHS as FULL_MONTHS
from dragoman.language.calendar import WEEKDAYS
from dragoman.model import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from dragoman.attribution.cues import Cues
    from dragoman.language.parsed import Parsed

MARKS = frozenset("“”„‟«»\"‘’'`") | {"''", "``", "’’", "‘‘"}
_EDGE = frozenset(",;:.-–—―…!?()[]") | {"--", "---", "...", "―"}
_NOT_IN_NAME = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "mark", "npadvmod"})
# A longer subject is a parse that ran on; the widest titles in news ("the deputy ... for ...") stay below.
_MAX_PHRASE = 40

MONTHS = FULL_MONTHS | {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
_DAY_WORDS = frozenset({"today", "yesterday", "tonight", "overnight", "tomorrow"})
_UNITS = frozenset({"week", "month", "year", "day", "morning", "afternoon", "evening", "night", "weekend"})
_DATED = frozenset(
    {"last", "this", "previous", "earlier", "late", "early", "next", "same", "ago", "following", "that"}
)
_MEDIUM_PREPOSITIONS = frozenset({"in", "on", "at", "via", "through", "during", "by", "from", "to"})


def runs(tokens: Iterable[Token]) -> list[tuple[int, int]]:
    """The first and last index of each unbroken run of tokens, in order, edge punctuation trimmed."""
    ordered = sorted({t.i: t for t in tokens}.items())
    pieces: list[list[Token]] = []
    for index, token in ordered:
        if pieces and index == pieces[-1][-1].i + 1:
            pieces[-1].append(token)
        else:
            pieces.append([token])
    trimmed = [_trim(piece) for piece in pieces]
    return [(p[0].i, p[-1].i) for p in trimmed if p]


def _trim(piece: list[Token]) -> list[Token]:
    while piece and (piece[0].text in _EDGE or piece[0].is_space):
        piece = piece[1:]
    while piece and (piece[-1].text in _EDGE or piece[-1].is_space):
        piece = piece[:-1]
    return piece if any(t.text not in MARKS for t in piece) else []


def spans(parsed: Parsed, tokens: Iterable[Token]) -> list[Span]:
    """The report spans of the runs of `tokens`."""
    return [parsed.span(first, last) for first, last in runs(tokens)]


def noun_phrase(parsed: Parsed, head: Token) -> Mention:
    """The mention with this head: modifiers, coordinations, appositions and titles, no relative clauses."""
    allowed = {head.i}
    for child in head.children:
        if child.dep_ in _NOT_IN_NAME and not (child.dep_ == "npadvmod" and child.i < head.i):
            continue
        if child.dep_ in {"conj", "appos"} and child.pos_ in {"VERB", "AUX"}:
            continue
        allowed.update(_phrase_tokens(child))
    first = last = head.i
    while first - 1 in allowed and head.i - first < _MAX_PHRASE:
        first -= 1
    while last + 1 in allowed and last - head.i < _MAX_PHRASE:
        last += 1
    doc = parsed.doc
    while first < head.i and (doc[first].text in _EDGE or doc[first].text in MARKS or doc[first].is_space):
        first += 1
    while last > head.i and (
        doc[last].text in _EDGE or doc[last].text in MARKS or doc[last].dep_ in {"cc", "case"}
    ):
        last -= 1
    span, at = parsed.span(first, last), parsed.span_of(head)
    return Mention(span.start, span.end, _words(parsed, first, last), at.start, at.end)


def _phrase_tokens(token: Token) -> set[int]:
    """The subtree without the relative clauses and participles inside it."""
    found = {token.i}
    for child in token.children:
        if child.dep_ in {"relcl", "acl", "advcl", "parataxis"} and child.i > token.i:
            continue
        found |= _phrase_tokens(child)
    return found


def _words(parsed: Parsed, first: int, last: int) -> str:
    begin, end = parsed.doc[first], parsed.doc[last]
    return parsed.sentence.text[begin.idx : end.idx + len(end.text)]


def is_date(token: Token) -> bool:
    """True for a weekday, a month with a day or year, "yesterday", or a unit with "last", "this", "ago"."""
    word = token.lower_.rstrip(".")
    if word in WEEKDAYS or word in _DAY_WORDS:
        return True
    if word in MONTHS:
        return token.text[0].isupper() and (word != "may" or any(c.like_num for c in token.children))
    return word in _UNITS and any(c.lower_ in _DATED for c in token.children)


def is_unit(token: Token) -> bool:
    """True for days, weeks, months and years."""
    return lemma(token) in _UNITS | {"hour", "minute"}


def date_words(parsed: Parsed, cue: Token, taken: set[int]) -> Span | None:
    """The date attached to a cue, with its preposition; tokens in `taken` (contents, speaker) are left out."""
    for token in sorted(cue.subtree, key=lambda t: abs(t.i - cue.i)):
        if token.i in taken or not is_date(token) or not _hangs_on(token, cue, taken):
            continue
        first = min(
            c.i
            for c in [token, *token.children]
            if c.i not in taken and c.dep_ != "prep" and abs(c.i - token.i) < 4
        )
        last = max(
            c.i
            for c in token.subtree
            if c.i not in taken and c.i - token.i < 4 and (c.like_num or c is token)
        )
        head = token.head
        if token.dep_ == "pobj" and head.dep_ == "prep" and head.i == first - 1 and head.i != cue.i:
            first = head.i
            if first and parsed.doc[first - 1].lower_ in {"late", "early", "earlier", "later"}:
                first -= 1
        return parsed.span(first, last)
    return None


def _hangs_on(token: Token, cue: Token, taken: set[int]) -> bool:
    """The way up from the date to the cue passes no clause of its own and no content."""
    while token.i != cue.i:
        token = token.head
        if token.i == cue.i:
            return True
        if token.i in taken or token.dep_ in {"relcl", "advcl", "ccomp", "acl", "conj", "parataxis"}:
            return False
    return True


def medium(cue: Token, taken: set[int], cues: Cues) -> tuple[str | None, Token | None]:
    """What it was said in ("televised speech", "post on Telegram") and its noun, from a phrase under the cue."""
    if cue.lower_ in {"tweeted", "tweets", "tweet"}:
        return "post on Twitter", None
    for prep in cue.subtree:
        if (
            prep.dep_ != "prep"
            or prep.lower_ not in _MEDIUM_PREPOSITIONS
            or prep.i in taken
            or _accords(prep)
        ):
            continue
        for noun in prep.children:
            if noun.dep_ != "pobj" or noun.i in taken or not _hangs_on(prep, cue, taken):
                continue
            platform = _platform(noun, cues)
            if platform is not None:
                return f"post on {platform}", None
            if lemma(noun) in cues.media:
                on = next(
                    (
                        p
                        for c in noun.children
                        if c.lower_ == "on"
                        for g in c.children
                        if (p := _platform(g, cues))
                    ),
                    None,
                )
                on = on or _posted_on(noun, cues)
                words = medium_words(noun)
                if on and words.lower().startswith(f"{on.lower()} "):
                    words = words[len(on) + 1 :]
                return (f"{words} on {on}" if on else words), noun
    return None, None


def _accords(preposition: Token) -> bool:
    """ "According to state television" names who says it, and no medium."""
    return preposition.lower_ == "to" and preposition.i > 0 and preposition.nbor(-1).lower_ == "according"


def _posted_on(noun: Token, cues: Cues) -> str | None:
    """The platform in "a video posted on Telegram" and "a Facebook post"."""
    beside = [c for c in noun.lefts if c.dep_ == "compound"]
    for clause in noun.children:
        if clause.dep_ == "acl" and lemma(clause) in {"post", "publish", "share", "upload"}:
            beside += [g for p in clause.children if p.lower_ in {"on", "to"} for g in p.children]
    return next((p for t in beside if (p := _platform(t, cues))), None)


def medium_words(noun: Token) -> str:
    """A document or medium by its noun and what describes it: "internal document", "televised speech"."""
    words = [c for c in noun.lefts if c.dep_ in {"amod", "compound"} and c.text not in MARKS]
    return " ".join(t.lower_ for t in [*words, noun])


def _platform(noun: Token, cues: Cues) -> str | None:
    """The social medium that a noun phrase names, as it is written; "X" only as a capital."""
    whole = " ".join(t.text for t in [*(c for c in noun.lefts if c.dep_ == "compound"), noun]).rstrip(".")
    if whole.lower() not in cues.platforms or not whole[0].isupper():
        return None
    return whole
