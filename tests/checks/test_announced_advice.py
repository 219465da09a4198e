"""A warning where a letter announces more recommendations of a report than were found; all text is made up."""

from __future__ import annotations

from pathlib import Path

from kamerbrief.checks.counts import missing_advice
from kamerbrief.facts.advice.recommendations import find_recommendations
from kamerbrief.language.analysis import analyse
from kamerbrief.reading import read_letter
from kamerbrief.settings import settings
from tests.letters import NLP

ANNOUNCED = "De Raad voor het Water bracht het rapport ‘Vaste oevers’ uit. Het rapport bevat {} aanbevelingen."
LIST = "De raad beveelt aan:\n- de dijk te verlengen;\n- de sluis te verbreden.\n\nIk neem beide aanbevelingen over."


def warned(text: str, folder: Path) -> list[tuple[dict[str, object], str]]:
    path = folder / "letter.txt"
    path.write_text(f"Geachte voorzitter,\n\n{text}\n", encoding="utf-8")
    analysis = analyse(read_letter(path, settings()), NLP)
    found = missing_advice(analysis, find_recommendations(analysis))
    return [(dict(one.params), one.evidence.text if one.evidence else "") for one in found]


def test_fewer_than_announced(tmp_path: Path) -> None:
    found = warned(f"{ANNOUNCED.format('vier')}\n\n{LIST}", tmp_path)
    assert found == [({"announced": 4, "found": 2}, "vier aanbevelingen")]


def test_as_many_as_announced(tmp_path: Path) -> None:
    assert warned(f"{ANNOUNCED.format('twee')}\n\n{LIST}", tmp_path) == []


def test_some_of_them_announce_nothing(tmp_path: Path) -> None:
    assert warned(f"{ANNOUNCED.format('twee van de vier')}\n\n{LIST}", tmp_path) == []


def test_no_recommendation_is_no_shortfall(tmp_path: Path) -> None:
    assert warned(ANNOUNCED.format("vier"), tmp_path) == []


def test_what_another_adviser_recommended_is_not_counted(tmp_path: Path) -> None:
    own = "De Onderwijsraad adviseert om de leerplicht te verlengen. Ik neem dit advies over."
    assert warned(f"{own}\n\nEerder deed de Rekenkamer twaalf aanbevelingen over ICT.", tmp_path) == []
    found = warned(f"{own}\n\nDe raad doet twaalf aanbevelingen.", tmp_path)
    assert found == [({"announced": 12, "found": 1}, "twaalf aanbevelingen")]
