"""From a parsed sentence to its acts: match every trigger, compose, remove what is told twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.coding import boundaries
from dragoman.coding.figurative import figurative
from dragoman.coding.governing import by_mode, composed
from dragoman.coding.governors import governors_of, tells_only
from dragoman.coding.matching import Match, best_match
from dragoman.coding.nouns import SHELLS
from dragoman.coding.phrases import mentions
from dragoman.coding.plain import plain_acts
from dragoman.coding.polarity import future, negated, spoken
from dragoman.coding.repair import repaired
from dragoman.coding.slots import Reader, Trigger
from dragoman.coding.thirds import with_thirds
from dragoman.coding.tree import Tree
from dragoman.coding.triggers import triggers
from dragoman.coding.words import spelling
from dragoman.model import Act, Content, Rejected, Span, Third

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.coding.entries import Lexicon
    from dragoman.coding.scorer import Scorer
    from dragoman.coding.scorer.model import Weighed
    from dragoman.language.parsed import Parsed

STAGE = "coding"
_LABEL_WORDS = 8
"""A heading before a colon is at most this long; longer stretches are clauses."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one sentence tells before its report is known: the acts with participants, and what was refused."""

    reader: Reader
    told: list[Match]
    rejected: list[Rejected]
    weighed: Weighed | None

    def tells(self) -> bool:
        """The sentence tells an act by itself."""
        return bool(self.told) if self.weighed is None else self.weighed.tells()


def code_sentence(
    parsed: Parsed, lexicon: Lexicon, scorer: Scorer | None = None
) -> tuple[list[Act], list[Rejected]]:
    """The acts that a sentence tells, in text order, and the triggers that were refused, with the reason.

    Participants are still words; whether they are political actors is for grounding to decide. `status` is set
    only where a governing word decides it. With a scorer, `confidence` is its calibrated share, and acts under
    its least sums are refused and acts of its own added; without, it is a prior from the rules.
    """
    return finished(drafted(parsed, lexicon, scorer))


def code_sentences(
    parsed: Sequence[Parsed], lexicon: Lexicon, scorer: Scorer | None = None
) -> tuple[list[Act], list[Rejected]]:
    """The same for the sentences of one report, of which each is judged knowing how many others tell an act."""
    drafts = [drafted(p, lexicon, scorer) for p in parsed]
    telling = sum(d.tells() for d in drafts)
    acts: list[Act] = []
    rejected: list[Rejected] = []
    for draft in drafts:
        raised = scorer is not None and scorer.raises(telling - draft.tells(), len(drafts) - 1)
        found, refused = finished(draft, raised=raised)
        acts.extend(found)
        rejected.extend(refused)
    return acts, rejected


def drafted(parsed: Parsed, lexicon: Lexicon, scorer: Scorer | None) -> Draft:
    """One sentence read and judged by itself."""
    reader = read_sentence(parsed, lexicon)
    kept, dropped = find_acts(reader)
    rejected = [Rejected(STAGE, code, detail, _span(reader, match.i)) for match, code, detail in dropped]
    told = [match for match in kept if match.source or match.target]
    rejected.extend(
        Rejected(STAGE, "no_participant", match.frame, _span(reader, match.i))
        for match in kept
        if match not in told
    )
    return Draft(reader, told, rejected, scorer.judge(reader, told, dropped) if scorer else None)


def finished(draft: Draft, *, raised: bool = False) -> tuple[list[Act], list[Rejected]]:
    """The acts of a sentence and what was refused; `raised` in a report that tells of acts."""
    reader = draft.reader
    if draft.weighed is None:
        return [to_act(reader, match) for match in draft.told], draft.rejected
    acts, rejected = [], list(draft.rejected)
    for match, judged in draft.weighed.settled(raised=raised):
        if judged.told:
            acts.append(replace(to_act(reader, match), confidence=judged.share))
        else:
            why = judged.against() or "another act at this word is likelier"
            detail = f"{match.type} by {match.frame}: {why}"
            rejected.append(Rejected(STAGE, "unlikely", detail, _span(reader, match.i)))
    return acts, rejected


def read_sentence(parsed: Parsed, lexicon: Lexicon) -> Reader:
    """The sentence ready for slot reading, with one spelling for all its words."""
    tree = Tree(parsed)
    tree.lemma = [spelling(w) for w in tree.lemma]
    return Reader(repaired(tree, lexicon), lexicon)


def find_acts(reader: Reader, *, loose: bool = False) -> tuple[list[Match], list[tuple[Match, str, str]]]:
    """The acts as matches, in text order, and what was dropped with code and detail.

    With `loose`, figurative uses and acts without participants are kept too.
    """
    found: list[Match] = []
    dropped: list[tuple[Match, str, str]] = []
    for trigger in triggers(reader):
        match = best_match(reader, trigger)
        if match is None:
            continue
        if only_modifies(reader, trigger) or in_label(reader, trigger.i):
            dropped.append((match, "not_an_event", "only names or describes"))
            if not loose:
                continue
        if match.type == "REQUEST" and trigger.pos == "v" and tells_only(reader.tree, trigger.i):
            dropped.append((match, "not_an_event", "asks or tells, and requests nothing"))
            if not loose:
                continue
        figure = figurative(reader, trigger)
        if figure is not None:
            dropped.append((match, figure.code, figure.where))
            if not loose:
                continue
        found.append(match)
    found, consumed = _settle(reader, found)
    found = [refusal(reader, m) for m in found]
    dropped.extend((m, "same_act", f"told by {by}") for m, by in consumed)
    kept, doubled = boundaries.apply(reader, found, [m for m, _ in consumed])
    dropped.extend((m, "same_act", why) for m, why in doubled)
    kept, only_thirds = with_thirds(reader, kept)
    dropped.extend((m, "same_act", "told as a third participant") for m in only_thirds)
    return sorted(kept, key=lambda m: m.i), dropped


