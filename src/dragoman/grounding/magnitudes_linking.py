"""Whether a count belongs to an act: the way between their words over the parse.

It knows nothing of amounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# Steps that lead from an act into what it did: objects, participles, conjuncts, "in which", "that killed".
_DOWN = frozenset(
    [
        "dobj",
        "nsubj",
        "nsubjpass",
        "pobj",
        "prep",
        "agent",
        "advcl",
        "conj",
        "xcomp",
        "acl",
        "relcl",
        "pcomp",
        "oprd",
        "acomp",
        "attr",
        "nummod",
        "amod",
        "compound",
        "npadvmod",
        "quantmod",
        "nmod",
        "dep",
        "appos",
        "dative",
        "poss",
    ]
)
_UP_STOP = frozenset(["ccomp", "csubj", "parataxis"])
# Prepositions behind which another happening stands.
_OTHER_EVENT = frozenset(
    ["after", "before", "since", "despite", "over", "following", "ahead", "until", "because"]
)
# Words that open a clause of another act.
_OTHER_CLAUSE = frozenset(["after", "before", "since", "because", "if", "unless"])
_MAX_STEPS = 9


def linked(trigger: Token, predicate: Token, noun: Token, *, money: bool = False) -> bool:
    """True when the count at `noun`, said by `predicate`, is a count of the act at `trigger`."""
    if predicate.i == trigger.i:
        return True
    goal = noun if money else predicate
    path = _path(trigger, goal)
    if path is None:
        return False
    up, down = path
    return _up_is_open(up) and _down_is_open(down, trigger)


def _path(start: Token, end: Token) -> tuple[list[Token], list[Token]] | None:
    """The tokens climbed from `start` and those descended to `end`, without the word where the ways meet."""
    above_start = [start, *start.ancestors]
    above_end = [end, *end.ancestors]
    places = {t.i: n for n, t in enumerate(above_start)}
    for n, token in enumerate(above_end):
        if token.i in places:
            up, down = above_start[: places[token.i]], above_end[:n]
            return (up, down) if len(up) + len(down) <= _MAX_STEPS else None
    return None


def _up_is_open(up: list[Token]) -> bool:
    """Climbing out of a reported or subordinate clause leaves the act, except from a noun to its own verb."""
    for token in up:
        if token.dep_ in _UP_STOP:
            return False
        if _to_another_act(token) or (_beside_in_time(token) and not _is_participle(token)):
            return False
        if token.dep_ == "relcl" and token is not up[-1] and up[-1].dep_ != "relcl":
            return False
    return True


def _down_is_open(down: list[Token], trigger: Token) -> bool:
    for token in down:
        if token.dep_ not in _DOWN:
            return False
        if _to_another_act(token) or _beside_in_time(token):
            return False
        if token.dep_ == "relcl" and not _of_happening(token.head, trigger):
            return False
    return True


def _to_another_act(token: Token) -> bool:
    """A clause of its own beside the act ("and the army shelled"), or a phrase that names another act ("after the raid")."""
    if token.dep_ in {"prep", "pcomp"}:
        return token.lower_ in _OTHER_EVENT
    return (
        token.dep_ == "conj"
        and token.pos_ == "VERB"
        and _has_subject(token)
        and not _same_kind_of_clause(token)
    )


def _beside_in_time(token: Token) -> bool:
    """A clause that tells when, why or on what condition: another act than the one it hangs on."""
    return token.dep_ == "advcl" and not _OTHER_CLAUSE.isdisjoint(_marks(token))


def _same_kind_of_clause(verb: Token) -> bool:
    # "nine people were killed and 30 injured": the second subject is a number, the clause an ellipsis
    return verb.tag_ == "VBN" or any(c.dep_ == "nsubj" and c.pos_ == "NUM" for c in verb.children)


def _of_happening(antecedent: Token, trigger: Token) -> bool:
    """True where "which killed 12" is said of the act itself, not of somebody who takes part in it."""
    return antecedent.i == trigger.i or (antecedent.pos_ == "NOUN" and antecedent.lemma_ in _HAPPENINGS)


_HAPPENINGS = frozenset(
    [
        "attack",
        "strike",
        "airstrike",
        "bombing",
        "bomb",
        "blast",
        "explosion",
        "raid",
        "clash",
        "shooting",
        "shelling",
        "battle",
        "fighting",
        "ambush",
        "offensive",
        "war",
        "conflict",
        "crash",
        "accident",
        "fire",
        "riot",
        "protest",
        "massacre",
        "incident",
        "violence",
        "operation",
        "assault",
        "siege",
        "uprising",
        "crackdown",
        "missile",
        "rocket",
        "shell",
        "drone",
        "device",
        "gunfight",
        "stampede",
        "collapse",
        "flood",
        "storm",
        "earthquake",
        "demonstration",
    ]
)


def _marks(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in ("mark", "prep") or c.tag_ == "WRB"}


def _is_participle(verb: Token) -> bool:
    return verb.tag_ in ("VBG", "VBN") and not _has_subject(verb)


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
