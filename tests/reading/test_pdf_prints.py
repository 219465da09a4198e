"""Official prints and ministry letters in pdf: what is head, text, note and furniture, and what the head says."""

from __future__ import annotations

import datetime

import pytest

from kamerbrief.contract import LetterInfo
from kamerbrief.facts.letterhead.letterhead import find_letterhead
from kamerbrief.language.analysis import analyse
from kamerbrief.letter import BlockKind, Letter
from kamerbrief.reading import read_bytes
from tests.letters import NLP
from tests.reading.pdf_maker import PdfPage, make_pdf
from tests.reading.print_maker import WHOLE, Signed, appendix, kamerstuk, ministry_letter, prose

CHAPTER = (
    "Vaststelling van de begrotingsstaten van het Ministerie",
    "van Infrastructuur en Waterstaat (XII) voor 2025",
)


def read(pages: list[PdfPage]) -> Letter:
    return read_bytes(make_pdf(pages), "stuk.pdf")


def info_of(letter: Letter) -> LetterInfo:
    return find_letterhead(analyse(letter, NLP))[0]


def head(letter: Letter) -> list[tuple[str, str | None, str]]:
    return [(b.field, b.label, letter.content_of(b)) for b in letter.of_kind(BlockKind.LETTERHEAD)]


def paragraphs(letter: Letter) -> list[str]:
    return [letter.text_of(block) for block in letter.of_kind(BlockKind.PARAGRAPH)]


LETTER = kamerstuk(
    "Tweede Kamer, vergaderjaar 2024–2025, 31 305, nr. 512",
    ("kst-31305-512", "ISSN 0921 - 7371", "’s-Gravenhage 2025"),
    [("31 305", ["Mobiliteitsbeleid"]), ("29 385", ["Aanleg Hoofdwegennet"])],
    "Nr. 512",
    ["BRIEF VAN DE MINISTER VAN INFRASTRUCTUUR EN", "WATERSTAAT"],
    ["Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Den Haag, 12 juni 2025"],
    signed=("De Minister van Infrastructuur en Waterstaat,", "M.E. van Oosterzee"),
)


def test_head_and_text_of_a_kamerstuk() -> None:
    letter = read(LETTER)
    assert head(letter) == [
        ("", None, "Tweede Kamer der Staten-Generaal"),
        ("vergaderjaar", "Vergaderjaar", "2024–2025"),
        ("dossier", "31 305", "Mobiliteitsbeleid"),
        ("dossier", "29 385", "Aanleg Hoofdwegennet"),
        ("stuk", "Nr. 512", "BRIEF VAN DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT"),
        ("", None, "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal"),
        ("", None, "Den Haag, 12 juni 2025"),
    ]
    assert paragraphs(letter) == [WHOLE] * 13 + ["De Minister van Infrastructuur en Waterstaat,", "M.E. van Oosterzee"]
    assert "kst-31305-512" in {piece.text for piece in letter.furniture}


def test_facts_of_a_kamerstuk() -> None:
    info = info_of(read(LETTER))
    assert (info.id, info.subject, info.session) == ("kst-31305-512", "Mobiliteitsbeleid", "2024-2025")
    assert info.title == "BRIEF VAN DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT"
    assert [dossier.printed for dossier in info.dossiers] == ["31305, nr. 512", "29385"]
    assert (info.date, info.chamber) == (datetime.date(2025, 6, 12), "Tweede Kamer")
    assert [(s.name, s.ministry) for s in info.senders] == [("M.E. van Oosterzee", "IenW")]


def test_a_report_has_the_day_on_which_it_was_adopted() -> None:
    pages = kamerstuk(
        "Tweede Kamer, vergaderjaar 2024–2025, 36 600 XII, nr. 45",
        ("kst-36600-XII-45", "ISSN 0921 - 7371", "’s-Gravenhage 2025"),
        [("36 600 XII", CHAPTER)],
        "Nr. 45",
        ["VERSLAG VAN EEN SCHRIFTELIJK OVERLEG"],
        ["Vastgesteld 3 juli 2025"],
    )
    letter = read(pages)
    info = info_of(letter)
    assert (info.date, info.subject, info.ministry) == (datetime.date(2025, 7, 3), " ".join(CHAPTER), None)
    assert [dossier.printed for dossier in info.dossiers] == ["36600-XII, nr. 45"]
    assert paragraphs(letter) == [WHOLE] * 13


