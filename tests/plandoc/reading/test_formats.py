"""One plan in each format gives the same cells; and what each format alone can say."""

import datetime as dt
import io
import shutil
import subprocess
import warnings
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from portulan.plandoc import jsonfile
from portulan.plandoc.reading import number_formats, read
from portulan.plandoc.reading.source import Paragraph, Source, Table
from portulan.plandoc.recognition import recognise
from reading_samples import ods_with_tables, odt_with_body

EXAMPLES = Path(__file__).parents[3] / "examples"
TITLE = "Plan d'action « Été » 2024-2029"
ROWS = [
    ["Objectif", "Action", "Responsable", "Échéance", "Résultat"],
    ["1.1. Écouter", "1.1.1. Créer; ouvrir, l'espace", "CP", "26-27", "Note | avis"],
    ["", "1.1.2. Évaluer 100 % des « cas »", "CEP\nCS", "En continu", "PV"],
    ["1.2. Relier", "1.2.1. Publier <deux> bulletins", "", "27-28", "2 bulletins & 1 lien"],
]


def docx_bytes() -> bytes:
    written = docx.Document()
    written.add_paragraph(TITLE)
    grid = written.add_table(rows=len(ROWS), cols=5)
    for number, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            first, *others = text.split("\n")
            grid.cell(number, column).text = first
            for other in others:
                grid.cell(number, column).add_paragraph(other)
    return saved(written)


def saved(written) -> bytes:
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()


def xlsx_bytes() -> bytes:
    book = openpyxl.Workbook()
    book.active.append([TITLE])
    book.active.append([])
    for texts in ROWS:
        book.active.append([text or None for text in texts])
    return saved(book)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def html_bytes() -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<td>{escaped(text).replace(chr(10), '<br>')}</td>" for text in texts) + "</tr>\n"
        for texts in ROWS
    )
    return f"<html><meta charset=utf-8><p>{TITLE}</p>\n<table>{rows}</table></html>".encode()


def markdown_bytes() -> bytes:
    def line(texts: list[str]) -> str:
        signs = (text.replace("|", "\\|").replace("<", "\\<").replace("\n", "<br>") for text in texts)
        return "| " + " | ".join(signs) + " |"

    return "\n".join([TITLE, "", line(ROWS[0]), "|---|:--|--:|---|---|", *map(line, ROWS[1:])]).encode()


def csv_bytes(separator: str, encoding: str = "utf-8") -> bytes:
    lines = [[TITLE], *ROWS]
    quoted = (separator.join('"' + text.replace('"', '""') + '"' for text in texts) for texts in lines)
    return "\r\n".join(quoted).encode(encoding)


def converted(data: bytes, before: str, after: str, folder: Path) -> bytes:
    if shutil.which("soffice") is None:
        warnings.warn(f"soffice is not installed: reading .{after} is not tested against it", stacklevel=2)
        pytest.skip("SOFFICE IS NOT INSTALLED")
    (folder / f"plan.{before}").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", after, "--outdir", str(folder / "out")]
    subprocess.run([*command, str(folder / f"plan.{before}")], check=True, capture_output=True, timeout=90)
    made = folder / "out" / f"plan.{after}"
    if not made.exists():
        warnings.warn(f"this LibreOffice cannot write .{after}: it is not tested against it", stacklevel=2)
        pytest.skip(f"LIBREOFFICE WITHOUT .{after}")
    return made.read_bytes()


FORMS = {
    "docx": docx_bytes,
    "xlsx": xlsx_bytes,
    "html": html_bytes,
    "md": markdown_bytes,
    "csv": lambda: csv_bytes(";"),
    "tsv": lambda: csv_bytes("\t", "utf-16"),
}


def cells(source: Source) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in source.tables() for row in table.rows]


