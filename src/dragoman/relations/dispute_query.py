"""What the store is asked for disputes: claims and acts as voices, and the texts that replaced each other."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dragoman.episodes import joined
from dragoman.relations.accounts import account, differing
from dragoman.relations.dispute_loading import Loaded
from dragoman.relations.dispute_records import Dispute, Says, Version, Voice
from dragoman.relations.disputes import BEFORE_DAYS, CONFIRMED_DAYS, disputes, retractions
from dragoman.relations.wording import named_countries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dragoman.relations.accounts import Account
    from dragoman.store import Database

_SAYS: dict[str, Says] = {"asserts": "asserts", "denies": "denies", "confirms": "confirms"}
_HAPPENED = frozenset({"occurred", "ongoing"})
# Who rejects a draft, an offer or an order denies nothing; who rejects an accusation does.
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|refut|disavow|disclaim|dismiss|contradict)", re.IGNORECASE
)
_ACCUSATION = re.compile(
    r"\b(?:accusations?|allegations?|claims?|reports?|charges?|suggestions?)\b", re.IGNORECASE
)
# Where the accusation must stand: "an appeal against a transfer to face charges" is none.
_HEAD = 40
_CLAUSE = re.compile(
    r"^(?:that|having|being|any|ever|it|he|she|they|there)\b|^\w+ing\b|\b(?:is|are|was|were|has|had|have|did|does)\b|"
    r"\b(?:involvement|responsibility|role|part|wrongdoing|links?|ties|knowledge|presence|plans?) (?:in|for|to|of|with)\b",
    re.IGNORECASE,
)
# "would not recall its envoys" refuses to act and denies no act.
_REFUSAL = re.compile(r"\b(?:would|will|could|can|shall)(?: not|n['’]t| never)\b", re.IGNORECASE)
# Nor does who does not want, plan or mean to: "Belarus does not want war".
_UNWILLING = re.compile(
    r"\b(?:cannot|can['’]t|(?:do|does)(?: not|n['’]t)|no plans?|(?:not|n['’]t)(?: yet| currently| at present)? (?:want|wish|plan|planning|intend|interested|prepared|ready|willing|seek|seeking|"
    r"going|need|aim|mean|call|be|on the table|an? recognition)|not a \w+ of)\b",
    re.IGNORECASE,
)
# A request, a claim to land and the weight of something are refused, contested and doubted, and nothing is said not to be so.
_NO_ACT = re.compile(
    r"\bden(?:y|ies|ied|ying)(?: \w+['’]s?)?(?: \w+){0,2} (?:approval|access|entry|requests?|bail|permission|visas?|motions?|appeals?|petitions?|parole|asylum|clemency)\b|"
    r"\bclaims? (?:on|to|over|in)\b|\b(?:maritime|territorial|legal|land) claims\b|^(?:the )?(?:importance|significance|relevance)\b",
    re.IGNORECASE,
)
# A report that corrects itself takes back; it is no side.
_CORRECTION = re.compile(r"\b(?:earlier|previous) version\b", re.IGNORECASE)


def disputed(
    database: Database, *, country: str | None = None, since: date | None = None, until: date | None = None
) -> tuple[Dispute, ...]:
    """The disputes of a store; see `RelationsDatabase.disputes`."""
    loaded = Loaded(database, since, until)
    loaded.denials()
    denials = [v for v in _voices(loaded, {}) if v.says == "denies"]
    loaded.beside(denials, BEFORE_DAYS, CONFIRMED_DAYS)
    kinds = {e["type"] for e in loaded.events.values() if e["status"] == "denied"}
    happening = joined(e for e in loaded.events.values() if e["type"] in kinds)
    found = disputes(_voices(loaded, happening), retractions(_versions(database)), loaded.weight)
    # Where somebody denies what the other says, the two stand beside each other already.
    both = {(v.id, w.id) for d in found for v in d.voices for w in d.voices}
    differ = [d for d in differing(_accounts(database, since, until)) if not _all_in(d, both)]
    return tuple(
        d
        for d in sorted((*found, *differ), key=lambda d: (d.day, d.dispute_id))
        if (country is None or country in _countries(d))
        and (since is None or d.day >= since.isoformat())
        and (until is None or d.day <= until.isoformat())
    )


def _voices(loaded: Loaded, episode: Mapping[str, str]) -> list[Voice]:
    """The statements and acts that are loaded, as voices."""
    claims = sorted(loaded.claims.values(), key=lambda c: str(c["claim_id"]))
    return [
        *(v for _, v in _of_claims(claims, loaded.events, episode)),
        *_of_events(claims, loaded.events, episode),
    ]


def _of_claims(
    claims: Iterable[Mapping[str, Any]], events: Mapping[str, Mapping[str, Any]], episode: Mapping[str, str]
) -> Iterator[tuple[Mapping[str, Any], Voice]]:
    for c in claims:
        says = _SAYS.get(c["stance"])
        if says == "denies" and not _denial(c):
            continue
        day = (c["said_on"] or {}).get("start") or c["published"]
        if says is None or day is None or _CORRECTION.search((c["speaker"] or {}).get("text") or ""):
            continue
        linked = [events[i] for i in c["events"] if i in events]
        denied = [e for e in linked if e["status"] == "denied"]
        if (
            says == "asserts"
            and denied
            and not _REFUSAL.search(c["text"])
            and not _UNWILLING.search(c["text"])
        ):
            says = "denies"
        who = c["speaker"] or {}
        act = next(iter(denied or linked), None)
        countries = named_countries(c["text"]) | {
            a["country"] for e in linked for a in (*e["source"], *e["target"]) if a["country"]
        }
        yield c, Voice(
            c["claim_id"], c["report_id"], date.fromisoformat(day), c["outlet"], c["agency"], who.get("name") or who.get("text"),
            who.get("country"), says, c["text"], frozenset(countries | ({who["country"]} if who.get("country") else set())),
            episode.get(act["event_id"]) if act else None, act["type"] if act else None,
        )  # fmt: skip


def _accounts(database: Database, since: date | None, until: date | None) -> Iterator[Account]:
    """What each voice tells for itself; words told inside another's words are the other's."""
    told = [r[0] for r in database.named(_MAY_DIFFER, {"words": _ACCOUNT_WORDS})]
    claims = database.claims(ids=told, since=since, until=until, kind="statement")
    reports = sorted({c["report_id"] for c in claims})
    acts = [
        r[0]
        for r in database.sql(
            "SELECT event_id FROM events WHERE report_id IN (SELECT unnest(?))", [reports or [""]]
        )
    ]
    events = {e["event_id"]: e for e in database.events(ids=acts, since=since, until=until)}
    linked = [i for c in claims for i in c["events"] if i in events]
    episode = joined(events[i] for i in linked)
    by_report: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for e in events.values():
        by_report[e["report_id"]].append(e)
    for claim, voice in _of_claims(claims, events, episode):
        if voice.says == "denies" or claim["within"]:
            continue
        own = [events[i] for i in claim["events"] if i in events]
        found = account(voice, claim, own, by_report[voice.report_id])
        if found is not None:
            yield found


# Without one of these a statement tells no place, victim, number of dead or culprit that another can tell otherwise.
_ACCOUNT_WORDS = (
    r"(?i)\b(air ?space|waters|economic zone|territory|soil|border|kill|dead|die[ds]?\b|deaths?\b|victim|casualt|toll|blam|accus|responsib|"
    r"behind|carried out|launched|committed|staged|caused|perpetrated|fired|shot|hit\b|bomb|struck|strike|attack|shell|destroy)"
)
# One row a statement with such words that can be compared: another speaker is heard in its report, or it tells an attack or
# a border, which reports near in time may tell otherwise.
_MAY_DIFFER = """
WITH told AS (
    SELECT claim_id, report_id, concat(record ->> '$.cue', ' ', text) AS text FROM claims JOIN current_versions USING (story, text_hash)
    WHERE is_current AND kind = 'statement' AND stance IN ('asserts', 'confirms') AND regexp_matches(concat(record ->> '$.cue', ' ', text), $words)
), several AS (
    SELECT report_id FROM told GROUP BY report_id HAVING count(*) > 1
)
SELECT claim_id FROM told WHERE report_id IN (SELECT report_id FROM several)
   OR regexp_matches(text, '(?i)\b(air ?space|waters|economic zone|territory|soil|side of the border)\b')
   OR claim_id IN (SELECT claim_id FROM claim_events JOIN events USING (event_id) WHERE type = 'ASSAULT')
