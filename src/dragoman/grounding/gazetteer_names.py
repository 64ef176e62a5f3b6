"""One spelling for all spellings of a place name, as the gazetteer keeps and looks up its keys.

It never decides which place a name means.
"""

from __future__ import annotations

import re
import unicodedata

_QUOTES = re.compile("['\u2018\u2019\u02bb\u02bc\u02be\u02bf`\u00b4\u02b9\u0027\u02bd]")
_GAPS = re.compile(r"[\s\-\u2010-\u2015_./]+")
_LEADING = re.compile(
    r"^(?:the|city of|town of|village of|port of|region of|province of|state of|governorate of) "
)
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|at|az|an|ash|esh|ed|er) (?=\w{3})")
_LETTERS = {
    "\u0142": "l",
    "\u00f8": "o",
    "\u0111": "d",
    "\u0131": "i",
    "\u00e6": "ae",
    "\u0153": "oe",
    "\u00fe": "th",
    "\u00f0": "d",
    "\u0259": "e",
    "\u0127": "h",
}
_FOLD = str.maketrans(_LETTERS)

KINDS_OF_DIVISION = (
    "province", "governorate", "region", "state", "oblast", "district", "department", "county", "prefecture", "municipality",
    "krai", "territory", "republic", "division", "canton", "emirate", "parish", "voivodeship", "wilaya", "autonomous region",
)  # fmt: skip
_DIVISION = re.compile(
    rf"^(?P<name>.+?) (?P<kind>{'|'.join(sorted(KINDS_OF_DIVISION, key=len, reverse=True))})$"
)


def key(name: str) -> str:
    """The lookup key of a name: no accents, case, quotes, hyphens or leading "the"; "St" is "saint".

    Empty for a name without Latin letters.
    """
    text = unicodedata.normalize("NFKD", name.casefold()).translate(_FOLD)
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = _GAPS.sub(" ", _QUOTES.sub("", text)).strip(" ,;:")
    text = _LEADING.sub("", text)
    if text.startswith("st "):
        text = "saint " + text[3:]
    return text if any("a" <= c <= "z" for c in text) else ""


def without_article(text: str) -> str | None:
    """A key without the Arabic article ("al hasakah" -> "hasakah"); None where there is none."""
    short = _ARTICLE.sub("", text)
    return short if short != text else None


def division(text: str) -> tuple[str, str] | None:
    """A key split into name and kind of division ("idlib governorate"); None for other keys."""
    match = _DIVISION.match(text)
    return (match["name"], match["kind"]) if match else None
