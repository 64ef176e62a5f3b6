"""Who a mention stands for at a date: a person in office, a state, a body, a role, or nobody known.

Every answer says by what it was decided (`Actor.by`); what cannot be decided keeps its words, with nulls and
the reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.definites import state_noun
from dragoman.grounding.describe import moved
from dragoman.grounding.identify import Identifier, blank, reading_of
from dragoman.grounding.introductions import acronyms, coined, introduced
from dragoman.grounding.meanings import as_meant
from dragoman.grounding.memory import BOTH, OF_BOTH, PERSONS, PLURAL_PRONOUNS, PRONOUNS, Memory, Seen
from dragoman.grounding.pronouns import (
    governor,
    in_leading_clause,
    object_of,
    relational,
    speaker_before,
    verdict_before,
)
from dragoman.grounding.setting import setting
from dragoman.grounding.stand_ins import REFLEXIVES, counts_persons, subject_of_own_verb, which_of_two
from dragoman.grounding.states import owning_state
from dragoman.model import Actor, Mention, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dragoman.grounding.people import Interval
    from dragoman.language.parsed import Parsed
    from dragoman.model import Report
    from dragoman.registry import Registry
    from dragoman.registry.records import Name


# "Welcomed it", "rejected them": the object is a thing, unless the verb can only be done to somebody. Ours.
_THINGS = frozenset({"it", "them", "itself", "themselves"})
_TO_SOMEBODY = frozenset(
    {"accuse", "blame", "urge", "ask", "tell", "warn", "invade", "threaten", "invite", "sue", "arm", "fund", "supply", "aid", "help",
     "arrest", "detain", "expel", "evict", "kill", "beat", "free", "release", "meet", "join", "thank", "advise", "assure", "punish",
     "sanction", "bomb", "charge", "suspend", "protect"}
)  # fmt: skip


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
        self._identify = Identifier(registry, self._memory, where, self._sentence)
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
            found = (
                self._two(mention, parsed, interval)
                or self._stand_in(mention, parsed, on)
                or self._pronoun(mention, parsed)
            )
            if found:
                return found
            found = self._counterpart(mention, parsed, interval)
            if found:
                return found
            lead, _, rest = mention.text.partition(" ")
            if rest and lead.lower() in PRONOUNS:
                return (self._possessed(mention, lead, parsed, interval),)
        found = self._identify(mention, interval)
        if parsed is not None and not any(a.country or a.sector or a.name for a in found):
            longer = _with_its_noun(mention, parsed)
            if longer is not mention:
                more = self._identify(longer, interval)
                return more if any(a.country or a.sector or a.name for a in more) else found
        return found

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

    def _two(self, mention: Mention, parsed: Parsed, interval: Interval) -> tuple[Actor, ...]:
        """ "The two countries", "both leaders": the two of whom the report has just spoken."""
        of_both = OF_BOTH.search(mention.text)
        if of_both is not None:
            reading = reading_of(mention.text[: of_both.start()], self._registry)
            pair = self._memory.pair(mention.start, parsed.sentence.index)
            if reading.role is None or pair is None:
                return ()
            described = self._identify.described
            return tuple(
                described(blank(mention), reading, reading.role, s.actor.country, interval) for s in pair
            )
        match = BOTH.match(mention.text)
        if match is None:
            return ()
        people = (match.group(1) or match.group(2) or "").lower() in PERSONS
        found = self._memory.pair(mention.start, parsed.sentence.index, "person" if people else None)
        return tuple(self._one_of_two(mention, seen, people=people) for seen in found or ())

    def _stand_in(self, mention: Mention, parsed: Parsed, on: When | None) -> tuple[Actor, ...]:
        """ "Killing 14", "those who fled", "shot himself", "the latter"."""
        token = parsed.token_at(mention.head_start)
        if token is None:
            return ()
        place = which_of_two(mention.text)
        if place is not None:
            pair = self._memory.pair(mention.start, parsed.sentence.index, back=2)
            return (self._one_of_two(mention, pair[place], people=False),) if pair else ()
        if mention.text.lower() in REFLEXIVES:
            subject = subject_of_own_verb(token)
            if subject is None or subject.lower_ in REFLEXIVES:
                return ()
            actors = self.resolve(_up_to_head(parsed, subject), parsed, on)
            return tuple(
                replace(moved(a, blank(mention)), by=f"pronoun for {a.name or a.text}: {a.by}")
                for a in actors
            )
        if counts_persons(mention.text, token):
            return (
                replace(
                    blank(mention), sector="CVL", sectors=("CVL",), by="persons counted or told of as such"
                ),
            )
        return ()

    def _one_of_two(self, mention: Mention, seen: Seen, *, people: bool) -> Actor:
        by = f"one of two: {_called(seen)}"
        if people:
            return replace(moved(seen.actor, blank(mention)), by=by)
        country = self._registry.country(seen.actor.country or "")
        return replace(
            blank(mention),
            name=country.name if country else seen.actor.name,
            country=seen.actor.country,
            by=by,
        )

    def _pronoun(self, mention: Mention, parsed: Parsed) -> tuple[Actor, ...]:
        word = mention.text.lower()
        if word not in PRONOUNS:
            return ()
        if word in PLURAL_PRONOUNS and word != "them":
            both = self._memory.subjects(mention.start, parsed.sentence.index)
            if both is None and not self._memory.plural_subject(mention.start, parsed.sentence.index):
                # "X received Y. They agreed": only the sentence before tells of the two.
                both = self._memory.pair(parsed.sentence.start, parsed.sentence.index, "person", back=2)
            if both is not None:
                return tuple(
                    replace(moved(s.actor, blank(mention)), by=f"pronoun for {_called(s)}") for s in both
                )
        token = parsed.token_at(mention.head_start)
        leading = token is not None and in_leading_clause(token)
        verb = object_of(token) if token is not None else -1
        own = governor(token) if token is not None else None
        if own is not None and word in _THINGS and own.lemma_ not in _TO_SOMEBODY:
            return (replace(blank(mention), by="unresolved: pronoun that may stand for a thing"),)
        seen = self._memory.antecedent(
            word, mention.start, parsed.sentence.index, in_leading_clause=leading, object_of=verb,
            verdict=self._verdict(parsed, token),
            said_by=speaker_before(token) if token is not None else -1,
        )  # fmt: skip
        if seen is None:
            return (replace(blank(mention), by="unresolved: pronoun without an antecedent"),)
        return (replace(moved(seen.actor, blank(mention)), by=f"pronoun for {_called(seen)}"),)

    def _verdict(self, parsed: Parsed, token: Token | None) -> int | None:
        """Report offset of the verb on whose grounds a possessive pronoun stands; None elsewhere."""
        verb = verdict_before(token) if token is not None else None
        return None if verb is None else parsed.sentence.start + verb.idx

    def _counterpart(self, mention: Mention, parsed: Parsed, interval: Interval) -> tuple[Actor, ...]:
        """ "His Syrian counterpart": who held the office of the person spoken of in that country."""
        reading = reading_of(mention.text, self._registry)
        state = owning_state(reading)
        if reading.role is None or reading.role.noun != "counterpart" or reading.person or state is None:
            return ()
        if reading.first(frozenset({"person"})) is not None:
            return ()
        seen = self._memory.antecedent("his", mention.start, parsed.sentence.index)
        words = (seen.actor.office or "").partition(" of ")[0] or seen.role if seen is not None else ""
        role = (
            self._registry.role(words) or self._registry.role(seen.role)
            if seen is not None and words
            else None
        )
        if role is None or seen is None:
            return ()
        codes = reading.plural_adjectives or (state.code,)
        found = [self._identify.described(blank(mention), reading, role, code, interval) for code in codes]
        return tuple(replace(a, by=f"counterpart of {_called(seen)}: {a.by}") for a in found)

    def _possessed(self, mention: Mention, pronoun: str, parsed: Parsed, interval: Interval) -> Actor:
        """ "its forces", "their president": the role of the phrase, the country of the pronoun."""
        reading = reading_of(mention.text, self._registry)
        own = self._identify.one(mention, reading, interval)
        if relational(mention.text):
            return replace(own, by=f"{own.by}; not of the country itself") if own.country is None else own
        token = parsed.token_at(mention.start)
        seen = self._memory.antecedent(
            pronoun,
            mention.start,
            parsed.sentence.index,
            object_of=object_of(token) if token is not None else -1,
            verdict=self._verdict(parsed, token),
            said_by=speaker_before(token) if token is not None else -1,
        )
        if (own.country is not None and "; country: " not in (own.by or "")) or seen is None:
            return own
        country = self._registry.country(seen.actor.country or "")
        if state_noun(reading) and country is not None:
            return replace(
                blank(mention),
                name=country.name,
                country=seen.actor.country,
                by=f"country of {_called(seen)}",
            )
        if reading.role is not None and seen.actor.country is not None:
            held = self._identify.described(
                blank(mention), reading, reading.role, seen.actor.country, interval
            )
            return replace(held, country=seen.actor.country, by=f"{held.by}, pronoun for {_called(seen)}")
        if own.name is not None:
            return own
        return replace(
            moved(seen.actor, blank(mention)), by=f"inside the phrase: pronoun for {_called(seen)}"
        )


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


def _up_to_head(parsed: Parsed, head: Token) -> Mention:
    """The noun phrase of a word, from its first modifier to itself."""
    first, at = parsed.span_of(head.left_edge), parsed.span_of(head)
    text = parsed.sentence.text[first.start - parsed.sentence.start : at.end - parsed.sentence.start]
    return Mention(first.start, at.end, text, at.start, at.end)


def _called(seen: Seen) -> str:
    return seen.actor.name or seen.actor.text
