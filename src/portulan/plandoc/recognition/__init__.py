"""A `Source` becomes a plan document, with doubts and leftovers: pure functions, nothing is guessed in silence."""

from collections.abc import Mapping
from dataclasses import replace

from portulan.plandoc import form
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.carried import restored
from portulan.plandoc.reading import collector, progress, read
from portulan.plandoc.reading.source import Paragraph, Source
from portulan.plandoc.recognition import bodies, canonical, doubts, header, hierarchy, own_sheet
from portulan.plandoc.recognition.account import Account
from portulan.plandoc.recognition.column_doubts import unsure_columns
from portulan.plandoc.recognition.findings import NoPlanFound, Recognition
from portulan.plandoc.recognition.layout import layout
from portulan.plandoc.recognition.plan_tables import plan_tables, possible_tables
from portulan.plandoc.recognition.plan_years import with_plan_years
from portulan.plandoc.recognition.reading_doubts import reading_doubts
from portulan.plandoc.recognition.shares import accounted
from portulan.plandoc.recognition.whole_layout import whole_layout
from portulan.plandoc.sentences import say

__all__ = ["NoPlanFound", "Recognition", "outlined", "recognise", "recognised"]


def recognised(
    name: str,
    data: bytes,
    boundary: Boundary | None = None,
    columns: Mapping[str, str] | None = None,
    table: str = "",
) -> Recognition:
    """The plan in a file, whatever its kind: read, then recognised; our own JSON says it all. Raises Unreadable,
    and NoPlanFound."""
    if canonical.is_canonical(name, data):
        return canonical.recognised(name, data)
    source = read(name, data)
    progress.tell(progress.RECOGNISING)
    return recognise(source, boundary, columns, table)


def recognise(
    source: Source, boundary: Boundary | None = None, columns: Mapping[str, str] | None = None, table: str = ""
) -> Recognition:
    """The plan in this file. `columns` says which role the column of a title has ("extra" keeps it as it is),
    whatever its words and content; `table`, the key of a PlanTable, in which one the plan is. Raises NoPlanFound
    when it holds none."""
    return outlined(source, boundary, columns, table)[0]


@collector.at_rest()
def outlined(
    source: Source, boundary: Boundary | None = None, columns: Mapping[str, str] | None = None, table: str = ""
) -> tuple[Recognition, hierarchy.Outline]:
    """The same, with where its rows and objectives stand in the file."""
    source, boundary = form.set_apart(source), boundary or Boundary()
    account = Account()
    account.remnants(source.remnants)
    own = None if columns else own_sheet.outline(source, boundary, account)
    if own is not None:
        return _own(source, own, boundary, account), own
    for block in source.blocks:
        if isinstance(block, Paragraph) and not block.computed:
            account.role(block.bullet, "bullet")
    found = layout(source, columns, table)
    for characters, role in found.structure:
        account.role(characters, role)
    outline = hierarchy.outline(source, found, boundary, account)
    if not outline.rows:
        raise NoPlanFound(
            say(
                "Aucun plan d’action n’a été trouvé dans ce document. Portulan y cherche un tableau dont "
                "une colonne donne les actions, et d’autres les responsables, l’échéance ou les résultats "
                "attendus."
            ),
            tuple(possible_tables(source)),
        )
    document = header.with_header(outline.document, outline.front, outline.acronyms, account)
    read = with_plan_years(document, boundary)
    document = restored(read, source.facts)
    for name in read.columns.keys() - document.columns.keys():
        account.role(read.columns[name], "column title")  # one that our own file adds to the plan's
    account.running_lines((document.title, document.edition, document.organisation))
    unsure = tuple(unsure_columns(found.readings, outline))
    told = Recognition(
        document=document,
        doubts=(
            *unsure,
            *whole_layout(document, found.readings, outline, {one.role for one in unsure}),
            *reading_doubts(document, outline),
            *doubts.doubts(document, outline),
        ),
        leftovers=tuple(account.leftovers),
        same_bodies=tuple(bodies.same_bodies(document)),
        remarks=(*source.remarks, *outline.remarks),
        structure=tuple(account.structure),
        columns=found.readings,
        tables=tuple(plan_tables(found)),
        facts=source.facts,
    )
    return accounted(source, told), outline


def _own(source: Source, outline: hierarchy.Outline, boundary: Boundary, account: Account) -> Recognition:
    """The plan of one of our own sheets, completed by what it carries."""
    read = with_plan_years(outline.document, boundary)
    document, rows = own_sheet.completed(read, outline.rows, source.facts)
    account.running_lines((document.title, document.title[:100]))
    told = Recognition(
        document=read,
        leftovers=tuple(account.leftovers),
        remarks=source.remarks,
        structure=tuple(account.structure),
        facts=source.facts,
    )
    return replace(
        accounted(source, told),
        document=document,
        doubts=tuple(doubts.doubts(document, replace(outline, document=document, rows=rows))),
        same_bodies=tuple(bodies.same_bodies(document)),
    )
