"""Which words of a sentence may tell an act, as verb, noun, adjective or gerund, and which light verb carries a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.entries import PREPOSITIONS
from dragoman.coding.grammar import word_set
from dragoman.coding.slots import Reader, Trigger
from dragoman.coding.tree import NOMINAL, Tree
from dragoman.coding.words import bases

if TYPE_CHECKING:
    from dragoman.coding.entries import Light

_PARTICLES = frozenset({"prt"})
ADVERBIAL = word_set("adverbial")
"""Particles that are no mere prepositions: they must stand at the verb."""
_NAMING = frozenset({"call", "describe", "hail", "declare", "term"})
_MINOR = frozenset({"det", "punct", "aux", "auxpass", "case", "mark", "cc", "neg", "nummod"})


def triggers(reader: Reader) -> list[Trigger]:
    """Every word of the sentence that some frame knows, with its light verb."""
    found = []
    for i in range(reader.tree.n):
        trigger = trigger_at(reader, i)
        if trigger is not None:
            found.append(trigger)
    return found


def trigger_at(reader: Reader, i: int) -> Trigger | None:
    """The trigger at token `i`, None where no frame knows the word in a class it can have here."""
    tree, patterns = reader.tree, reader.lexicon.patterns
    lemma, pos = tree.lemma[i], tree.pos[i]
    if not pos or pos in {"i", "p"}:
        return None
    if lemma not in reader.lexicon.words and not _respell(reader, i):
        return None
    lemma = tree.lemma[i]
    if pos == "v":
        if (
            ("a", tree.lower[i]) in patterns
            and tree.dep[i] in {"acomp", "ROOT", "ccomp", "conj", "oprd", "relcl", "advcl"}
            and not has_object(tree, i)
        ):
            return Trigger(i, "a")
        if tree.dep[i] in {"amod", "compound"} and not _verbal(tree, i):
            return None
        if _noun_like(tree, i):
            if ("n", lemma) in patterns or ("n", tree.lower[i]) in patterns:
                return with_light(reader, i, "n")
            return with_light(reader, i, "g") if ("v", lemma) in patterns else None
        return Trigger(i, "v") if ("v", lemma) in patterns else None
    if pos == "a" and tree.words[i][:1].isupper() and i and not tree.title:
        return None
    if pos == "a":
        if ("a", lemma) in patterns or ("a", tree.lower[i]) in patterns:
            # "forces loyal to the king" describes; "the forces are loyal to the king" tells.
            return Trigger(i, "a") if tree.dep[i] != "amod" else None
        return None
    if pos == "n" and tree.tag[i].startswith("NNP") and _part_of_name(tree, i):
        return None
    if pos == "n":
        if verb_in_disguise(tree, i) and ("v", lemma) in patterns:
            return Trigger(i, "v")
        if ("n", lemma) in patterns or ("n", tree.lower[i]) in patterns:
            return with_light(reader, i, "n")
        if tree.lower[i].endswith("ing") and ("v", lemma) in patterns:
            return with_light(reader, i, "g")
    return None


def _respell(reader: Reader, i: int) -> bool:
    # A headline's "Attacks" is tagged a name and keeps its ending; a gerund tagged noun keeps its -ing.
    tree = reader.tree
    if not (
        tree.tag[i].startswith("NNP")
        or tree.lower[i].endswith(("ing", "ed", "s"))
        or bases(tree.lower[i])[0] != tree.lower[i]
    ):
        return False
    for form in bases(tree.lower[i]):
        if form in reader.lexicon.words:
            tree.lemma[i] = form
            return True
    return False


def _part_of_name(tree: Tree, i: int) -> bool:
    """A capitalised noun in a running sentence is a name or its part: `Civil War`, `March`, `Party of Action`."""
    return not tree.title and tree.words[i][:1].isupper() and not tree.words[i].isupper()


def _verbal(tree: Tree, i: int) -> bool:
    return any(tree.dep[k] in {"agent", "dobj", "prep"} for k in tree.kids[i])


def _noun_like(tree: Tree, i: int) -> bool:
    """A verb form that stands as a noun: `the shelling of`, `their bombing of`."""
    if tree.tag[i] != "VBG" or tree.dep[i] in {"ROOT", "advcl", "acl", "xcomp", "relcl"}:
        return False
    if has_object(tree, i):
        return False
    if tree.dep[i] in {"nsubj", "nsubjpass", "dobj", "pobj"} and any(
        tree.lower[k] in {"between", "of"} for k in tree.kids[i]
    ):
        return True
    return any(tree.dep[k] in {"det", "poss", "amod"} for k in tree.kids[i])


def has_object(tree: Tree, i: int) -> bool:
    """Verb `i` has a direct object."""
    return any(tree.dep[k] == "dobj" for k in tree.kids[i])


def verb_in_disguise(tree: Tree, i: int) -> bool:
    """A word tagged noun that its dependents show to be the clause's verb."""
    deps = {tree.dep[k] for k in tree.kids[i]}
    if tree.dep[i] in {"pobj", "compound", "amod", "poss"}:
        return False
    return bool(deps & {"nsubj", "nsubjpass", "dobj", "aux", "auxpass"}) and not deps & {"det", "cop"}


