"""Words that refer to somebody of the same report: "the two countries", pronouns, "his counterpart", "its forces", "the latter".

Each answer says for whom it stands; where the report does not tell, it gives nothing or says that it stays open.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.definites import state_noun
from dragoman.grounding.describe import moved
from dragoman.grounding.identify import Identifier, blank, reading_of
from dragoman.grounding.memory import BOTH, OF_BOTH, PERSONS, PLURAL_PRONOUNS, PRONOUNS, Seen
from dragoman.grounding.pronouns import REFLEXIVES, around, governor, relational
from dragoman.grounding.stand_ins import counts_persons, subject_of_own_verb, which_of_two
from dragoman.grounding.states import owning_state
from dragoman.model import Actor, Mention

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from dragoman.grounding.people import Interval
    from dragoman.language.parsed import Parsed

# "Welcomed it", "rejected them": the object is a thing, unless the verb can only be done to somebody. Ours.
_THINGS = frozenset({"it", "them", "itself", "themselves"})
_TO_SOMEBODY = frozenset(
    {"accuse", "blame", "urge", "ask", "tell", "warn", "invade", "threaten", "invite", "sue", "arm", "fund", "supply", "aid", "help",
     "arrest", "detain", "expel", "evict", "kill", "beat", "free", "release", "meet", "join", "thank", "advise", "assure", "punish",
     "sanction", "bomb", "charge", "suspend", "protect"}
)  # fmt: skip


class References:
    """Resolves the referring words of one report; `again` resolves a mention of its own sentence for them."""

    def __init__(
        self, identify: Identifier, again: Callable[[Mention, Parsed, Interval], tuple[Actor, ...]]
    ) -> None:
        self.identify = identify
        self.registry = identify.registry
        self.memory = identify.scene.memory
        self.again = again

    def __call__(self, mention: Mention, parsed: Parsed, interval: Interval) -> tuple[Actor, ...]:
        """Who the words stand for; empty where they refer to nobody by rule."""
        found = (
            self._two(mention, parsed, interval)
            or self._stand_in(mention, parsed, interval)
            or self._pronoun(mention, parsed)
            or self._counterpart(mention, parsed, interval)
        )
        if found:
            return found
        lead, _, rest = mention.text.partition(" ")
        if rest and lead.lower() in PRONOUNS:
            return self._of_both(mention, lead, parsed, interval) or (
                self._possessed(mention, lead, parsed, interval),
            )
        return ()

    def _two(self, mention: Mention, parsed: Parsed, interval: Interval) -> tuple[Actor, ...]:
        """ "The two countries", "both leaders": the two of whom the report has just spoken."""
        of_both = OF_BOTH.search(mention.text)
        if of_both is not None:
            reading = reading_of(mention.text[: of_both.start()], self.registry)
            pair = self.memory.pair(mention.start, parsed.sentence.index)
            if reading.role is None or pair is None:
                return ()
            described = self.identify.described
            return tuple(
                described(blank(mention), reading, reading.role, s.actor.country, interval) for s in pair
            )
        match = BOTH.match(mention.text)
        if match is None:
            return ()
        people = (match.group(1) or match.group(2) or "").lower() in PERSONS
        found = self.memory.pair(mention.start, parsed.sentence.index, "person" if people else None)
        return tuple(self._one_of_two(mention, seen, people=people) for seen in found or ())

    def _stand_in(self, mention: Mention, parsed: Parsed, interval: Interval) -> tuple[Actor, ...]:
        """ "Killing 14", "those who fled", "shot himself", "the latter"."""
        token = parsed.token_at(mention.head_start)
        if token is None:
            return ()
        place = which_of_two(mention.text)
        if place is not None:
            pair = self.memory.pair(mention.start, parsed.sentence.index, back=2)
            return (self._one_of_two(mention, pair[place], people=False),) if pair else ()
        if mention.text.lower() in REFLEXIVES:
            subject = subject_of_own_verb(token)
            if subject is None or subject.lower_ in REFLEXIVES:
                return ()
            actors = self.again(_up_to_head(parsed, subject), parsed, interval)
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
        country = self.registry.country(seen.actor.country or "")
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
            both = self.memory.subjects(mention.start, parsed.sentence.index)
            if both is None and not self.memory.plural_subject(mention.start, parsed.sentence.index):
                # "X received Y. They agreed": only the sentence before tells of the two.
                both = self.memory.pair(parsed.sentence.start, parsed.sentence.index, "person", back=2)
            if both is not None:
                return tuple(
                    replace(moved(s.actor, blank(mention)), by=f"pronoun for {_called(s)}") for s in both
                )
        token = parsed.token_at(mention.head_start)
        verb = governor(token) if token is not None else None
        if verb is not None and word in _THINGS and verb.lemma_ not in _TO_SOMEBODY:
            return (replace(blank(mention), by="unresolved: pronoun that may stand for a thing"),)
        seen = self.memory.antecedent(
            word, mention.start, parsed.sentence.index, around(token, parsed.sentence.start)
        )
        if seen is None:
            return (replace(blank(mention), by="unresolved: pronoun without an antecedent"),)
        return (replace(moved(seen.actor, blank(mention)), by=f"pronoun for {_called(seen)}"),)

    def _counterpart(self, mention: Mention, parsed: Parsed, interval: Interval) -> tuple[Actor, ...]:
        """ "His Syrian counterpart": who held the office of the person spoken of in that country."""
        reading = reading_of(mention.text, self.registry)
        state = owning_state(reading)
        if reading.role is None or reading.role.noun != "counterpart" or reading.person or state is None:
            return ()
        if reading.first(frozenset({"person"})) is not None:
            return ()
        seen = self.memory.antecedent("his", mention.start, parsed.sentence.index)
        words = (seen.actor.office or "").partition(" of ")[0] or seen.role if seen is not None else ""
        role = (
            self.registry.role(words) or self.registry.role(seen.role) if seen is not None and words else None
        )
        if role is None or seen is None:
            return ()
        codes = reading.plural_adjectives or (state.code,)
        found = [self.identify.described(blank(mention), reading, role, code, interval) for code in codes]
        return tuple(replace(a, by=f"counterpart of {_called(seen)}: {a.by}") for a in found)

    def _of_both(
        self, mention: Mention, pronoun: str, parsed: Parsed, interval: Interval
    ) -> tuple[Actor, ...]:
        """ "Japan and Palau signed a pact, and their coast guards held drills": the coast guards of both."""
        reading = reading_of(mention.text, self.registry)
        if (
            pronoun.lower() != "their"
            or reading.role is None
            or reading.names
            or reading.person
            or relational(mention.text)
        ):
            return ()
        both = self.memory.subjects(mention.start, parsed.sentence.index)
        if both is None or any(s.kind != "state" for s in both):
            return ()
        described = self.identify.described
        return tuple(
            replace(
                described(blank(mention), reading, reading.role, s.actor.country, interval, several=False),
                country=s.actor.country,
                by=f"pronoun for {_called(s)}",
            )
            for s in both
        )

    def _possessed(self, mention: Mention, pronoun: str, parsed: Parsed, interval: Interval) -> Actor:
        """ "its forces", "their president": the role of the phrase, the country of the pronoun."""
        reading = reading_of(mention.text, self.registry)
        own = self.identify.one(mention, reading, interval)
        if relational(mention.text):
            return replace(own, by=f"{own.by}; not of the country itself") if own.country is None else own
        token = parsed.token_at(mention.start)
        seen = self.memory.antecedent(
            pronoun, mention.start, parsed.sentence.index, around(token, parsed.sentence.start)
        )
        if (own.country is not None and "; country: " not in (own.by or "")) or seen is None:
            return own
        country = self.registry.country(seen.actor.country or "")
        if state_noun(reading) and country is not None:
            return replace(
                blank(mention),
                name=country.name,
                country=seen.actor.country,
                by=f"country of {_called(seen)}",
            )
        if reading.role is not None and seen.actor.country is not None:
            held = self.identify.described(
                blank(mention), reading, reading.role, seen.actor.country, interval
            )
            return replace(held, country=seen.actor.country, by=f"{held.by}, pronoun for {_called(seen)}")
        if own.name is not None:
            return own
        return replace(
            moved(seen.actor, blank(mention)), by=f"inside the phrase: pronoun for {_called(seen)}"
        )


def _up_to_head(parsed: Parsed, head: Token) -> Mention:
    """The noun phrase of a word, from its first modifier to itself."""
    first, at = parsed.span_of(head.left_edge), parsed.span_of(head)
    text = parsed.sentence.text[first.start - parsed.sentence.start : at.end - parsed.sentence.start]
    return Mention(first.start, at.end, text, at.start, at.end)


def _called(seen: Seen) -> str:
    return seen.actor.name or seen.actor.text