"""


def _all_in(dispute: Dispute, both: set[tuple[str, str]]) -> bool:
    voices = dispute.voices
    return all((v.id, w.id) in both for v in voices for w in voices if v.id != w.id)


def _denial(claim: Mapping[str, Any]) -> bool:
    """True when a claim of the stance `denies` denies that something is so.

    What is denied is a clause ("that", "having", "it was"), an accusation, or a part in something: who denies a visa or
    a request refuses it.
    """
    words = claim["text"]
    if _REFUSAL.search(words) or _UNWILLING.search(words[:_HEAD]) or _NO_ACT.search(words):
        return False
    if _ACCUSATION.search(words[:_HEAD]):
        return True
    return bool(_DENIES.search(claim["cue"] or "") and _CLAUSE.search(words))


def _of_events(
    claims: Iterable[Mapping[str, Any]], events: Mapping[str, Mapping[str, Any]], episode: Mapping[str, str]
) -> Iterator[Voice]:
    """Acts that stand in no claim: the outlet's own word, or a denial that no claim holds."""
    held = {i for c in claims for i in c["events"]}
    for e in events.values():
        says: Says = "denies" if e["status"] == "denied" else "asserts"
        words = e["evidence"]["text"]
        if e["event_id"] in held or not e["published"]:
            continue
        if says == "asserts" and e["status"] not in _HAPPENED:
            continue
        if says == "denies" and (
            _REFUSAL.search(words) or _NO_ACT.search(words) or not _DENIES.search(words)
        ):
            continue
        said = e["claim"]
        who = said["speaker"] or {}
        countries = {a["country"] for a in (*e["source"], *e["target"]) if a["country"]}
        yield Voice(
            e["event_id"], e["report_id"], date.fromisoformat(e["published"]), e["outlet"], said["agency"],
            who.get("name") or who.get("text"), who.get("country"), "confirms" if said["stance"] == "confirms" else says, words,
            frozenset(countries | named_countries(words)), episode.get(e["event_id"]), e["type"],
        )  # fmt: skip


