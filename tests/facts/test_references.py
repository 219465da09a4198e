"""References in the spellings that letters use."""

from __future__ import annotations

import pytest
import spacy

from kamerbrief.contract import Reference
from kamerbrief.facts.references import find_references
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


def references(text: str, *footnotes: str, letterhead: str = "") -> list[Reference]:
    return find_references(analyse(letter_with(text, footnotes, letterhead), NLP))


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
    ],
)
def test_other_figures_are_no_kamerstuk(text: str) -> None:
    assert references(text) == []


@pytest.mark.parametrize(
    ("text", "movers", "number"),
    [
        ("De motie van de leden Jansma en De Wit verzoekt dit.", "Jansma en De Wit", None),
        ("de motie van het lid Van der Veen c.s. (Kamerstuk 31 532, nr. 44)", "Van der Veen c.s.", "31532-44"),
        ("de motie-Dijkhof c.s.", "Dijkhof c.s.", None),
        ("De moties-Mulder/Aalbers zijn uitgevoerd.", "Mulder/Aalbers", None),
        ("in reactie op de motie Pietersen/Oud", "Pietersen/Oud", None),
        ("de gewijzigde motie van het lid Özdemir (PvdZ) over kades", "Özdemir", None),
        (
            "motie van de leden Kuik, Bos-Meijer en El Amrani over tarieven (Kamerstuk 36 410, nr. 71)",
            "Kuik, Bos-Meijer en El Amrani",
            "36410-71",
        ),
        ("de motie van het Kamerlid De Hoop", "De Hoop", None),
        ("Motie van de leden Van 't Hof en Smit", "Van 't Hof en Smit", None),
    ],
)
def test_motions_by_their_movers(text: str, movers: str, number: str | None) -> None:
    motion = references(text)[0]
    assert (motion.kind, motion.title, motion.number) == ("motion", movers, number)


def test_a_motion_takes_its_number_from_its_footnote() -> None:
    motion, paper = references("Hiermee is de motie Bakker/Steen[1] uitgevoerd.", "Kamerstuk 35 925, nr. 60")
    assert (motion.title, motion.number, paper.number) == ("Bakker/Steen", "35925-60", "35925-60")


@pytest.mark.parametrize("text", ["De motie is aangenomen.", "Met deze motie verzoekt de Kamer", "motieven van Jansen"])
def test_a_motion_without_movers_is_no_reference(text: str) -> None:
    assert references(text) == []


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("In het commissiedebat waterstof van 9 april 2024 is gevraagd", "commissiedebat waterstof", "2024-04-09"),
        ("het tweeminutendebat van 2 september 2025", "tweeminutendebat", "2025-09-02"),
        ("het AO Landbouw d.d. 12 maart 2019", "AO Landbouw", "2019-03-12"),
        ("tijdens het wetgevingsoverleg Jeugd op 24 november 2025", "wetgevingsoverleg Jeugd", "2025-11-24"),
        ("het commissiedebat Externe Veiligheid", "commissiedebat Externe Veiligheid", None),
        ("in het plenaire debat over de gaswinning op 6 juni 2023", "plenaire debat over de gaswinning", "2023-06-06"),
        ("het notaoverleg (3 februari 2025)", "notaoverleg", "2025-02-03"),
        ("het algemeen overleg Bodem van 11 juni jl.", "algemeen overleg Bodem", None),
        ("Commissiedebat Leraren 14 mei 2024", "Commissiedebat Leraren", "2024-05-14"),
    ],
)
def test_debates_with_day_or_subject(text: str, title: str, date: str | None) -> None:
    (debate,) = references(text)
    assert (debate.kind, debate.title, debate.date and debate.date.isoformat()) == ("debate", title, date)


@pytest.mark.parametrize(
    "text", ["het publieke debat hierover", "ik ga het debat graag aan", "na het commissiedebat is"]
)
def test_discussion_without_day_is_no_debate(text: str) -> None:
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
    ],
)
def test_rules_of_the_european_union(text: str, number: str | None, title: str | None) -> None:
    (rule,) = references(text)
    assert (rule.kind, rule.number, rule.title) == ("eu", number, title)


@pytest.mark.parametrize("text", ["de NHG-richtlijn", "de Subsidieverordening", "Besluit 2019/12"])
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


@pytest.mark.parametrize(
    "text",
    [
        "Kamerstuk " * 1_000,
        "12 345, nr. " * 1_000,
        "motie Aa, " * 1_000,
        "Wet a" * 1_000,
        "artikel 1, " * 1_000,
        "debat x" * 1_000,
    ],
)
def test_long_hostile_text_is_read(text: str) -> None:
    assert isinstance(references(text), list)
