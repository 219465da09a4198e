"""Which passage answers which of several recommendations where only the subject tells; every sentence is made up."""

from __future__ import annotations

from kamerbrief.facts.advice.apart import parts_of
from kamerbrief.facts.advice.themes import Paragraph, by_theme
from kamerbrief.letter import Span
from tests.facts.advice.test_recommendations import answer, found_in


def paragraph(*sentences: str, heading: str = "") -> Paragraph:
    starts = [sum(len(one) + 1 for one in sentences[:at]) for at in range(len(sentences))]
    spans = [Span(start, start + len(text), text) for start, text in zip(starts, sentences, strict=True)]
    return Paragraph(tuple(spans), heading)


def texts(found: list[list[Span]]) -> list[list[str]]:
    return [[one.text for one in sentences] for sentences in found]


def test_each_title_has_the_passage_that_shares_its_words() -> None:
    below = [
        paragraph("Een pont vaart op stroom.", "Dat is schoon.", "De tarieven blijven zoals zij zijn."),
        paragraph("Dit valt niet te betalen.", heading="Nachtdienst"),
    ]
    found = by_theme(["Verlaag de tarieven", "Voer een nachtdienst in", "Laat de ponten op stroom varen"], below)
    assert texts(found) == [
        ["De tarieven blijven zoals zij zijn."],
        ["Dit valt niet te betalen."],
        ["Een pont vaart op stroom.", "Dat is schoon."],
    ]


def test_words_that_all_titles_share_tell_nothing() -> None:
    found = by_theme(["Verlaag de tarieven", "Bevries de tarieven"], [paragraph("De tarieven zijn hoog.")])
    assert found == [[], []]


def test_one_title_or_none_is_not_compared() -> None:
    assert by_theme(["Verlaag de tarieven"], [paragraph("De tarieven zijn hoog.")]) == [[]]
    assert by_theme([], []) == []


def test_parts_each_say_what_is_to_be_done() -> None:
    text = "de norm te verlagen tot tien, ponten te keuren in de haven en schippers lessen aan te bieden"
    assert [text[start:end] for start, end in parts_of(text)] == [
        "de norm te verlagen tot tien",
        "ponten te keuren in de haven",
        "schippers lessen aan te bieden",
    ]


def test_what_goes_on_with_the_same_thing_is_no_part() -> None:
    for text in ("de aanpak te versterken en te verbreden", "de kade te herstellen en daarbij de bomen te sparen", "x"):
        assert parts_of(text) == [(0, len(text))]


def test_a_list_is_answered_under_headings_of_its_subjects_in_another_order() -> None:
    found = found_in(
        ("h1", "Het rapport"),
        "De commissie doet drie aanbevelingen:",
        ("li", "verlaag de tarieven van de veerponten"),
        ("li", "voer een nachtdienst in"),
        ("li", "laat schippers vaker oefenen"),
        ("h1", "Veiligheid"),
        "Schippers oefenen nu eens per jaar. Deze aanbeveling neem ik over.",
        ("h1", "Geld"),
        "De tarieven zijn al laag. Ik zie geen aanleiding om ze te verlagen.",
        "Over een nachtdienst wordt nader onderzoek gedaan.",
    )
    assert [one.stance.value for one in found] == ["rejected", "deferred", "adopted"]
    assert answer(found[2]) == "Schippers oefenen nu eens per jaar. Deze aanbeveling neem ik over."


def test_a_lettered_list_is_answered_by_its_letters() -> None:
    found = found_in(
        "De inspectie komt tot de volgende aanbevelingen:",
        "a. Keur alle veerponten.",
        "b. Schrap de vaartoeslag.",
        "c. Meet de wachttijden.",
        ("h1", "Reactie"),
        "Ad a. Deze aanbeveling neem ik over.",
        "Ad b en c. De vaartoeslag blijft bestaan: hem schrappen wijs ik af. Het meten van wachttijden neem ik over.",
    )
    assert [(one.number, one.title, one.stance.value) for one in found] == [
        ("a", "Keur alle veerponten", "adopted"),
        ("b", "Schrap de vaartoeslag", "rejected"),
        ("c", "Meet de wachttijden", "adopted"),
    ]


