"""Who a mention stands for at a date: a person in office, a state, a body, a role, or nobody known.

Every answer says by what it was decided (`Actor.by`); what cannot be decided keeps its words, with nulls and
the reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from dragoman.grounding.identify import Identifier
from dragoman.grounding.introductions import acronyms, coined, introduced
from dragoman.grounding.meanings import as_meant
from dragoman.grounding.memory import Memory
from dragoman.grounding.references import References
from dragoman.grounding.scene import Scene
from dragoman.grounding.setting import setting
from dragoman.model import Actor, Mention, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.grounding.people import Interval
    from dragoman.language.parsed import Parsed
    from dragoman.model import Report
    from dragoman.registry import Registry
    from dragoman.registry.records import Name


_WORD = re.compile(r"\w+")
_WORD_END = re.compile(r"\w+$")
_SEVERAL = re.compile(r"[\s&/-]")


class ActorResolver:
    """Resolves the mentions of one report. Reads the report's names once; `resolve` is then pure."""

    def __init__(self, registry: Registry, report: Report, sentences: Sequence[Parsed]) -> None:
        self._published = report.published
        self._memory = Memory()
        self._registry = registry = as_meant(registry, report.text)
        names = registry.find(report.text)
        self._text = report.text
        self._persons = [n for n in names if any(e.kind == "person" for e in n.entries)]
        self._uncut = [n for n in names if _whole_only(n)]
        self._starts = [p.sentence.start for p in sentences]
        self._indices = [p.sentence.index for p in sentences]
        where = setting(report, names, self._interval(None), registry)
        self.countries = where.named
        """Codes of the countries that the report names, most named first."""
        self._identify = Identifier(Scene(registry, self._memory, where, self._sentence))
        self._refer = References(self._identify, self._again)
        for parsed in sentences:
            # A sentence's own names must not explain each other's first mention: read it, then remember it.
            told = list(introduced(parsed, self._identify, self._interval(None), self._persons_of(parsed)))
            for seen in told:
                self._memory.add(seen)
            for word, seen in (*acronyms(parsed, told), *coined(parsed, self._identify)):
                self._memory.acronyms.setdefault(word, seen)

    def resolve(self, mention: Mention, parsed: Parsed | None, on: When | None) -> tuple[Actor, ...]:
        """Who `mention` stands for on `on` (the report's date when None). Never empty."""
        interval = self._interval(on)
        mention = self._whole(mention)
        if parsed is not None:
            found = self._refer(mention, parsed, interval)
            if found:
                return found
        found = self._identify(mention, interval)
        if parsed is not None and not any(a.country or a.sector or a.name for a in found):
            longer = _with_its_noun(mention, parsed)
            if longer is not mention:
                more = self._identify(longer, interval)
                return more if any(a.country or a.sector or a.name for a in more) else found
        return found

    def _again(self, mention: Mention, parsed: Parsed, interval: Interval) -> tuple[Actor, ...]:
        return self._refer(mention, parsed, interval) or self._identify(mention, interval)

    def resolve_all(
        self, mentions: Sequence[Mention], parsed: Parsed | None, on: When | None
    ) -> tuple[Actor, ...]:
        """Who several mentions of one side stand for, in order, each actor once.

        Words that touch are one mention (a title and the name behind it, a name that the parser has cut).
        """
        found: list[Actor] = []
        for mention in self._grouped(mentions):
            for actor in self.resolve(mention, parsed, on):
                same = (actor.name, actor.country, actor.office)
                if actor.name is None or all(same != (a.name, a.country, a.office) for a in found):
                    found.append(actor)
        return tuple(found)

    def _grouped(self, mentions: Sequence[Mention]) -> list[Mention]:
        out: list[Mention] = []
        for mention in map(self._whole, mentions):
            last = out[-1] if out else None
            if last is not None and last.start <= mention.start and mention.end <= last.end:
                continue
            touches = last is not None and last.start <= mention.start <= last.end
            if last is not None and (touches or self._text[last.end : mention.start] == " "):
                out[-1] = self._cut(last.start, mention.end, mention)
            else:
                out.append(mention)
        return out

    def _whole(self, mention: Mention) -> Mention:
        """The mention with the whole of a name that it cuts: "Bashar al" of "Bashar al-Assad"."""
        if (
            mention.text == "-"
        ):  # "the vice-president", "pro-Russians": a word that the parser cuts at its hyphen
            before, after = (
                _WORD_END.search(self._text, 0, mention.start),
                _WORD.match(self._text, mention.end),
            )
            start, end = before.start() if before else mention.start, after.end() if after else mention.end
            mention = self._cut(start, end, mention)
        for name in self._uncut:
            if name.start >= mention.end:
                break
            cut = name.start < mention.end < name.end or name.start < mention.start < name.end
            if cut:
                return self._cut(min(name.start, mention.start), max(name.end, mention.end), mention)
        return mention

    def _cut(self, start: int, end: int, mention: Mention) -> Mention:
        return Mention(start, end, self._text[start:end], mention.head_start, mention.head_end)

    def _persons_of(self, parsed: Parsed) -> list[Name]:
        first, last = parsed.sentence.start, parsed.sentence.end
        return [n for n in self._persons if first <= n.start and n.end <= last]

    def _sentence(self, offset: int) -> int:
        at = bisect_right(self._starts, offset) - 1
        return self._indices[at] if at >= 0 else 0

    def phrase(self, text: str, on: When | None = None) -> tuple[Actor, ...]:
        """Who a phrase stands for on its own, without a sentence around it."""
        last = text.split()[-1:]
        head = text.rfind(last[0]) if last else 0
        return self._identify(Mention(0, len(text), text, head, len(text)), self._interval(on))

    def _interval(self, on: When | None) -> Interval:
        if on is not None and (on.start or on.end):
            return on.start or on.end, on.end or on.start
        return self._published, self._published


def _whole_only(name: Name) -> bool:
    """True for a name that a mention may not cut: one of several words, which a parser takes for two ("Islamic State of Iraq
    and the Levant", "Standard & Poor's") or leaves at its first ("the United" of "United States").
    """
    return bool(_SEVERAL.search(name.text))


def _with_its_noun(mention: Mention, parsed: Parsed) -> Mention:
    """The mention with the noun behind it that it only describes: "Security" of "Security forces"."""
    token = parsed.token_at(mention.head_start)
    if (
        token is None
        or token.dep_ not in ("compound", "amod")
        or token.head.i <= token.i
        or token.head.i > token.i + 3
    ):
        return mention
    between = parsed.doc[token.i + 1 : token.head.i]
    if token.head.pos_ not in ("NOUN", "PROPN") or any(t.dep_ not in ("compound", "amod") for t in between):
        return mention
    end = parsed.span_of(token.head)
    if end.start < mention.end:
        return mention
    text = parsed.sentence.text[mention.start - parsed.sentence.start : end.end - parsed.sentence.start]
    return Mention(mention.start, end.end, text, end.start, end.end)
