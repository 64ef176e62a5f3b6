"""Whether one sentence tells a change of a tie: the place of the trigger, its object, and what makes it background or unreal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dragoman.relations.tie_rules import Rule

# The object of an act stands close to its trigger: measured in characters of the sentence, behind it and before it (passives,
# nouns). Chosen on the bundled sample and two hundred lines of the dated stream, where wider windows caught other clauses' objects.
BEHIND, _BEFORE = 90, 60
# A light verb and its article before a noun that tells the act ("imposed new sanctions").
_LIGHT = 14
# Where a noun tells the act, its verb may stand further off ("is revoking its long-standing trade embargo").
_LIGHT_NOUN = 40
# A trigger in the pluperfect or in a clause that only sets the scene.
_PLUPERFECT = re.compile(r"\b(?:had|having)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# What somebody says now "had" been done is the news, not its scene: "confirmed that Chad had recalled its envoy".
_REPORTED = re.compile(
    r"\b(?:said|says|announced|announces|confirmed|confirms|declared|reported|told|adding|added|stated|disclosed|revealed|saying|wrote)\b"
    r"(?:(?!\b(?:after|since|when|which|who|because|following|before|until|where|as)\b)[^;.]){0,120}\bhad\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_DAYS_AFTER = re.compile(
    r"(?:\b(?:hours|minutes|(?:a|one|two|three|four|five|six|seven) days?|the day)|(?<![\w-] )(?<!\d)\b[1-7] days|\bjust days|^\s*days) after\b[^,;:]*$",
    re.IGNORECASE,
)
# To decide to break is to break.
_DECIDED = re.compile(
    r"\b(?:decid(?:e[sd]?|ing)|vot(?:e[sd]?|ing)|resolv(?:e[sd]|ing)|chose)\s+(?:unanimously\s+)?(?:on \w+day\s+|(?:yester|to)day\s+)?(?:\w+ly\s+)?to\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_SCENE = re.compile(
    r"\b(?:since|when|which|who|whose|that (?:was|were|had)|after|following|despite|because|for the first time since|in protest at|over|"
    r"in response to|in the wake of|anniversary|mark(?:s|ed|ing)?|commemorat\w*|years of|records|archives)\b[^,;:]*$", re.IGNORECASE,
)  # fmt: skip
# What is wanted, expected or tried has not changed a tie, whatever the coder made of it.
_UNREAL = re.compile(
    r"\b(?:expected|attempts?|attempting|tr(?:y|ies|ied|ying)|close to|closer to|interested in|aim(?:s|ed|ing)? (?:at|to)|would|could|may|might|"
    r"plan(?:s|ning)? (?:to|for)|planned|threat\w*|call(?:s|ed|ing) (?:for|on)|urg\w+|consider\w*|possib\w+|seek\w*|hop(?:es|ed|ing)|bid|propos\w+|"
    r"demand\w*|intention|intends?|referendum|negotiat\w+|talks (?:[^.;]{0,40}\b)?(?:on|about|over|to)|promis\w*|pledg\w*|in the event|in case|notif(?:y|ies|ied)|vow\w*|warn\w*|fail\w*|refus\w+|reject\w*|den(?:y|ies|ied)|if|unless|whether|symbolic|accidentally|proposal|motion|petition)\b"
    r"[^.;]{0,70}$", re.IGNORECASE,
)  # fmt: skip
# A name between commas.
_TITLED = re.compile(r"\s*(?:[A-Z][\w.'’-]*\s?){1,5},\s")
# What has been done is done, whoever decided it: "has lifted its embargo, ministers decided on Monday".
_PERFECT = re.compile(r"\b(?:has|have)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_WILL = re.compile(r"\b(?:will|shall|going to)\s+(?:\w+ly\s+|soon\s+|be\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# To decide to break is to break; to decide to mend is not yet to have mended.
_MENDED = frozenset({"full", "open", "present", "lifted", "member", "in force", "held"})
# Where the words about the act itself end: "reopens its embassy, after closing it in 1990", "for the first time since 2018".
_NEXT_CLAUSE = re.compile(r"[,;:]\s|\bsince\b", re.IGNORECASE)
# A list of conditions is long: "will end its campaign if Ukraine does not join NATO, recognises ... and recognises ...".
_LISTED = re.compile(r"\b(?:if|unless)\b[^.;]*,[^.;]*$", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|unless|provided that|on condition)\b", re.IGNORECASE)
# What a treaty says is no condition of its signing: "a pact under which each will help the other if it is attacked".
_TERMS = re.compile(r"\b(?:under|by|in) which\b|\bthat (?:commits|obliges|binds)\b")
# A trigger may begin behind its prefix: "will re-establish".
_AGAIN = re.compile(r"\bre-?$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONG_AGO = re.compile(
    r"\b(?:after|during|following|in) (?:the )?(?:\w+ )?(?:World War|Cold War|century)\b|\bcolony\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:in|during|since|by|of|late|early|mid|until|from|around|about)[\s-]*(?:the year\s)?$", re.IGNORECASE
)
_PERSONAL = re.compile(r"\b(?:his|her|my) (?:relations|ties)\b", re.IGNORECASE)


class Sentence:
    """The evidence of an event, with the trigger's place in it."""

    def __init__(self, event: Mapping[str, Any]) -> None:
        evidence = event["evidence"]
        self.text: str = evidence["text"]
        self.start = evidence["trigger"][0] - evidence["start"]
        self.end = evidence["trigger"][1] - evidence["start"]
        self.before = _AGAIN.sub("", self.text[: self.start])
        self.word: str = self.text[max(0, self.start - _LIGHT) : self.end]
        self.near = self.text[max(0, self.start - _BEFORE) : self.end + BEHIND]
        self.behind = self.text[self.start : self.end + BEHIND]
        begin = _clause(self.before)
        # "Its envoy to Chad, recalled in May", "the envoy of Chad, Mr X, presented".
        if not self.before[begin:].strip():
            begin = _clause(self.before[: max(begin - 1, 0)])
            if _TITLED.fullmatch(self.before[begin:]):
                begin = _clause(self.before[: max(begin - 1, 0)])
        self.clause = self.before[begin:]

    @property
    def just_before(self) -> bool:
        """True for what happened hours or days before the news: "the move came a day after Malawi expelled the envoy"."""
        return bool(_DAYS_AFTER.search(self.clause))

    def told_by(self, rule: Rule) -> str:
        """The trigger with the words before it in which a light verb may stand; more of them where the trigger is what is lifted or closed."""
        start, end = int(self.start), int(self.end)
        if rule.object is None or not rule.object.search(self.text[start:end]):
            return self.word
        begin = max(start - _LIGHT_NOUN, len(self.before) - len(self.clause))
        return self.text[min(begin, max(0, start - _LIGHT)) : end]

    def background(self, published: date | None) -> bool:
        """True where the act only sets the scene: pluperfect, a clause of time or cause, or an older year behind it."""
        told = _REPORTED.search(self.before) or self.just_before
        scene = _PLUPERFECT.search(self.before) or _SCENE.search(self.clause)
        if _LONG_AGO.search(self.near) or (scene and not told):
            return True
        clause = _NEXT_CLAUSE.split(self.text[self.end : self.end + BEHIND], maxsplit=1)[0]
        years = {
            int(y.group()) for y in _YEAR.finditer(clause) if not of_a_name(self.text, self.end + y.start())
        }
        return published is not None and bool(years) and max(years) < published.year


