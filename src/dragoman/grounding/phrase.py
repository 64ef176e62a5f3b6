"""Taking a noun phrase apart into the names, the role and the flags that decide who it stands for.

It never decides: it only says what the words offer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.grounding.joined import coordinated_adjectives, joined_owners
from dragoman.grounding.phrase_roles import CUT, WORD, bare, role_after_comma, role_and_person

if TYPE_CHECKING:
    from dragoman.registry import Registry
    from dragoman.registry.records import EntryKind, Name, Role

# Behind these words stands what an act or a thing is aimed at or held against, not whose somebody is.
_NOT_OWNER = re.compile(
    r"\b(?:to|who|whom|whose|which|that|by|backed|after|before|during|ahead|opposed|loyal)\b|"
    r"\b(?:against|with|without|over|on|between|under|towards?|about|including|via)(?: the| \w+ly| \w+an)? $"
)
_SERVES = frozenset(
    {
        "aide",
        "adviser",
        "advisor",
        "assistant",
        "secretary",
        "counsel",
        "counsellor",
        "heir",
        "successor",
        "guard",
    }
)
_NAME_WORD = r"(?:[A-Z][\w'’\-]*[^\W'’]|[A-Z]\.|al-[A-Z]\w+|el-[A-Z]\w+|al|el|bin|ibn|bint|van|von|de|der|den|del|da|dos|du|ould|abu)"
# "The leader of the movement, Said Karimi": the name stands behind the description.
_NAME_BEHIND = re.compile(rf"[^,;:()]*,\s({_NAME_WORD}(?:\s{_NAME_WORD}){{1,4}})(?=$|[,;])")
# "A judge in Providence, Rhode Island": what follows is no name of hers.
_IN_PLACE = re.compile(r"\b(?:in|at|near|from) [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*, $")
_NAME_AFTER_STATE = re.compile(rf"['’s]*\s((?:[A-Z][\w'’\-]*[^\W'’])(?:\s{_NAME_WORD}){{1,4}})(?=$|[,;])")

# Nouns that only count what follows "of": a group of tourists, dozens of soldiers, members of the guard.
_CONTAINERS = frozenset({
    "group", "groups", "team", "number", "dozens", "scores", "hundreds", "thousands", "tens", "several", "some", "many", "most",
    "all", "one", "two", "three", "four", "five", "both", "members", "member", "none", "any", "majority", "handful", "pair",
    "crowd", "crowds", "band", "gang", "unit", "units", "part", "rest", "half", "third", "couple", "coalition", "column", "convoy",
    "delegation", "series", "lives", "families", "family", "bodies", "millions", "each", "few", "wave", "line", "kind",
})  # fmt: skip
_CONTAINER = re.compile(r"^(?:(?:[\w'’\-]|(?<=\d),(?=\d))+\s+){0,4}?([\w\-]+)\s+of\s+(?=\S)")

# "Saudi-backed Yemeni forces" are Yemeni: the name says who stands behind them, not whose they are.
_STANDS_BEHIND = re.compile(
    r"[-– ](?:backed|supported|sponsored|allied|aligned|funded|financed|trained|made|built|brokered|mediated|held|controlled|"
    r"occupied|linked|affiliated|style|inspired|claimed|born|educated|supplied|armed|friendly|leaning)\b"
)

_OF = re.compile(r"of (?:the )?")
# "Peacekeepers from Chad, Mali and Togo", "the presidents of Turkey and Iran": some of each.
_OWNERS = re.compile(r"(?:of|from) (?:the )?")
# "Close to 8,000 protesters": the small word is no complement.
_HEDGED = re.compile(r"(?:[Cc]lose to|[Uu]p to|[Aa]nywhere from|[Cc]loser to) (?=\d)")
# A word in quotation marks at the head of a phrase: '"red shirt" protesters'.
_QUOTED_FIRST = re.compile(r"(?:[Tt]he |[Aa]n? )?[\"\u201c][^\"\u201d]{1,25}$")
_QUOTES = frozenset('"\u201c\u201d')
_POSSESSIVE = re.compile(r"(.+?)['’]s?\s+(?=\w)")

FORMER = frozenset(
    {"former", "ex", "retired", "late", "ousted", "deposed", "exiled", "ex-president", "onetime", "erstwhile"}
)
_RANKED = frozenset({"first", "second", "third", "last", "next", "previous", "another", "any", "no", "each", "every", "other", "future",
                     "successive", "only", "several", "many", "some", "two", "three", "both"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a noun phrase offers.

    Offsets are those of the phrase. `core` is the phrase up to its first complement or comma; `rest` what
    follows. `person` holds capitalised words at the end of the core that no table knows (a person's name when
    a title stands before them).
    """

    text: str
    core: str
    rest: str
    names: tuple[Name, ...]
    role: Role | None
    role_words: str
    person: str | None
    former: bool
    deputy: bool
    definite: bool
    ranked: bool
    """"the first president to", "the last king", "a president": no one holder at the date is meant."""
    plural_adjectives: tuple[str, ...]

    @property
    def owner(self) -> str | None:
        """The words before a possessive: "Karimi" of "Karimi's forces"; None where there is none."""
        match = _POSSESSIVE.match(self.core)
        return match.group(1) if match else None

    def owns(self, name: Name) -> bool:
        """True unless the name stands behind words that say at whom something is aimed: "envoy to Syria"."""
        if name.start < len(self.core):
            return True
        if self.role is not None and self.role.noun.split()[-1] in _SERVES and self.rest.startswith("to "):
            return not _NOT_OWNER.search(self.rest[3 : name.start - len(self.core)])
        return not _NOT_OWNER.search(self.text[len(self.core) : name.start])

    def first(self, kinds: frozenset[EntryKind], *, in_core: bool | None = None) -> tuple[Name, str] | None:
        """The first name that may stand for one of `kinds`, with what it refers to."""
        for name in self.names:
            if in_core is not None and (name.start < len(self.core)) != in_core:
                continue
            for entry in name.entries:
                if entry.kind in kinds:
                    return name, entry.ref
        return None

    def all(self, kinds: frozenset[EntryKind]) -> list[tuple[Name, str]]:
        """Every name that may stand for one of `kinds`, in text order."""
        found = []
        for name in self.names:
            for entry in name.entries:
                if entry.kind in kinds:
                    found.append((name, entry.ref))
                    break
        return found


