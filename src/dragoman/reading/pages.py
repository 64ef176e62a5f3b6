"""One HTML page to its article. Runs in the page worker only, where time and memory are bounded.

It never fetches anything and never adds a character that the page does not show, but for line breaks.

Two extractors. trafilatura finds the article best: word F1 0.976 against resiliparse's 0.953 on 72 pages (12
Wikinews articles in six layouts made for the purpose, 2026-11-22), 4 and 1 ms a page. But it takes minutes
for 100,000 paragraphs and loses everything below a nesting of 256 without a word (libxml2's limit). Pages like
these go to resiliparse, which has neither limit and keeps some text around the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dragoman.reading.refused import Refused


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says: paragraphs of `text` are parted by blank lines; `published` is as written there."""

    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None


# trafilatura needs 0.5 s for 10,000 paragraphs and 2.7 s for 30,000; each has two of these.
_MANY_TAGS = 40_000
_HEAD_CHARS = 200_000  # title, date and outlet stand in the head or just below

# A tag this long is not written by hand or by any news system; its attributes cost the square of their number.
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9:-]{0,30})\s[^<>]{20000,}>")

# Declarations inside a document type: HTML has none, and what is left of them would show as text.
_SUBSET = re.compile(r"<!DOCTYPE[^<>\[]{0,300}\[[^\]]{0,20000}\]\s*>", re.IGNORECASE)

# Below this share of the page's text the main part was not found (all of it stands in a list, say).
_MAIN_SHARE = 0.05

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
# Elements without an end tag, or whose end tag is often left out, do not count for the nesting.
_NOT_NESTED = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "option",
))  # fmt: skip
_RAW = frozenset(("script", "style", "textarea", "title"))  # what looks like a tag inside them is none
_BLANKS = re.compile(r"[^\S\n]+")
# Not visible: zero width space and joiner of words, byte order mark, soft hyphen, direction overrides.
# The joiners that Persian and Indic scripts write with (U+200C, U+200D) stay.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\x00]")
_DATES: dict[str, Any] = {
    "original_date": True,
    "extensive_search": False,  # a date somewhere in the text is a guess
    "min_date": "1990-01-01",
    "max_date": "2199-12-31",  # the library's own bound is today, which would make results depend on the day
}


def article_of(html: str, *, depth: int) -> Article:
    """The article of a page. Raises Refused: too_deep or no_article."""
    html = _SUBSET.sub("<!DOCTYPE html>", _LONG_TAG.sub(r"<\1>", html).replace("\x00", ""), count=1)
    if not html.strip():
        raise Refused("empty_text", "the page is empty")
    many = html.count("<") > _MANY_TAGS
    tree, cut = _tree(html[:_HEAD_CHARS] if many else html)
    for hidden in tree.xpath("//*[@hidden]") if tree is not None else ():
        hidden.drop_tree()
    article = _described(tree)
    text = "" if many or cut or tree is None else _by_trafilatura(tree, article.title)
    if not text:
        text = _by_resiliparse(html, depth)
    if not text:
        raise Refused("no_article", "no text was found in the page")
    return Article(text, article.title, article.published, article.outlet, article.url)


def _tree(html: str) -> tuple[Any, bool]:
    """The page's tree and whether libxml2 left a part out because of its depth or size."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, True
    return tree, any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def _described(tree: Any) -> Article:
    """Title, date, outlet and address, from the page's own description of itself; no text."""
    from trafilatura.metadata import extract_metadata

    if tree is None:
        return Article("")
    found = extract_metadata(tree, date_config=dict(_DATES), extensive=False)
    title, outlet, url = (
        _line(value) for value in (found.title, found.sitename or found.hostname, found.url)
    )
    return Article("", title, found.date, outlet, url)


def _line(value: str | None) -> str | None:
    return " ".join(_INVISIBLE.sub("", value).split()) or None if value else None


def _by_trafilatura(tree: Any, title: str | None) -> str:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=False)
    if found is None or found.body is None:
        return ""
    blocks: list[str] = []
    _gather(found.body, blocks)
    if blocks and title and blocks[0] == title:  # kept as the title; in the text it would be told twice
        blocks = blocks[1:] or blocks
    return "\n\n".join(blocks)


# Elements of trafilatura's tree that stand inside a paragraph.
_INLINE = frozenset(("hi", "ref", "del", "code", "lb"))


def _gather(element: Any, blocks: list[str]) -> None:
    """The paragraphs of trafilatura's tree in order, each with its inline parts joined."""
    pieces: list[str] = []

    def close() -> None:
        block = _tidy("".join(pieces))
        pieces.clear()
        if block:
            blocks.append(block)

    def walk(node: Any) -> None:
        pieces.append(node.text or "")
        for child in node:
            if child.tag in _INLINE:
                pieces.append("\n" if child.tag == "lb" else "")
                walk(child)
            else:
                close()
                walk(child)
                close()
            pieces.append(child.tail or "")

    walk(element)
    close()


def _by_resiliparse(html: str, depth: int) -> str:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLParserException

    nested = _nesting(html)
    if nested > depth:
        raise Refused("too_deep", f"elements are nested {nested} deep; the limit is {depth}")
    try:
        main, everything = (
            paragraphs(
                extract_plain_text(
                    html,
                    main_content=only_main,
                    preserve_formatting=True,
                    list_bullets=False,
                    alt_texts=False,
                )
            )
            for only_main in (True, False)
        )
    except HTMLParserException as err:
        if "Error 2" in str(err):  # lexbor's status for an allocation that failed
            raise MemoryError from None
        raise
    return main if len(main) >= _MAIN_SHARE * len(everything) else everything


def paragraphs(text: str) -> str:
    """Visible paragraphs parted by one blank line."""
    return "\n\n".join(block for part in re.split(r"\n\s*\n", text) if (block := _tidy(part)))


def _nesting(html: str) -> int:
    """An upper bound of the page's depth: open minus closed tags, at its highest."""
    deepest = level = position = 0
    while found := _TAG.search(html, position):
        position = found.end()
        name = found[2].lower()
        if name in _RAW and not found[1]:
            position = html.find(f"</{name}", position)
            if position < 0:
                break
            level += 1
        elif name not in _NOT_NESTED:
            level = max(0, level - 1) if found[1] else level + 1
            deepest = max(deepest, level)
    return deepest


def _tidy(block: str) -> str:
    """One paragraph with single blanks; its line breaks stay."""
    lines = (_BLANKS.sub(" ", line).strip() for line in _INVISIBLE.sub("", block).split("\n"))
    return "\n".join(line for line in lines if line)