def test_a_print_of_the_eerste_kamer_has_a_letter_for_a_number() -> None:
    pages = kamerstuk(
        "Eerste Kamer, vergaderjaar 2024–2025, 36 600 XII, D",
        ("kst-36600-XII-D", "ISSN 0921 - 7371", "’s-Gravenhage 2025"),
        [("36 600 XII", CHAPTER)],
        "D",
        ["BRIEF VAN DE STAATSSECRETARIS VAN INFRASTRUCTUUR EN", "WATERSTAAT"],
        ["Aan de Voorzitter van de Eerste Kamer der Staten-Generaal", "Den Haag, 1 sept. 2025"],
        chamber=("Eerste Kamer der Staten-Generaal", "1"),
    )
    info = info_of(read(pages))
    assert [dossier.printed for dossier in info.dossiers] == ["36600-XII, nr. D"]
    assert (info.date, info.chamber, info.ministry) == (datetime.date(2025, 9, 1), "Eerste Kamer", "IenW")


def test_a_kingdom_act_has_its_own_number_in_brackets() -> None:
    pages = kamerstuk(
        "Tweede Kamer, vergaderjaar 2010–2011, 32 412 (R1902), nr. 6",
        ("kst-32412-R1902-6", "ISSN 0921 - 7371", "’s-Gravenhage 2011"),
        [("32 412 (R1902)", ["Goedkeuring van het verdrag over de Noordzee"])],
        "Nr. 6",
        ["NOTA NAAR AANLEIDING VAN HET VERSLAG"],
        ["Ontvangen 10 februari 2011"],
        session="Vergaderjaar 2010–2011",
    )
    info = info_of(read(pages))
    assert [dossier.printed for dossier in info.dossiers] == ["32412, nr. 6"]
    assert (info.date, info.session) == (datetime.date(2011, 2, 10), "2010-2011")


APPENDIX = appendix(
    "1287",
    [
        [
            "Vragen van de leden Van der Molen (CDA), Bikkers en De Boer-Smit (beiden VVD)",
            "en ’t Hart (SP) aan de Minister van Infrastructuur en Waterstaat en de Staats-",
            "secretaris van Financiën over de veren in Zeeland (Terneuzen) (ingezonden",
            "14 januari 2025).",
        ],
        ["Mededeling van Minister Madlaar (Infrastructuur en Waterstaat) (ontvangen", "4 februari 2025)."],
        [
            "Antwoord van Minister Madlaar (Infrastructuur en Waterstaat) en van",
            "Staatssecretaris Van Oosten (Financiën – Fiscaliteit, Belastingdienst en",
            "Douane), mede namens de Minister van Binnenlandse Zaken en Koninkrijks-",
            "relaties (ontvangen 3 maart 2025). Zie ook Aanhangsel Handelingen, vergaderjaar",
            "2024–2025, nr. 1011.",
        ],
    ],
    [
        "Vraag 1",
        "Kent u het bericht «Veer weer uit de vaart»?",
        "Antwoord 1",
        "Ja.",
        "Vraag 2, 3 en 4",
        "Klopt het dat het veer naar Breskens dit jaar € 3 miljoen meer kost? Zo ja,",
        "wie betaalt dat? Bent u bereid in gesprek te gaan met de provincie?",
        "Antwoord 2 tot en met 4",
        "Het veer kost in 2025 € 3 miljoen meer. De provincie Zeeland en het Rijk betalen",
        "elk de helft. Ik stuur uw Kamer in het najaar van 2025 een nieuwe raming van de",
        "kosten. Daarbij ga ik in op de vraag of het veer ook op zondag kan varen, zodat de",
    ],
    ["Kamer een besluit kan nemen.", "Vraag 5", "Wilt u deze vragen apart beantwoorden?", "Antwoord 5", "Nee."],
    "Omroep Zeeland, 10 januari 2025, «Veer weer uit de vaart».",
)


