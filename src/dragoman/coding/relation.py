"""What one given mention does to another in a sentence: always one of the 16 types, with a score for each.

The acts of the sentence are compared with the two mentions; where none fits, the words between them decide.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.coding.alignment import Located, locate, nearness
from dragoman.coding.entries import TYPES, Lexicon
from dragoman.coding.frames import confidence, find_acts, read_sentence
from dragoman.coding.polarity import conditional, future, negated
from dragoman.coding.votes import word_votes
from dragoman.model import Relation

if TYPE_CHECKING:
    from dragoman.coding.matching import Match
    from dragoman.coding.slots import Reader
    from dragoman.coding.tree import Tree
    from dragoman.language.parsed import Parsed

_MISSIONS = frozenset(
    {"send", "dispatch", "write", "issue", "call", "phone", "telephone", "pass", "adopt", "publish", "file"}
)
ASIDE = frozenset(
    {"after", "following", "before", "since", "when", "while", "as", "during", "amid", "despite"}
)
TEMPERATURE = 0.35
"""Softmax temperature over types: chosen so that a clear act gets about .8 and a guess about .3."""
TOLD_BETTER = -0.9
"""Penalty of an act that another word of the sentence tells better."""
SIDE_CLAUSE = 0.3
"""Penalty of an act in a relative clause: the main clause tells what is done. .15 to .5 tried on the PLV development table."""
VOTE_WEIGHT = 0.6
"""What the words alone may add: less than one well aligned participant."""
PRIOR: dict[str, float] = {name: 0.1 * (name == "ACCUSE") for name in TYPES}
"""Without any clue a sentence about two parties most often quotes one blaming the other."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act as a reading of the relation."""

    type: str
    modes: tuple[str, ...]
    score: float
    match: Match | None


def relation(parsed: Parsed, source: str, target: str, lexicon: Lexicon) -> Relation:
    """The relation from `source` to `target`, two pieces of the sentence's text (the nearest words are taken).

    `type` is the manual's: an act that is only planned, agreed or refused has the type of the plan, agreement or
    refusal. `scores` sum to 1 over the 16 types; `modes` are those of the chosen reading.
    """
    reader = read_sentence(parsed, lexicon)
    found = candidates(reader, locate(reader.tree, source), locate(reader.tree, target))
    totals = dict(PRIOR)
    best: dict[str, Candidate] = {}
    for candidate in found:
        if candidate.type not in best or candidate.score > best[candidate.type].score:
            best[candidate.type] = candidate
    for name, candidate in best.items():
        totals[name] += candidate.score
    top = max(totals.values())
    weights = {name: math.exp((value - top) / TEMPERATURE) for name, value in totals.items()}
    whole = sum(weights.values())
    scores = {name: weights[name] / whole for name in TYPES}
    chosen = max(TYPES, key=lambda name: (scores[name], name))
    return Relation(chosen, best[chosen].modes if chosen in best else (), scores[chosen], scores)


def candidates(reader: Reader, source: Located, target: Located) -> list[Candidate]:
    """Every reading of the sentence with its score, acts first, then what single words suggest."""
    acts, dropped = find_acts(reader, loose=True)
    found = [_as_candidate(reader, match, source, target, 0.0) for match in acts]
    told_better = [match for match, code, _ in dropped if code == "same_act"]
    found.extend(_as_candidate(reader, match, source, target, TOLD_BETTER) for match in told_better)
    found.extend(_purposes(reader, found))
    votes = word_votes(reader, source, target)
    found.extend(Candidate(name, (), VOTE_WEIGHT * votes[name], None) for name in sorted(votes))
    return found


def _purposes(reader: Reader, found: list[Candidate]) -> list[Candidate]:
    """What a call, a mission or a letter was for says more than that it was sent: `phoned X to apologise`."""
    tree, better = reader.tree, []
    for means in found:
        match = means.match
        if match is None or not ("phone" in match.modes or tree.lemma[match.i] in _MISSIONS):
            continue
        for end in found:
            if end.match is None or end.match is match or end.type == means.type:
                continue
            top = end.match.top
            if match.top in tree.path_up(top)[1:] and tree.dep[top] in {"advcl", "xcomp", "acl", "relcl"}:
                better.append(Candidate(end.type, end.modes, means.score + 0.3, end.match))
    return better


def _as_candidate(reader: Reader, match: Match, source: Located, target: Located, bonus: float) -> Candidate:
    name, modes = settled(reader, match)
    return Candidate(name, modes, bonus + alignment_score(reader, match, source, target), match)


def alignment_score(reader: Reader, match: Match, source: Located, target: Located) -> float:
    """How well the act's participants are the two mentions: about 3 for a perfect fit, below 0 for a wrong one."""
    tree = reader.tree
    by = max((nearness(reader, k, source) for k in match.source), default=0.0)
    to = max((nearness(reader, k, target) for k in match.target), default=0.0)
    by_target = max((nearness(reader, k, target) for k in match.source), default=0.0)
    to_source = max((nearness(reader, k, source) for k in match.target), default=0.0)
    score = 1.6 * by + 1.2 * to
    if match.reciprocal or len(match.source) > 1:
        score += 0.9 * min(by, by_target) if by_target > to else 0.0
    swapped = 0.9 * by_target + 0.7 * to_source
    if swapped > score:
        score = 0.55 * swapped
    below = set(tree.subtree(match.top))
    if not to and target.tokens & below:
        score += 0.45
    if not by and source.tokens & below:
        score += 0.3
    inside = match.i in source.tokens or match.i in target.tokens
    if inside:
        score -= 0.5
    score -= 0.06 * len(tree.path_up(match.top))
    if conditional(tree, match.top):
        score -= 0.5
    if _aside(tree, match.top) and not source.tokens & below:
        score -= 0.8  # told in passing: "called off the strike after reaching a deal with ..."
    if tree.dep[match.top] in {"relcl", "acl"} and tree.head[match.top] in source.tokens | target.tokens:
        score -= 0.5  # it only tells which one is meant
    elif tree.dep[match.top] in {"relcl", "acl"}:
        score -= SIDE_CLAUSE
    score += 0.5 * confidence(match)
    return score


def _aside(tree: Tree, i: int) -> bool:
    """The act stands in an adjunct of time: after, following, before, since, as, when, while ..."""
    for k in tree.path_up(i):
        if tree.dep[k] in {"prep", "mark", "advmod"} and tree.lower[k] in ASIDE:
            return True
        if tree.dep[k] == "advcl" and any(
            tree.dep[c] in {"mark", "advmod"} and tree.lower[c] in ASIDE for c in tree.kids[k]
        ):
            return True
    return False


def settled(reader: Reader, match: Match) -> tuple[str, tuple[str, ...]]:
    """Type and modes under the manual's rule for acts that are refused or have not happened."""
    name, modes, status = match.type, match.modes, match.status
    if status == "occurred" or negated(reader, match):
        return name, modes
    if status == "planned" or (not status and future(reader, match)):
        if name == "RETREAT":
            # The manual calls a promised retreat CONCEDE; coders of labelled sets read every promise as AGREE.
            return "AGREE", ()
        from dragoman.codebook import codebook

        becomes = codebook().plover(name, "planned", modes)
        return (becomes, modes) if becomes == name else (becomes, ())
    return name, modes


def settled_types(parsed: Parsed, lexicon: Lexicon) -> list[tuple[str, tuple[str, ...]]]:
    """Type and modes of every act of a sentence under the manual's rule, in text order; for checks and measurements."""
    reader = read_sentence(parsed, lexicon)
    kept, _ = find_acts(reader)
    return [settled(reader, match) for match in kept if match.source or match.target]
