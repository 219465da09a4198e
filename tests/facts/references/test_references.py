"""References in the spellings that letters use."""

from __future__ import annotations

import datetime
import time

import pytest
import spacy

from kamerbrief.contract import Reference
from kamerbrief.facts.references.references import find_references
from kamerbrief.language.analysis import analyse
from kamerbrief.letter import BlockKind, Letter, Source
from kamerbrief.reading.builder import Content, LetterBuilder

NLP = spacy.blank("nl")
SOURCE = Source("brief.txt", "text/plain", "0" * 64, 1)


def letter_with(text: str, footnotes: tuple[str, ...] = (), letterhead: str = "") -> Letter:
    """A letter of one paragraph; ``[1]`` in it is the mark of the first footnote."""
    builder = LetterBuilder()
    if letterhead:
        builder.block(BlockKind.LETTERHEAD, Content(letterhead), field="ons kenmerk")
    marks = tuple((text.index(f"[{n}]"), text.index(f"[{n}]") + 3, str(n)) for n in range(1, len(footnotes) + 1))
    builder.block(BlockKind.PARAGRAPH, Content(text, marks=marks))
    for number, note in enumerate(footnotes, 1):
        builder.footnote(str(number), str(number), Content(note))
    return builder.build(SOURCE)


#: The day of the letters below.
TODAY = datetime.date(2025, 6, 12)


