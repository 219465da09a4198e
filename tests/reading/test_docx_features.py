"""What Word shows and a plain reading of runs does not: symbols, raised figures, formulas, drawings, embedded files."""

from __future__ import annotations

import pytest

from kamerbrief.errors import LimitError, ReadError
from kamerbrief.letter import BlockKind, Letter
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading import read_bytes
from kamerbrief.reading.docx.fields import shown as shown_by_field
from kamerbrief.reading.rtf_text import rtf_paragraphs
from tests.letters import NLP, told
from tests.reading.docx_packages import MAIN, parts_of, strict, with_part, with_relation, zipped_bytes
from tests.reading.docx_parts import cell, docx_of, letter_of_docx, par, row, run, shown, table, zipped

_RAISED, _LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
_SYMBOL = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
_STRUCK_STYLES = (
    '<w:style w:type="character" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Weg2"><w:name w:val="Weg2"/><w:basedOn w:val="Weg"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Oud"><w:name w:val="Oud"/><w:rPr><w:dstrike/></w:rPr></w:style>'
)
_GOOD = docx_of(
    par("Het budget is € 5 miljoen.") + par(run("Noot") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>Onderaan.</w:t></w:r></w:p></w:footnote>',
)
_GOOD_TEXT = "Het budget is € 5 miljoen.\nNoot[1]\n[1] Onderaan."


def _styled(name: str) -> str:
    return f'<w:rStyle w:val="{name}"/>'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        pytest.param(run("Er is € 10 ", "<w:strike/>") + run("€ 12 mln."), "€ 12 mln.", id="struck"),
        pytest.param(run("weg ", "<w:dstrike/>") + run("blijft."), "blijft.", id="struck twice"),
        pytest.param(run("weg ", _styled("Weg")) + run("blijft."), "blijft.", id="struck by style"),
        pytest.param(run("weg ", _styled("Weg2")) + run("blijft."), "blijft.", id="struck by a style's base"),
        pytest.param(run("blijft.", _styled("Weg") + '<w:strike w:val="0"/>'), "blijft.", id="switched off again"),
        pytest.param(run("€ 13") + run("2", _RAISED) + run(" miljoen"), "€ 13² miljoen", id="raised mark"),
        pytest.param(run("€ 13") + run("1", _RAISED) + run("4", _RAISED) + run(" mln"), "€ 13¹⁴ mln", id="in two runs"),
        pytest.param(run("45%") + run("3, 4", _RAISED), "45%³, ⁴", id="two marks"),
        pytest.param(run("13") + run("a", _RAISED) + run(" mln"), "13ᵃ mln", id="raised letter"),
        pytest.param(run("de 21") + run("e", _RAISED) + run(" eeuw"), "de 21e eeuw", id="ordinal"),
        pytest.param(run("10") + run("-3", _RAISED) + run(" m") + run("2", _RAISED), "10⁻³ m²", id="powers"),
        pytest.param(run("CO") + run("2", _LOWERED), "CO2", id="lowered"),
        pytest.param(run("1") + run("1", _RAISED) + run("/") + run("2", _LOWERED), "1½", id="fraction by hand"),
        pytest.param(run("2") + run("3", _RAISED) + run("⁄") + run("16", _LOWERED), "2 3/16", id="rare fraction"),
        pytest.param(
            run("€ 12") + run("1", '<w:position w:val="8"/>') + run(" mln"), "€ 12¹ mln", id="raised by position"
        ),
        pytest.param(run("€ 12", '<w:position w:val="1"/>') + run(" mln"), "€ 12 mln", id="hardly raised"),
        pytest.param(
            '<w:r><w:t>€ </w:t><w:sym w:font="Symbol" w:char="F02D"/><w:t>12</w:t></w:r>', "€ −12", id="minus"
        ),
        pytest.param(run("x ") + run("-", _SYMBOL) + run("5"), "x −5", id="minus typed in the Symbol font"),
        pytest.param(run("\uf0a0", _SYMBOL) + run(" 5"), "€ 5", id="euro typed in the Symbol font"),
        pytest.param(run("\uf061\uf0a3b €", _SYMBOL), "α≤β €", id="letters typed in the Symbol font"),
        pytest.param(run("\uf0fc", '<w:rFonts w:ascii="Wingdings"/>') + run(" ja"), "✓ ja", id="Wingdings"),
    ],
)
def test_words_as_word_shows_them(inside: str, text: str) -> None:
    assert letter_of_docx(par(inside), styles=_STRUCK_STYLES).text == text