def test_questions_and_answers_of_an_appendix() -> None:
    letter = read(APPENDIX)
    found = [(b.kind.value, b.questions) for b in letter.of_kind(BlockKind.QUESTION, BlockKind.ANSWER)]
    several = ("2", "3", "4")
    assert found == [
        ("question", ("1",)),
        ("answer", ("1",)),
        ("question", several),
        ("answer", several),
        ("question", ("5",)),
        ("answer", ("5",)),
    ]
    assert "zodat de Kamer een besluit kan nemen." in letter.text
    assert "vergaderjaar 2024–2025, Aanhangsel" not in letter.text
    assert [letter.text_of(block) for block in letter.of_kind(BlockKind.FOOTNOTE)] == [
        "[1] Omroep Zeeland, 10 januari 2025, «Veer weer uit de vaart»."
    ]


def test_facts_of_an_appendix() -> None:
    info = info_of(read(APPENDIX))
    assert (info.id, info.session, info.chamber) == ("ah-tk-20242025-1287", "2024-2025", "Tweede Kamer")
    assert info.subject == "de veren in Zeeland (Terneuzen)"
    assert info.date == datetime.date(2025, 3, 3), "the day of the answer"
    assert info.evidence["date"].text == "3 maart 2025"
    assert [(s.name, s.role, s.ministry) for s in info.senders] == [
        ("Madlaar", "Minister van Infrastructuur en Waterstaat", "IenW"),
        ("Van Oosten", "Staatssecretaris van Financiën – Fiscaliteit, Belastingdienst en Douane", "FIN"),
    ]
    assert info.on_behalf_of == ["minister van Binnenlandse Zaken en Koninkrijksrelaties"]
    assert info.questions is not None
    assert (info.questions.number, info.questions.sent) == ("1287", datetime.date(2025, 1, 14))
    asked_by = ["Van der Molen (CDA)", "Bikkers (VVD)", "De Boer-Smit (VVD)", "’t Hart (SP)"]
    assert [member.printed for member in info.questions.questioners] == asked_by


def test_a_running_line_in_the_middle_of_a_page_is_furniture() -> None:
    page = PdfPage()
    y = prose(page, 100, 100, 3)
    page.text(100, y + 20, "Tweede Kamer, vergaderjaar 2024–2025, 31 305, nr. 512", size=7.5)
    prose(page, 100, y + 60, 3)
    assert paragraphs(read([page])) == [WHOLE] * 6


def test_a_source_that_reads_like_a_running_line_stays_in_its_paragraph() -> None:
    page = PdfPage().lines(100, 200, ["Het verslag staat in het volgende stuk van de vaste commissie, te weten"])
    page.lines(100, 212, ["Tweede Kamer, vergaderjaar 2010–2011, 32 500, nr. 3"]).lines(100, 224, ["dat ik aanhaal."])
    assert "vergaderjaar 2010–2011" in read([page]).text


def test_a_running_line_that_counts_pages_is_furniture() -> None:
    pages = []
    for number in (1, 2, 3):
        page = PdfPage().text(100, 805, f"Voortgangsbrief havens {number}", size=8)
        prose(page, 100, 180 + 20 * number, 4)
        pages.append(page)
    assert paragraphs(read(pages)) == [WHOLE] * 12