def _versions(database: Database) -> Iterator[tuple[Version, Version]]:
    """Each text of a report with the one that replaced it."""
    rows = database.sql(
        "SELECT story, text_hash, report_id, text, published, outlet FROM reports JOIN current_versions USING (story, text_hash)"
        " WHERE story IN (SELECT story FROM reports GROUP BY story HAVING count(*) > 1) ORDER BY story, version"
    )
    events: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for story in sorted({r[0] for r in rows}):
        for report in sorted({r[2] for r in rows if r[0] == story}):
            for e in database.events(report=report, versions=True):
                events.setdefault((e["report_id"], e["text_hash"]), []).append(e)
    for old, new in pairwise(rows):
        if old[0] == new[0]:
            yield _version(old, events), _version(new, events)


def _version(row: tuple[Any, ...], events: Mapping[tuple[str, str], list[dict[str, Any]]]) -> Version:
    _, text_hash, report_id, text, published, outlet = row
    told = sorted(events.get((report_id, text_hash), []), key=lambda e: str(e["event_id"]))
    return Version(report_id, text, published, outlet, tuple(told))


def _countries(dispute: Dispute) -> set[str]:
    voices = {c for v in dispute.voices for c in v.countries}
    return voices | {c for r in dispute.retracted for c in named_countries(r.text)}