def references(
    text: str, *footnotes: str, letterhead: str = "", today: datetime.date | None = TODAY
) -> list[Reference]:
    return find_references(analyse(letter_with(text, footnotes, letterhead), NLP), today)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Zie Kamerstuk 24 446, nr. 101.", ["24446-101"]),
        ("Kamerstukken II 2011–2012, 24 446, nr. 51", ["24446-51"]),
        ("Kamerstukken II 2019/20, 35 334, nr. 1", ["35334-1"]),
        ("(Kamerstukken II 2021/22, 31936 nr. 674)", ["31936-674"]),
        ("de begroting (36 600 B)", ["36600-B"]),
        ("zie 36 600-XIII, nr. 5", ["36600-XIII-5"]),
        ("Kamerstuk 36 600 XIII, nr. 12", ["36600-XIII-12"]),
        ("TK 2019-2020, 35300-XIV, nr. 12", ["35300-XIV-12"]),
        ("Kamerstuk 29 684, nr. 123 en 124", ["29684-123", "29684-124"]),
        ("Kamerstukken 29 684, nrs. 12, 13 en 15", ["29684-12", "29684-13", "29684-15"]),
        ("Kamerstukken 27 625, nr. 8 en 31 710, nr. 9", ["27625-8", "31710-9"]),
        ("Kamerstukken II, 27625, nr. 8; 31710, nr. 9; 33450, nr. 10", ["27625-8", "31710-9", "33450-10"]),
        ("Kamerstukken I 2022/23, 36 200, A", ["36200-A"]),
        ("Kamerstukken I, 36 200, nr. B", ["36200-B"]),
        ("(Eerste Kamer, 36 200, C, p. 4)", ["36200-C"]),
        ("Dat sturen we aan de Eerste Kamer, 14 500 huizen zijn al geteld.", []),
        ("(TK 31 305, motie 52)", ["31305-52"]),
        ("(Kamerstukken II, 36 600 XIII, 2024-2025, nr. 17)", ["36600-XIII-17"]),
        ("3 Kamerstukken II 2024/25, 31305, 41 4 Kamerstukken II 2024/25, 31305, 43", ["31305-41", "31305-43"]),
        ("Kamerstuk 30.175, nr. 4", ["30175-4"]),
        ("kamerstuknummer 33576, nr. 310", ["33576-310"]),
        ("Kamerstuk 35 000-VII-66 is bekend", ["35000-VII-66"]),
        ("Tweede Kamer, vergaderjaar 2020–2021, 28 089, nr. 201", ["28089-201"]),
        ("Kst. 32 813, nr. 1230", ["32813-1230"]),
        ("EK 34 986, nr. C", ["34986-C"]),
        ("Kamerstuk 32847", ["32847"]),
        ("Kamerstukken II 2021/22, Aanhangsel, nr. 1694", ["ah-tk-20212022-1694"]),
        ("Aanhangsel Handelingen II 2023/24, nr. 77", ["ah-tk-20232024-77"]),
        ("Aanhangsel van de Handelingen, vergaderjaar 2019-2020, nr. 3001", ["ah-tk-20192020-3001"]),
        ("Handelingen II 2022/23, nr. 45, item 3", ["h-tk-20222023-45-3"]),
        ("Handelingen II 2018-2019, 101", ["h-tk-20182019-101"]),
        ("conform toezegging TZ202412-114", ["TZ202412-114"]),
        ("Kamerstuk 21 501-33, nr. 900", ["21501-33-900"]),
        ("Kamerstukken 31 305, nrs. 410 t/m 412", ["31305-410", "31305-411", "31305-412"]),
        ("Kamerstuk 29 398, nrs. 7-9 en 12", ["29398-7", "29398-8", "29398-9", "29398-12"]),
        ("Kamerstuk 31 305 nr 3 t/m nr 4", ["31305-3", "31305-4"]),
        ("Kamerstuk 31 305, nrs. 4 tot en met 5", ["31305-4", "31305-5"]),
        ("Kamerstuk 31 305, nrs. 3 t/m 900", ["31305-3", "31305-900"]),
        ("Kamerstukken II, 31 305, nr. 3, nr. 7 en 8, en het verslag", ["31305-3", "31305-7", "31305-8"]),
        ("Kamerstuk 31 305, nr. 3 resp. 4", ["31305-3", "31305-4"]),
        ("Kamerstuk 22 343/28663, nr. 9", ["22343-9", "28663-9"]),
        ("Kamerstuk 29 383 en 28 973, nr. 82, bijlage", ["29383-82", "28973-82"]),
        ("Kamerstuk 36 600 XIII; 36 600 XIV, nr.76", ["36600-XIII-76", "36600-XIV-76"]),
        ("Kamerstukken II 2008/09, 31 305, 7, p. 11.", ["31305-7"]),
        ("Kamerstukken II 2008/09, 31305, 7 en", ["31305"]),
        ("Kamerstukken ll 2023/24, 36 410 XVI, nr. 60", ["36410-XVI-60"]),
        ("Kamerstukken I/II 2019/20, 35300, nr. 5", ["35300-5"]),
        ("Tweede Kamer, vergaderjaar 2017-2018, 310568, nr. 94", ["310568-94"]),
        ("Tweede Kamer, vergaderjaar 2017-2018, 310568-XII, nr. 94", ["310568-XII-94"]),
        ("Kamerstuk 31305-410", ["31305-410"]),
        ("Kamerstuk-31305 nr.410", ["31305-410"]),
        ("Kamerstuk: 31 305, nr. 410", ["31305-410"]),
        ("Kamerstukken II 2023/24, 36410, XII, nr. 12", ["36410-XII-12"]),
        ("Kamerstukken II 2023/24, 36 410 hoofdstuk XII, nr. 12", ["36410-XII-12"]),
        ("Kamerstukken I 2023/24, 36410, I", ["36410-I"]),
        ("Plenair verslag Tweede Kamer, 16e vergadering, 1 november 2022", ["h-tk-20222023-16"]),
        ("Plenair verslag van de Eerste Kamer, 34e vergadering (dinsdag 19 juni 2018)", ["h-ek-20172018-34"]),
        ("Kamerstukken 31305-410 en 31305-411", ["31305-410", "31305-411"]),
        ("dit stond al in 36600-XII-52", ["36600-XII-52"]),
        ("de nota (31305-410)", ["31305-410"]),
        ("de nota's (zie ook 31305-410, 31305-411)", ["31305-410", "31305-411"]),
        ("https://zoek.officielebekendmakingen.nl/kst-31305-410.html", ["31305-410"]),
        ("https://zoek.officielebekendmakingen.nl/kst-36600-XII-52.pdf", ["36600-XII-52"]),
        ("https://zoek.officielebekendmakingen.nl/blg-91691.pdf", ["blg-91691"]),
        ("https://zoek.officielebekendmakingen.nl/h-ek-20222023-45-3.html", ["h-ek-20222023-45-3"]),
        ("https://zoek.officielebekendmakingen.nl/ah-tk-20232024-77.html", ["ah-tk-20232024-77"]),
        ("https://zoek.officielebekendmakingen.nl/kv-tk-2025Z01234.html", ["2025Z01234"]),
        ("https://www.tweedekamer.nl/detail?id=2024Z01234&did=2024D02435", ["2024D02435"]),
        ("https://www.tweedekamer.nl/detail?id=2024Z01234", ["2024Z01234"]),
        ("document 2025D02435 van de griffie", ["2025D02435"]),
        ("de stukken met kenmerk 2025Z01234", ["2025Z01234"]),
        ("Handelingen I 2022/23, nr. 45, item 3", ["h-ek-20222023-45-3"]),
        ("Handelingen Eerste Kamer 2022/23, nr. 45", ["h-ek-20222023-45"]),
        ("Kamerstukken I 2024/25, 36 600 A, nr. B t/m D", ["36600-A-B", "36600-A-C", "36600-A-D"]),
        (
            "Kamerstukken II 2023/24, 36 410 XII, nrs. 12 tot en met 14",
            ["36410-XII-12", "36410-XII-13", "36410-XII-14"],
        ),
        ("Kamerstuk 32 847, nr. 1100–1101 en nr. 1105", ["32847-1100", "32847-1101", "32847-1105"]),
        ("Kamerstuk 31305 nrs. 5-6 en Kamerstuk 36200-VIII-25", ["31305-5", "31305-6", "36200-VIII-25"]),
        ("https://zoek.officielebekendmakingen.nl/kst-29398-1101-b1.pdf", ["29398-1101"]),
        ("het verzoek 2025Z01234/2025D00111", ["2025Z01234", "2025D00111"]),
    ],
)
def test_kamerstukken_get_one_spelling(text: str, numbers: list[str]) -> None:
    assert [found.number for found in references(text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "een subsidie van € 36 850 per jaar",
        "ruim 24 446 woningen",
        "op 12 345 A4-vellen",
        "2024Z19006",
        "in 2024 en 2025",
        "Bezuidenhoutseweg 73, 2594 AC Den Haag",
        "T 070 379 8911",
        "tussen 35 000 en 36 000 banen",
        "bel 06-12345-678 voor 12000-15000 woningen",
        "de reeks 31305-410",
    ],
)
def test_other_figures_are_no_kamerstuk(text: str) -> None:
    assert references(text) == []


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("artikel 2 van de ESA-conventie", "artikel 2", "ESA-conventie"),
        ("artikel 3.1, tweede lid, van de Omgevingswet", "artikel 3.1, tweede lid", "Omgevingswet"),
        ("een beroep op de Wet open overheid", None, "Wet open overheid"),
        ("op grond van artikel 68 van de Grondwet", "artikel 68", "Grondwet"),
        ("de artikelen 173 en 173a Sr", "artikelen 173 en 173a", "Sr"),
        ("artikel 4:25 Awb", "artikel 4:25", "Awb"),
        (
            "art. 8, eerste lid, onder b, van de Wet ruimtevaartactiviteiten",
            "art. 8, eerste lid, onder b",
            "Wet ruimtevaartactiviteiten",
        ),
        ("de Wet nieuwe kustveiligheid wordt herzien", None, "Wet nieuwe kustveiligheid"),
        ("het Wetboek van Strafrecht", None, "Wetboek van Strafrecht"),
        ("Wegenverkeerswet 1994, artikel 5", "artikel 5", "Wegenverkeerswet 1994"),
        ("het NAVO-verdrag", None, "NAVO-verdrag"),
        ("de Wet op de kansspelen biedt dit", None, "Wet op de kansspelen"),
        ("de Wet Bibob is ruimer", None, "Wet Bibob"),
        ("artikel 9 van de Rijkswet Raad voor de scheepvaart", "artikel 9", "Rijkswet Raad voor de scheepvaart"),
        ("sinds de Spoedwet aanpak havenslib", None, "Spoedwet aanpak havenslib"),
        ("de Wet op het openbare bibliotheekwerk", None, "Wet op het openbare bibliotheekwerk"),
        ("de Wet op de defensie biedt dit", None, "Wet op de defensie"),
        ("de Financiële-verhoudingswet", None, "Financiële-verhoudingswet"),
    ],
)
def test_laws_with_their_article(text: str, number: str | None, title: str) -> None:
    (law,) = references(text)
    assert (law.kind, law.number, law.title) == ("law", number, title)


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("Richtlijn (EU) 2019/944 is omgezet", None, "Richtlijn (EU) 2019/944"),
        ("Verordening (EU) nr. 1303/2013", None, "Verordening (EU) nr. 1303/2013"),
        ("artikel 3 van Richtlijn 2010/63/EU", "artikel 3", "Richtlijn 2010/63/EU"),
        ("Besluit nr. 1313/2013/EU", None, "Besluit nr. 1313/2013/EU"),
        ("de Habitatrichtlijn", None, "Habitatrichtlijn"),
        ("de Algemene Verordening Gegevensbescherming", None, "Algemene Verordening Gegevensbescherming"),
        ("artikel 107 VWEU", "artikel 107", "VWEU"),
        ("het voorstel COM(2021) 557 final", "COM(2021) 557", None),
        ("zie COM/2021/557", "COM(2021) 557", None),
        ("Besluit (GBVB) 2022/327", None, "Besluit (GBVB) 2022/327"),
        ("Aanbeveling (EU) 2021/402", None, "Aanbeveling (EU) 2021/402"),
        ("Uitvoeringsaanbeveling (EU) 2020/1", None, "Uitvoeringsaanbeveling (EU) 2020/1"),
        ("de Vogel- en Habitatrichtlijnen", None, "Vogel- en Habitatrichtlijnen"),
    ],
)
def test_rules_of_the_european_union(text: str, number: str | None, title: str | None) -> None:
    (rule,) = references(text)
    assert (rule.kind, rule.number, rule.title) == ("eu", number, title)


