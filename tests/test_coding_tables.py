"""The coding tables: their schema, their counts, and their examples, each of which is a test."""

from __future__ import annotations

from collections import Counter

import pytest

from dragoman.codebook import codebook
from dragoman.coding import code_sentence, load_lexicon, schema
from dragoman.coding import lexicon as tables
from dragoman.coding.words import make_test, spelling
from dragoman.errors import TableError
from dragoman.language.parser import parse
from dragoman.model import Sentence


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


def acts_of(sentences, lexicon):
    """Acts and rejections of each sentence, parsed in batches."""
    found = []
    for begin in range(0, len(sentences), 64):
        batch = sentences[begin : begin + 64]
        found.extend(code_sentence(p, lexicon) for p in parse([Sentence(0, 0, len(s), s, 0) for s in batch]))
    return found


def test_lexicon_covers_every_type_and_mode(lexicon):
    assert len(lexicon) >= 400
    frames = Counter(f.type for f in lexicon.frames)
    told = {(f.type, mode) for f in lexicon.frames for mode in f.modes}
    for governors in lexicon.governors.values():
        for _, governor in governors:
            told |= {(governor.gives, mode) for mode in governor.modes.values()}
    missing = [
        (t.name, mode) for t in codebook().types.values() for mode in t.modes if (t.name, mode) not in told
    ]

    assert set(frames) == set(codebook().types)
    assert missing == []


def test_modes_are_the_codebooks(lexicon):
    types = codebook().types
    wrong = [(f.where, mode) for f in lexicon.frames for mode in f.modes if mode not in types[f.type].modes]
    wrong += [
        (f.where, mode)
        for f in lexicon.frames
        if f.content
        for mode in f.content_modes
        if mode not in types[f.content].modes
    ]
    for governors in lexicon.governors.values():
        for _, governor in governors:
            wrong += [
                (governor.where, m)
                for m in governor.modes.values()
                if m and m not in types[governor.gives].modes
            ]
            for value in governor.exceptions.values():
                name, _, mode = value.partition("/")
                wrong += (
                    [(governor.where, value)]
                    if name not in types or (mode and mode not in types[name].modes)
                    else []
                )
    for turn in lexicon.turns.values():
        wrong += [
            (name, mode) for name, modes in turn.values() for mode in modes if mode not in types[name].modes
        ]

    assert wrong == []


def test_governors_number_at_least_120(lexicon):
    words = {(pos, lemma) for (pos, _), entries in lexicon.governors.items() for lemma, _ in entries}

    assert len(words) >= 120


def test_statuses_of_governors_are_the_models(lexicon):
    from dragoman.model import STATUSES

    for governors in lexicon.governors.values():
        for _, governor in governors:
            assert governor.status in {"", *STATUSES}, governor.where
            assert governor.turn in {"", *lexicon.turns}, governor.where


def test_every_governor_example_composes(lexicon):
    entries = {governor.where: governor for found in lexicon.governors.values() for _, governor in found}
    governors = [entries[where] for where in sorted(entries)]
    failed = []
    for governor, (acts, _) in zip(governors, acts_of([g.example for g in governors], lexicon), strict=True):
        types = {governor.gives, *(v.partition("/")[0] for v in governor.exceptions.values())} - {""}
        forms = {spelling(w) for words in governor.lemmas for w in words}
        told = False
        for act in acts:
            if governor.turn:
                told |= act.type in {name for name, _ in lexicon.turns[governor.turn].values()}
            elif governor.gives:
                told |= act.type in types
            elif governor.status:
                told |= act.status == governor.status or act.type in types
            else:
                told = True
        if not told:
            failed.append(
                (
                    governor.where,
                    governor.example,
                    sorted(forms)[:3],
                    [(a.type, a.status, a.why) for a in acts],
                )
            )

    assert failed == []


def test_every_light_verb_example_tells_an_act(lexicon):
    lights = {light.where: light for found in lexicon.lights.values() for _, light in found}
    blocks = [
        b
        for _, b in schema.blocks(
            "data/light.toml", "light", frozenset({"verb", "effect", "prep", "example", "note"})
        )
    ]
    failed = [
        b["example"]
        for b, (acts, _) in zip(blocks, acts_of([b["example"] for b in blocks], lexicon), strict=True)
        if not acts
    ]

    assert len(lights) == len(blocks)
    assert failed == []


def test_figurative_examples_tell_no_act(lexicon):
    figures = sorted(
        {f.where: f for found in lexicon.figures.values() for f in found}.values(), key=lambda f: f.where
    )
    failed = []
    for figure, (acts, _) in zip(figures, acts_of([f.example for f in figures], lexicon), strict=True):
        if [
            a
            for a in acts
            if any(w in figure.example[a.trigger.start : a.trigger.end].lower() for w in figure.lemmas)
        ]:
            failed.append((figure.where, figure.example, [(a.type, a.frame) for a in acts]))

    assert failed == []


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ('[[frame]]\nid = "a"\nverb = ["hit"]\nnoun = ["hit"]', "expected exactly one of verb, noun, adj"),
        ('[[frame]]\nid = "a"\nverb = ["hit"]\nsource = ["subject"]', "unknown slot 'subject'"),
        ('[[frame]]\nverb = ["hit"]', "id is ''; expected text"),
        ('[[frame]]\nid = "a"\nverb = ["hit"]\ncolour = "red"', "unknown key 'colour'"),
        (
            '[[frame]]\nid = "a"\nverb = ["hit"]\nwhen = { obj = "@nothing" }',
            "class @nothing is not in classes.toml",
        ),
        ('[[frame]]\nid = "a"\nverb = ["hit"]\ncontent = "HIT"', "'HIT' is no event type"),
        ('[[frame]]\nid = "a"\nverb = ["hit"]\nthird = { friend = ["with"] }', "'friend' is no third role"),
    ],
)
def test_a_broken_frame_is_reported_with_file_and_line(toml, problem, monkeypatch):
    import tomllib

    monkeypatch.setattr(schema, "read_toml", lambda package, name: tomllib.loads(toml))
    monkeypatch.setattr(schema, "lines_of_blocks", lambda package, name, table: [1])

    with pytest.raises(TableError, match=r"^data/frames/hit.toml:1: ") as caught:
        list(tables.read_frames("data/frames/hit.toml", "ASSAULT", {}))

    assert problem in str(caught.value)


def test_two_frames_with_one_id_are_refused(lexicon):
    frame = lexicon.frames[0]

    with pytest.raises(TableError, match="is already at"):
        tables.assemble([frame, frame], {})


def test_british_and_american_spellings_meet():
    test = make_test(["defence ministry", "organisation"], {})

    assert spelling("organization") in test.words
    assert spelling("criticise") == spelling("criticize")
    assert spelling("Defence") == spelling("defense")
