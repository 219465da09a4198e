"""The words of docx paragraphs: tracked changes, fields, breaks, symbols, boxes, hidden text, notes."""

from __future__ import annotations

import pytest

from kamerbrief.reading import read_bytes
from tests.reading.docx_parts import cell, docx_of, letter_of_docx, par, row, run, shown, table, text_box

_DELETED_END = "<w:rPr><w:del w:id='9' w:author='a'/></w:rPr>"
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DOCPROPERTY bedrag </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def _t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        pytest.param(run("Er is € 4") + run("0 miljoen."), "Er is € 40 miljoen.", id="runs of one word"),
        pytest.param(
            run("Het budget is ") + f"<w:del w:id='1'><w:r><w:delText>€ 5</w:delText></w:r></w:del>"
            f"<w:ins w:id='2'>{run('€ 7')}</w:ins>" + run(" miljoen."),
            "Het budget is € 7 miljoen.",
            id="tracked changes",
        ),
        pytest.param(
            f"<w:moveFrom w:id='1'>{run('weg ')}</w:moveFrom><w:moveTo w:id='2'>{run('hier ')}</w:moveTo>"
            + run("dus."),
            "hier dus.",
            id="moved text",
        ),
        pytest.param(run("Zicht") + run("geheim", "<w:vanish/>") + run("baar."), "Zichtbaar.", id="hidden text"),
        pytest.param(run("Wel ", '<w:vanish w:val="0"/>') + run("te zien."), "Wel te zien.", id="hidden switched off"),
        pytest.param(run("Er is ") + _FIELD.format(result=run("€ 3 ton")), "Er is € 3 ton", id="complex field"),
        pytest.param(f'<w:fldSimple w:instr="TITLE">{run("Een titel")}</w:fldSimple>', "Een titel", id="simple field"),
        pytest.param(
            f"<w:r><w:t>a</w:t></w:r><w:hyperlink>{run('www.voorbeeld.nl')}</w:hyperlink>",
            "awww.voorbeeld.nl",
            id="hyperlink",
        ),
        pytest.param(
            f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('In een veld.')}</w:sdtContent></w:sdt>",
            "In een veld.",
            id="content control",
        ),
        pytest.param(
            f"<w:r>{_t('De bijdrage van het Rijk aan de regeling bedraagt in het komende jaar ten hoogste')}<w:br/>"
            f"{_t('€ 4 miljoen.')}</w:r>",
            "De bijdrage van het Rijk aan de regeling bedraagt in het komende jaar ten hoogste € 4 miljoen.",
            id="break in a long sentence",
        ),
        pytest.param(
            f"<w:r>{_t('Het gaat om een bedrag van')}<w:br/>{_t('€ 4 miljoen')}</w:r>",
            "Het gaat om een bedrag van € 4 miljoen",
            id="break in a short sentence",
        ),
        pytest.param(
            f"<w:r>{_t('Eva de Voorbeeld')}<w:br/>{_t('Minister van Financiën')}</w:r>",
            "Eva de Voorbeeld\nMinister van Financiën",
            id="lines of a signature",
        ),
        pytest.param(
            f"<w:r>{_t('zorg')}<w:softHyphen/>{_t('kosten 2025')}<w:noBreakHyphen/>{_t('2026')}</w:r>"
            f"<w:r><w:tab/>{_t('x&#160;y')}</w:r>",
            "zorgkosten 2025-2026 x y",
            id="hyphens, tabs and hard blanks",
        ),
        pytest.param(
            f'<w:r>{_t("kost ")}<w:sym w:font="Symbol" w:char="F0A0"/>{_t(" 5")}</w:r>'
            '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>',
            "kost € 5",
            id="symbols",
        ),
        pytest.param('<w:r><w:sym w:font="Arial" w:char="zz"/><w:t>ok</w:t></w:r>', "ok", id="a symbol that is none"),
        pytest.param("<w:r><m:oMath><m:r><m:t>2+2</m:t></m:r></m:oMath></w:r>", "2+2", id="formula"),
        pytest.param(
            "<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:noSuch/></mc:Choice><mc:Fallback><w:t>wel</w:t>"
            "</mc:Fallback></mc:AlternateContent></w:r>",
            "wel",
            id="alternative with words",
        ),
        pytest.param(
            run("Zie ") + '<w:commentRangeStart w:id="0"/>' + run("dit") + '<w:commentRangeEnd w:id="0"/>'
            '<w:r><w:commentReference w:id="0"/></w:r>',
            "Zie dit",
            id="comment",
        ),
    ],
)
def test_words_of_a_paragraph(inside: str, text: str) -> None:
    letter = letter_of_docx(
        par(inside), comments='<w:comment w:id="0"><w:p><w:r><w:t>nee</w:t></w:r></w:p></w:comment>'
    )
    assert letter.text == text


def test_a_field_without_result_does_not_swallow_the_rest() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>PAGE</w:t></w:r>'
    letter = letter_of_docx(par(broken) + par("Het vervolg kost € 2 miljoen."))
    assert letter.text == "Het vervolg kost € 2 miljoen."


