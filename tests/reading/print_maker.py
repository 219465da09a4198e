"""Official prints and ministry letters as pdfs, drawn as their publishers set them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.reading.pdf_maker import PdfPage

#: One paragraph of running text, on three lines.
PROSE = (
    "De haven van Delfzijl heeft de afgelopen jaren veel schepen ontvangen en het",
    "aantal aanlegplaatsen is te klein geworden. Daarom trekt het kabinet € 12 miljoen",
    "uit voor een nieuwe kade, en informeer ik uw Kamer in het voorjaar van 2026.",
)
WHOLE = " ".join(PROSE)
_MARGIN, _TEXT = 43.0, 178.0
#: Something at a distance (points) under what stands above it: its place from the left edge of the text, and words.
Signed = Sequence[tuple[float, Sequence[tuple[float, str]]]]


def prose(page: PdfPage, x: float, y: float, count: int) -> float:
    """Paragraphs of running text from ``y`` down; returns where the next one would begin."""
    for _ in range(count):
        page.lines(x, y, PROSE, size=9, step=11)
        y += 44
    return y


def _foot(page: PdfPage, running: str, number: int, colophon: Sequence[str] = ()) -> None:
    for place, line in enumerate(colophon):
        page.text(_MARGIN, 790 + 7 * place, line, size=6)
    page.text(_TEXT, 804, running, size=7.5).text(530, 804, str(number), size=7.5)


def kamerstuk(
    running: str,
    colophon: Sequence[str],
    dossiers: Sequence[tuple[str, Sequence[str]]],
    number: str,
    title: Sequence[str],
    behind: Sequence[str],
    *,
    chamber: tuple[str, str] = ("Tweede Kamer der Staten-Generaal", "2"),
    session: str = "Vergaderjaar 2024–2025",
    signed: Sequence[str] = (),
) -> list[PdfPage]:
    """A Kamerstuk of two pages: dossiers and number in the margin, a colophon and running lines at the foot."""
    first = PdfPage().text(_MARGIN, 70, chamber[0], size=18, font="F2").text(500, 75, chamber[1], size=30, font="F2")
    first.text(_MARGIN, 130, session, size=9)
    y = 170.0
    for dossier, words in dossiers:
        first.text(_MARGIN, y, dossier, size=11, font="F2")
        for line in words:
            first.text(_TEXT, y, line, size=11, font="F2")
            y += 13
        y += 10
    first.text(_MARGIN, y, number, size=9, font="F2")
    for line in title:
        first.text(_TEXT, y, line, size=9, font="F2")
        y += 11
    for line in behind:
        y += 10
        first.text(_TEXT, y, line, size=9)
        y += 11
    prose(first, _TEXT, y + 20, 5)
    _foot(first, running, 1, colophon)
    second = PdfPage()
    y = prose(second, _TEXT, 60, 8)
    for line in signed:
        second.text(_TEXT, y, line, size=9)
        y += 24
    _foot(second, running, 2)
    return [first, second]


def appendix(
    number: str, heads: Sequence[Sequence[str]], first: Sequence[str], second: Sequence[str], note: str
) -> list[PdfPage]:
    """Written questions and answers of two pages; lines that begin with Vraag or Antwoord stand apart."""
    page = PdfPage().text(_MARGIN, 70, "Tweede Kamer der Staten-Generaal", size=18, font="F2")
    page.text(500, 75, "2", size=30, font="F2").rule(_MARGIN, 95, 540, 95)
    page.text(_MARGIN, 110, "Vergaderjaar 2024–2025", size=9)
    page.text(_TEXT, 110, "Aanhangsel van de Handelingen", size=9, font="F2")
    page.text(_TEXT, 160, "Vragen gesteld door de leden der Kamer, met de daarop door de", size=9, font="F2")
    page.text(_TEXT, 171, "regering gegeven antwoorden", size=9, font="F2").text(_TEXT, 250, number, size=12, font="F2")
    y = 280.0
    for lines in heads:
        page.lines(_TEXT, y, lines, size=9, step=10)
        y += 10 * len(lines) + 5
    _questions(page, y + 15, first)
    page.rule(_TEXT, 720, 240, 720).text(_TEXT, 732, "1", size=5, rise=2).text(_TEXT + 6, 732, note, size=7)
    running = "Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel"
    _foot(page, running, 1, (f"ah-tk-20242025-{number}", "ISSN 0921 - 7398", "’s-Gravenhage 2025"))
    after = PdfPage()
    _questions(after, 60, second)
    _foot(after, running, 2)
    return [page, after]


def _questions(page: PdfPage, y: float, lines: Sequence[str]) -> None:
    for place, line in enumerate(lines):
        y += 10 if place and line.startswith(("Vraag", "Antwoord")) else 0
        page.text(_TEXT, y, line, size=9)
        y += 10


def ministry_letter(signed: Signed, *, colophon_left: bool = False) -> list[PdfPage]:
    """A ministry's letter of two pages with its colophon right or left of the text."""
    x, beside = (_TEXT, _MARGIN) if colophon_left else (79.0, 466.0)
    first = PdfPage().text(x + 100, 50, "Ministerie van Financiën")
    first.text(x, 130, "> Retouradres Postbus 20201 2500 EE Den Haag", size=6.5)
    address = ["Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Postbus 20018", "2500 EA DEN HAAG"]
    first.lines(x, 150, address, size=9)
    y = 150.0
    for label, values in (
        ("Directie Begrotingszaken", ["Korte Voorhout 7", "2511 CW Den Haag", "www.rijksoverheid.nl/fin"]),
        ("Ons kenmerk", ["2025-0000123456"]),
        ("Uw brief (kenmerk)", ["2025Z01234"]),
    ):
        first.text(beside, y, label, size=6.5, font="F2").lines(beside, y + 9, values, size=6.5, step=9)
        y += 15 + 9 * len(values)
    first.text(x, 290, "Datum", size=9).text(x + 50, 290, "12 juni 2025", size=9).text(x, 302, "Betreft", size=9)
    first.lines(
        x + 50, 302, ["Reactie op het rapport over de kust en de", "stand van de moties over de havens"], size=9
    )
    first.text(x, 350, "Geachte voorzitter,", size=9).text(beside, 805, "Pagina 1 van 2", size=6.5)
    prose(first, x, 374, 6)
    second = (
        PdfPage().text(beside, 140, "Ons kenmerk", size=6.5, font="F2").text(beside, 149, "2025-0000123456", size=6.5)
    )
    y = prose(second, x, 130, 4)
    second.text(x, y, "Hoogachtend,", size=9).text(beside, 805, "Pagina 2 van 2", size=6.5)
    y += 20
    for down, parts in signed:
        y += down
        for right, words in parts:
            second.text(x + right, y, words, size=9)
    return [first, second]