@pytest.mark.parametrize("form", FORMS)
def test_one_plan_in_each_format_reads_to_the_same_cells(form):
    source = read(f"plan.{form}", FORMS[form]())
    title, table = source.blocks
    assert isinstance(title, Paragraph)
    assert isinstance(table, Table)
    assert title.text == TITLE
    assert cells(source) == ROWS


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after"),
    [("docx", "odt"), ("docx", "rtf"), ("docx", "html"), ("xlsx", "ods"), ("xlsx", "xls")],
)
def test_what_libreoffice_writes_reads_to_the_same_cells(before, after, tmp_path):
    source = read(f"plan.{after}", converted(FORMS[before](), before, after, tmp_path))
    assert cells(source) == ROWS
    assert next(one.text for one in source.paragraphs()) == TITLE


@pytest.mark.slow
@pytest.mark.parametrize("form", ["odt", "html", "doc", "rtf"])
def test_the_real_plan_is_the_same_document_through_libreoffice(form, tmp_path):
    data = converted((EXAMPLES / "mias-2024-2029.docx").read_bytes(), "docx", form, tmp_path)
    expected = jsonfile.loads((EXAMPLES / "mias-2024-2029.json").read_text())
    assert recognise(read(f"plan.{form}", data)).document == expected


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman"])
def test_csv_of_any_separator_and_encoding(separator, encoding):
    assert cells(read("plan.csv", csv_bytes(separator, encoding))) == ROWS


def test_csv_may_say_its_separator():
    source = read("plan.csv", b"sep=,\r\na,b\r\n1,2;3\r\n")
    assert cells(source) == [["a", "b"], ["1", "2;3"]]
    assert [(one.text, one.nature) for one in source.remnants] == [("sep=,", "separator")]


@pytest.mark.parametrize("form", ["csv", "html", "md"])
def test_a_text_is_known_by_its_content_under_another_name(form):
    assert cells(read("plan.txt", FORMS[form]())) == ROWS


def test_what_excel_alone_can_say():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan 2026"
    sheet.append(["Code", "Action", "Fin", "Part", "Budget", "Mois", "Suite"])
    sheet.append([1.1, "Ouvrir\nfermer", dt.datetime(2026, 9, 14), 0.25, 1250, dt.datetime(2026, 9, 1), True])
    for spot, form in {"A2": "0.00", "C2": "dd/mm/yyyy", "D2": "0%", "E2": '#,##0 "€"', "F2": "mmm-yy"}.items():
        sheet[spot].number_format = form
    sheet.append(["bas", None, None, None, None, None, None])
    sheet.merge_cells("B2:B3")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["B2"].font = Font(italic=True)
    sheet["A1"].fill = PatternFill("solid", fgColor="FFDDEEFF")
    sheet["C2"].comment = Comment("à vérifier", "Ada")
    hidden = book.create_sheet("Listes")
    hidden.sheet_state = "hidden"
    hidden.append(["Oui", "Non"])
    source = read("plan.xlsx", saved(book))
    table, comment, lists = source.blocks
    assert isinstance(table, Table)
    assert isinstance(lists, Table)
    assert [[one.text for one in row.cells] for row in table.rows[1:]] == [
        ["1.10", "Ouvrir\nfermer", "2026-09-14", "25%", "1\u202f250 €", "09/2026", "VRAI"],
        ["bas", "", "", "", "", "", ""],
    ]
    assert [row.cells[1].continues for row in table.rows] == [False, False, True]
    assert [row.hidden for row in table.rows] == [False, False, True]
    assert table.rows[1].cells[1].paragraphs[0].runs[0].emphasis
    assert (table.rows[0].cells[0].fill, table.rows[1].cells[3].number_format) == ("DDEEFF", "0%")
    assert table.rows[1].cells[2].place.address == "Plan 2026!C2"
    assert str(table.rows[1].cells[2].place) == "feuille « Plan 2026 », cellule C2"
    assert isinstance(comment, Paragraph)
    assert (comment.text, comment.place.address) == ("à vérifier", "Plan 2026!C2")
    assert lists.hidden
    assert [one.sentence for one in source.remarks] == [
        "Des lignes de la feuille « Plan 2026 » sont masquées ; elles ont été lues : 3.",
        "Des colonnes de la feuille « Plan 2026 » sont masquées ; elles ont été lues : C.",
        "La feuille « Listes » est masquée dans le fichier ; elle a été lue.",
    ]