def read_phrase(text: str, registry: Registry) -> Reading:
    """Take `text` (one noun phrase) apart."""
    hedged = _HEDGED.match(text)
    if hedged:
        return read_phrase(text[hedged.end() :], registry)
    container = _CONTAINER.match(text)
    if container and container.group(1).lower() in _CONTAINERS:
        return read_phrase(text[container.end() :], registry)
    names = tuple(n for n in registry.find(text) if not _STANDS_BEHIND.match(text, n.end))
    cut = _past_title(text, _cut(text, names), registry)
    core, rest = text[:cut], text[cut:]
    words = [w.group() for w in WORD.finditer(core)]
    lowered = [w.lower().rstrip(".") for w in words]
    role, role_words, person = role_and_person(words, registry)
    if role is not None and _inside_name(core, role_words, names):
        role, role_words = None, ""
    elif role is None:
        role, role_words = role_after_comma(rest, registry)
    owned = None if person else _role_of_owner(role, role_words, rest, cut, names, registry)
    role = owned or role
    if role is not None and person is None and owned is None:
        person = _name_behind(text, cut, names)
    return Reading(
        text=text,
        core=core,
        rest=rest,
        names=names,
        role=role,
        role_words=role_words,
        person=person,
        former=any(w in FORMER for w in lowered) or "ex-" in core.lower(),
        deputy=any(w in {"deputy", "vice", "assistant", "under"} for w in lowered),
        definite=bool(lowered) and lowered[0] in {"the", "this", "that", "his", "her", "its", "their"},
        ranked=bool(_RANKED & set(lowered)) or (bool(lowered) and lowered[0] in {"a", "an"}),
        plural_adjectives=coordinated_adjectives(core, names)
        or (joined_owners(role_words, text, cut, names) if _OWNERS.match(rest) else ()),
    )


def _role_of_owner(
    role: Role | None, role_words: str, rest: str, cut: int, names: tuple[Name, ...], registry: Registry
) -> Role | None:
    """A head of something that is no state has the sectors of it: "president of the Chadian Human Rights League"."""
    match = _OF.match(rest)
    if match is None or role is None:
        return None
    following = CUT.search(rest, match.end())
    end = following.start() if following else len(rest)
    owner = rest[match.end() : end].rstrip()
    if not owner or any(n.end == cut + match.end() + len(owner) for n in names):
        return None
    words = [bare(w.group()) for w in WORD.finditer(f"{role_words} of {owner}")]
    whole = registry.role(words)
    same = whole is not None and whole.noun == role.noun and whole.sectors != role.sectors
    return whole if same else None


def _name_behind(text: str, cut: int, names: tuple[Name, ...]) -> str | None:
    """The name of a person behind a description: after its comma, or after "of" and a state."""
    match = _NAME_BEHIND.match(text, cut)
    if match is not None and _IN_PLACE.search(text, cut, match.start(1)):
        match = None
    elif match is None:
        state = next(
            (n for n in names if n.start > cut and text[cut : n.start] in {" of ", "of ", "of the "}), None
        )
        match = _NAME_AFTER_STATE.match(text, state.end) if state else None
    if match is None or any(n.start < match.end(1) and n.end > match.start(1) for n in names):
        return None
    return match.group(1)


def _cut(text: str, names: tuple[Name, ...]) -> int:
    for match in CUT.finditer(text):
        if match.start() == 0 or (match.group() == "," and _between_adjectives(match.start(), names)):
            continue
        opens = match.group() in _QUOTES and (
            not text[: match.start()].strip("TtheAan ") or _QUOTED_FIRST.match(text, 0, match.start())
        )
        if not opens and not any(n.start <= match.start() < n.end for n in names):
            return match.start()
    return len(text)


def _between_adjectives(at: int, names: tuple[Name, ...]) -> bool:
    """True for a comma between two nationalities: "British, French and German leaders"."""
    beside = [n for n in names if n.end == at or n.start == at + 2]
    return len(beside) == 2 and all(any(e.kind == "adjective" for e in n.entries) for n in beside)


def _inside_name(core: str, role_words: str, names: tuple[Name, ...]) -> bool:
    """True when the role's head word is part of a known name: the United *States*, the European *Union*."""
    head = role_words.rsplit(maxsplit=1)[-1]
    at = core.rfind(head)
    return any(n.start <= at < n.end and n.end - n.start > len(head) for n in names)


def _past_title(text: str, cut: int, registry: Registry) -> int:
    """Move the cut behind a title that itself holds "of": secretary of state, chief of staff."""
    rest = text[cut:]
    if not rest.startswith("of "):
        return cut
    following = WORD.findall(rest)[1:3]
    for taken in (2, 1):
        words = [bare(w) for w in (*WORD.findall(text[:cut]), "of", *following[:taken])]
        role = registry.role(words) if len(following) >= taken else None
        if role is not None and " of " in role.noun:
            end = cut
            for word in ("of", *following[:taken]):
                end = text.index(word, end) + len(word)
            longer = CUT.search(text, end)
            return longer.start() if longer else len(text)
    return cut