def test_a_struck_paragraph_style_takes_its_words_out() -> None:
    letter = letter_of_docx(par("Vervallen.", '<w:pStyle w:val="Oud"/>') + par("Geldend."), styles=_STRUCK_STYLES)
    assert letter.text == "Geldend."


def test_raised_figures_in_cells() -> None:
    rows = row("Post", "2026") + row(cell(run("Wonen") + run("1", _RAISED)), cell(run("110") + run("2", _RAISED)))
    letter = letter_of_docx(table(rows))
    assert [found.text for found in letter.tables[0].cells] == ["Post", "2026", "Wonen¹", "110²"]


# -- fields and controls ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (" SYMBOL 8364 ", "€"),
        (" SYMBOL 128 ", "€"),
        (' SYMBOL 163 \\f "Symbol" \\s 12 ', "≤"),
        (' QUOTE "twaalf miljoen" ', "twaalf miljoen"),
        (" EQ \\f(1;4) ", "1/4"),
        (" MACROBUTTON x Klik hier ", ""),
        (" PAGE ", ""),
        (" SYMBOL ", ""),
        ("", ""),
    ],
)
def test_a_field_without_a_result_shows_what_it_says(instruction: str, text: str) -> None:
    assert shown_by_field(instruction) == text


def _field(instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    told = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    parts = [mark.format("begin"), told if not instruction.startswith("<") else instruction]
    return "".join([*parts, *([mark.format("separate"), result] if result else []), mark.format("end")])


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (run("Voor ") + _field(" SYMBOL 8364 ", "") + run(" 12 miljoen."), "Voor € 12 miljoen."),
        (run("Zie ") + _field(" REF a ", _field(" SEQ b ", run("3"))) + run("."), "Zie 3."),
        (run("A ") + _field(_field(" DOCPROPERTY x ", run("nee")), run("ja")) + run(" B"), "A ja B"),
    ],
)
def test_fields_in_fields(inside: str, text: str) -> None:
    assert letter_of_docx(par(inside)).text == text


def _form(inside: str) -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>'
    return begin + '<w:r><w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


_LISTED = '<w:listEntry w:val="€ 4 miljoen"/><w:listEntry w:val="€ 9 miljoen"/>'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f'<w:ddList><w:result w:val="1"/>{_LISTED}</w:ddList>', "€ 9 miljoen"),
        (f"<w:ddList>{_LISTED}</w:ddList>", "€ 4 miljoen"),
        (f'<w:ddList><w:result w:val="{"9" * 5_000}"/>{_LISTED}</w:ddList>', ""),
        (f'<w:ddList><w:result w:val="²"/>{_LISTED}</w:ddList>', ""),
        ('<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ('<w:textInput><w:default w:val="niet ingevuld"/></w:textInput>', ""),
    ],
)
def test_what_was_chosen_in_an_older_form(inside: str, text: str) -> None:
    assert letter_of_docx(par(run("Aanvraag: ") + _form(inside) + run("."))).text == f"Aanvraag: {text}."


def test_a_figure_beside_a_formula_stays_a_figure_of_its_own() -> None:
    half = _m("oMath", _m("f", _m("num", _mt("1")), _m("den", _mt("2"))))
    marks = run("3", _RAISED)
    letter = letter_of_docx(par(run("Er is € 2") + half + run(" miljoen, en ") + half + run("4 keer ") + half + marks))
    assert letter.text == "Er is € 2½ miljoen, en 1/2 4 keer 1/2³"
    amount, *_ = extract_letter(letter, NLP).amounts
    assert (amount.value, amount.evidence.text) == (2_500_000, "€ 2½ miljoen")