def test_a_formula_that_nobody_computed_is_told():
    book = openpyxl.Workbook()
    book.active.append(["a", "=1+1"])
    source = read("plan.xlsx", saved(book))
    assert [one.sentence[:34] for one in source.remarks] == ["Des formules n’ont pas de valeur e"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (1.1, "General", "1.1"),
        (3, "0", "3"), (0.256, "0.0%", "25.6%"), (1234567, "#,##0", "1\u202f234\u202f567"),
        (1250.5, '#,##0.00 [$€-80C]', "1\u202f250.50 €"),
        (46279, "dd/mm/yyyy", "2026-09-14"), (46279, "yyyy", "2026"),
        (46279.5, "yyyy-mm-dd hh:mm", "2026-09-14 12:00"),
        (0.5, "h:mm", "12:00"), (46279, "[$-80C]mmmm yyyy", "09/2026"),
        (12.5, "0.0##", "12.5"),
        (5, '"Axe "0', "Axe 5"), (1e300, "0.00", "1e+300"), (1e12, "d/m/y", "1000000000000"),
    ],
)  # fmt: skip
def test_a_number_is_given_as_its_format_shows_it(number, form, shown):
    assert number_formats.shown(number, form) == shown


STYLES = (
    b'<style:style style:name="I" style:family="text">'
    b'<style:text-properties fo:font-style="italic"/></style:style>'
    b'<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    b'style:num-suffix="."/>'
    b'<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." '
    b'text:display-levels="2"/></text:list-style>'
)


def test_what_a_libreoffice_text_alone_can_say():
    body = (
        '<text:tracked-changes><text:changed-region><text:p>enlevé</text:p></text:changed-region>'
        '</text:tracked-changes>'
        '<text:h text:outline-level="2">Axe<text:s text:c="2"/>1</text:h>'
        '<text:list text:style-name="L"><text:list-item><text:p>un</text:p><text:list>'
        '<text:list-item><text:p>un un'
        '</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>deux'
        '</text:p></text:list-item></text:list>'
        '<text:p>avant<text:change-start/> <text:span text:style-name="I">penché</text:span>'
        '<text:line-break/>suite'
        '<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>une note'
        '</text:p></text:note-body>'
        '</text:note><draw:frame><draw:text-box><text:p>un cadre</text:p></draw:text-box></draw:frame></text:p>'
        '<table:table><table:table-header-rows><table:table-row>'
        '<table:table-cell table:number-columns-spanned="2">'
        '<text:p>A</text:p></table:table-cell><table:covered-table-cell/></table:table-row>'
        '</table:table-header-rows>'
        '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>x</text:p></table:table-cell>'
        '<table:table-cell><text:p>1</text:p></table:table-cell></table:table-row><table:table-row>'
        '<table:covered-table-cell/><table:table-cell><text:p>2</text:p></table:table-cell>'
        '</table:table-row></table:table>'
    )  # fmt: skip
    source = read("plan.odt", odt_with_body(body.encode(), STYLES))
    told = [one for one in source.blocks if isinstance(one, Paragraph)]
    assert [(one.text, one.level, one.bullet, one.list_level, one.place.part) for one in told] == [
        ("Axe  1", 2, "", 0, ""),
        ("un", 0, "1.", 0, ""),
        ("un un", 0, "1.1.", 1, ""),
        ("deux", 0, "2.", 0, ""),
        ("avant penché\nsuite", 0, "", 0, ""),
        ("une note", 0, "", 0, "notes de bas de page"),
        ("un cadre", 0, "", 0, "zone de texte"),
    ]
    assert [run.text for run in told[4].runs if run.emphasis] == ["penché"]
    assert told[4].notes == ("1",)
    assert [one.sentence for one in source.remarks] == ["Le suivi des modifications est lu comme accepté."]
    table = next(source.tables())
    assert [row.header for row in table.rows] == [True, False, False]
    assert [[(one.column, one.span, one.continues, one.text) for one in row.cells] for row in table.rows] == [
        [(0, 2, False, "A")],
        [(0, 1, False, "x"), (1, 1, False, "1")],
        [(0, 1, True, ""), (1, 1, False, "2")],
    ]


