"""What stands before the plan's table: title, edition, organisation, acronyms."""

import re
from collections.abc import Iterator

from lxml import etree

from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading.docx import Opened
from portulan.plandoc.reading.docx_names import W
from portulan.plandoc.sentences import Sentence, say
from portulan.plandoc.text import fold
from portulan.plandoc.word.cells import said_all
from portulan.plandoc.word.ink import Ink, look_of, said, take_out
from portulan.plandoc.word.places import children

Element = etree._Element

_YEARS = re.compile(r"(20\d\d)\s*([-–/‑])\s*(20\d\d)")


def write(ink: Ink, opened: Opened, was: PlanDocument, now: PlanDocument) -> Iterator[Sentence]:
    """Change the lines of the front that changed; what is not found is said."""
    body = opened.root.find(W + "body")
    lines = [one for one in children(body, "p") if said_all([one])] if body is not None else []
    facts = (
        (say("Le titre"), was.title, now.title),
        (say("L’édition"), was.edition, now.edition),
        (say("L’organisation"), was.organisation, now.organisation),
    )
    for name, before, after in facts:
        if before == after:
            continue
        line = next((one for one in lines if before and _tidy(said(one)) == _tidy(before)), None)
        if line is None or not after:
            yield say("{fact} n’a pas été trouvé dans ce document.", fact=name)
        else:
            ink.rewrite([line], [(after, False)], look_of(line))
    if was.acronyms != now.acronyms:
        yield from _acronyms(ink, lines, was, now)


def _acronyms(ink: Ink, lines: list[Element], was: PlanDocument, now: PlanDocument) -> Iterator[Sentence]:
    """Each acronym stands in a line of its own, "CP : Commission…"; a new one follows the others."""
    known = {
        short: line
        for short, long in was.acronyms.items()
        for line in lines
        if said(line).startswith(short) and said(line).endswith(long)
    }
    last = next((known[short] for short in reversed(list(was.acronyms)) if short in known), None)
    for short in {**was.acronyms, **now.acronyms}:
        before, after = was.acronyms.get(short, ""), now.acronyms.get(short, "")
        if before == after:
            continue
        line = known.get(short)
        if line is not None and after:
            text = said(line)
            ink.rewrite([line], [(text[: len(text) - len(before)] + after, False)], look_of(line))
        elif line is not None:
            ink.strike(line)
            if ink.tracking is None:
                take_out(line)
            else:
                ink.end(line, "del")
        elif after and last is not None:
            pattern = said(last)
            joint = re.match(r"[^\W_][\w.&’'/-]*(\s*[:=–—-]\s*)", pattern)
            fresh = ink.new_line(last, [(f"{short}{joint[1] if joint else ' : '}{after}", False)], look_of(last))
            ink.end(fresh, "ins")
            last.addnext(fresh)
            last = fresh
        else:
            yield say("L’acronyme {short} n’a pas trouvé de place dans ce document.", short=short)


def _tidy(text: str) -> str:
    return fold(_YEARS.sub(r"\1\2\3", text))