def test_what_nobody_filled_in_is_no_text() -> None:
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr{}/><w:date/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = control.format("", par("Klik hier als u een datum wilt invoeren."))
    body += par(run("Het bedrag is ") + control.format("", run("Kies een item.")) + run("€ 5."))
    body += par(control.format(' w:val="0"', run("Wel ingevuld.")))
    assert letter_of_docx(body).text == "Het bedrag is € 5.\nWel ingevuld."


def test_a_mark_that_the_writer_chose_counts_for_no_number() -> None:
    marks = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    letter = letter_of_docx(
        par(run("Eerst") + marks + run(" en dan") + '<w:r><w:footnoteReference w:id="3"/></w:r>' + run(".")),
        footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>* Bij ster.</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="3"><w:p><w:r><w:t>Bij een.</w:t></w:r></w:p></w:footnote>',
    )
    assert letter.text == "Eerst[*] en dan[1].\n[*] Bij ster.\n[1] Bij een."


def test_notes_begin_at_the_number_that_the_document_sets() -> None:
    letter = letter_of_docx(
        par(run("Zie") + '<w:r><w:footnoteReference w:id="3"/></w:r>'),
        footnotes='<w:footnote w:id="3"><w:p><w:r><w:t>Noot.</w:t></w:r></w:p></w:footnote>',
        settings='<w:footnotePr><w:numStart w:val="12"/></w:footnotePr>',
    )
    assert letter.text == "Zie[12]\n[12] Noot."


# -- paragraphs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [("H", "et kabinet trekt € 12 miljoen uit.", "Het kabinet trekt € 12 miljoen uit."),
     ("De", " minister schrijft dit.", "De minister schrijft dit.")],
)  # fmt: skip
def test_a_drop_cap_begins_the_word_behind_it(first: str, second: str, text: str) -> None:
    for kind in ("drop", "margin"):
        letter = letter_of_docx(par(run(first), f'<w:framePr w:dropCap="{kind}" w:lines="3"/>') + par(second))
        assert shown(letter) == [("paragraph", text)]


def test_a_hidden_paragraph_end_joins_what_it_parts() -> None:
    hidden = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    assert letter_of_docx(par(run("Kop."), hidden) + par("De tekst loopt door.")).text == "Kop. De tekst loopt door."


# -- formulas --------------------------------------------------------------------------------------------------------


