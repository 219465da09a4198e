"""Promises, and what looks like one."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest
import spacy

from kamerbrief.contract import Commitment, Method
from kamerbrief.facts.promises.commitments import find_commitments
from kamerbrief.facts.promises.promises import BOUND
from kamerbrief.language.analysis import analyse
from kamerbrief.letter import BlockKind, Source
from kamerbrief.reading import read_letter
from kamerbrief.reading.builder import CellContent, Content, LetterBuilder

NLP = spacy.blank("nl")
SOURCE = Source("brief.txt", "text/plain", "0" * 64, 1)
#: The day of the letters in these tests.
SENT = datetime.date(2025, 2, 10)


def commitments(
    *blocks: str, kind: BlockKind = BlockKind.PARAGRAPH, sent: datetime.date | None = SENT
) -> list[Commitment]:
    builder = LetterBuilder()
    for block in blocks:
        builder.block(kind, Content(block))
    return find_commitments(analyse(builder.build(SOURCE), NLP), sent)


PROMISES = [
    ("Over de tarieven na 2029 informeer ik uw Kamer in het najaar van 2027.", "ik", True, "in het najaar van 2027"),
    # text, actor, to the Kamer, due words
    ("Ik zal uw Kamer voor de zomer van 2026 over de uitkomsten informeren.", "Ik", True, "voor de zomer van 2026"),
    ("In het tweede kwartaal ontvangt uw Kamer de routekaart waterbeheer.", None, True, "In het tweede kwartaal"),
    ("Uw Kamer wordt hierover dit najaar nader geïnformeerd.", None, True, "dit najaar"),
    ("De resultaten stuur ik uiterlijk 1 december aan uw Kamer.", "ik", True, "uiterlijk 1 december"),
    ("Ik zeg toe de tarieven opnieuw te laten doorrekenen.", "Ik", False, None),
    ("Ik ben voornemens om een tijdlijn voor de herziening op te stellen.", "Ik", False, None),
    ("Het kabinet komt eind 2025 met een plan voor de dijken.", "Het kabinet", False, "eind 2025"),
    (
        "De minister van Financiën zal de regeling in Q3 2025 openstellen.",
        "De minister van Financiën",
        False,
        "in Q3 2025",
    ),
    ("De evaluatie wordt begin volgend jaar afgerond.", None, False, "begin volgend jaar"),
    ("Zodra het onderzoek is afgerond, informeer ik de Kamer hierover.", "ik", True, None),
    ("Als het rapport gereed is, zal ik het aan uw Kamer sturen.", "ik", True, None),
    ("De komende maanden zal worden verkend welke scholen meedoen.", None, False, "De komende maanden"),
    ("Naar verwachting is de handreiking in mei 2025 gereed.", None, False, "in mei 2025"),
    ("De pilot start in september 2025.", None, False, "in september 2025"),
    ("Het streven is om in 2026 een register in te richten.", None, False, "in 2026"),
    ("Volgende week informeert het kabinet uw Kamer over de gekozen route.", "het kabinet", True, "Volgende week"),
    ("Daarover kom ik rond de zomer bij uw Kamer terug.", "ik", True, "rond de zomer"),
    ("Ik verwacht het wetsvoorstel medio 2025 aan uw Kamer te kunnen aanbieden.", "Ik", True, "medio 2025"),
    ("Binnen zes weken bericht ik u over de stand van zaken.", "ik", True, "Binnen zes weken"),
    (
        "De staatssecretaris van Defensie zal hierover in gesprek gaan met de gemeente.",
        "De staatssecretaris van Defensie",
        False,
        None,
    ),
    ("Mijn ministerie zal de gevolgen voor het mkb in kaart brengen.", "Mijn ministerie", False, None),
    ("RVO publiceert in het voorjaar van 2025 de nieuwe voorwaarden.", "RVO", False, "in het voorjaar van 2025"),
    ("De Kamer zal jaarlijks over het aantal vaarbewegingen worden geïnformeerd.", None, True, "jaarlijks"),
    ("Ook zal ik de toezichthouder verzoeken dit te onderzoeken.", "ik", False, None),
    ("Het kabinet zal het besluit per 1 januari 2026 intrekken.", "Het kabinet", False, "per 1 januari 2026"),
    ("Er komt een landelijk meldpunt voor schippers.", None, False, None),
    ("Uw Kamer ontvangt het definitieve advies na de zomer.", None, True, "na de zomer"),
    ("Ik zal de Kamer hierover op de hoogte houden.", "Ik", True, None),
    (
        "Hierover zal worden gerapporteerd in de volgende voortgangsbrief.",
        None,
        False,
        "in de volgende voortgangsbrief",
    ),
    ("Het kabinet stelt in het derde kwartaal een visie vast.", "het kabinet", False, "in het derde kwartaal"),
    ("Het wetsvoorstel zal in 2025 in consultatie worden gebracht.", None, False, "in 2025"),
    ("Voor het zomerreces zal ik de stukken aan uw Kamer doen toekomen.", "ik", True, "Voor het zomerreces"),
    ("De openstelling is voorzien in oktober 2025.", None, False, "in oktober 2025"),
    ("De verwachting is dat de Kamer in juni 2025 het eindverslag kan worden toegezonden.", None, True, "in juni 2025"),
    ("Dit najaar presenteer ik de nieuwe agenda.", "ik", False, "Dit najaar"),
    ("Het loket voor schippers open ik uiterlijk 1 juli 2026.", "ik", False, "uiterlijk 1 juli 2026"),
    ("Het eerste verslag kan uw Kamer vóór het kerstreces tegemoetzien.", None, True, "vóór het kerstreces"),
    ("Over de uitkomst hoort uw Kamer uiterlijk in oktober 2025 van mij.", None, True, "uiterlijk in oktober 2025"),
    ("Het RIVM krijgt van mij de opdracht om de bodem te meten.", "mij", False, None),
    ("Elke aanvraag boven de drempel laat ik door een onafhankelijk panel beoordelen.", "ik", False, None),
    ("Ik schrap de verplichte bijdrage voor kleine verenigingen.", "Ik", False, None),
    ("Daarom stel ik een regeringscommissaris voor de havens aan.", "ik", False, None),
    ("Zodra de norm is vastgesteld, pas ik de regeling aan.", "ik", False, None),
    ("Begin 2026 praat ik u bij over de bouw van de sluis.", "ik", True, "Begin 2026"),
]


@pytest.mark.parametrize(("text", "actor", "to_chamber", "due"), PROMISES)
def test_promises(text: str, actor: str | None, to_chamber: bool, due: str | None) -> None:
    (found,) = commitments(text)
    assert found.evidence.text == text
    assert (found.to_chamber, found.due and found.due.text) == (to_chamber, due)
    assert (found.actor or "").lower() == (actor or "").lower()


@pytest.mark.parametrize(
    "text",
    [
        "Met deze brief informeer ik uw Kamer over de uitkomsten van de top van 3 en 4 februari 2025.",
        "Hierbij stuur ik uw Kamer het jaarverslag.",
        "Leidt de uitspraak tot hogere kosten, dan zal worden bezien of dekking nodig is.",
        "Met het extra geld kunnen in 2026 driehonderd mensen worden aangesteld.",
        "De vertrouwelijke cijfers heb ik op 20 mei al aan uw Kamer verstrekt.",
        "Op 2 september ontving ik het advies van de commissie.",
        "Achtereenvolgens behandel ik de kosten en de vragen die de commissie op 9 april stuurde.",
        "Bijgaand bied ik uw Kamer de evaluatie aan.",
        "Zoals toegezegd aan het lid De Boer is het ministerie in gesprek gegaan met de sector.",
        "In het commissiedebat heb ik toegezegd dat de Kamer wordt geïnformeerd over de tarieven.",
        "Op 4 juli 2023 heb ik uw Kamer bericht over het nieuwe model.",
        "Als de tarieven verder stijgen, dan zal ik maatregelen in 2026 uitwerken.",
        "Indien dit nodig blijkt, zal het kabinet een noodfonds instellen.",
        "Mocht dit tot vertraging leiden, dan zal ik uw Kamer informeren.",
        "Gemeenten zullen in 2026 hun plannen vaststellen.",
        "Ik hoop dat partijen dit jaar tot een akkoord komen.",
        "De wet regelt dat werkgevers voortaan jaarlijks rapporteren.",
        "Het kabinet blijft zich in 2026 inzetten voor goede voorzieningen.",
        "Het kabinet zal zich hiervoor blijven inzetten.",
        "De motie verzoekt de regering de Kamer voor 1 mei te informeren.",
        "Bent u bereid de Kamer hierover voor de zomer te informeren?",
        "Het kabinet ziet geen reden om in 2026 een nieuw fonds in te stellen.",
        "Ik zal deze regeling in 2026 niet verlengen.",
        "Ik ben niet voornemens om een verbod in te voeren.",
        "De Europese Commissie zal in 2026 een voorstel publiceren.",
        "Het kabinet zou dit in 2026 kunnen onderzoeken.",
        "In 2023 werd de regeling geëvalueerd.",
        "Het streven was om de brief in februari 2025 aan de Kamer te sturen.",
        "Door de aanpak zullen de wachttijden in 2026 dalen.",
        "Deze gegevens worden elk jaar gepubliceerd.",
        "In 2040 wordt de helft van de stroom op zee opgewekt en geproduceerd.",
        "Het onderzoek wordt in 2026 door de universiteiten uitgevoerd.",
        "Uw Kamer heeft in januari om een reactie verzocht.",
        "De Kamer is hierover in november geïnformeerd.",
        "Ik onderschrijf dat goede informatie van belang is.",
        "De inspectie zal moeten beoordelen of dit voldoende is.",
        "Welke stappen zullen worden gezet om dit voor 2026 in kaart te brengen",
        "In Nederland wonen in 2025 ruim 18 miljoen mensen.",
        "Het advies wordt breed gedragen.",
        "Pas met ingang van 2029 wordt het accres structureel met € 17 mln. verhoogd.",
    ],
)
def test_no_promises(text: str) -> None:
    assert commitments(text) == []


def test_due_dates_are_days_against_the_letter() -> None:
    (found,) = commitments("Ik zal uw Kamer voor de zomer informeren.")
    assert found.due is not None
    assert found.due.model_dump(mode="json") == {"text": "voor de zomer", "from": "2025-02-10", "until": "2025-06-20"}


def test_without_a_letter_date_the_words_stay() -> None:
    (found,) = commitments("De komende maanden zal dit worden onderzocht.", sent=None)
    assert found.due is not None
    assert found.due.model_dump() == {"text": "De komende maanden", "from": None, "until": None}


def test_two_promises_with_their_own_time_are_two_facts() -> None:
    text = "In mei stuur ik uw Kamer het plan en in het najaar informeer ik uw Kamer over de uitvoering."
    first, second = commitments(text)
    assert (first.evidence.text, second.evidence.text) == (
        "In mei stuur ik uw Kamer het plan",
        "in het najaar informeer ik uw Kamer over de uitvoering.",
    )
    assert [found.due.text for found in (first, second) if found.due] == ["In mei", "in het najaar"]


def test_a_time_that_belongs_to_a_noun_is_no_due_date() -> None:
    (found,) = commitments("Ik zal de in 2025 ingestelde commissie verzoeken hierover te adviseren.")
    assert found.due is None


def test_a_list_promises_what_its_items_date() -> None:
    builder = LetterBuilder()
    builder.block(BlockKind.PARAGRAPH, Content("Over de veren kunt u het volgende van mij verwachten:"))
    for item in ("vóór 1 juni 2025 een plan per eiland;", "de kosten van de aanleg;", "eind 2025 de nieuwe concessie."):
        builder.block(BlockKind.LIST_ITEM, Content(item), level=1, label="•")
    builder.block(BlockKind.PARAGRAPH, Content("In 2026 loopt de huidige concessie af."))
    found = find_commitments(analyse(builder.build(SOURCE), NLP), SENT)
    assert [(one.evidence.text, one.to_chamber, one.due.text if one.due else None) for one in found] == [
        ("vóór 1 juni 2025 een plan per eiland;", True, "vóór 1 juni 2025"),
        ("eind 2025 de nieuwe concessie.", True, "eind 2025"),
    ]


def test_a_list_of_which_no_item_promises_is_promised_by_the_sentence_above_it() -> None:
    builder = LetterBuilder()
    above = "In het overleg met de reders zal ik aandacht vragen voor:"
    builder.block(BlockKind.PARAGRAPH, Content(above))
    for item in ("de bereikbaarheid van de eilanden;", "de kosten van de overtocht."):
        builder.block(BlockKind.LIST_ITEM, Content(item), level=1, label="•")
    builder.block(BlockKind.PARAGRAPH, Content("In 2026 loopt de huidige concessie af."))
    found = find_commitments(analyse(builder.build(SOURCE), NLP), SENT)
    assert [one.evidence.text for one in found] == [above]


@pytest.mark.parametrize(
    ("text", "to_chamber"),
    [
        ("De Kamer wordt betrokken bij de uitwerking van de dienstregeling.", True),
        ("We bekijken samen met de provincies hoe de veren vaker kunnen varen.", False),
        ("Hiervoor wordt een handreiking voor reders opgesteld.", False),
    ],
)
def test_promises_that_no_form_fits(text: str, to_chamber: bool) -> None:
    assert [one.to_chamber for one in commitments(text)] == [to_chamber]


@pytest.mark.parametrize(
    "text",
    [
        "Ik heb met de reders besproken dat de nachtveren voortaan op tijd vertrekken.",
        "Eerst vat ik het advies samen, daarna volgt mijn reactie op de vier onderdelen.",
        "Conform de toezegging in mijn brief van 12 juli jl. informeer ik u tevens over de kosten van de veren.",
        "Bij deze informeer ik u over de uitkomsten van de werkconferenties met de reders.",
        "Daartoe zal ik in paragraaf 2 ingaan op de wijze waarop de concessie wordt verleend.",
        "Vervolgens zal ik ingaan op de uitkomsten van het onderzoek onder de reizigers.",
        "Ten slotte zal ik de nieuwe concessie voor 2026-2029 toelichten.",
        "De reders varen volgend jaar met nieuwe schepen op de Waddenzee.",
        "Nachtveren en nieuwe tarieven",
    ],
)
def test_what_looks_like_a_promise_to_no_form_and_is_none(text: str) -> None:
    assert not commitments(text)


def test_headings_and_cells_promise_nothing() -> None:
    assert commitments("Ik zal uw Kamer in mei informeren", kind=BlockKind.HEADING) == []
    builder = LetterBuilder()
    builder.table([CellContent(0, 0, Content("Ik zal uw Kamer in mei informeren"))])
    assert find_commitments(analyse(builder.build(SOURCE), NLP), SENT) == []


def test_ids_survive_an_edit_elsewhere() -> None:
    promise = "Ik zal uw Kamer voor de zomer informeren."
    assert commitments(promise)[0].id == commitments("Een nieuwe inleiding.", promise)[0].id


@pytest.mark.parametrize("text", ["zal ik worden " * 3_000, "wordt in 2026 " * 100, "ik zal. " * 500, "als " * 5_000])
def test_hostile_text_is_read(text: str) -> None:
    assert isinstance(commitments(text), list)


@pytest.mark.parametrize("name", ["letter.docx", "letter.pdf", "letter.txt"])
def test_the_gold_of_a_real_letter(shared_letters: Path, name: str) -> None:
    folder = shared_letters / "esa-mc25"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["commitments"]
    listed = find_commitments(analyse(read_letter(folder / name), NLP), None)
    # The tagger lists more, promises by the definition or arguable ones, and says how sure it is of each.
    found = [promise for promise in listed if promise.method is Method.RULE]
    assert all(promise.probability for promise in listed if promise not in found)
    assert len(found) == len(gold)
    for promise, expected in zip(found, gold, strict=True):
        assert expected["contains"] in promise.evidence.text
        assert expected.get("due", "") in (promise.due.text if promise.due else "")
        assert promise.to_chamber or not expected.get("to_chamber")


KINDS = [
    ("Ik informeer uw Kamer in mei 2025 over de kade.", "inform"),
    ("Ik zeg toe de tarieven opnieuw te laten doorrekenen.", "act"),
    ("Ik zeg toe mij in te zetten voor een veilige haven.", "intention"),
    ("Het kabinet zal alles op alles zetten om de brug open te houden en ik zeg toe dit te bewaken.", "intention"),
    ("Het streven is om in 2026 een register in te richten.", "act"),
    ("Ik ben voornemens om de gemeenten daarbij te blijven ondersteunen.", "intention"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[kind for _, kind in KINDS])
def test_a_promise_informs_acts_or_is_an_effort_without_a_day(text: str, kind: str) -> None:
    assert [found.kind for found in commitments(text)] == [kind]


CONDITIONS = [
    ("Ik zal de regeling verlengen indien de gemeenten daarom vragen.", True),
    ("Ik zal het besluit intrekken als de rechter daarom vraagt.", True),
    ("Ik zal de regeling onder voorbehoud van goedkeuring door de Europese Commissie openstellen.", True),
    ("Ik zal de regeling verlengen.", False),
    ("Ik zal als eerste de gemeenten vragen mee te doen.", False),
    ("Ik zal zowel de gemeenten als de provincies vragen om mee te doen, wat nodig is.", False),
    ("Ik zal de regeling indien nodig aanpassen.", False),
    ("Ik zal de Kamer het rapport sturen als het onderzoek is afgerond.", False),
]


@pytest.mark.parametrize(("text", "conditional"), CONDITIONS, ids=[text for text, _ in CONDITIONS])
def test_a_promise_that_hangs_on_something_else_says_so(text: str, conditional: bool) -> None:
    assert [found.conditional for found in commitments(text)] == [conditional]


REPEATED = [
    ("Zoals eerder aangegeven stuur ik uw Kamer in mei 2025 de nota.", "Zoals eerder aangegeven"),
    ("Conform mijn toezegging informeer ik uw Kamer in mei 2025.", "Conform mijn toezegging"),
    ("Ik stuur uw Kamer in mei 2025 de toegezegde nota.", "toegezegde"),
    ("Ik stuur uw Kamer in mei 2025 de nota.", None),
]


@pytest.mark.parametrize(("text", "words"), REPEATED, ids=[text for text, _ in REPEATED])
def test_the_words_that_say_that_it_was_promised_before_are_kept(text: str, words: str | None) -> None:
    assert [found.repeats for found in commitments(text)] == [words]


def test_what_the_tagger_found_says_so_and_how_sure_it_is() -> None:
    by_form, learned = commitments(
        "Ik stuur uw Kamer in mei 2025 de nota.", "We bekijken samen met de provincies hoe de veren vaker kunnen varen."
    )
    assert (by_form.method, by_form.probability) == ("rule", None)
    assert learned.method == "learned"
    assert learned.probability is not None
    assert Decimal(str(BOUND)) <= learned.probability <= 1
    assert learned.probability == learned.probability.quantize(Decimal("0.01"))


def test_an_item_of_an_announced_list_is_of_the_kind_of_its_announcement() -> None:
    builder = LetterBuilder()
    builder.block(BlockKind.PARAGRAPH, Content("U kunt van mij verwachten:"))
    builder.block(BlockKind.LIST_ITEM, Content("In mei 2025 de nota."))
    found = find_commitments(analyse(builder.build(SOURCE), NLP), SENT)
    assert [(one.kind, one.method) for one in found] == [("inform", "rule")]


def test_an_event_that_the_letter_dates_once_dates_its_promises() -> None:
    first = "De wet treedt op 1 juli 2026 in werking, en een jaar daarna volgt het register."
    second = "De beleidsregels maak ik gereed vóór de inwerkingtreding van de wet."
    (found,) = [one for one in commitments(first, second) if one.due and "vóór" in one.due.text]
    assert found.due is not None
    assert (str(found.due.start), str(found.due.until)) == ("2025-02-10", "2026-06-30")
