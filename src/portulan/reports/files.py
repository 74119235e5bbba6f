"""The files that are given back: each kind of report builds a neutral document, each format writes it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from portulan.plandoc import jsonfile
from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.comparison.redline import Tracking
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.tracked import Tracked
from portulan.reports.kinds import (
    agenda,
    body_sheet,
    dossier,
    follow_up,
    minutes,
    plan,
    plan_form,
    plan_report,
    plan_sheet,
    plan_text,
    proofs,
    recommendations,
    redline,
    register,
    slides,
    summary,
)
from portulan.reports.templates import InTemplate, Told
from portulan.reports.templates.telling import context_of
from portulan.typeset import csv, docx, form, markdown, pdf, xlsx
from portulan.typeset import slides as pptx
from portulan.typeset.page import Document, Sheet


class Format(StrEnum):
    """The formats a plan is given back in; the value is the extension of the file, without its dot."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"
    MARKDOWN = "md"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Writer:
    media_type: str
    write: Callable[[PlanDocument], bytes]


_WRITERS = {
    Format.DOCX: Writer(docx.MEDIA_TYPE, lambda document: docx.write(plan.build(document))),
    Format.PDF: Writer(pdf.MEDIA_TYPE, lambda document: pdf.write(plan.build(document))),
    Format.XLSX: Writer(xlsx.MEDIA_TYPE, lambda document: xlsx.write(plan_sheet.build(document))),
    Format.JSON: Writer("application/json", lambda document: jsonfile.dumps(document).encode()),
    Format.MARKDOWN: Writer(markdown.MEDIA_TYPE, lambda document: markdown.write(plan_text.build(document))),
    Format.CSV: Writer(csv.MEDIA_TYPE, lambda document: csv.write(plan_sheet.build(document))),
}


def plan_file(
    document: PlanDocument, format: Format | str, tracked: Tracked | None = None
) -> tuple[bytes, str, str]:
    """The plan in that format: its bytes, their media type, the extension of the file ("docx", without dot). What
    is `tracked` beside it goes into JSON; the other formats leave it out.

    Raises ValueError for a format that is not one of `Format`.
    """
    chosen = Format(format)
    writer = _WRITERS[chosen]
    if chosen is Format.JSON and tracked is not None:
        return jsonfile.dumps(document, tracked).encode(), writer.media_type, str(chosen)
    return writer.write(document), writer.media_type, str(chosen)


def redline_file(
    older: PlanDocument, newer: PlanDocument, *, author: str, on: dt.datetime
) -> tuple[bytes, str, str]:
    """The newer edition as Word, with tracked changes from the older one, by that author at that hour (aware): as
    `plan_file`. Accepting all gives the newer edition, rejecting all the older one."""
    document = redline.build(older, newer, Tracking(author, on))
    return docx.write(document), docx.MEDIA_TYPE, "docx"


def plan_form_file(year: AcademicYear, bodies: Sequence[str] = (), language: str = "fr") -> tuple[bytes, str, str]:
    """A sheet to fill in, whose lists propose the years from that one on and these bodies: as `plan_file`."""
    return form.write(plan_form.build(year, bodies, language)), form.MEDIA_TYPE, "xlsx"


def body_sheets_file(facts: body_sheet.BodySheets, format: Format | str | InTemplate) -> tuple[bytes, str, str]:
    """The sheets of these bodies, as Word or PDF, each from a page of its own on: as `plan_file`."""
    return _written(facts, body_sheet.build, None, format)


def plan_report_file(facts: plan_report.PlanReport, format: Format | str | InTemplate) -> tuple[bytes, str, str]:
    """The plan under a cover, as Word or PDF: as `plan_file`."""
    return _written(facts, plan_report.build, None, format)


def agenda_file(sheet: agenda.AgendaSheet, format: Format | str | InTemplate) -> tuple[bytes, str, str]:
    """The agenda of a meeting, as Word or PDF: as `plan_file`."""
    return _written(sheet, agenda.build, None, format)


def follow_up_file(facts: follow_up.FollowUp, format: Format | str | InTemplate) -> tuple[bytes, str, str]:
    """The progress report, as Word, PDF or a workbook: as `plan_file`."""
    return _written(facts, follow_up.build, follow_up.sheet, format)


def recommendations_file(
    facts: recommendations.Followed, format: Format | str | InTemplate
) -> tuple[bytes, str, str]:
    """The follow-up of recommendations, as Word, PDF or a workbook: as `plan_file`."""
    return _written(facts, recommendations.build, recommendations.sheet, format)


def proofs_file(facts: proofs.ListedProofs, format: Format | str | InTemplate) -> tuple[bytes, str, str]:
    """The list of proofs, as Word, PDF or a workbook: as `plan_file`."""
    return _written(facts, proofs.build, proofs.sheet, format)


def register_file(facts: register.Register, format: Format | str | InTemplate) -> tuple[bytes, str, str]:
    """The register of changes, as Word, PDF or a workbook: as `plan_file`."""
    return _written(facts, register.build, register.sheet, format)


def dossier_file(facts: dossier.Dossier, format: Format | str | InTemplate) -> tuple[bytes, str, str]:
    """The dossier for the experts, as Word or PDF: as `plan_file`."""
    return _written(facts, dossier.build, None, format)


def minutes_file(facts: minutes.Proceedings, format: Format | str | InTemplate) -> tuple[bytes, str, str]:
    """The minutes of a meeting, as Word or PDF: as `plan_file`."""
    return _written(facts, minutes.build, None, format)


def summary_file(facts: summary.Summary, format: Format | str | InTemplate) -> tuple[bytes, str, str]:
    """The plan on one page, as Word or PDF: as `plan_file`. Lists are made shorter until the PDF is one page."""
    if isinstance(format, InTemplate):
        return _written(facts, summary.build, None, format)
    content = b""
    for most in range(summary.MOST, -1, -1):
        content = pdf.write(summary.build(facts, most))
        if pdf.pages(content) == 1 or most == 0:
            break
    if Format(format) is Format.PDF:
        return content, pdf.MEDIA_TYPE, "pdf"
    return _written(facts, lambda one: summary.build(one, most), None, format)


def slides_file(facts: slides.Committee, format: str = "pptx") -> tuple[bytes, str, str]:
    """The slides of a committee: as `plan_file`."""
    if format != "pptx":
        raise ValueError(f"no {format} of this report")
    return pptx.write(slides.build(facts)), pptx.MEDIA_TYPE, "pptx"


Facts = TypeVar("Facts")


def _written(
    facts: Facts,
    build: Callable[[Facts], Document],
    sheet: Callable[[Facts], Sheet] | None,
    format: Format | str | InTemplate,
) -> tuple[bytes, str, str]:
    """A report in a format, or in a template. Raises ValueError for a format that it does not have."""
    if isinstance(format, InTemplate):
        return format.fill(Told(context_of(facts), build(facts))), format.media_type, format.suffix
    chosen = Format(format)
    if chosen is Format.DOCX:
        return docx.write(build(facts)), docx.MEDIA_TYPE, "docx"
    if chosen is Format.PDF:
        return pdf.write(build(facts)), pdf.MEDIA_TYPE, "pdf"
    if chosen is Format.XLSX and sheet is not None:
        return xlsx.write(sheet(facts)), xlsx.MEDIA_TYPE, "xlsx"
    raise ValueError(f"no {chosen} of this report")
