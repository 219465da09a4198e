"""Where sentences end, and above all where they do not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from kamerbrief.language import analysis, components
from kamerbrief.language.model import load_model
from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading import read_letter
from tests.conftest import FIXTURES
from tests.letters import letter_of


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_bounds(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["De kosten zijn € 5 mln. in 2026.", "Daarna dalen ze."],
        ["Er is € 5 mln. beschikbaar.", "Dat is genoeg."],
        ["Dit kost € 5 mln.", "Het kabinet betaalt."],
        ["Zie Kamerstuk 31 409, nr. 12 en nr. 14.", "De rest volgt."],
        ["Ik sprak op 3 mei jl. met dhr. A.B. van den Berg c.s. over zijn plan.", "Hij was tevreden."],
        ["De motie van het lid Bakker c.s.", "Deze vraagt om spoed."],
        ["Dat bleek uit de brief d.d. 4 juni 2025 van drs. J. Smit.", "Ik heb die beantwoord."],
        ["De N.V. Havenbedrijf doet mee, o.a. met m.b.t. walstroom dhr. Kok."],
        ["Op grond van art. 3.1, lid 2, Omgevingswet is dat nodig.", "Ook art. 4 geldt."],
        ["Wat is uw reactie?", "Kunt u dat toelichten!", "Ja."],
        ["De raad zegt: ‘Doe dit nu.’", "Ik ben het eens."],
        ["De uitstoot daalde.[1]", "Dat is goed."],
        ["1. Verhoog de bijdrage aan de regio."],
        ["a. De aanvraag is tijdig.", "Ze is volledig."],
        ["Het advies (zie blz. 12) is helder.", "Ik volg het, evt. met aanpassingen."],
        ["Gemeenten, provincies, e.d. doen mee.", "In 2027 volgen de waterschappen."],
        ["Dit geldt t/m 2030.", "Daarna niet."],
        ["Het gaat om scholen, musea, etc.", "Zij krijgen bericht."],
        ["Prof. dr. M. Jansen en mw. mr. T. de Wit lichtten dit toe."],
        ["Er is ca. € 3,5 mld. nodig, resp. € 2 mld.", "De raming is onzeker."],
        ["Dit regelt de EU.", "Nederland voert het uit."],
        ["Op 1 sept. 2025 begint de proef.", "In okt. 2026 eindigt zij."],
        ["De nota verschijnt op 15 dec.", "Daarna volgt het debat."],
        ["De wet van 3 febr. '26 geldt.", "Zij is van aug.", "4 scholen doen mee."],
    ],
)
def test_sentences_end_where_a_reader_says(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_sentences_of_the_fixtures_end_where_they_should() -> None:
    gold = json.loads((FIXTURES.parent / "sentences.json").read_text(encoding="utf-8"))
    right = total = 0
    for name, sentences in gold.items():
        letter = read_letter(FIXTURES / name / "letter.docx")
        found = {letter.text[s:e] for b in letter.blocks for s, e in sentence_bounds(letter.text, b.start, b.end)}
        right += sum(sentence in found for sentence in sentences)
        total += len(sentences)
    assert total >= 60
    assert right / total >= 0.98


def test_hostile_text_takes_linear_time() -> None:
    text = "nr. " * 50_000 + "A." * 50_000
    assert "".join(split(text)).startswith("nr.")


def test_the_sentences_of_a_block_are_found_once_for_facts_and_names(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def counted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        asked.append((start, end))
        return sentence_bounds(text, start, end)

    for module in (analysis, components):
        monkeypatch.setattr(module, "sentence_bounds", counted)
    letter = letter_of("Ik stuur u dit in maart 2027. Er is € 5 mln. voor TNO.", "De aanbeveling neem ik over.")
    found = extract_letter(letter, load_model())
    assert found.amounts
    assert found.commitments
    assert found.entities
    assert asked == [(block.start, block.end) for block in letter.blocks]