@pytest.mark.parametrize("text", ["de Subsidieverordening", "Besluit 2019/12"])
def test_what_only_looks_european_is_a_law(text: str) -> None:
    assert [found.kind for found in references(text)] == ["law"]


@pytest.mark.parametrize(
    ("text", "number", "title", "date"),
    [
        ("(ECLI:NL:HR:2019:2006).", "ECLI:NL:HR:2019:2006", None, None),
        ("zie ELCI:NL:RVS:2022:9.", "ECLI:NL:RVS:2022:9", None, None),
        ("in zaak C-293/17 oordeelde het Hof", "C-293/17", None, None),
        ("met nummer 202106900/1/R2", "202106900/1/R2", None, None),
        ("het arrest van de Hoge Raad van 24 mei 2024", None, "arrest Hoge Raad", "2024-05-24"),
        ("de uitspraak van de rechtbank Den Haag van 3 juni 2021", None, "uitspraak rechtbank Den Haag", "2021-06-03"),
        ("de uitspraak van de Raad van State van 3 april jl.", None, "uitspraak Raad van State", "2025-04-03"),
    ],
)
def test_rulings_by_number_or_by_court_and_day(
    text: str, number: str | None, title: str | None, date: str | None
) -> None:
    (ruling,) = references(text)
    assert ruling.kind == "ruling"
    assert (ruling.number, ruling.title, str(ruling.date) if ruling.date else None) == (number, title, date)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("de vragen van het lid Jansma (2025Z01234)", "2025Z01234"),
        ("In antwoord op uw brief van 7 mei 2024, nr. 2024Z07777, deel ik mee", "2024Z07777"),
        ("Aanhangsel Handelingen II 2021/22, nr. 1694", "ah-tk-20212022-1694"),
    ],
)
def test_questions_of_members(text: str, number: str) -> None:
    assert [(found.kind, found.number) for found in references(text)] == [("question", number)]