def test_what_is_said_of_both_answers_both() -> None:
    found = found_in(
        "De raad doet de volgende aanbevelingen:",
        "1. Keur alle veerponten.",
        "2. Laat schippers oefenen.",
        ("h1", "Reactie op aanbevelingen 1 en 2"),
        "Beide aanbevelingen neem ik over. De veerponten gaan in mei de kant op. Schippers oefenen elk jaar.",
    )
    assert [one.stance.value for one in found] == ["adopted", "adopted"]
    assert "Schippers" not in answer(found[0])


def test_advice_told_first_and_answered_under_its_subjects_comes_apart() -> None:
    found = found_in(
        ("h1", "Het advies"),
        "De raad adviseert alle veerponten te keuren, de vaartoeslag te schrappen en schippers lessen aan te bieden.",
        "Volgens de raad is er veel veranderd.",
        ("h1", "Veiligheid"),
        "Veerponten worden voortaan gekeurd. Deze aanbeveling neem ik over.",
        ("h1", "Geld"),
        "De vaartoeslag blijft bestaan. Dit advies neem ik niet over.",
        ("h1", "Onderwijs"),
        "Lessen voor schippers zijn er al sinds 2020.",
    )
    assert [(one.title, one.stance.value) for one in found] == [
        ("alle veerponten te keuren", "adopted"),
        ("de vaartoeslag te schrappen", "rejected"),
        ("schippers lessen aan te bieden", "already_policy"),
    ]


def test_advice_answered_by_the_order_of_its_parts_comes_apart() -> None:
    found = found_in(
        "De raad adviseert alle veerponten te keuren en de vaartoeslag te schrappen. De eerste suggestie neem ik over. "
        "Het tweede punt wijs ik af.",
    )
    assert [one.stance.value for one in found] == ["adopted", "rejected"]


def test_advice_that_is_answered_as_one_stays_one() -> None:
    found = found_in(
        "De raad adviseert alle veerponten te keuren en de vaartoeslag te schrappen. Dit advies neem ik over.",
    )
    assert [one.title for one in found] == ["alle veerponten te keuren en de vaartoeslag te schrappen"]


def test_an_adviser_has_the_name_that_its_abbreviation_stands_for() -> None:
    found = found_in(
        "Het Planbureau voor de Leefomgeving (PBL) schreef een studie.",
        "Het PBL adviseert om de dijken te verhogen. Dit advies neem ik over.",
    )
    assert found[0].author == "Planbureau voor de Leefomgeving"


def test_a_heading_takes_up_one_item_of_a_list_that_is_answered_as_a_whole() -> None:
    found = found_in(
        "De Raad voor het Water adviseert:",
        ("li", "de verkeerde tarieven te corrigeren;"),
        ("li", "het betaalsysteem te vervangen;"),
        ("li", "de dossiers volledig te maken. De dienst zelf adviseert daarnaast om:"),
        ("li", "vaker te controleren;"),
        ("li", "taken te scheiden."),
        "Ik neem deze adviezen over.",
        ("h2", "Corrigeren van verkeerde tarieven"),
        "De tarieven blijken bij nader inzien juist te zijn. Ik zie geen aanleiding om ze te herstellen.",
    )
    assert [one.stance.value for one in found] == ["rejected", *["adopted"] * 4]
    assert found[2].title == "de dossiers volledig te maken"


def test_a_text_that_takes_up_one_item_by_its_place() -> None:
    found = found_in(
        "De Raad voor het Water beveelt aan:",
        ("li", "meer sluiswachters in dienst te nemen;"),
        ("li", "de vaarregels in gewone taal te schrijven;"),
        ("li", "wachttijden bij bruggen te meten."),
        "Mijn toezegging gaat over het laatste (knel)punt. Dat neem ik over.",
        "Sluiswachters zijn nu moeilijk te vinden. Meer sluiswachters acht ik niet haalbaar.",
        "De vaarregels in gewone taal te schrijven doet Rijkswaterstaat al sinds 2021.",
    )
    assert found[2].response[0].text.startswith("Mijn toezegging gaat over het laatste (knel)punt.")
    assert "acht ik niet haalbaar" in " ".join(part.text for part in found[0].response)
    assert "al sinds 2021" in " ".join(part.text for part in found[1].response)
