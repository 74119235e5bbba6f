"""Words, days and codes that a narrow column cut; what is written over a page; titles alone in a frame."""

from dataclasses import replace

import typst

from portulan.plandoc.reading import read
from portulan.plandoc.reading.source import Source
from portulan.plandoc.recognition import recognise


def typeset(text: str) -> Source:
    return read("plan.pdf", typst.compile(text.encode()))


def cells(source: Source) -> list[list[str]]:
    return [[one.text for one in row.cells] for found in source.tables() for row in found.rows]


def table(widths: str, stroke: str, rows: list[list[str]]) -> str:
    head = ",".join(f"[*{one}*]" for one in rows[0])
    return (
        '#set page(paper: "a4", flipped: true)\n#set text(size: 10pt, font: "DejaVu Sans Mono")\n'
        f"#table(columns: ({widths}), stroke: {stroke}, {head}, "
        + ",".join(f"[{one}]" for row in rows[1:] for one in row)
        + ")"
    )


ACTIONS = ("Créer un comité de suivi", "Publier un guide pour les étudiants", "Former les responsables de section")
NAMES = ("Direction", "Secrétariat", "Coordination qualité")


def test_days_and_codes_that_a_narrow_column_cut_are_put_together():
    rows = [["N", "Action", "Échéance"]]
    rows += [[f'#"{at}." \\ 1', text, f"{at}5/01/20 \\ 26"] for at, text in enumerate(ACTIONS, 1)]
    assert cells(typeset(table("24pt, 1fr, 61pt", "0.5pt", rows))) == [
        ["N", "Action", "Échéance"],
        *([f"{at}.1", text, f"{at}5/01/2026"] for at, text in enumerate(ACTIONS, 1)),
    ]


def test_two_years_one_below_the_other_stay_two():
    rows = [["Action", "Années"], *([text, "2026 \\ 2027"] for text in ACTIONS)]
    assert all("20262027" not in row[1] for row in cells(typeset(table("1fr, 36pt", "0.5pt", rows))))


def test_a_word_of_capitals_that_the_document_knows_whole_is_put_together():
    rows = [["MoS \\ CoW", "Action"], *(["oui", text] for text in ACTIONS)]
    text = table("29pt, 1fr", "0.5pt", rows) + "\n\nMoSCoW: oui = nécessaire, should = important."
    assert cells(typeset(text))[0] == ["MoSCoW", "Action"]


def test_letters_of_one_width_leave_no_spaces_inside_words():
    rows = [["Action", "Responsable"], *([text, name] for text, name in zip(ACTIONS, NAMES, strict=True))]
    for stroke in ("0.5pt", "(x: none, y: 0.5pt)"):
        assert cells(typeset(table("1fr, 1fr", stroke, rows))) == rows


def test_what_is_written_slantwise_over_a_page_is_no_text_of_its_cells():
    rows = [["Action", "Responsable"], *zip(ACTIONS, NAMES, strict=True)]
    over = "#set page(foreground: rotate(-35deg, text(size: 90pt, fill: luma(210))[PROJET]))\n"
    source = typeset(over + table("1fr, 1fr", "0.5pt", [list(row) for row in rows]))
    assert cells(source) == [list(row) for row in rows]
    assert [(one.text, one.nature) for one in source.remnants if one.nature == "watermark"] == [
        ("PROJET", "watermark")
    ]


def test_titles_alone_in_a_frame_tell_the_columns_of_the_rows_below():
    rows = [["Action", "Responsable", "Échéance"]]
    rows += [[text, name, "juin 2027"] for text, name in zip(ACTIONS, NAMES, strict=True)]
    framed = "(x, y) => if y == 0 { 0.6pt } else { (bottom: 0.3pt) }"
    source = typeset(table("2fr, 1fr, 1fr", framed, rows))
    assert (len(list(source.tables())), cells(source)) == (1, rows)


def test_a_guessed_table_under_unknown_titles_is_a_plan_all_the_same_and_in_doubt():
    rows = [["Balise", "Escale", "Tempo"]]
    rows += [[text, name, "30/06/2027"] for text, name in zip(ACTIONS, NAMES, strict=True)]
    source = typeset(table("2fr, 1fr, 1fr", "0.5pt", rows))
    found = recognise(replace(source, blocks=tuple(replace(one, confidence=0.5) for one in source.tables())))
    actions = [one.text.plain for objective in found.document.walk() for one in objective.actions]
    assert (actions, {one.confidence for one in found.columns}) == (list(ACTIONS), {0.5})


def test_the_items_of_a_lettered_list_are_paragraphs_of_their_own():
    steps = "a) Choisir les responsables \\ b) Les former sur deux jours complets à la \\ rentrée \\ c) Évaluer"
    rows = [["Action", "Étapes"], *([text, steps] for text in ACTIONS)]
    found = next(typeset(table("1fr, 1fr", "0.5pt", rows)).tables())
    assert [one.text for one in found.rows[1].cells[1].paragraphs] == [
        "a) Choisir les responsables",
        "b) Les former sur deux jours complets à la rentrée",
        "c) Évaluer",
    ]


def test_numbered_cards_that_touch_one_another_are_tables_of_their_own():
    cards = "".join(
        f"#block(below: 0pt, above: 0pt, table(columns: ({width}, 1fr, 6cm), stroke: (x: none, y: 0.4pt), "
        f"[*Action {at}*], [*{text}*], [], [*Service*], [*Échéance*], [*État*], [{name}], [juin 2027], "
        f"[en cours], [*Preuve*], [Rapport], []))\n"
        for at, (text, name, width) in enumerate(zip(ACTIONS, NAMES, ("5cm", "3.5cm", "7cm"), strict=True), 1)
    )
    found = list(typeset('#set page(paper: "a4", flipped: true)\n#set text(size: 10pt)\n' + cards).tables())
    assert [one.rows[0].cells[0].text for one in found] == ["Action 1", "Action 2", "Action 3"]
    assert [[cell.text for cell in one.rows[1].cells] for one in found] == [["Service", "Échéance", "État"]] * 3