@pytest.mark.parametrize(
    "text",
    [
        "De wet wordt herzien.",
        "Wet- en regelgeving",
        "Deze Wet is nieuw",
        "artikel 4 van de code",
        "Het Kabinetsbesluit",
        "De Rijkswet is aangenomen. Een Spoedwet voor de havens volgt.",
        "Huisartsen behandelen volgens de NHG-richtlijn en de LCI-richtlijnen.",
        "wettelijk",
    ],
)
def test_general_words_are_no_law(text: str) -> None:
    assert references(text) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("het rapport ‘Ruimte voor water’ van de raad", "Ruimte voor water"),
        ("het RIVM-rapport 'Stof tot nadenken'", "Stof tot nadenken"),
        ("het advies “Grenzen aan de groei van het net”", "Grenzen aan de groei van het net"),
        ("de Beleidsevaluatie Zeehavens 2015–2021", "Beleidsevaluatie Zeehavens 2015–2021"),
        ("de Beleidsdoorlichting Natuur 2018-2022 is klaar", "Beleidsdoorlichting Natuur 2018-2022"),
        ("het eindrapport getiteld «Samen sterker»", "Samen sterker"),
    ],
)
def test_reports_by_their_title(text: str, title: str) -> None:
    (report,) = references(text)
    assert (report.kind, report.title) == ("report", title)


