"""The role and the person's name that the words of a noun phrase hold: "army chief Karim Haddad", "..., Tehran's deputy minister".

It knows the table of roles and nothing of the names of the registry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.registry import Registry
    from dragoman.registry.records import Role

WORD = re.compile(r"[^\W_](?:[\w.'’\-]*\w)?\.?|[&]")

# Where the core of a noun phrase ends: "the head | of the mission", "Akbari | , the ambassador".
CUT = re.compile(
    r"[,;:()\[\]–—\"“”]|\s-\s(?!(?:\w+ed|borne|led|held|run|owned|made|built)\b)|(?<![\w-])(?:of|in|at|from|for|to|on|against|with|without|who|whom|whose|which|that|by|near|"
    r"over|under|inside|outside|during|after|before|between|among|towards?|across|about|into|based|backed|led|including|"
    r"via|as|amid|(?:loyal|close|opposed|belonging|linked) to)(?![\w])",
)
# Words before a name that are no part of it.
_TITLES_ONLY = frozenset(
    {"mr", "mrs", "ms", "dr", "sir", "lord", "dame", "prof", "professor", "sheikh", "sayyid", "hojatoleslam"}
)
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "bint", "van", "von", "de", "der", "den", "del", "della", "da", "dos", "du", "la", "le",
                        "abu", "ben", "y", "ul", "ur", "zu", "ter"})  # fmt: skip
_NOT_NAME = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "some", "several",
                       "many", "most", "two", "three", "four", "five", "both", "all", "other", "no", "any"})  # fmt: skip


def role_and_person(words: list[str], registry: Registry) -> tuple[Role | None, str, str | None]:
    """The role that the core ends with, or that stands before trailing capitalised words."""
    words = [w for w in words if w not in {"'s", "’s"}]
    loose: tuple[Role, str] | None = None
    titled = any(w.lower() == "of" for w in words)
    for drop in range(min(5, len(words)) + 1):
        head = words[: len(words) - drop]
        tail = words[len(words) - drop :]
        if tail and not _nameable(tail[0]):
            break
        role = registry.role([bare(w) for w in head]) if head else None
        if role is not None and "modifier" in role.flags:  # "army accountant": the head itself is unknown
            loose = loose or (role, " ".join(head))
        elif role is not None and (not titled or " of " in role.noun):
            return role, " ".join(head), _person_name(tail)
        elif role is not None:  # "chief of staff Karimi": the longer title stands further left
            loose = loose or (role, " ".join(head))
    if loose is not None:
        return *loose, None
    trailing: list[str] = []
    for word in reversed(words):
        if not _nameable(word):
            break
        trailing.insert(0, word)
    return None, "", _person_name(trailing)


def _nameable(word: str) -> bool:
    return (
        word[:1].isupper()
        or word.lower() in _PARTICLES
        or word.lower().startswith(
            ("al-", "el-", "ad-", "as-", "ar-", "an-", "at-", "az-", "ez-", "ed-", "er-", "es-")
        )
    )


def _person_name(words: list[str]) -> str | None:
    words = list(words)
    while words and (words[0].lower().rstrip(".") in _TITLES_ONLY or words[0].lower() in _NOT_NAME):
        words.pop(0)
    while words and words[-1].lower() in _PARTICLES:
        words.pop()
    if not words:
        return None
    words[-1] = bare(words[-1])
    name = " ".join(words)
    return name if any(w[:1].isupper() for w in words) and not name.isupper() else None


def bare(word: str) -> str:
    for ending in ("'s", "’s", "'", "’"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def role_after_comma(rest: str, registry: Registry) -> tuple[Role | None, str]:
    """The role in an apposition: "Mohammad Jamshidi, Tehran's deputy chief of staff for ..."."""
    if not rest.startswith(","):
        return None, ""
    apposition = rest[1:].lstrip()
    cut = CUT.search(apposition)
    core = apposition[: cut.start()] if cut else apposition
    if cut and cut.group() == "of":  # "chief of staff", "head of mission": let the role table decide
        longer = CUT.search(apposition, cut.end())
        whole = apposition[: longer.start()] if longer else apposition
        words = [bare(w.group()) for w in WORD.finditer(whole)]
        role = registry.role(words)
        if role is not None:
            return role, " ".join(words)
    words = [bare(w.group()) for w in WORD.finditer(core)]
    role = registry.role(words) if words else None
    return role, " ".join(words) if role else ""