def with_light(reader: Reader, i: int, pos: str) -> Trigger:
    """The noun trigger at `i` with the light verb that carries it, if one does."""
    found = light_verb(reader, i)
    return Trigger(i, pos, found[0], found[1]) if found else Trigger(i, pos)


def light_verb(reader: Reader, noun: int) -> tuple[int, Light] | None:
    """The light verb of an event noun and its entry: as object, passive subject, participle or by preposition."""
    tree, args = reader.tree, reader.args
    n = args.lifted(noun)
    for _ in range(4):
        if tree.dep[n] == "conj" and tree.pos[tree.head[n]] in NOMINAL | {"v"}:
            n = args.lifted(tree.head[n])
        else:
            break
    h, dep = tree.head[n], tree.dep[n]
    if dep in {"dobj", "nsubjpass", "attr", "oprd"} or (
        dep == "nsubj" and tree.pos[h] == "v" and tree.passive(h)
    ):
        found = _entry(reader, h, "")
        if found:
            return h, found
    if dep == "pobj" and tree.dep[h] in {"prep", "prt", "agent", "dative"} and tree.pos[tree.head[h]] == "v":
        found = _entry(reader, tree.head[h], tree.lower[h])
        if found:
            return tree.head[h], found
    for k in tree.kids[n]:
        if (
            tree.dep[k] in {"acl", "relcl"}
            and tree.pos[k] == "v"
            and (tree.passive(k) or tree.dep[k] == "relcl")
        ):
            found = _entry(reader, k, "")
            if found:
                return k, found
    return None


def _judges(tree: Tree, v: int) -> bool:
    """The verb says what its object is: "called the raids unacceptable", "described the strikes as a crime"."""
    named = any(tree.dep[k] in {"oprd", "acomp"} for k in tree.kids[v])
    return named or any(tree.lower[k] == "as" and tree.dep[k] == "prep" for k in tree.kids[v])


def _entry(reader: Reader, v: int, prep: str) -> Light | None:
    tree = reader.tree
    if tree.lemma[v] in _NAMING and _judges(tree, v):
        return None
    for words, light in reader.lexicon.lights.get(tree.lemma[v], ()):
        if bool(prep) != bool(light.preps) or (prep and prep not in light.preps):
            continue
        if verb_words(tree, v, words):
            return light
    return None


def verb_words(tree: Tree, v: int, words: tuple[str, ...]) -> bool:
    """Verb `v` has the other words of a particle verb or idiom below it; a verb alone has no particle."""
    if len(words) == 1:
        return not any(tree.dep[k] in _PARTICLES for k in tree.kids[v])
    if words[1] in ADVERBIAL and not _has_particle(tree, v, words[1]):
        return False
    if (
        words[1] in PREPOSITIONS
        and words[1] not in ADVERBIAL
        and all(tree.lower[k] != words[1] for k in tree.kids[v])
        and not (words[1] == "for" and _for_clause(tree, v))
    ):
        return False
    near: set[str] = set()
    for k in tree.kids[v]:
        if tree.dep[k] in _MINOR:
            continue
        near.update((tree.lower[k], tree.lemma[k]))
        for g in tree.kids[k]:
            near.update((tree.lower[g], tree.lemma[g]))
            for d in tree.kids[g]:
                near.update((tree.lower[d], tree.lemma[d]))
    return all(w in near for w in words[1:])


def _for_clause(tree: Tree, v: int) -> bool:
    """ "Called for Peru to withdraw": the preposition opens an infinitive clause of the verb."""
    at = v + 1
    return (
        at < tree.n and tree.lower[at] == "for" and tree.dep[at] == "mark" and tree.head[tree.head[at]] == v
    )


def _has_particle(tree: Tree, v: int, word: str) -> bool:
    """The particle itself, not a preposition of place: `took in refugees` but not `took hostages in the theatre`."""
    for k in tree.kids[v]:
        if tree.lower[k] == word:
            if tree.dep[k] == "prt" or (
                tree.dep[k] in {"advmod", "prep", "acomp", "oprd", "aux"} and (k == v + 1 or not tree.kids[k])
            ):
                return True
            if tree.dep[k] == "prep" and any(
                tree.lower[g] in {"of", "to", "with", "on", "for"} for g in tree.kids[k]
            ):
                return True
        elif tree.dep[k] in {"prt", "advmod"} and any(tree.lower[g] == word for g in tree.kids[k]):
            return True
    return False