def refusal(reader: Reader, match: Match) -> Match:
    """A cooperative act that someone says they will not do, or did not agree to, is a rejection (tables of light.toml).

    The negation is then part of the act: its scope is empty and its status settled.
    """
    if match.status or not negated(reader, match):
        return match
    turns = reader.lexicon.turns
    table = (
        turns.get("refused", {})
        if future(reader, match) or spoken(reader, match)
        else turns.get("negated", {})
    )
    entry = by_mode(table, match.type, match.modes)
    if entry is None or entry[0] == match.type:
        return match
    content = match.content or (match.type, match.modes)
    return match.but(
        type=entry[0],
        modes=entry[1],
        content=content,
        status="occurred",
        scope=(),
        why=(*match.why, f"refusal of {match.type}"),
    )


def in_label(reader: Reader, i: int) -> bool:
    """The word stands in a heading before the sentence: `Iraq War: Two soldiers ...`."""
    tree = reader.tree
    if tree.pos[i] == "v" or i > _LABEL_WORDS:
        return False
    colon = next((k for k in range(i + 1, min(tree.n, _LABEL_WORDS + 2)) if tree.words[k] == ":"), None)
    return colon is not None and not any(tree.pos[k] == "v" for k in range(colon))


def only_modifies(reader: Reader, trigger: Trigger) -> bool:
    """The event word only describes another noun: `war suspects`, `strike force`; `ceasefire talks` still tells of talks."""
    tree, i = reader.tree, trigger.i
    if trigger.pos not in {"n", "g"} or tree.dep[i] not in {"compound", "amod", "nmod"}:
        return False
    over = tree.head[i]
    governors = reader.lexicon.governors.get(("n", tree.lemma[over]), ())
    return tree.lemma[over] not in SHELLS and not any("comp" in governor.takes for _, governor in governors)


def _settle(reader: Reader, found: list[Match]) -> tuple[list[Match], list[tuple[Match, str]]]:
    """Compose all acts and give each word to one act only: governed acts and consumed nouns do not stand alone."""
    results = [composed(reader, m) for m in found]
    own = {m.i: m for m in found}
    best: dict[int, Match] = {}
    lost: list[tuple[Match, str]] = []
    for original, result in zip(found, results, strict=True):
        at = result.i
        rival = best.get(at)
        if rival is None or _stronger(
            result, rival
        ):  # another reading of one word is not another act: not reported
            best[at] = result
        if result.i != original.i:
            own.pop(original.i, None)
            best.pop(original.i, None)
    for match in plain_acts(reader, set(best)):
        if figurative(reader, match.trigger) is None:
            best[match.i] = match
    return _without_eaten(best, lost)


def _without_eaten(
    best: dict[int, Match], lost: list[tuple[Match, str]]
) -> tuple[list[Match], list[tuple[Match, str]]]:
    """Acts whose word is not part of a stronger act. An act that is itself part of another swallows nothing."""
    gone: set[int] = set()
    for match in sorted(best.values(), key=lambda m: (-m.rank, m.trigger.pos != "v", -len(m.scope), m.i)):
        if match.i in gone:
            continue
        words = set(match.consumed)
        if match.inner is not None or match.trigger.light is not None:
            words |= set(match.scope)
        for k in sorted(words - {match.i}):
            if k in best and k not in gone:
                gone.add(k)
                lost.append((best[k], match.frame))
    return [m for m in best.values() if m.i not in gone], lost


def _stronger(one: Match, other: Match) -> bool:
    """Of two acts at one word the more specific wins; at equal rank the composed one, which has content."""
    key_one = (one.rank, one.content is not None, bool(one.source) + bool(one.target))
    key_other = (other.rank, other.content is not None, bool(other.source) + bool(other.target))
    return key_one > key_other


def to_act(reader: Reader, match: Match) -> Act:
    """The match as a record with mentions and absolute spans."""
    tree = reader.tree
    source = mentions(tree, list(match.source))
    target = tuple(m for m in mentions(tree, list(match.target)) if m not in source)
    third = tuple(
        Third(role, m) for role, k in match.third for m in mentions(tree, [k]) if m not in source + target
    )
    content = Content(*match.content) if match.content else None
    status = match.status or None
    scope = tuple(_span(reader, k) for k in sorted(match.scope))
    return Act(
        sentence=tree.parsed.sentence.index,
        type=match.type,
        modes=match.modes,
        trigger=_span(reader, match.i),
        source=source,
        target=target,
        third=third,
        content=content,
        status=status,  # type: ignore[arg-type]
        scope=scope,
        frame=match.frame,
        confidence=confidence(match),
        why=match.why,
    )


def confidence(match: Match) -> float:
    """A prior from the rules alone: constraints and filled sides speak for an act, a bare noun against it."""
    score = 0.45 + 0.1 * min(match.rank, 2) + 0.12 * bool(match.source) + 0.12 * bool(match.target)
    if match.trigger.pos != "v" and match.trigger.light is None and match.inner is None:
        score -= 0.1
    return round(min(0.95, score), 3)


def _span(reader: Reader, i: int) -> Span:
    return reader.tree.parsed.span(i, i)


__all__ = ["code_sentence", "code_sentences", "find_acts", "governors_of", "read_sentence", "to_act"]