def test_a_deleted_paragraph_end_joins_what_it_parted() -> None:
    letter = letter_of_docx(par("De kosten zijn", _DELETED_END) + par("€ 5 miljoen."))
    assert shown(letter) == [("paragraph", "De kosten zijn € 5 miljoen.")]


def test_a_sentence_over_two_paragraphs_is_whole() -> None:
    first = "Naar aanleiding van het overleg van vorige week deel ik u mede"
    letter = letter_of_docx(par(first) + par("dat het bedrag is overgemaakt."))
    assert shown(letter) == [("paragraph", f"{first} dat het bedrag is overgemaakt.")]


@pytest.mark.parametrize("second", ["de minister van Financiën,", "Dat is het besluit.", "- een onderdeel"])
def test_other_paragraphs_stay_apart(second: str) -> None:
    letter = letter_of_docx(par("Met de meeste hoogachting en mede namens mijn ambtgenoot van Zorg") + par(second))
    assert len(letter.blocks) == 2


def test_hidden_and_bold_by_character_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Geheim"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Zwaar"><w:rPr><w:b/></w:rPr></w:style>'
    )
    letter = letter_of_docx(
        par(run("Weg", '<w:rStyle w:val="Geheim"/>'))
        + par(run("Financiën", '<w:rStyle w:val="Zwaar"/>'))
        + par("Hier volgt tekst."),
        styles=styles,
    )
    assert shown(letter) == [("heading", "Financiën"), ("paragraph", "Hier volgt tekst.")]


def test_a_text_box_is_read_once() -> None:
    letter = letter_of_docx(par(run("Naast het kader.") + text_box(par("In het kader staat € 1 miljoen."))))
    assert [text for _, text in shown(letter)] == ["Naast het kader.", "In het kader staat € 1 miljoen."]


def test_a_text_box_in_a_table_cell_is_not_doubled() -> None:
    boxed = cell(par(run("4,0") + text_box(par("let op"))))
    letter = letter_of_docx(table(row("Post", "2025", header=True), row("Zorg", boxed), row("Onderwijs", "5,0")))
    found = letter.tables[0].at(1, 1)
    assert found is not None and found.text == "4,0 let op"


def _notes(kind: str, *texts: str) -> str:
    separator = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    return separator + "".join(
        f'<w:{kind} w:id="{number}">{par(f"<w:r><w:{kind}Ref/></w:r>" + run(" " + text))}</w:{kind}>'
        for number, text in enumerate(texts, 1)
    )


def _mark(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_footnotes_stand_at_the_end_with_a_mark_in_the_text() -> None:
    body = par(run("Het gaat om € 5 miljoen. ") + _mark("footnote", 2) + run(" Dat is veel.") + _mark("footnote", 1))
    letter = letter_of_docx(body, footnotes=_notes("footnote", "Kamerstuk 1.", "Inclusief btw."))
    assert shown(letter) == [
        ("paragraph", "Het gaat om € 5 miljoen.[1] Dat is veel.[2]"),
        ("footnote", "[1] Inclusief btw."),
        ("footnote", "[2] Kamerstuk 1."),
    ]
    assert [(letter.text[m.start : m.end], letter.text_of(letter.block(m.footnote))) for m in letter.marks] == [
        ("[1]", "[1] Inclusief btw."),
        ("[2]", "[2] Kamerstuk 1."),
    ]


def test_endnotes_have_their_own_count() -> None:
    body = par(run("Een") + _mark("endnote", 1) + run(" twee") + _mark("footnote", 1))
    letter = letter_of_docx(body, footnotes=_notes("footnote", "voet"), endnotes=_notes("endnote", "eind"))
    assert [text for _, text in shown(letter)] == ["Een[i] twee[1]", "[1] voet", "[i] eind"]


def test_footnote_in_a_cell() -> None:
    marked = cell(par(run("5,0") + _mark("footnote", 1)))
    letter = letter_of_docx(
        table(row("Post", "2025"), row("Zorg", marked), row("Jeugd", "1,0")), footnotes=_notes("footnote", "Raming.")
    )
    found = letter.tables[0].at(1, 1)
    assert found is not None
    assert (found.text, letter.text[letter.marks[0].start : letter.marks[0].end]) == ("5,0[1]", "[1]")


def test_properties() -> None:
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="OnsKenmerk">'
        "<vt:lpwstr>FIN-12</vt:lpwstr></property></Properties>"
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Een brief</dc:title></cp:coreProperties>'
    )
    letter = letter_of_docx(par("Tekst."), core=core, custom=custom)
    assert (letter.properties["onskenmerk"], letter.properties["title"]) == ("FIN-12", "Een brief")


def test_the_same_bytes_give_the_same_letter() -> None:
    data = docx_of(par(run("Tekst.") + text_box(par("Kader."))) + table(row("a", "b"), row("1", "2")))
    assert read_bytes(data, "brief.docx") == read_bytes(data, "brief.docx")
