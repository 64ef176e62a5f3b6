"""Lemmas with the parser's known mistakes undone, for all that read a parse. It changes no parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# The lemmatiser's rules drop the final e of these verbs in every inflected form ("hopes" -> "hop"); found by
# inflecting every verb of the tables here and comparing.
_MENDED = {
    "hop": "hope", "rag": "rage", "hat": "hate", "rat": "rate", "slat": "slate", "stag": "stage", "wag": "wage",
    "grip": "gripe", "relaunche": "relaunch", "texte": "text",
}  # fmt: skip
# The tagger at times takes these forms for nouns, and their lemma is then the form itself.
_FORMS = {
    "said": "say",
    "says": "say",
    "told": "tell",
    "added": "add",
    "forgot": "forget",
    "spares": "spare",
    "spared": "spare",
    "longs": "long",
}


def lemma(token: Token) -> str:
    """The token's lemma in lower case."""
    lowered = token.lower_
    return _FORMS.get(lowered) or whole(str(token.lemma_.lower()), lowered)


def whole(found: str, lowered: str) -> str:
    """The lemma `found` of the form `lowered` with the e that the lemmatiser dropped ("hop" of "hopes")."""
    mended = _MENDED.get(found)
    return mended if mended is not None and lowered.startswith(mended[:-1]) and lowered != found else found