def test_a_libreoffice_sheet_repeats_what_it_says_it_repeats():
    source = read(
        "plan.ods",
        ods_with_tables(
            b'<table:table table:name="Plan"><table:table-row>'
            b'<table:table-cell table:number-columns-repeated="2">'
            b'<text:p>a</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/>'
            b'</table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
            b'</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell>'
            b"<text:p>b</text:p>"
            b"</table:table-cell></table:table-row></table:table>"
        ),
    )
    assert cells(source) == [["a", "a"], ["b", ""], ["b", ""]]
    assert source.blocks[0].rows[1].cells[0].place.address == "Plan!A1048002"


def test_a_page_says_headings_lists_spans_and_styles():
    page = (
        "<style>.c1{font-style:italic}</style><script>alert('rien')</script><h2>Axe <b>1</b></h2>"
        "<p>a<i>b</i><span class=c1>c"
        "</span><script>x</script>d<br>e</p><ol><li>un<ul><li>dedans</ul><li>deux</ol><table>"
        "<thead><tr><th rowspan=2>A<th "
        "colspan=2>B<tr><th>b<th>c</thead><tr><td rowspan=2 bgcolor=#DDEEFF>x<td>1<td>2<tr><td>3"
        "<td>4</table>fin"
    )
    source = read("page.html", page.encode())
    told = [one for one in source.blocks if isinstance(one, Paragraph)]
    assert [(one.text, one.level, one.bullet, one.list_level) for one in told] == [
        ("Axe 1", 2, "", 0), ("abcd\ne", 0, "", 0), ("un", 0, "1.", 0), ("dedans", 0, "•", 1),
        ("deux", 0, "2.", 0),
        ("fin", 0, "", 0),
    ]  # fmt: skip
    assert [run.text for run in told[1].runs if run.emphasis] == ["b", "c"]
    table = next(source.tables())
    assert [row.header for row in table.rows] == [True, True, False, False]
    assert [[(one.column, one.span, one.continues, one.text) for one in row.cells] for row in table.rows] == [
        [(0, 1, False, "A"), (1, 2, False, "B")],
        [(0, 1, True, ""), (1, 1, False, "b"), (2, 1, False, "c")],
        [(0, 1, False, "x"), (1, 1, False, "1"), (2, 1, False, "2")],
        [(0, 1, True, ""), (1, 1, False, "3"), (2, 1, False, "4")],
    ]
    assert table.rows[2].cells[0].fill == "DDEEFF"


def test_a_table_that_only_places_others_is_seen_through():
    source = read("page.html", b"<table><tr><td>avant<table><tr><td>a<td>b</table>entre</td></tr></table>")
    assert [one.text if isinstance(one, Paragraph) else cells(source) for one in source.blocks] == [
        "avant", [["a", "b"]], "entre"
    ]  # fmt: skip


def test_markdown_says_headings_lists_and_emphasis():
    text = "# Axe 1\n\nUn *mot* et\n**deux** 2 * 3\\*\n\n- un\n  - dedans\n1. numéro\n\nTitre\n---\n\n---\n[lien](https://x.be)\n"
    source = read("plan.md", text.encode())
    assert [(one.text, one.level, one.bullet, one.list_level) for one in source.paragraphs()] == [
        ("Axe 1", 1, "", 0), ("Un mot et deux 2 * 3*", 0, "", 0), ("un", 0, "•", 0), ("dedans", 0, "•", 1),
        ("numéro", 0, "1.", 0), ("Titre", 2, "", 0), ("lien", 0, "", 0),
    ]  # fmt: skip
    emphasised = [run.text for one in source.paragraphs() for run in one.runs if run.emphasis]
    assert emphasised == ["mot"]


def test_a_hidden_column_of_a_libreoffice_sheet_is_read_and_said():
    source = read(
        "plan.ods",
        ods_with_tables(
            b'<table:table table:name="Plan"><table:table-column/>'
            b'<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
            b"<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            b"<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        ),
    )
    assert cells(source) == [["a", "b"]]
    assert [(one.sentence, one.place.address) for one in source.remarks] == [
        ("Des colonnes de la feuille « Plan » sont masquées ; elles ont été lues : B.", "Plan!B")
    ]