def _m(name: str, *inside: str) -> str:
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def _mt(text: str) -> str:
    return _m("r", _m("t", text))


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (_m("f", _m("num", _mt("1")), _m("den", _mt("4"))), "1/4"),
        (_m("f", _m("num", _mt("100")), _m("den", _mt("4"))), "(100/4)"),
        (_m("f", _m("num", _mt("a+b")), _m("den", _mt("c"))), "(a+b)/c"),
        (_m("f", _m("num", _m("d", _m("e", _mt("a+b")))), _m("den", _mt("c"))), "(a+b)/c"),
        (_m("sSup", _m("e", _mt("x")), _m("sup", _mt("2"))), "x²"),
        (_m("sSup", _m("e", _mt("a+b")), _m("sup", _mt("n"))), "(a+b)^n"),
        (_m("sSub", _m("e", _mt("x")), _m("sub", _mt("i"))), "x_i"),
        (_m("sSub", _m("e", _mt("CO")), _m("sub", _mt("2"))), "CO2"),
        (_m("sSubSup", _m("e", _mt("x")), _m("sub", _mt("i")), _m("sup", _mt("2"))), "x_i²"),
        (_m("rad", '<m:radPr><m:degHide m:val="1"/></m:radPr>', "<m:deg/>", _m("e", _mt("x+y"))), "√(x+y)"),
        (_m("rad", _m("deg", _mt("3")), _m("e", _mt("x"))), "³√x"),
        (
            _m("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>', _m("sub", _mt("i=1")), _m("sup", _mt("n")),
               _m("e", _mt("k"))),
            "∑_(i=1)^n k",
        ),
        (_m("func", _m("fName", _mt("log")), _m("e", _mt("x"))), "log x"),
        (_m("m", _m("mr", _m("e", _mt("1")), _m("e", _mt("2"))), _m("mr", _m("e", _mt("3")), _m("e", _mt("4")))),
         "1, 2; 3, 4"),
        (_m("eqArr", _m("e", _mt("a=1")), _m("e", _mt("b=2"))), "a=1; b=2"),
        (_m("limLow", _m("e", _mt("lim")), _m("lim", _mt("n"))), "lim_n"),
        (_m("sSub", _m("e", _mt("p")), _m("sub", _mt("i,t"))), "p_(i,t)"),
        (_m("sSup", _m("e", _mt("€1,5")), _m("sup", _mt("n"))), "€1,5^n"),
        (_mt("2") + _m("f", _m("num", _mt("1")), _m("den", _mt("2"))), "2½"),
        (_m("sSub", _m("e", _mt("log")), _m("sub", _mt("10"))) + _mt("5"), "log10 5"),
        (_mt("1") + _mt("2"), "12"),
        (_m("eqArr", _m("e", _mt("a&amp;=1")), _m("e", _mt("b&amp;=2"))), "a=1; b=2"),
        (_m("limLow", _m("e", _m("limLow", _m("e", _mt("a+b")), _m("lim", _mt("⏟")))), _m("lim", _mt("som"))),
         "(a+b)_som"),
        (_m("acc", '<m:accPr><m:chr m:val="̅"/></m:accPr>', _m("e", _mt("x"))), "x̅"),
        (_m("acc", _m("e", _mt("y"))), "ŷ"),
        (_m("acc", '<m:accPr><m:chr m:val=""/></m:accPr>', _m("e", _mt("y"))), "y"),
        (_m("acc", '<m:accPr><m:chr m:val="ab"/></m:accPr>', _m("e", _mt("y"))), "y"),
        (_m("phant", '<m:phantPr><m:show m:val="0"/></m:phantPr>', _m("e", _mt("99"))) + _mt("1"), "1"),
        (_m("onbekend", _m("e", _mt("a")), _mt("b")), "ab"),
        (_mt("\U0001d465"), "x"),
    ],
)  # fmt: skip
def test_a_formula_is_a_line_of_text(formula: str, text: str) -> None:
    inside = run("Dus ") + _m("oMath", formula) + run(" is het.")
    assert letter_of_docx(par(inside)).text == f"Dus {text} is het."


def test_a_formula_on_its_own_lines() -> None:
    assert letter_of_docx(par(_m("oMathPara", _m("oMath", _mt("a=b")), _m("oMath", _mt("c=d"))))).text == "a=b c=d"


# -- drawings --------------------------------------------------------------------------------------------------------

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def _drawn(inside: str) -> bytes:
    drawing = (
        f"<w:r><w:drawing {_A} {_R}><a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></w:drawing></w:r>"
    )
    return docx_of(par(run("Zie de figuur.") + drawing) + par("Daarna."))


def _series(name: str, *values: str) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{year}</c:v></c:pt>' for n, year in enumerate(("2025", "2026")))
    drawn = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
    title = f"<c:tx><c:strRef><c:strCache><c:pt><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    return (
        f"<c:ser>{title}<c:cat><c:strRef><c:strCache>{points}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache>{drawn}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _title(text: str) -> str:
    return f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx></c:title>"


def test_a_chart_gives_its_titles_and_names_and_no_values() -> None:
    chart = (
        f'<c:chartSpace xmlns:c="{_C}" {_A}><c:chart>{_title("Uitgaven aan bruggen")}<c:plotArea><c:barChart>'
        f"{_series('Herstel', '12.5', '13')}{_series('Nieuwbouw', '4', '5')}</c:barChart>"
        f"<c:valAx>{_title('in miljoenen')}</c:valAx></c:plotArea></c:chart></c:chartSpace>"
    )
    data = with_part(
        _drawn(f'<c:chart xmlns:c="{_C}" r:id="rextra"/>'), "chart1.xml", chart.encode(), "chart", "application/xml"
    )
    assert read_bytes(data, "b.docx").text.split("\n") == [
        "Zie de figuur.",
        "Uitgaven aan bruggen",
        "Herstel; Nieuwbouw",
        "2025; 2026",
        "in miljoenen",
        "Daarna.",
    ]


