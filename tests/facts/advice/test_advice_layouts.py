"""How recommendations are laid out: labels of all kinds, groups in lists, demands; every sentence is made up here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from kamerbrief.annotate import Clause, annotate
from kamerbrief.facts.advice import lists as advice_lists
from kamerbrief.facts.advice import speakers as advice_speakers
from kamerbrief.facts.advice.advisers import advisers_of
from kamerbrief.facts.advice.blocks import body_of, is_heading
from kamerbrief.facts.advice.labels import label_at, numbers_in
from kamerbrief.facts.advice.lists import announces_list, listed_items
from kamerbrief.facts.advice.speakers import speakers_of
from kamerbrief.letter import Block, BlockKind, Letter
from kamerbrief.reading import read_bytes
from tests.facts.advice.test_recommendations import Part, found_in, summary
from tests.letters import analysis_of

OPENING = "Hierbij reageer ik op de aanbevelingen uit het rapport ‘Vaste oevers’ van de Raad voor het Water."


def titles(*parts: Part) -> list[tuple[str | None, str]]:
    return [(number, title) for number, title, _ in summary(found_in(*parts))]


@pytest.mark.parametrize(
    ("text", "numbers", "answers"),
    [
        ("Aanbeveling 3: Verleng de dijk", ("3",), False),
        ("Aanbevelingen 4 t/m 6: toezicht", ("4", "5", "6"), False),
        ("Aanbevelingen 4 tot en met 6: toezicht", ("4", "5", "6"), False),
        ("Aanbeveling 3.2: Verleng de dijk", ("3.2",), False),
        ("Aanbeveling paragraaf 41, sub c:", ("41c",), False),
        ("Reactie op aanbevelingen 5 t/m 7: Die neem ik over.", ("5", "6", "7"), True),
        ("Reactie aanbeveling 4 a en b: Daar ben ik het mee eens en dat neem ik over.", ("4",), True),
        ("Ad 4. Verleng de dijk", ("4",), True),
        ("Aanbeveling: verleng de dijk", (), False),
        ("Derde aanbeveling – Verleng de dijk", ("3",), False),
    ],
)
def test_labels(text: str, numbers: tuple[str, ...], answers: bool) -> None:
    label = label_at(text, 0, len(text))
    assert label is not None
    assert (label.numbers, label.answers) == (numbers, answers)


@pytest.mark.parametrize("text", ["Aanbeveling", "De aanbeveling 3 volg ik", "Advies gevraagd over de dijk", "Ad hoc"])
def test_no_labels(text: str) -> None:
    assert label_at(text, 0, len(text)) is None


def test_numbers_of_several() -> None:
    assert numbers_in("1, 2 en 4") == ("1", "2", "4")
    assert numbers_in("4 t/m 6") == ("4", "5", "6")
    assert numbers_in("4 tot en met 6") == ("4", "5", "6")
    assert numbers_in("2/3") == ("2", "3")


@pytest.mark.parametrize(
    ("text", "announces"),
    [
        ("De raad doet de volgende aanbevelingen.", True),
        ("Op grond hiervan doet de raad onderstaande aanbevelingen:", True),
        ("De raad beveelt aan:", True),
        ("Naar aanleiding van de aanbevelingen tref ik de volgende maatregelen:", False),
        ("De volgende aanbevelingen neem ik over.", False),
    ],
)
def test_announcements(text: str, announces: bool) -> None:
    assert announces_list(text) is announces


def test_a_label_on_a_line_of_its_own_has_its_words_below() -> None:
    found = found_in(
        OPENING,
        ("h2", "Aanbeveling 1"),
        "Langs de rivier is het waterschap de enige beheerder. Het toezicht dient daarom bij één partij te komen.",
        "Het kabinet neemt deze aanbeveling over.",
        "Aanbeveling paragraaf 12, sub b:",
        "Over de oevers moet de regering het volgende doen:",
        ("li", "Meet elk jaar de hoogte van de oevers.", "(b)"),
        "Reactie kabinet:",
        "Ik neem deze aanbeveling niet over.",
    )
    assert [(one.number, one.title) for one in found] == [
        ("1", "Het toezicht dient daarom bij één partij te komen"),
        ("12b", "Meet elk jaar de hoogte van de oevers"),
    ]
    assert [one.printed for one in found] == ["Aanbeveling 1", "Aanbeveling paragraaf 12, sub b:"]


def test_several_labels_in_one_paragraph_and_one_answer_to_them() -> None:
    assert titles(
        OPENING,
        "Aanbeveling 2. Wijs één beheerder aan. Aanbeveling 3. Meet elk jaar de hoogte van de oevers.",
        "Reactie op aanbevelingen 2 en 3: Ik neem deze aanbevelingen over.",
    ) == [("2", "Wijs één beheerder aan"), ("3", "Meet elk jaar de hoogte van de oevers")]


def test_a_heading_of_an_answer_that_words_the_recommendation() -> None:
    assert titles(
        OPENING,
        ("h2", "Reactie op aanbeveling 1: wijs één beheerder aan"),
        "Ik neem deze aanbeveling over.",
    ) == [("1", "wijs één beheerder aan")]


def test_headings_without_number() -> None:
    assert titles(
        OPENING,
        ("h2", "Aanbeveling: zorg voor één beheerder"),
        "Ik neem deze aanbeveling over.",
        ("h2", "Aanbeveling: meet de oevers vaker dan eens per vijf jaar"),
        "Dat gebeurt al.",
    ) == [(None, "zorg voor één beheerder"), (None, "meet de oevers vaker dan eens per vijf jaar")]


def test_a_list_in_groups_keeps_the_number_of_the_group() -> None:
    assert titles(
        "Op basis van het onderzoek doet de raad de volgende aanbevelingen.",
        "1 Ten aanzien van het ministerie:",
        ("li", "Treed in overleg met de waterschappen.", "a."),
        ("li", "Onderzoek of een wettelijke regeling nodig is.", "b."),
        "2 Ten aanzien van de waterschappen:",
        ("li", "Leg de afspraken vast.", "a."),
        "Ik neem deze aanbevelingen over.",
    ) == [
        ("1a", "Treed in overleg met de waterschappen"),
        ("1b", "Onderzoek of een wettelijke regeling nodig is"),
        ("2a", "Leg de afspraken vast"),
    ]


@pytest.mark.parametrize("label", ["Aanbeveling 4 tot en met 6", "Aanbevelingen 4, 5 en 6:", "Aanbevelingen 4-6"])
def test_a_label_of_several_above_their_list(label: str) -> None:
    parts: list[Part] = [
        OPENING,
        ("h2", label),
        ("li", "Ontwerp een sluis die met de zeespiegel meegroeit:", "4."),
        ("li", "kies een plek buiten de bebouwde kom;", "a."),
        ("li", "houd rekening met trekvissen.", "b."),
        ("li", "Verminder de wachttijd voor schippers.", "5."),
        ("li", "Onderzoek wat extra gemalen kosten.", "6."),
        ("li", "vraag daarbij de waterschappen om advies.", "a."),
        "Aanbeveling 5 neem ik over. De aanbevelingen 4 en 6 neem ik niet over.",
    ]
    assert titles(*parts) == [
        ("4", "Ontwerp een sluis die met de zeespiegel meegroeit"),
        ("5", "Verminder de wachttijd voor schippers"),
        ("6", "Onderzoek wat extra gemalen kosten"),
    ]
    found = found_in(*parts)
    assert [one.stance.value for one in found] == ["rejected", "adopted", "rejected"]
    assert [[part.text for part in one.finding] for one in found] == [
        ["kies een plek buiten de bebouwde kom;", "houd rekening met trekvissen."],
        [],
        ["vraag daarbij de waterschappen om advies."],
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "Ik schreef u eerder wat volgens Natuurmonumenten de grootste knelpunten voor de rivier zijn:",
        "Natuurmonumenten noemt daarbij drie punten die om aandacht vragen:",
        "Dit zijn de verbeterpunten van de Raad voor het Water:",
    ],
)
def test_demands_that_an_adviser_calls_otherwise(lead: str) -> None:
    parts: list[Part] = [
        "Hierbij informeer ik u over de aanbevelingen van Natuurmonumenten en die van de Raad voor het Water.",
        lead,
        ("li", "Geef de rivier meer ruimte bij hoog water;"),
        ("li", "Zorg voor schonere oevers en meet wat daar leeft."),
    ]
    assert [title for _, title in titles(*parts)] == [
        "Geef de rivier meer ruimte bij hoog water",
        "Zorg voor schonere oevers en meet wat daar leeft",
    ]


def test_demands_that_are_no_advisers() -> None:
    assert not titles(
        "Hierbij informeer ik u over de aanbevelingen van de Raad voor het Water.",
        "Op de borden langs de rivier komt te staan:",
        ("li", "Zorg voor uw eigen veiligheid."),
        ("li", "Geef schippers de ruimte."),
    )


@pytest.mark.parametrize("mark", ["a.", "-"])
def test_parts_of_the_items_of_an_announced_list(mark: str) -> None:
    second = "b." if mark == "a." else mark
    assert titles(
        "De Raad voor het Water beveelt het volgende aan:",
        ("li", "Verbreed de geul op twee plekken:", "1."),
        ("li", "bij de monding;", mark),
        ("li", "bij de oude haven.", second),
        ("li", "Leg de baggerslib op het land.", "2."),
        "Ik neem deze aanbevelingen over.",
    ) == [("1", "Verbreed de geul op twee plekken"), ("2", "Leg de baggerslib op het land")]


def test_a_label_of_several_above_a_list_of_other_things() -> None:
    assert [
        number
        for number, _ in titles(
            OPENING,
            ("h2", "Aanbevelingen 4 en 5: sluizen en bruggen"),
            ("li", "Sluizen zijn duur.", "1."),
            ("li", "Bruggen ook.", "2."),
            "Ik neem deze aanbevelingen over.",
        )
    ] == ["4", "5"]


def test_numbered_demands_each_with_its_answer() -> None:
    assert titles(
        OPENING,
        "Ten aanzien van de rivieren:",
        ("li", "Verken de mogelijkheden van een tweede sluis.", "4."),
        "Ik neem deze aanbeveling over.",
        ("li", "Zorg voor betere afspraken.", "5."),
        "Dit is staand beleid.",
    ) == [("4", "Verken de mogelijkheden van een tweede sluis"), ("5", "Zorg voor betere afspraken")]


def test_a_demand_ends_where_nothing_more_is_asked() -> None:
    found = found_in(
        OPENING,
        ("h1", "Aanbevelingen"),
        ("li", "Breng de regels bij de tijd. Neem schippers daarin mee. In de praktijk vaart iedereen al zo.", "1."),
        "Ik neem deze aanbeveling over.",
        ("li", "Zorg voor betere borden.", "2."),
        "Dit is staand beleid.",
    )
    assert [one.title for one in found] == [
        "Breng de regels bij de tijd. Neem schippers daarin mee",
        "Zorg voor betere borden",
    ]


def test_demands_in_quotation_marks_below_an_announcing_heading() -> None:
    assert titles(
        ("h1", "Reactie op de aanbevelingen"),
        "‘Eén aanspreekpunt voor schippers’",
        "Het kabinet omarmt deze aanbeveling.",
        "‘Hogere bruggen in het noorden’",
        "Het kabinet neemt deze aanbeveling niet over.",
    ) == [(None, "Eén aanspreekpunt voor schippers"), (None, "Hogere bruggen in het noorden")]


def test_demands_behind_a_sentence_that_goes_on_to_them() -> None:
    assert titles(
        OPENING,
        "Hieronder bespreek ik deze aanbevelingen.",
        "Bestendig de subsidie voor schippers",
        "De subsidie loopt door.",
        "Nodig de havens uit voor het overleg",
        "De havens doen al mee.",
    ) == [(None, "Bestendig de subsidie voor schippers"), (None, "Nodig de havens uit voor het overleg")]


def test_headings_behind_a_sentence_that_goes_on_to_the_recommendations() -> None:
    assert titles(
        OPENING,
        "De raad doet zijn aanbevelingen aan mij. Hieronder bespreek ik deze aanbevelingen.",
        ("h2", "Wijziging van het vaarreglement voor schippers"),
        "Het reglement is op dit punt al gewijzigd.",
        ("h2", "Borg met de havens het onderhoud van de bruggen"),
        "De raad geeft aan dat het belangrijk is dat een brug snel weer draait. Daarover maak ik afspraken.",
    ) == [
        (None, "Wijziging van het vaarreglement voor schippers"),
        (None, "Borg met de havens het onderhoud van de bruggen"),
    ]


def test_a_list_ends_where_the_answers_count_again() -> None:
    assert titles(
        "In de evaluatie zijn de volgende aanbevelingen gedaan:",
        ("li", "De bijdrage zou omlaag moeten.", "1."),
        ("li", "Het veer kan vaker varen.", "2."),
        ("li", "De bijdrage gaat omlaag.", "1."),
        ("li", "Het veer vaart vaker.", "2."),
    ) == [("1", "De bijdrage zou omlaag moeten"), ("2", "Het veer kan vaker varen")]


def test_measures_that_an_adviser_recommends() -> None:
    assert titles(
        "De WKR vindt de volgende maatregelen zinvol en beveelt aan deze te verkennen:",
        ("li", "Een tweede veer.", "1."),
        ("li", "Lagere bruggen.", "2."),
    ) == [("1", "Een tweede veer"), ("2", "Lagere bruggen")]


@pytest.mark.parametrize(
    "parts",
    [
        (
            "Over de aanbevelingen uit het rapport kan ik u het volgende berichten:",
            ("li", "Het veer vaart weer.", "•"),
            ("li", "De brug is hersteld.", "•"),
        ),
        (
            OPENING,
            "Ik neem de volgende maatregelen:",
            ("li", "Versterk de dijk.", "1."),
            ("li", "Meet de oever.", "2."),
        ),
        (OPENING, ("li", "Zorg", "1."), ("li", "Onderwijs", "2.")),
        ("Deze brief gaat over oevers.", ("li", "Versterk de dijk.", "1."), ("li", "Meet de oever.", "2.")),
        (OPENING, ("li", "Zorg voor ouderen", "1."), "Hier is extra geld voor.", ("li", "Onderzoek", "2."), "Idem."),
    ],
)
def test_lists_that_are_no_recommendations(parts: tuple[Part, ...]) -> None:
    assert titles(*parts) == []


class Counted(tuple[Block, ...]):
    """Blocks that count how often one of them is asked for by its place."""

    asked = 0

    def __getitem__(self, place: Any) -> Any:
        self.asked += 1
        return super().__getitem__(place)


def test_the_line_above_a_list_is_looked_for_once() -> None:
    def asked(count: int) -> int:
        text = "Geachte voorzitter,\n\nDe raad beveelt aan:\n" + "- Zorg voor een veer.\n" * count
        letter = read_bytes(text.encode(), "brief.txt")
        body = Counted(body_of(letter))
        assert len(list(listed_items(letter, body))) == count
        return body.asked

    assert asked(400) < 5 * asked(100)


def test_only_a_short_line_above_a_list_is_annotated(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def reading(text: str) -> Sequence[Clause]:
        read.append(text)
        return annotate(text)

    monkeypatch.setattr(advice_lists, "annotate", reading)
    long = (
        "De raad schreef over het veer, de dijk, de sluis en de brug, en over wat daar nog meer van te zeggen is " * 2
    )
    text = f"Aanbevelingen van de raad\n\nToezicht:\n- Zorg voor een veer.\n- Geef ruimte.\n\n{long}.\n\n- Een veer.\n"
    letter = read_bytes(text.encode(), "brief.txt")
    list(listed_items(letter, body_of(letter)))
    assert read
    assert not any("De raad schreef" in one for one in read)


def test_each_block_is_asked_once_whether_it_heads_a_speaker(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "De Rekenkamer zegt dit. De Onderwijsraad zegt dat."
    analysis = analysis_of((BlockKind.HEADING, "Onderwerp"), said, (BlockKind.HEADING, "Vervolg"), said, said)
    asked: list[Block] = []

    def asking(letter: Letter, block: Block) -> bool:
        asked.append(block)
        return is_heading(letter, block)

    monkeypatch.setattr(advice_speakers, "is_heading", asking)
    body = body_of(analysis.letter)
    advisers = advisers_of(analysis.letter.text_of(block) for block in body)
    found = speakers_of(analysis, body, advisers)
    assert {one.who for one in found.values()} == {None, "De Rekenkamer", "De Onderwijsraad"}
    assert asked == list(body)
