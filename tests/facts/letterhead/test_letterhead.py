"""The letterhead: who writes what to whom, and when."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kamerbrief.contract import LetterInfo, Warning_
from kamerbrief.facts.letterhead.letterhead import find_letterhead
from kamerbrief.language.analysis import analyse
from kamerbrief.letter import BlockKind, Furniture, Letter, Source
from kamerbrief.reading import read_letter
from kamerbrief.reading.builder import Content, LetterBuilder
from kamerbrief.views.findings import warning_in_words
from kamerbrief.views.words import Language
from tests.letters import NLP, letter_of

HEAD, P = BlockKind.LETTERHEAD, BlockKind.PARAGRAPH


def head_letter(
    *fields: tuple[str, str],
    body: tuple[str, ...] = ("Geachte voorzitter,",),
    properties: dict[str, str] | None = None,
    filename: str = "brief 12.docx",
    furniture: str = "",
) -> Letter:
    """A letter with these labelled letterhead fields ('' for a line without a label) and paragraphs."""
    builder = LetterBuilder()
    for label, value in fields:
        builder.block(HEAD, Content(value), label=label.capitalize() or None, field=label)
    for text in body:
        builder.block(P, Content(text))
    parts = (Furniture(furniture, 1),) if furniture else ()
    letter = builder.build(Source(filename, "text/plain", "0" * 64, 0))
    return Letter(letter.source, letter.text, letter.blocks, furniture=parts, properties=properties or {})


def info_of(letter: Letter) -> LetterInfo:
    return find_letterhead(analyse(letter, NLP))[0]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("3 maart 2025", datetime.date(2025, 3, 3)),
        ("14-11-2023", datetime.date(2023, 11, 14)),
        ("1 aug. 2024", datetime.date(2024, 8, 1)),
        ("2024-02-29", datetime.date(2024, 2, 29)),
        ("1 sept. 2025", datetime.date(2025, 9, 1)),
        ("01/09/2025", datetime.date(2025, 9, 1)),
        ("1 2  j u n i  2 0 2 5", datetime.date(2025, 6, 12)),
        ("30 februari 2024", None),
        ("-", None),
    ],
)
def test_date_behind_its_label(printed: str, day: datetime.date | None) -> None:
    info = info_of(head_letter(("datum", printed)))
    assert info.date == day
    assert ("date" in info.evidence) == (day is not None)


@pytest.mark.parametrize("place", ["Den Haag", "'s-Gravenhage", "’s-Gravenhage", "DEN HAAG"])
def test_date_behind_the_place(place: str) -> None:
    info = info_of(letter_of(f"{place}, 9 oktober 2019", "Geachte voorzitter,", "De vorige brief was van 1 mei 2018."))
    assert info.date == datetime.date(2019, 10, 9)
    assert info.evidence["date"].text == "9 oktober 2019"


def test_a_line_that_is_a_day_alone_dates_the_letter() -> None:
    info = info_of(letter_of("De voorzitter van de Tweede Kamer", "16 mei 2012", "Geachte voorzitter,", "Dank u."))
    assert info.date == datetime.date(2012, 5, 16)
    assert info.evidence["date"].text == "16 mei 2012"


def test_a_print_with_lines_run_together() -> None:
    """Two dossiers in one block, and the ministry of a letter whose signature is cut off."""
    info = info_of(
        letter_of(
            "32 847 Integrale aanpak dijken 19 637 Waterbeleid",
            "Nr. 12",
            "BRIEF VAN DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT",
            "Den Haag, 4 maart 2023",
        )
    )
    assert [(one.number, one.nr) for one in info.dossiers] == [("32847", "12"), ("19637", None)]
    assert info.subject == "Integrale aanpak dijken"
    assert info.ministry == "IenW"
    assert info.evidence["ministry"].text == "BRIEF VAN DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT"


def test_questions_and_answer_whose_lines_ran_together() -> None:
    info = info_of(
        letter_of(
            "Vragen van het lid Wieringa (SP) aan de Minister van Financiën over kleine kassen (ingezonden 3 mei 2024)."
            " Antwoord van Minister Oosterling (Financiën) (ontvangen 31 mei 2024). Zie ook Aanhangsel Handelingen.",
            "Vraag 1",
        )
    )
    assert info.date == datetime.date(2024, 5, 31)
    assert [(one.name, one.role, one.ministry) for one in info.senders] == [
        ("Oosterling", "Minister van Financiën", "FIN")
    ]
    assert info.subject == "kleine kassen"


def test_who_answered_a_list_of_questions_and_when() -> None:
    info = info_of(
        letter_of(
            "36 820 X Wijziging van de begroting van Defensie",
            "Nr. 3",
            "VERSLAG HOUDENDE EEN LIJST VAN VRAGEN EN ANTWOORDEN",
            "Vastgesteld 1 juli 2025",
            "De vragen zijn op 22 mei 2025 voorgelegd. Bij brief van 17 juni 2025 zijn ze door de Staatssecretaris van"
            " Defensie beantwoord.",
        )
    )
    assert info.date == datetime.date(2025, 6, 17)
    assert [(one.name, one.role, one.ministry) for one in info.senders] == [
        (None, "Staatssecretaris van Defensie", "DEF")
    ]


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("Bij deze worden de vragen beantwoord.", datetime.date(2025, 7, 1)),
        ("De minister heeft deze vragen beantwoord bij brief van 17 juni 2025.", datetime.date(2025, 6, 17)),
    ],
)
def test_whom_the_questions_were_put_to_and_when_the_report_was_settled(said: str, date: datetime.date) -> None:
    info = info_of(
        letter_of(
            "36 820 Veren en bruggen",
            "Nr. 3 VERSLAG VAN EEN SCHRIFTELIJK OVERLEG",
            "Vastgesteld 1 juli 2025",
            "De vaste commissie heeft op 22 mei vragen voorgelegd aan de minister van Defensie over de brief van 4 mei"
            f" 2025 inzake de bruggen. {said}",
        )
    )
    assert info.date == date
    assert [(one.role, one.ministry) for one in info.senders] == [("Minister van Defensie", "DEF")]


def test_a_date_in_the_text_is_not_the_letters_date() -> None:
    assert info_of(letter_of("Op 4 juni 2024 vroeg uw Kamer om een overzicht van de havens.")).date is None


def test_labelled_fields() -> None:
    info = info_of(
        head_letter(
            ("", "Aan de Voorzitter van de Tweede"),
            ("", "Kamer der Staten-Generaal"),
            ("datum", "6 januari 2026"),
            ("ons kenmerk", "IENW/BSK-2026/1234"),
            ("betreft", "Uitvoering van het fietsplan"),
        )
    )
    assert (info.subject, info.reference) == ("Uitvoering van het fietsplan", "IENW/BSK-2026/1234")
    assert info.chamber == "Tweede Kamer"
    assert info.evidence["subject"].text == "Uitvoering van het fietsplan"
    assert info.evidence["reference"].text == "IENW/BSK-2026/1234"
    assert info.evidence["chamber"].text == "Tweede\nKamer"


def test_properties_serve_where_nothing_is_printed() -> None:
    properties = {"onskenmerk": "778899", "datum": "2 mei 2024", "onderwerp": "Kap van bomen"}
    info = info_of(head_letter(("ons kenmerk", "-"), properties=properties))
    assert (info.reference, info.date, info.subject) == ("778899", datetime.date(2024, 5, 2), "Kap van bomen")
    assert info.evidence == {}


def test_printed_date_wins_and_the_difference_is_told() -> None:
    letter = head_letter(("datum", "12 mei 2024"), properties={"datum": "2 mei 2024"})
    info, warnings = find_letterhead(analyse(letter, NLP))
    assert info.date == datetime.date(2024, 5, 12)
    assert [warning.code for warning in warnings] == ["date_differs"]
    assert warnings[0].params == {"letter": "2024-05-12", "file": "2024-05-02"}


def test_dates_that_agree_give_no_warning() -> None:
    letter = head_letter(("datum", "2 mei 2024"), properties={"datum": "02-05-2024"})
    assert find_letterhead(analyse(letter, NLP))[1] == []


#: What a letter of 14 January tells, where the old year was printed.
TOLD = (
    "In mijn brief van 12 november 2025 heb ik u over de dijken bericht.",
    "Op 3 december 2025 sprak ik met de waterschappen; op 9 december 2025 is hun advies ontvangen.",
    "De herijking loopt sinds het debat van 20 maart 2024. Uiterlijk 1 juli 2026 stuur ik u het plan.",
)


def warned(date: str, *told: str) -> list[Warning_]:
    letter = head_letter(("datum", date), body=told)
    return find_letterhead(analyse(letter, NLP))[1]


def test_a_letter_dated_a_year_before_what_it_tells_of_is_warned_of() -> None:
    (said,) = warned("14 januari 2025", *TOLD)
    assert said.code == "date_before_cited"
    assert said.params == {"letter": "2025-01-14", "days": ["2025-11-12", "2025-12-03", "2025-12-09"]}
    assert said.evidence and said.evidence.text == "14 januari 2025"
    assert warning_in_words(said, Language.NL) == (
        "de brief is van 2025-01-14, maar vertelt van dagen daarna (2025-11-12, 2025-12-03, 2025-12-09); "
        "kijk of het jaar klopt"
    )
    assert warning_in_words(said, Language.EN).endswith("; see whether the year is right")


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("14 januari 2026", TOLD),
        ("14 januari 2025", ("In mijn brief van 12 november 2025 heb ik u over de dijken bericht.",)),
        (
            "14 januari 2025",
            ("De wet gaat per 1 juli 2025 in. Ik stuur u op 3 maart 2025 en op 9 maart 2025 het plan.",),
        ),
        (
            "14 januari 2025",
            (
                *TOLD,
                "Uw brieven van 1, 2 en 3 mei 2024.",
                "De brief van 4 mei 2024, die van 5 mei 2024.",
                "De brief van 6 mei 2024 en die van 7 mei 2024.",
            ),
        ),
        ("31 december 9999", TOLD),
    ],
)
def test_a_letter_whose_day_can_be_right_is_not(date: str, told: tuple[str, ...]) -> None:
    assert warned(date, *told) == []


@pytest.mark.parametrize(
    ("address", "chamber"),
    [
        ("De Voorzitter van de Eerste Kamer der Staten-Generaal", "Eerste Kamer"),
        ("De Voorzitters van de Eerste Kamer en de Tweede Kamer", "Eerste Kamer en Tweede Kamer"),
        ("Het bestuur van de Vereniging van Nederlandse Gemeenten", None),
    ],
)
def test_chamber_from_the_address(address: str, chamber: str | None) -> None:
    assert info_of(head_letter(("", address))).chamber == chamber


def test_chamber_from_a_plain_text_address() -> None:
    assert info_of(letter_of("Aan de Voorzitter van de Tweede Kamer", "Geachte voorzitter,")).chamber == "Tweede Kamer"


def test_a_chamber_spoken_of_is_not_the_addressee() -> None:
    assert info_of(letter_of("Geachte heer,", "De Tweede Kamer nam het voorstel aan.")).chamber is None


def test_title_over_other_headings_is_the_subject_too() -> None:
    heading = BlockKind.HEADING
    info = info_of(
        letter_of("Geachte voorzitter,", (heading, "Verslag van de top"), (heading, "Uitkomst"), "Het ging.")
    )
    assert (info.title, info.subject) == ("Verslag van de top", "Verslag van de top")
    assert info.evidence["subject"].text == "Verslag van de top"


def test_a_heading_over_a_part_is_no_title() -> None:
    info = info_of(letter_of("Geachte voorzitter,", (BlockKind.HEADING, "Tot slot"), "Ik hoop u te hebben ingelicht."))
    assert (info.title, info.subject) == (None, None)


@pytest.mark.parametrize(
    ("filename", "furniture", "letter_id"),
    [
        ("Brief 2025D04321.pdf", "", "2025D04321"),
        ("brief.pdf", "kst-36600-XIII-12", "kst-36600-XIII-12"),
        ("Reactie op advies (def).docx", "", "reactie-op-advies-def"),
    ],
)
def test_id(filename: str, furniture: str, letter_id: str) -> None:
    assert info_of(head_letter(filename=filename, furniture=furniture)).id == letter_id


def test_dossier_from_the_head_of_a_kamerstuk() -> None:
    info = info_of(head_letter(("", "29 984"), ("", "Spoor: vervoer- en beheerplan"), ("", "Nr. 1207")))
    assert info.dossier is not None
    assert (info.dossier.number, info.dossier.nr) == ("29984", "1207")
    assert info.id == "kst-29984-1207"


def test_ministry_of_the_letterhead_where_nobody_signs() -> None:
    info = info_of(head_letter(("", "www.rijksoverheid.nl/szw")))
    assert (info.senders, info.ministry) == ([], "SZW")
    assert info.evidence["ministry"].text == "www.rijksoverheid.nl/szw"


REAL = [
    ("kamervragen-beckerman.docx", "2023-12-04", "JenV", "5086975"),
    ("kamervragen-pvdd.docx", "2024-08-26", "JenV", "5646209"),
    ("politiebureau-wolvega.docx", "2024-07-25", "JenV", "5624406"),
    ("uitingen-boa.docx", "2024-05-16", "JenV", "5401166"),
    ("emissies-luchtvaart.pdf", "2022-12-22", "IenW", "IENW/BSK-2022/268034"),
    ("innovatie-missies.pdf", "2023-05-30", "EZK", "DGBI – I&K/ 26844711"),
    ("stikstof-landbouw.pdf", "2020-02-07", "LNV", "DGA-DAD / 20032998"),
]


@pytest.mark.parametrize(("name", "day", "ministry", "reference"), REAL)
def test_real_letters(shared_letters: Path, name: str, day: str, ministry: str, reference: str) -> None:
    info = info_of(read_letter(shared_letters / "rijkshuisstijl" / name))
    assert (str(info.date), info.reference, info.chamber) == (day, reference, "Tweede Kamer")
    assert info.ministry == ministry
    assert info.subject


def test_signature_and_colleagues_of_the_space_letter(shared_letters: Path) -> None:
    for form in ("docx", "pdf", "txt"):
        info = info_of(read_letter(shared_letters / "esa-mc25" / f"letter.{form}"))
        assert [(s.name, s.role) for s in info.senders] == [("Vincent Karremans", "Minister van Economische Zaken")]
        assert info.on_behalf_of == ["minister van Onderwijs, Cultuur en Wetenschap", "minister van Defensie"]


@pytest.mark.parametrize(
    "title",
    [
        "Word Document",
        "Microsoft Word - Kamerbrief havens.docx",
        "untitled",
        "Brief",
        "brief_2025.dotx",
        "1_De_Kust",
        "-",
        "None",
    ],
)
def test_a_title_of_a_program_or_template_is_none(title: str) -> None:
    assert info_of(head_letter(("datum", "3 maart 2025"), properties={"title": title})).title is None


@pytest.mark.parametrize("title", ["Voortgang havens", "Reactie op het rapport Varen", "Evaluatie 2024"])
def test_a_title_of_the_file_counts_where_the_letter_has_none(title: str) -> None:
    assert info_of(head_letter(("datum", "3 maart 2025"), properties={"title": title})).title == title