def _clause(before: str) -> int:
    """Where the last clause of some words begins."""
    return max(before.rfind(", "), before.rfind("; "), before.rfind(": ")) + 1


def of_a_name(text: str, at: int) -> bool:
    """True where the year at a place of a text belongs to the name of something: "the 2016 presidential election"."""
    return not _WHEN.search(text[:at]) and text[at + 4 : at + 6].strip().isalpha()


def applies(rule: Rule, event: Mapping[str, Any], sentence: Sentence) -> bool:
    """True where a sentence tells the change of a rule, whoever the sides are."""
    denied = event["status"] == "denied"
    decided = event["status"] == "planned" and (
        _PERFECT.search(sentence.before)
        or (rule.state not in {*_MENDED, "agreed"} and _DECIDED.search(sentence.before))
    )
    if event["type"] not in rule.types or not (event["status"] in rule.status or denied or decided):
        return False
    if rule.modes and not rule.modes & set(event["modes"]):
        return False
    if rule.content and (event.get("content") or {}).get("type") not in rule.content:
        return False
    if rule.trigger and not rule.trigger.search(sentence.told_by(rule)):
        return False
    unreal = _UNREAL.search(sentence.before) or _LISTED.search(sentence.before)
    if (unreal or _CONDITION.search(_TERMS.split(sentence.behind)[0])) and not denied:
        return False
    if (
        not rule.decided
        and rule.state != "agreed"
        and (_WILL.search(sentence.before) or (rule.state in _MENDED and _TO.search(sentence.before)))
    ):
        return False
    if rule.needs and not rule.needs.search(sentence.near):
        return False
    if rule.object is None:
        return True
    return bool(object_of(rule, sentence)) and not _PERSONAL.search(sentence.near)


def object_of(rule: Rule, sentence: Sentence) -> re.Match[str] | None:
    """The object of the act: the nearest behind the trigger (or at it), else before it in the same clause."""
    assert rule.object is not None
    found = rule.object.search(sentence.behind)
    if found:
        return found
    earlier = list(rule.object.finditer(sentence.clause[-_BEFORE:]))
    return earlier[-1] if earlier else None
