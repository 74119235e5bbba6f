"""What stands before the plan's table: organisation, title, edition, period, acronyms."""

import itertools
import re
from collections.abc import Mapping
from dataclasses import replace

from portulan.plandoc.academic_year import period
from portulan.plandoc.document import Period, PlanDocument
from portulan.plandoc.reading.source import Paragraph
from portulan.plandoc.recognition.account import Account
from portulan.plandoc.sentences import say
from portulan.plandoc.text import fold

_ACRONYM = re.compile(
    r"(?P<short>[A-ZÀ-Ý][\w.&’'/-]{0,14}(?: [\w’']{1,6})?)(?P<sep>\s*[:=–—]\s*|\s+-\s+)(?P<long>\S.*)"
)
_ACRONYMS_TITLE = re.compile(
    r"(liste des )?(acronymes?|abreviations?|sigles?|glossaire|acronyms?|abbreviations?|afkortingen)"
)
_EDITION = re.compile(
    r"\b(actualise|mise a jour|version|edition|revision|revise|adopte|valide|updated?|"
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
)
_PLAN = re.compile(r"\b(plan|programme|feuille de route|strateg|actieplan|roadmap)")
_YEARS = re.compile(r"(20\d\d)\s*([-–/‑])\s*(20\d\d)")


def with_header(
    document: PlanDocument, front: list[Paragraph], listed: Mapping[str, str], account: Account
) -> PlanDocument:
    """The document with what its front paragraphs say, and the acronyms that a table lists; what they say that is
    not understood is left over."""
    rest, acronyms = _acronyms(front, listed, account)
    title = _title(rest)
    edition = next((one for one in rest if one is not title and _is_edition(one)), None)
    before = itertools.takewhile(lambda one: one is not title, rest)
    organisation = next((one for one in before if one is not edition and _is_name(one.text)), None)
    for one in rest:
        if not any(one is known for known in (title, edition, organisation)):  # two lines may say the same
            account.leftover(one.text, one.place, say("avant le tableau"))
    text = _YEARS.sub(r"\1\2\3", title.wording.plain) if title else ""
    years = period(text) or period(edition.text if edition else "")
    return replace(
        document,
        title=text,
        period=Period(years[0].first, years[1].first) if years else Period(),
        edition=edition.wording.plain if edition else "",
        organisation=organisation.wording.plain if organisation else "",
        acronyms=acronyms,
    )


def _acronyms(
    front: list[Paragraph], listed: Mapping[str, str], account: Account
) -> tuple[list[Paragraph], dict[str, str]]:
    """The paragraphs that list none, and the acronyms that the others add to those listed."""
    rest: list[Paragraph] = []
    acronyms = dict(listed)
    listing = False
    for paragraph in front:
        text = paragraph.wording.plain
        match = _ACRONYM.fullmatch(text)
        if _ACRONYMS_TITLE.fullmatch(fold(text).rstrip(" :")):
            listing = True
            account.role(text, "title of the acronyms")
        elif listing and match and match["short"] not in acronyms:
            acronyms[match["short"]] = match["long"]
            account.role(match["sep"], "separator")
        else:
            listing = listing and not text
            rest += [paragraph] if text else []
    return rest, acronyms


def _title(front: list[Paragraph]) -> Paragraph | None:
    """The one in the style of titles; else the one that names a plan and its years; else one that names a plan;
    else the first with letters."""
    styled = [one for one in front if one.style == "Title"]
    named = [one for one in front if _PLAN.search(fold(one.text))]
    with_years = [one for one in named if _YEARS.search(one.text)]
    plain = [one for one in named if not _is_edition(one)]
    lettered = [one for one in front if _is_name(one.text)]
    return next(iter(styled or with_years or plain or named or lettered), None)


def _is_edition(paragraph: Paragraph) -> bool:
    worded = len(paragraph.text) < 120 and _EDITION.search(fold(paragraph.text))
    return paragraph.style == "Subtitle" or bool(worded)


def _is_name(text: str) -> bool:
    return 2 < len(text.strip()) <= 150 and any(letter.isalpha() for letter in text)