THREE: Signed = [
    (0, [(0, "de minister van Financiën,"), (130, "de minister van Economische"), (260, "de staatssecretaris van")]),
    (12, [(130, "Zaken,"), (260, "Infrastructuur en Waterstaat -")]),
    (12, [(260, "Openbaar Vervoer en Milieu,")]),
    (50, [(0, "E. Heinsma"), (130, "D.S. Beljaar"), (260, "mr. dr. C.A. Jansen")]),
]
NAMES: Signed = [
    (0, [(0, "Eelco Heinsma"), (180, "Sofie van Hermanus")]),
    (12, [(0, "Minister van Financiën"), (180, "Minister van Klimaat en Groene Groei")]),
]
FOUR: Signed = [
    (0, [(0, "DE MINISTER VAN FINANCIËN,"), (200, "DE MINISTER VAN JUSTITIE EN VEILIGHEID,")]),
    (40, [(0, "E. Heinsma"), (200, "D.M. van Weelen")]),
    (40, [(0, "DE STAATSSECRETARIS VAN FINANCIËN,"), (200, "DE MINISTER VOOR RECHTSBESCHERMING a.i.,")]),
    (40, [(0, "T. van Oosten"), (200, "IJ. de Groot-van ’t Hof MSc")]),
]
ONE: Signed = [(0, [(0, "de minister van Financiën,")]), (40, [(0, "E. Heinsma")])]


@pytest.mark.parametrize("colophon_left", [False, True])
@pytest.mark.parametrize(
    ("signed", "senders"),
    [
        (
            THREE,
            [
                ("E. Heinsma", "Minister van Financiën"),
                ("D.S. Beljaar", "Minister van Economische Zaken"),
                ("C.A. Jansen", "Staatssecretaris van Infrastructuur en Waterstaat - Openbaar Vervoer en Milieu"),
            ],
        ),
        (
            NAMES,
            [
                ("Eelco Heinsma", "Minister van Financiën"),
                ("Sofie van Hermanus", "Minister van Klimaat en Groene Groei"),
            ],
        ),
        (
            FOUR,
            [
                ("E. Heinsma", "Minister van Financiën"),
                ("D.M. van Weelen", "Minister van Justitie en Veiligheid"),
                ("T. van Oosten", "Staatssecretaris van Financiën"),
                ("IJ. de Groot-van ’t Hof", "Minister voor Rechtsbescherming a.i."),
            ],
        ),
        (ONE, [("E. Heinsma", "Minister van Financiën")]),
    ],
)
def test_signatures_of_a_ministry_letter(signed: Signed, senders: list[tuple[str, str]], colophon_left: bool) -> None:
    letter = read(ministry_letter(signed, colophon_left=colophon_left))
    info = info_of(letter)
    assert [(sender.name, sender.role) for sender in info.senders] == senders
    assert (info.reference, info.date) == ("2025-0000123456", datetime.date(2025, 6, 12))
    assert info.subject == "Reactie op het rapport over de kust en de stand van de moties over de havens"
    assert paragraphs(letter).count(WHOLE) == 10, "the colophon cuts no sentence"
    assert ("uw brief (kenmerk)", "Uw brief (kenmerk)", "2025Z01234") in head(letter)


def test_a_colophon_in_a_frame_is_no_text() -> None:
    pages = ministry_letter(ONE)
    for page in pages:
        page.frame(460, 120, 560, 780)
    letter = read(pages)
    assert paragraphs(letter).count(WHOLE) == 10
    assert info_of(letter).reference == "2025-0000123456"


def test_words_printed_twice_in_one_place_count_once() -> None:
    page = PdfPage().text(100, 100, "Dit staat er twee keer.").text(100.2, 100, "Dit staat er twee keer.")
    assert read([page]).text == "Dit staat er twee keer."


def test_a_link_in_a_note_that_is_underlined_begins_no_notes() -> None:
    page = PdfPage()
    prose(page, 100, 100, 3)
    page.lines(100, 240, ["Het rapport is af.", "Het advies ook."], size=9, step=44)
    page.text(169, 240, "1", size=5, rise=4).text(164, 284, "2", size=5, rise=4).rule(100, 700, 200, 700)
    page.text(100, 715, "1", size=5, rise=3).text(106, 715, "https://voorbeeld.nl/rapport", size=8)
    page.rule(106, 717, 200, 717).text(100, 730, "2", size=5, rise=3).text(106, 730, "Kamerstuk 31 305, nr. 4.", size=8)
    notes = [text for text in read([page]).text.split("\n") if text.startswith("[")]
    assert notes == ["[1] https://voorbeeld.nl/rapport", "[2] Kamerstuk 31 305, nr. 4."]
