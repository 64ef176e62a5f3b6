"""What a cue verb introduces: the tokens of its clause, infinitive, object or prepositional phrase.

It looks at one sentence; quotations that run over sentences are joined on by linking.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.attribution.cues import PREPOSITIONS, Cue, cues
from dragoman.attribution.declining import speaks
from dragoman.attribution.going_on import goes_on
from dragoman.attribution.phrases import MARKS, is_date
from dragoman.attribution.subjects import is_passive
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"ccomp", "xcomp", "pcomp"})
_OBJECTS = frozenset({"dobj", "pobj"})
_NAMING = frozenset({"call", "dub", "brand", "label", "term", "deem", "declare"})
_WH = frozenset({"whether", "if", "why", "how", "what", "who", "when", "where", "which"})
_INSIDE = frozenset({",", "—", "–", "-", "--", "―", ";"})


@dataclass(frozen=True, slots=True)
class Found:
    """The contents of a cue: the row of the table that fits, the form that was met, the tokens."""

    row: Cue
    form: str
    tokens: frozenset[int]


def contents_of(
    cue: Token, rows: tuple[Cue, ...], particle: Token | None, speaker: Token | None
) -> Found | None:
    """The contents of a cue verb by its rows, None where the parse shows none that the rows allow."""
    for form, tokens in _candidates(cue, particle, speaker):
        for row in rows:
            if form in row.forms or (form == "aside" and "clause" in row.forms and row.kind == "speech"):
                kept = _kept(cue, tokens, speaker)
                if kept:
                    return Found(row, form, frozenset(kept))
    return None


def _candidates(cue: Token, particle: Token | None, speaker: Token | None) -> list[tuple[str, list[Token]]]:
    """Every form of contents that the parse shows, the most telling first."""
    found: list[tuple[str, list[Token]]] = []
    passive = is_passive(cue)
    obj = _object(cue, particle, passive=passive, speaker=speaker)
    clauses = [c for c in cue.children if (c.dep_ in _CLAUSES or _is_for_clause(c)) and c is not speaker]
    found += _as_and_small(cue, obj, clauses)
    for clause in sorted(clauses, key=lambda c: (c.dep_ != "ccomp", c.i < cue.i, c.i)):
        found += _clause_forms(clause, obj, passive=passive)
    found += _detached(cue, obj)
    for prep in [*cue.children, *(obj.children if obj is not None else ())]:
        if (
            prep.dep_ in {"prep", "agent"}
            and prep.lower_ in PREPOSITIONS
            and prep is not particle
            and prep.i > cue.i
        ):
            about = [c for c in prep.children if c.dep_ in {"pobj", "pcomp"}]
            inner = [t for c in about for t in c.subtree]
            if inner and not is_date(about[0]):  # "spoke on Monday" tells a day and not what was said
                # "accused Iran of bombing": whom it is about belongs to what is said
                whole = (
                    [*obj.subtree, prep, *inner]
                    if obj is not None and prep.lower_ in {"of", "for", "with"}
                    else inner
                )
                found.append((prep.lower_, whole))
    if obj is not None and lemma(cue) in _NAMING and (named := _up_to_quotation(cue, obj)):
        found.append(("small", named))
    if obj is not None:
        holds_quote = any(t.text in MARKS for t in obj.subtree)
        if holds_quote:
            found.append(("object-quote", list(obj.subtree)))
        found.append(("object", list(obj.subtree)))
    host = _parenthetical(cue)
    if host is not None:
        found.insert(0, ("aside", host))
    return found


def _is_for_clause(clause: Token) -> bool:
    """ "Called for Peru to withdraw"."""
    lowered = {c.lower_ for c in clause.children if c.dep_ in {"mark", "aux"}}
    return clause.dep_ == "advcl" and {"for", "to"} <= lowered and clause.head.i < clause.left_edge.i


def _up_to_quotation(cue: Token, obj: Token) -> list[Token]:
    """ "Called the raid “a crime”": object and quotation, where the parse made one phrase of them or lost the second."""
    doc, start = cue.doc, obj.left_edge.i
    opening = next((i for i in range(max(start, cue.i + 1), len(doc)) if doc[i].text in MARKS), None)
    if opening is None or opening == start or any(t.pos_ in {"VERB", "AUX"} for t in doc[start:opening]):
        return []
    closing = next((i for i in range(opening + 1, len(doc)) if doc[i].text in MARKS), None)
    return list(doc[start : closing + 1]) if closing is not None else []


def _object(cue: Token, particle: Token | None, *, passive: bool, speaker: Token | None) -> Token | None:
    if particle is not None and particle.dep_ == "prep":
        return next((c for c in particle.children if c.dep_ in {"pobj", "pcomp"}), None)
    for child in cue.children:
        if child.dep_ == "dobj" and child is not speaker:
            return child
    if passive:
        if cue.dep_ in {"acl", "amod"}:
            return None
        return next((c for c in cue.children if c.dep_ == "nsubjpass"), None)
    return None


def _clause_forms(clause: Token, obj: Token | None, *, passive: bool) -> list[tuple[str, list[Token]]]:
    told = _denied_telling(clause, obj)
    tokens = list((told or clause).subtree)
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)
    own_subject = any(c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for c in clause.children)
    if to:
        tokens += _stray_conjuncts(clause)
        if own_subject:
            return [("obj-inf", tokens)]
        if passive and obj is not None:
            # "the group is said to plan attacks": no one is named who says so
            return [("passive-inf", [*obj.subtree, *tokens])]
        if obj is not None and obj.i < clause.i:
            return [("obj-inf", [*obj.subtree, *tokens]), ("inf", tokens)]
        return [("inf", tokens)]
    if clause.tag_ == "VBG" and not own_subject and not any(c.dep_ == "aux" for c in clause.children):
        return [("ger", tokens)]
    if not own_subject and clause.i > clause.head.i and clause.dep_ == "ccomp" and clause.tag_ != "VB":
        # its subject was taken for an object of the cue ("states the deaths will not deter them")
        tokens = [t for t in clause.doc if clause.head.i < t.i < min(x.i for x in tokens)] + tokens
    forms = [("quote", tokens)] if any(t.text in MARKS for t in tokens) else []
    if any(t.lower_ in _WH and t.i <= clause.i for t in tokens[:4]):
        forms.append(("clause-wh", tokens))
    forms.append(("clause", tokens))
    if obj is not None and obj.i < clause.i:
        forms.append(("obj-clause", tokens))
    return forms


def _denied_telling(clause: Token, obj: Token | None) -> Token | None:
    """ "X says troops fired, Y denies it": what Y denies is that they fired, and not that X says so."""
    if (
        obj is None
        or obj.lower_ not in {"it", "this", "that"}
        or clause.i > clause.head.i
        or not speaks(clause)
    ):
        return None
    return next((c for c in clause.children if c.dep_ == "ccomp" and c.i > clause.i), None)


def _stray_conjuncts(clause: Token) -> list[Token]:
    """Bare verbs after an infinitive that the parse joined to the cue ("wants to cut taxes and raise wages")."""
    cue = clause.head
    if cue.tag_ not in {"VBD", "VBZ", "VBG", "VBN"}:
        return []
    bare = [c for c in cue.children if c.dep_ == "conj" and c.tag_ in {"VB", "VBP"} and c.i > clause.i]
    if not bare or any(c.dep_ in {"nsubj", "aux"} for verb in bare for c in verb.children):
        return []
    last = max(t.i for verb in bare for t in verb.subtree)
    first = max(t.i for t in clause.subtree)
    return [t for t in cue.doc if first < t.i <= last]


def _as_and_small(cue: Token, obj: Token | None, clauses: list[Token]) -> list[tuple[str, list[Token]]]:
    found: list[tuple[str, list[Token]]] = []
    if obj is not None:
        for prep in [*cue.children, *obj.children]:
            if (
                prep.lower_ == "as"
                and prep.dep_ in {"prep", "mark"}
                and prep.i > cue.i
                and list(prep.children)
            ):
                found.append(("as", [*obj.subtree, *prep.subtree]))
                break
    predicates = [c for c in cue.children if c.dep_ in {"oprd", "attr", "acomp"} and c.i > cue.i]
    if predicates and (obj is not None or is_passive(cue)):
        found.append(
            (
                "small",
                [*(obj.subtree if obj is not None else []), *(t for p in predicates for t in p.subtree)],
            )
        )
    for clause in clauses:
        bare = clause.pos_ in {"NOUN", "ADJ", "PROPN"} and not any(
            c.dep_ in {"cop", "aux", "mark"} for c in clause.children
        )
        if bare and clause.i > cue.i and any(c.dep_ in {"nsubj", "dobj"} for c in clause.children):
            found.append(("small", list(clause.subtree)))
    return found


def _detached(cue: Token, obj: Token | None) -> list[tuple[str, list[Token]]]:
    """A that-clause that the parse hung on a noun on its way ("stated in an interview that the trip would")."""
    for token in cue.subtree:
        if token.lower_ != "that" or token.dep_ != "mark" or token.i < cue.i:
            continue
        verb = token.head
        if (
            verb.dep_ in {"acl", "relcl", "advcl", "ccomp"}
            and verb.i > token.i
            and _through_adjuncts(verb, cue, own_object=obj is not None)
        ):
            tokens = [t for t in verb.subtree if t.i >= token.i]
            return [("clause", tokens), *([("obj-clause", tokens)] if obj is not None else [])]
    return []


def _through_adjuncts(verb: Token, cue: Token, *, own_object: bool) -> bool:
    token = verb.head
    while token.i != cue.i:
        if (
            token.dep_ not in {"pobj", "prep", "npadvmod", "dobj", "dative", "conj", "advmod"}
            or token.head.i == token.i
        ):
            return False
        if lemma(token) in cues().nouns:
            return False
        if token.dep_ == "conj" and speaks(token) and own_object:
            return False  # "rejected the report and said that": what is said hangs on the second verb alone
        token = token.head
    return True


def _parenthetical(cue: Token) -> list[Token] | None:
    """The clause around "he said" in "The minister, he said, would visit", or after "as he said"."""
    if any(c.dep_ in {"ccomp", "xcomp"} for c in cue.children):
        return None
    head = cue.head
    if cue.dep_ == "ccomp" and lemma(head) in cues().verbs:
        return None  # the head is a cue itself and this clause is its content
    if head.i == cue.i or head.pos_ not in {"VERB", "AUX", "NOUN", "ADJ", "PROPN"}:
        return None
    own = {t.i for t in cue.subtree}
    first, last = min(own), max(own)
    doc = cue.doc
    before = doc[first - 1].text if first else ","
    after = doc[last + 1].text if last + 1 < len(doc) else "."
    starts_as = doc[first].lower_ == "as"
    bounded = (before in _INSIDE or before in MARKS) and (
        after in _INSIDE or after in ".!?" or after in MARKS
    )
    if cue.dep_ == "parataxis" or (
        cue.dep_ in {"ccomp", "advcl"} and bounded and (starts_as or cue.dep_ == "ccomp")
    ):
        return [t for t in head.subtree if t.i not in own]
    return None


def _kept(cue: Token, tokens: list[Token], speaker: Token | None) -> set[int]:
    """The tokens less the cue, the speaker, and participles of saying that belong to the cue ("adding that")."""
    out = {cue.i}
    if speaker is not None:
        out |= _named_phrase(speaker, cue)
    inside = {t.i for t in tokens}
    quoted = _quoted_tokens(cue)
    for token in tokens:
        if (
            token.tag_ == "VBG"
            and token.dep_ in {"advcl", "conj", "acl"}
            and token.i > cue.i
            and token.i not in quoted
        ) and (
            _is_saying(token)
            and token.i
            and cue.doc[token.left_edge.i - 1].text == ","
            and token.head.i in inside
        ):
            out |= {t.i for t in token.subtree}
        if token.dep_ == "prep" and token.lower_ == "according" and token.i not in quoted:
            out |= {t.i for t in token.subtree}
        if (
            token.i > cue.i
            and token.i not in quoted
            and (_next_statement(token, cue) or _told_beside(token, cue))
        ):
            # ", and said that": the rest of the sentence is the next statement
            first = min(t.i for t in token.subtree)
            out |= {t.i for t in cue.doc[first:] if t.i in inside}
            out |= {
                c.i
                for c in token.head.children
                if c.dep_ in {"cc", "punct"} and c.i < first and c.i > token.head.i
            }
    left = inside - out
    while left and cue.doc[max(left)].tag_ == "CC":
        left.discard(max(left))  # "said he was ill and warned that": the joining word is no part of it
    return left


def _named_phrase(speaker: Token, cue: Token) -> set[int]:
    """The tokens of the speaker: all below it, or, where the parse hung it inside what is said, all from it to the cue."""
    below = {t.i for t in speaker.subtree}
    if speaker.head.i == cue.i or (cue.i - 1 in below and speaker.dep_ == "appos" and speaker.i < cue.i):
        return below
    return {speaker.i}


def _next_statement(verb: Token, cue: Token) -> bool:
    """The verb, joined to what the cue tells, goes on from the cue."""
    return verb.head.head.i == cue.i and goes_on(verb, verb.head)


def _told_beside(verb: Token, cue: Token) -> bool:
    """ "..., while others said": a saying of someone else, in the narrator's clause."""
    if verb.dep_ != "advcl" or not speaks(verb) or verb.tag_ != cue.tag_:
        return False
    marked = any(
        c.lower_ in {"while", "whereas", "though", "although"} for c in verb.children if c.dep_ == "mark"
    )
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return marked and subject is not None and subject.pos_ in {"NOUN", "PROPN"}


def _is_saying(token: Token) -> bool:
    return any(row.kind == "speech" for row in cues().verbs.get(lemma(token), ()))


def _quoted_tokens(cue: Token) -> set[int]:
    """Indexes inside quotation marks of this sentence, by simple alternation from the cue onwards."""
    inside: set[int] = set()
    is_open = False
    for token in cue.doc[cue.i :]:
        if token.text in MARKS and token.text not in {"'", "’"}:
            is_open = not is_open
        elif is_open:
            inside.add(token.i)
    return inside