def test_a_diagram_gives_its_words() -> None:
    point = '<dgm:pt modelId="{}" type="{}"><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>'
    points = "".join(
        point.format(n, *pair) for n, pair in enumerate((("node", "Plan"), ("pres", "x"), ("node", "Doe")))
    )
    data = f'<dgm:dataModel xmlns:dgm="{_DGM}" {_A}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>'.encode()
    relation = f'<dgm:relIds xmlns:dgm="{_DGM}" r:dm="rextra"/>'
    letter = read_bytes(with_part(_drawn(relation), "data1.xml", data, "diagramData", "application/xml"), "b.docx")
    assert letter.text == "Zie de figuur.\nPlan\nDoe\nDaarna."


def test_a_drawing_whose_part_is_missing_has_no_words() -> None:
    letter = read_bytes(_drawn(f'<c:chart xmlns:c="{_C}" r:id="weg"/>'), "b.docx")
    assert letter.text == "Zie de figuur.\nDaarna."


# -- embedded documents ----------------------------------------------------------------------------------------------

_HOST = docx_of(par("Voor.") + '<w:altChunk r:id="rextra"/>' + par("Na."))


def _embedding(name: str, chunk: bytes, content_type: str = "text/html") -> Letter:
    return read_bytes(with_part(_HOST, name, chunk, "aFChunk", content_type), "b.docx")


@pytest.mark.parametrize(
    ("name", "chunk", "text"),
    [
        ("c.htm", b"<html><body><p>Ingevoegd &euro; 9 <b>miljoen</b>.</p></body></html>", "Ingevoegd € 9 miljoen."),
        ("c.htm", "<!DOCTYPE html><p>Café<br/>Bar</p><p style='display:none'>weg</p>".encode(), "Café\nBar"),
        ("c.htm", b"<p>13<sup>2</sup> en <s>oud</s> CO<sub>2</sub></p><script>x</script>", "13² en CO2"),
        ("c.htm", b"<ol><li>Een<li>Twee</ol><ul><li>Punt</ul>", "1. Een\n2. Twee\n• Punt"),
        ("c.txt", "Regel één.\nRegel twee.".encode(), "Regel één.\nRegel twee."),
        ("c.rtf", rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}Er is \'80 5 mln.\par Caf\u233?\par}", "Er is € 5 mln.\nCafé"),
        (
            "c.mht",
            (
                b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
                b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>Uit een webarchief.</p>\r\n--B--\r\n"
            ),
            "Uit een webarchief.",
        ),
        ("c.docx", _GOOD, "Het budget is € 5 miljoen.\nNoot\nOnderaan."),
    ],
)  # fmt: skip
def test_an_embedded_document_is_read_in_its_place(name: str, chunk: bytes, text: str) -> None:
    letter = _embedding(name, chunk, MAIN if name == "c.docx" else "text/html")
    assert letter.text == f"Voor.\n{text}\nNa."
    assert not letter.warnings


def test_headings_and_tables_of_an_embedded_page() -> None:
    page = (
        b"<h2>Kop</h2><table><tr><th>Post</th><th>2026</th></tr><tr><td rowspan='2'>A</td><td>1,0</td></tr>"
        b"<tr><td>2,0</td></tr></table>"
    )
    letter = _embedding("c.htm", page)
    assert [(b.level, letter.text_of(b)) for b in letter.of_kind(BlockKind.HEADING)] == [(2, "Kop")]
    found = letter.tables[0]
    assert (found.rows, found.columns, found.header_rows) == (3, 2, 1)
    assert found.at(2, 0) is found.at(1, 0)


def test_what_cannot_be_read_is_told() -> None:
    letter = _embedding("c.bin", b"\x00\x01" * 50, "application/octet-stream")
    assert letter.text == "Voor.\nNa."
    assert told(letter) == ["a document embedded in the letter could not be read"]


