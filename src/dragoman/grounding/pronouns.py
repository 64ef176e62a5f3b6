"""What the clause around a pronoun says of whom it can mean, and of whom it cannot.

Behind a verdict ("condemned Russia for its invasion", "imposed sanctions on Mali over its plans") the subject judges, and
"its" is the other one's. It looks at the parse alone, never at who is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dragoman.model import Actor

# Verbs whose object is blamed, praised or made to pay for something of its own. Ours.
_VERDICTS = frozenset(
    ["accuse", "admonish", "applaud", "arrest", "attack", "berate", "blame", "blast", "bomb", "boycott", "castigate", "censure", "charge",
     "chide", "commend", "condemn", "congratulate", "criticise", "criticize", "denounce", "expel", "fault", "fine", "hail", "hit", "honour",
     "honor", "impose", "indict", "jail", "lambast", "lambaste", "laud", "penalise", "penalize", "praise", "prosecute", "punish", "rebuke",
     "reprimand", "reproach", "sanction", "scold", "slam", "slap", "sue", "suspend", "take", "thank", "threaten", "upbraid", "warn"]
)  # fmt: skip
# Verbs that nobody uses of what is his own: the "its" of "criticised its raids" is not the subject's.
_AGAINST = frozenset(
    ["attack", "bomb", "boycott", "castigate", "censure", "condemn", "criticise", "criticize", "decry", "denounce", "deplore", "invade",
     "lambast", "lambaste", "slam"]
)  # fmt: skip
_GROUNDS = frozenset({"for", "over", "about", "of"})
_MAX_CLIMB = 6
_RELATIONS = frozenset(
    ["neighbour", "neighbours", "neighbor", "neighbors", "ally", "allies", "rival", "rivals", "enemy", "enemies", "foe", "foes", "adversary",
     "adversaries", "partner", "partners", "opponent", "opponents", "creditors", "critics", "hosts", "guests", "captors", "occupiers"]
)  # fmt: skip
REFLEXIVES = frozenset({"itself", "himself", "herself", "themselves"})
_OF_PERSONS = frozenset({"him", "her", "his", "he", "she"})
_BY_PRONOUN = ("pronoun for ", "inside the phrase: pronoun for ")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a pronoun; offsets are those of the report.

    `leading`: a subordinate clause before its subject. `apart`: first and last offset of the subject that it cannot mean.
    `verdict`: offset of the verb on whose grounds it stands ("condemned Russia for its ..."). `said_by`: place in the sentence of
    the verb of saying in whose clause it is the subject, -1 without one.
    """

    leading: bool = False
    apart: tuple[int, int] | None = None
    verdict: int | None = None
    said_by: int = -1


NOTHING = Around()


def _against(pronoun: Token) -> int:
    """The place of the verb whose object a possessive belongs to and whose subject it cannot be; -1 elsewhere."""
    noun = pronoun.head
    hostile = noun.dep_ == "dobj" and noun.head.lemma_.lower() in _AGAINST
    return int(noun.head.i) if pronoun.dep_ == "poss" and hostile else -1


def _verdict_before(pronoun: Token) -> Token | None:
    """The verb of the verdict whose grounds a possessive pronoun stands in; None elsewhere."""
    if pronoun.dep_ != "poss":
        return None
    token, grounds = pronoun.head, False
    for _ in range(_MAX_CLIMB):
        head = token.head
        if head.i == token.i:
            return None
        if token.dep_ in {"prep", "pobj", "pcomp", "dobj", "conj", "appos"}:
            grounds = grounds or (token.dep_ == "prep" and token.lower_ in _GROUNDS)
            if head.pos_ == "VERB" and head.i < pronoun.i and grounds:
                passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in head.children)
                return head if head.lemma_.lower() in _VERDICTS and not passive else None
            token = head
            continue
        return None
    return None


def relational(text: str) -> bool:
    """True for others who stand in a relation to somebody: "its neighbours" and "their allies" are not of the country itself."""
    return not _RELATIONS.isdisjoint(text.lower().split()[-1:])


def governor(token: Token) -> Token | None:
    """The verb whose object the token is, also behind a preposition; None for a subject and all else."""
    if token.dep_ == "pobj":
        token = token.head
    return token.head if token.dep_ in {"dobj", "dative", "prep", "agent"} else None


def _speaker_before(token: Token) -> int:
    """The place of the verb of saying in whose clause a subject pronoun stands ("Norway said it might ..."); -1 elsewhere.

    Who says so is the first to be meant. A possessive counts where the subject of its clause is a pronoun too.
    """
    if token.dep_ == "poss":
        verb = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)
        subject = (
            next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if verb is not None
            else None
        )
        if subject is None or subject.pos_ != "PRON":
            return -1
        token = subject
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return -1
    clause = token.head
    return int(clause.head.i) if clause.dep_ == "ccomp" and clause.head.i < clause.i else -1


def _apart(token: Token) -> tuple[int, int] | None:
    """First and last token of the subject that an object pronoun cannot mean; of coordinated verbs, that of the first.

    None for a subject, and for a possessive of what may well be the subject's own.
    """
    verb = governor(token)
    if token.dep_ == "poss":
        at = _against(token)
        verb = token.doc[at] if at >= 0 else None
    while verb is not None:
        subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None:
            return int(subject.left_edge.i), int(subject.right_edge.i)
        verb = verb.head if verb.dep_ == "conj" else None  # "summoned the envoy and handed her a note"
    return None


def around(token: Token | None, start: int) -> Around:
    """What the clause says of whom a pronoun can mean. `start` is the offset of its sentence in the report."""
    if token is None:
        return NOTHING
    doc, verdict, apart = token.doc, _verdict_before(token), _apart(token)
    return Around(
        leading=_in_leading_clause(token),
        apart=(start + doc[apart[0]].idx, start + doc[apart[1]].idx + len(doc[apart[1]].text))
        if apart
        else None,
        verdict=None if verdict is None else start + verdict.idx,
        said_by=_speaker_before(token),
    )


def without_himself(source: Sequence[Actor], target: Sequence[Actor]) -> tuple[Actor, ...]:
    """The target without the source itself and pronouns for it: "Mali vowed to answer any attack on its territory" threatens nobody named.

    A person who is named is himself alone: "Minsk sentenced her" is about her, though both are of one country.
    """
    own = {(a.country, a.name) for a in source if a.country or a.name} | {
        (a.country, None) for a in source if a.country
    }
    return tuple(
        a
        for a in target
        if not (a.name and a.text.lower() not in REFLEXIVES and any(_same(a, b) for b in source))
        and (
            not (a.by or "").startswith(_BY_PRONOUN)
            or a.text.lower() in REFLEXIVES
            or own.isdisjoint(
                {(a.country, a.name)}
                if a.name and a.text.lower() in _OF_PERSONS
                else {(a.country, a.name), (a.country, None)}
            )
        )
    )


def _same(one: Actor, other: Actor) -> bool:
    return (one.name, one.country, one.sectors) == (other.name, other.country, other.sectors)


def _in_leading_clause(token: Token) -> bool:
    """True inside a subordinate clause that stands before the subject of the clause it hangs on."""
    return any(a.dep_ == "advcl" and a.i < a.head.i for a in (token, *token.ancestors))
