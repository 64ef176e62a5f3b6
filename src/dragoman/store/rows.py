"""Records as rows of the store's tables. It knows the columns and nothing of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.model import Actor, Claim, Coding, Event, Rejected, Report, digest

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = dict[str, Any]


def story(report: Report) -> str:
    """What versions of one report share: its URL, else its id."""
    return report.url or report.id


def report_row(report: Report) -> Row:
    """One row of `reports`."""
    return {
        "report_id": report.id, "text_hash": report.text_hash, "story": story(report), "published": report.published,
        "outlet": report.outlet, "title": report.title, "url": report.url, "origin": report.origin, "text": report.text,
    }  # fmt: skip


def _of(report: Report) -> Row:
    return {
        "story": story(report), "text_hash": report.text_hash, "report_id": report.id,
        "published": report.published, "outlet": report.outlet,
    }  # fmt: skip


def event_row(event: Event, report: Report) -> Row:
    """One row of `events`."""
    date, place, said = event.date, event.place, event.claim
    return {
        "event_id": event.event_id, **_of(report), "sentence": event.sentence, "type": event.type,
        "modes": list(event.modes), "plover": event.plover, "contexts": list(event.contexts), "quad": event.quad,
        "intensity": event.intensity, "cameo": event.cameo, "goldstein": event.goldstein, "status": event.status,
        "source_countries": countries(event.source), "target_countries": countries(event.target),
        "date_start": date.start if date else None, "date_end": date.end if date else None,
        "date_precision": date.precision if date else None,
        "place": place.name if place else None, "place_country": place.country if place else None,
        "agency": said.agency, "speaker": said.speaker.name if said.speaker else None, "stance": said.stance,
        "confidence": event.confidence, "evidence": event.evidence.text, "record": event.to_json(),
    }  # fmt: skip


def participant_rows(event: Event) -> list[Row]:
    """The rows of `participants` of one event."""
    sides = (("source", event.source), ("target", event.target), ("third", event.third))
    return [
        {"event_id": event.event_id, "side": side, "position": n, "text": a.text, "name": a.name, "country": a.country,
         "sector": a.sector, "office": a.office, "qid": a.qid, "role": a.role}
        for side, actors in sides
        for n, a in enumerate(actors)
    ]  # fmt: skip


def claim_row(claim: Claim, report: Report) -> Row:
    """One row of `claims`."""
    said = claim.said_on
    return {
        "claim_id": claim.claim_id, **_of(report), "kind": claim.kind, "stance": claim.stance, "agency": claim.agency,
        "speaker": claim.speaker.name if claim.speaker else None,
        "speaker_country": claim.speaker.country if claim.speaker else None,
        "said_start": said.start if said else None, "said_end": said.end if said else None,
        "text": claim.text, "record": claim.to_json(),
    }  # fmt: skip


def rejected_row(rejected: Rejected, report: Report | None) -> Row:
    """One row of `rejected`; without a report for what was set aside while reading."""
    span = rejected.span
    return {
        "rejected_id": digest(rejected.report_id, report.text_hash if report else None, rejected.origin, rejected.stage,
                              rejected.code, rejected.detail, span.start if span else None, span.end if span else None),
        "story": story(report) if report else None, "text_hash": report.text_hash if report else None,
        "report_id": report.id if report else rejected.report_id, "origin": rejected.origin or (report.origin if report else None),
        "stage": rejected.stage, "code": rejected.code, "detail": rejected.detail,
        "span_start": span.start if span else None, "span_end": span.end if span else None,
    }  # fmt: skip


def tables_of(codings: Iterable[Coding]) -> dict[str, list[Row]]:
    """All rows of some codings, by table, in the order in which they must be written."""
    out: dict[str, list[Row]] = {
        t: [] for t in ("reports", "events", "participants", "claims", "claim_events", "rejected")
    }
    for coding in codings:
        report = coding.report
        out["reports"].append(report_row(report))
        for event in coding.events:
            out["events"].append(event_row(event, report))
            out["participants"].extend(participant_rows(event))
        for claim in coding.claims:
            out["claims"].append(claim_row(claim, report))
            out["claim_events"].extend({"claim_id": claim.claim_id, "event_id": e} for e in claim.events)
        out["rejected"].extend(rejected_row(r, report) for r in coding.rejected)
    return out


def countries(actors: Iterable[Actor]) -> list[str]:
    """The sorted country codes of some actors."""
    return sorted({a.country for a in actors if a.country})