def test_documents_in_documents_are_opened_only_so_deep() -> None:
    data = _GOOD
    for _ in range(6):
        data = with_part(_HOST, "c.docx", data, "aFChunk", MAIN)
    letter = read_bytes(data, "b.docx")
    assert letter.text.count("Voor.") == 4
    assert letter.warnings


def test_an_embedded_docx_has_limits() -> None:
    bomb = zipped_bytes({**parts_of(_GOOD), "word/media.bin": b"\x00" * 3_000_000})
    with pytest.raises(LimitError):
        _embedding("c.docx", bomb, MAIN)


def test_an_embedded_page_has_limits() -> None:
    with pytest.raises(LimitError, match="too long"):
        _embedding("c.htm", b"<p>%d " * 100_010 % tuple(range(100_010)))


def test_entities_in_an_embedded_page_are_refused() -> None:
    with pytest.raises(ReadError, match="declares XML entities"):
        _embedding("c.htm", b"<!DOCTYPE html [<!ENTITY a 'x'>]><p>&a;</p>")


@pytest.mark.parametrize(
    ("rtf", "paragraphs"),
    [
        (rb"{\rtf1 a{\v geheim}{\strike weg}b\par}", ["ab", ""]),
        (rb"{\rtf1 {\*\generator x;}{\field{\*\fldinst HYPERLINK x}{\fldrslt tekst}}\tab\emdash\{\}}", ["tekst\t—{}"]),
        (rb"{\rtf1 \uc2\u8364 ??5\uc1 }", ["€5"]),
        (rb"}}}\rtf", [""]),
    ],
)
def test_words_of_rtf(rtf: bytes, paragraphs: list[str]) -> None:
    assert rtf_paragraphs(rtf) == paragraphs


# -- packages --------------------------------------------------------------------------------------------------------


def test_strict_office_open_xml() -> None:
    assert read_bytes(strict(_GOOD), "b.docx").text == _GOOD_TEXT


@pytest.mark.parametrize(
    "kind",
    [
        "vnd.ms-word.document.macroEnabled.main+xml",
        "vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_and_documents_with_macros(kind: str) -> None:
    parts = parts_of(_GOOD)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(MAIN.encode(), f"application/{kind}".encode())
    assert read_bytes(zipped_bytes(parts), "b.docm").text == _GOOD_TEXT


@pytest.mark.parametrize(
    "target",
    ['Target="NULL"', 'Target="media/weg.png"', 'Target=""', 'Target="#anker"', 'Target="../../../etc/passwd"',
     'Target="file:///c:/x.png" TargetMode="External"', 'Target="http://x.example/a" TargetMode="External"'],
)  # fmt: skip
def test_relationships_that_lead_nowhere(target: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    assert read_bytes(with_relation(_GOOD, f'Id="rweg" Type="{kind}" {target}'), "b.docx").text == _GOOD_TEXT


@pytest.mark.parametrize(
    ("name", "part"),
    [("word/footnotes.xml", b"<w:kapot"), ("word/footnotes.xml", None), ("word/_rels/document.xml.rels", b"<kapot"),
     ("word/_rels/document.xml.rels", b"<kapot/>"),
     ("word/_rels/document.xml.rels", None)],
)  # fmt: skip
def test_a_damaged_or_missing_part_costs_only_itself(name: str, part: bytes | None) -> None:
    parts = parts_of(_GOOD)
    if part is None:
        del parts[name]
    else:
        parts[name] = part
    assert read_bytes(zipped_bytes(parts), "b.docx").text == "Het budget is € 5 miljoen.\nNoot[1]"


def test_a_docx_without_properties_has_no_title() -> None:
    assert read_bytes(_GOOD, "b.docx").properties == {}


def test_a_workbook_is_no_letter() -> None:
    parts = {name: part.decode() for name, part in parts_of(_GOOD).items()}
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(MAIN, sheet)
    with pytest.raises(ReadError):
        read_bytes(zipped(parts), "b.docx")
