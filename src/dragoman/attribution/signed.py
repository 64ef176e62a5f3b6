"""Words signed with a name and no verb: "NAME: words" in headlines and transcripts, and a dash after a quotation.

It makes drafts; linking.py joins quotations to cues.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.attribution.cues import Cue, cues
from dragoman.attribution.drafts import Draft
from dragoman.attribution.linking import belongs, sentence_at
from dragoman.model import Mention, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.attribution.quotes import Quote
    from dragoman.language.parsed import Parsed

_COLON = Cue(":", frozenset({"quote"}), "asserts", 0.8, "speech", person=False)
_NAME_COLON = re.compile(
    r"(@\w{2,30}|(?:[A-Z][\w.’'-]*|[A-Z]\.)(?: (?:of|the|for|and|al|bin|ibn|de|van|von)| [A-Z][\w.’'-]*){0,5}(?: \([^)]{1,40}\))?):\s+(?=\S)"
)
_LABEL = re.compile(r":\s+(\w[\w.’'-]*(?: \w[\w.’'-]*){0,5})$", re.MULTILINE)
_DASH_NAME = re.compile(
    r"\s*(?:—|–|―|--?)\s*((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,4})(?=[,.]|\s*\Z|\s*\n)"
)
# A post with its author's handle at the end, as embedded posts come out of pages; at least three words.
_POST = re.compile(
    r"^(?P<body>\S+(?: \S+){2,}?)\s*(?P<dash>—|–|--)\s*(?P<name>[A-Z][^\n(@]{1,60}?) \(@\w{2,30}\)",
    re.MULTILINE,
)
# Fewer words after a colon are a label and its value.
_MIN_COLON_WORDS = 4


def colon_drafts(parsed: Sequence[Parsed], sentences: Sequence[Sentence], text: str) -> list[Draft]:
    """ "NAME: words" at the start of a paragraph: headlines and transcripts."""
    found: list[Draft] = []
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for s in sentences:
        first.setdefault(s.paragraph, s.index)
        last[s.paragraph] = s.end
    for p in parsed:
        if first.get(p.sentence.paragraph) != p.sentence.index:
            continue
        lead = len(p.sentence.text) - len(p.sentence.text.lstrip(" \"“'‘"))
        match = _NAME_COLON.match(p.sentence.text, lead)
        if (
            match is None
            or len(match.group(1)) < 2  # "Q:" and "A:" of interviews name nobody
            or match.group(1).lower().split()[-1] in cues().headings
            or match.group(1).lower().split()[0] in cues().headings
        ):
            continue
        piece = Span(p.sentence.start + match.end(), last[p.sentence.paragraph])
        if len(piece.of(text).split()) < _MIN_COLON_WORDS:
            continue
        mention = _mention_at(p.sentence.start + match.start(1), match.group(1))
        colon = Span(p.sentence.start + match.end(1), p.sentence.start + match.end(1) + 1)
        draft = Draft(
            p, None, _COLON, [piece], speaker=mention, subject=mention, cue_span=colon, form="colon"
        )
        draft.medium = "post" if match.group(1).startswith("@") else None
        found.append(draft)
    return found


def label_drafts(
    parsed: Sequence[Parsed], found: Sequence[Quote], others: Sequence[Draft], text: str
) -> list[Draft]:
    """A headline that ends with who says it: "'We will hold the town': army chief"."""
    drafts: list[Draft] = []
    for p in parsed:
        quote = next((q for q in found if q.span.start == p.sentence.start and q.depth == 0), None)
        match = _LABEL.match(text, quote.span.end, p.sentence.end) if quote is not None else None
        if (
            quote is None
            or match is None
            or match.end() < len(text[: p.sentence.end].rstrip())
            or belongs(quote, others)
        ):
            continue
        mention = _mention_at(match.start(1), match.group(1))
        colon = Span(quote.span.end, quote.span.end + 1)
        drafts.append(
            Draft(
                p, None, _COLON, [quote.span], speaker=mention, subject=mention, cue_span=colon, form="colon"
            )
        )
    return drafts


def dash_drafts(
    parsed: Sequence[Parsed], found: Sequence[Quote], others: Sequence[Draft], text: str
) -> list[Draft]:
    """A quotation signed with a dash and a name."""
    drafts: list[Draft] = []
    for quote in found:
        match = _DASH_NAME.match(text, quote.span.end) if quote.is_speech else None
        if match is None or "\n" in text[quote.span.end : match.start(1)] or belongs(quote, others):
            continue
        mention = _mention_at(match.start(1), match.group(1))
        dash = next(i for i in range(quote.span.end, match.start(1)) if text[i] in "—–―-")
        home = parsed[sentence_at([p.sentence for p in parsed], quote.span.end - 1)]
        drafts.append(
            Draft(
                home,
                None,
                _COLON,
                [quote.span],
                speaker=mention,
                subject=mention,
                cue_span=Span(dash, dash + 1),
                form="dash",
            )
        )
    return drafts


def post_drafts(parsed: Sequence[Parsed], text: str) -> list[Draft]:
    """A post printed whole: "WORDS — Name (@handle) March 3, 2023"."""
    drafts: list[Draft] = []
    sentences = [p.sentence for p in parsed]
    for match in _POST.finditer(text):
        body = Span(match.start("body"), match.end("body"))
        at = sentence_at(sentences, body.end - 1)
        home = parsed[at] if parsed else None
        if home is None or not home.sentence.start <= body.end - 1 < home.sentence.end:
            continue
        mention = _mention_at(match.start("name"), match.group("name"))
        dash = Span(match.start("dash"), match.end("dash"))
        draft = Draft(
            home, None, _COLON, [body], speaker=mention, subject=mention, cue_span=dash, form="dash"
        )
        draft.medium = "post"
        drafts.append(draft)
    return drafts


def _mention_at(start: int, words: str) -> Mention:
    head = words.split(" (", maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    at = start + words.index(head)
    return Mention(start, start + len(words), words, at, at + len(head))