def test_evidence_slices_and_order_follow_the_letter() -> None:
    text = "De Wet dieren (Kamerstuk 31 389, nr. 3 en 4) en de motie Vos/Kip zijn van belang."
    found = references(text)
    assert [text[r.evidence.start : r.evidence.end] for r in found] == [
        "Wet dieren",
        "Kamerstuk 31 389, nr. 3",
        "4",
        "motie Vos/Kip",
    ]
    assert len({r.id for r in found}) == 4


def test_the_letterhead_is_no_reference() -> None:
    assert references("Geachte voorzitter,", letterhead="Kamerstuk 31 389, nr. 3") == []


def test_the_letterhead_of_printed_answers_points_at_earlier_ones() -> None:
    (answers,) = references(
        "Vraag 1", letterhead="(ontvangen 3 mei 2025). Zie ook Aanhangsel Handelingen II 2024/25, nr. 12"
    )
    assert (answers.kind, answers.number) == ("question", "ah-tk-20242025-12")


def test_numbers_of_a_range_have_the_words_of_the_range() -> None:
    found = references("Zie Kamerstuk 31 305, nrs. 410 t/m 412.")
    assert {one.evidence.text for one in found} == {"Kamerstuk 31 305, nrs. 410 t/m 412"}
    assert len({one.id for one in found}) == 3


HOSTILE = [
    "Kamerstuk ",
    "12 345, nr. ",
    "motie Aa, ",
    "moties-Aa en -",
    "moties van het lid Van Van Aa c.s. (",
    "Wet a",
    "artikel 1, ",
    "debat x",
    "commissiedebat A en ",
    "(31305-410, ",
    "Kamerstuk 31 305, nrs. 3 t/m 9 en ",
    "brief van 3 mei (",
    "op 3 mei stuurde ik (Kamerstuk 31 305, nr. 3) ",
    "3 mei, ",
    "kst-31305-",
    "(" * 10,
    "[1]",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_time_grows_with_the_length_of_hostile_text(text: str) -> None:
    def needed(times: int) -> float:
        analysis = analyse(letter_with((text * times)[: 12 * times]), NLP)
        start = time.process_time()
        assert isinstance(find_references(analysis, TODAY), list)
        return time.process_time() - start

    needed(10)
    # A busy machine makes one measurement or another too long, never all of them.
    assert any(needed(4_000) < 12 * max(needed(1_000), 0.02) for _ in range(6))
