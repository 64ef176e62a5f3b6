"""RSS and Atom to items. Runs in the page worker only, where time and memory are bounded.

It never reads an entity or fetches a document type: a feed that declares entities is refused before parsing.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from dragoman.reading.refused import Refused


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed, as written there; `text` is its longest body as plain text."""

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and items; `fault` says where it stops being well-formed, None when it never does."""

    title: str | None
    items: list[Item] = field(default_factory=list)
    fault: str | None = None


_DECLARES = re.compile(r"<!ENTITY", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:(#\w{1,8}|[a-zA-Z][a-zA-Z0-9]{1,30});)?")
_XML_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_BODIES = ("encoded", "content", "description", "summary")
_DAYS = ("pubdate", "published", "date", "issued", "updated", "modified", "created")


def feed_of(xml: str) -> Feed:
    """The items of a feed. Raises Refused: broken_file (entities, no XML at all) or unknown_format (no feed)."""
    from lxml import etree

    if _DECLARES.search(xml):
        raise Refused("broken_file", "the feed declares entities, which are not read")
    # The text is decoded already; a declared encoding would contradict it. Feeds use HTML's entity names.
    source = _AMPERSAND.sub(_character, _DECLARATION.sub("", xml)).strip().replace("\x00", "")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as err:
        raise Refused("broken_file", f"the feed is not XML: {err}") from None
    if root is None or _name(root) not in ("rss", "rdf", "feed"):
        raise Refused(
            "unknown_format",
            f"the XML is no RSS or Atom feed; its root is {root.tag if root is not None else 'missing'!s:.60}",
        )
    fatal = [entry for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL]
    fault = f"not well-formed at line {fatal[0].line}: {fatal[0].message}" if fatal else None
    head = next((e for e in root if _name(e) == "channel"), root)
    entries = [e for e in root.iter() if _name(e) in ("item", "entry")]
    if len(entries) > len(_ENTRY_END.findall(source)):  # the file ends inside the last one
        entries = entries[:-1]
    items = [_item(e) for e in entries]
    return Feed(_plain(_child_text(head, "title")) or None, items, fault)


def _character(found: re.Match[str]) -> str:
    """What an ampersand begins: a character that XML knows by this name, one that HTML knows, or just itself."""
    if found[1] is None:
        return "&amp;"
    if found[1] in _XML_OWN or found[1].startswith("#"):
        return found[0]
    known = html.unescape(found[0])
    return known if known != found[0] else f"&amp;{found[1]};"


def _name(element: Any) -> str:
    """The element's name in lower case without its namespace, undeclared prefixes included."""
    tag = element.tag
    return re.split("[}:]", tag)[-1].lower() if isinstance(tag, str) else ""


def _item(element: Any) -> Item:
    children = [(_name(child), child) for child in element]
    bodies = [_body(child) for name in _BODIES for own, child in children if own == name]
    title = _plain(_child_text(element, "title"))
    # A feed of headlines has no bodies: the headline is the text.
    text = max(bodies, key=len, default="") or title
    day = next((t for name in _DAYS for own, child in children if own == name and (t := _inner(child))), None)
    key = next(
        (t for name in ("guid", "id") for own, child in children if own == name and (t := _inner(child))),
        None,
    )
    return Item(text, key, title or None, day, _address(children))


def _child_text(element: Any, name: str) -> str:
    return next((_inner(child) for child in element if _name(child) == name), "")


def _inner(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _address(children: list[tuple[str, Any]]) -> str | None:
    """The item's own address: Atom's alternate link, RSS's link, or a guid that is one."""
    for name, child in children:
        if name == "link" and child.get("rel", "alternate") == "alternate":
            address = (child.get("href") or _inner(child)).strip()
            if address.startswith(("http://", "https://")):
                return address
    for name, child in children:
        if (
            name in ("guid", "id")
            and child.get("isPermaLink", "true") == "true"
            and _inner(child).startswith("http")
        ):
            return _inner(child)
    return None


def _body(element: Any) -> str:
    from lxml import etree

    kind = element.get("type", "html")
    if kind == "text":
        return "\n\n".join(" ".join(p.split()) for p in _inner(element).split("\n\n") if p.strip())
    if kind == "xhtml" or len(element):
        return _plain(
            "".join(etree.tostring(child, encoding="unicode") for child in element) or _inner(element)
        )
    return _plain(_inner(element))


def _plain(fragment: str) -> str:
    """A fragment of HTML as its visible text."""
    if "<" not in fragment and "&" not in fragment:
        return "\n".join(line for part in fragment.split("\n") if (line := " ".join(part.split())))
    from resiliparse.extract.html2text import extract_plain_text

    from dragoman.reading.pages import paragraphs

    return paragraphs(
        extract_plain_text(
            fragment, main_content=False, preserve_formatting=True, list_bullets=False, alt_texts=False
        )
    )
