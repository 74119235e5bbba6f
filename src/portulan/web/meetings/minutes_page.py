"""The page of a closed meeting: its minutes to read, their files, versions, approval, and what they prove."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portulan.meetings.models import Meeting, Minutes
from portulan.meetings.queries.content import session_of, was_written_here
from portulan.meetings.queries.decisions import decisions
from portulan.tracking.models import Evidence, Visibility
from portulan.web.access import MemberRequest
from portulan.web.meetings.decisions_page import DecisionLine
from portulan.web.meetings.decisions_page import lines as decision_lines
from portulan.web.meetings.door import may_meet
from portulan.web.meetings.reading import Reading, reading
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.templatetags import ui
from portulan.web.tracking.access import may_show
from portulan.web.uploads import weight


@dataclass(frozen=True, slots=True)
class FileLink:
    label: str
    icon: str
    address: str
    weight: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the minutes: what it corrected, who made it, where its files are."""

    number: int
    about: str
    note: str
    files: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True)
class ProvedLine:
    code: str
    title: str
    address: str
    results: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """`reading` is None for a file of before Portulan. `state` says in a sentence whether they are approved."""

    title: str
    when: str
    state: str
    approved: bool
    reading: Reading | None
    files: tuple[FileLink, ...]
    view_address: str
    versions: tuple[VersionLine, ...]
    proof_address: str
    proved: tuple[ProvedLine, ...]
    visibility: SafeString
    visibilities: tuple[tuple[str, str, bool], ...]
    decisions: tuple[DecisionLine, ...]
    may_write: bool
    may_show: bool


def show(request: MemberRequest, meeting: Meeting) -> HttpResponse:
    """The minutes of a closed meeting, for any member."""
    versions = list(meeting.minutes.select_related("evidence", "approved_in").order_by("-version"))
    shown = minutes_page(request, meeting, versions)
    context = {"page": shown, "meeting": meeting, "slug": request.workspace.slug}
    return render(request, "meetings/minutes.html", context)


def minutes_page(request: MemberRequest, meeting: Meeting, versions: list[Minutes]) -> MinutesPage:
    """All that the page prints, in a constant number of queries."""
    last, slug = versions[0], request.workspace.slug
    session = session_of(last.content) if was_written_here(last.content) else None
    writes = bool(may_meet(request, meeting))
    evidence = last.evidence if last.evidence and last.evidence.removed_at is None else None
    visibility = Visibility(evidence.visibility if evidence else meeting.minutes_visibility)
    files = files_of(last, meeting, slug)
    return MinutesPage(
        title=_title(meeting),
        when=reading(session).when if session else ui.full_day(meeting.day),
        state=_state(last),
        approved=last.approved_on is not None or session is None,
        reading=reading(session) if session else None,
        files=files,
        view_address=next((one.address for one in files if one.icon == "file-text"), ""),
        versions=tuple(_version(one, meeting, slug) for one in versions),
        proof_address=address("proof", slug, evidence.pk) if evidence else "",
        proved=tuple(_proved(evidence, slug)) if evidence else (),
        visibility=marks.visibility(visibility),
        visibilities=tuple((one.value, str(one.label), one == visibility) for one in Visibility),
        decisions=decision_lines(decisions().filter(meeting=meeting), slug, timezone.localdate()),
        may_write=writes,
        may_show=writes and (evidence is None or bool(may_show(request.membership, evidence))),
    )


def _title(meeting: Meeting) -> str:
    """« PV n° 3 de la Commission… » is said by the number alone; the body stands above."""
    if meeting.number is None:
        return _("Procès-verbal du %(day)s") % {"day": ui.long_day(meeting.day)}
    return _("Procès-verbal n° %(number)d") % {"number": meeting.number}


def _state(last: Minutes) -> str:
    if last.approved_on is None:
        if not was_written_here(last.content):
            return _("PV repris d’un fichier")
        return _("Projet, à approuver")
    return _("Approuvé le %(day)s") % {"day": ui.long_day(last.approved_on)}


def files_of(minutes: Minutes, meeting: Meeting, slug: str) -> tuple[FileLink, ...]:
    """The files of a version that there are."""
    given = (
        ("docx", _("Word"), "file", minutes.word_sha256, minutes.word_size),
        ("pdf", _("PDF"), "file-text", minutes.pdf_sha256, minutes.pdf_size),
    )
    return tuple(
        FileLink(
            label, icon, reverse("minutes_file", args=[slug, meeting.pk, minutes.version, suffix]), weight(size)
        )
        for suffix, label, icon, sha256, size in given
        if sha256
    )


def _version(one: Minutes, meeting: Meeting, slug: str) -> VersionLine:
    about = _("%(day)s, par %(who)s") % {"day": ui.long_day(one.made_at), "who": one.author_name}
    return VersionLine(one.version, about, ui.typo(one.note), files_of(one, meeting, slug))


def _proved(evidence: Evidence, slug: str) -> "list[ProvedLine]":
    """The actions that the proof stands for, each with its results; in three queries."""
    proved = {one.pk for one in evidence.results.all()}
    actions = evidence.actions.order_by("position", "pk").prefetch_related("expected_results")
    return [
        ProvedLine(
            one.code,
            ui.typo(one.short_title) or marks.plain(one.text),
            address("action", slug, one.pk),
            tuple(
                marks.wording(result.text)
                for result in sorted(one.expected_results.all(), key=lambda row: row.position)
                if result.pk in proved and result.removed_at is None
            ),
        )
        for one in actions
    ]
