"""What lists and rules earn: each is switched off in turn over letters with gold."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kamerbrief
from kamerbrief.cli import app
from kamerbrief.evaluate import evaluate
from kamerbrief.facts.references import references
from kamerbrief.lexicon import load
from kamerbrief.lexicon.places import places, without
from kamerbrief.quality.ablation import ablate
from kamerbrief.quality.switches import Switch, switches
from tests.conftest import FIXTURES

_TEXT = """Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Datum 3 maart 2026
Betreft Walstroom

Het budget stijgt met circa € 5 miljoen. Zie Kamerstuk 31 409, nr. 12.

Pakweg € 7 miljoen is gereserveerd.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A letter with the gold of a careful reader, who holds its second amount for exact."""
    place = tmp_path / "gold" / "brief"
    place.mkdir(parents=True)
    (place / "letter.txt").write_text(_TEXT, encoding="utf-8")
    amounts = [
        {"text": "€ 5 miljoen", "value": 5_000_000, "precision": "approximate"},
        {"text": "€ 7 miljoen", "value": 7_000_000, "precision": "exact"},
    ]
    gold = {"amounts": amounts, "references": [{"kind": "kamerstuk", "number": "31409-12", "text": "Kamerstuk 31 409"}]}
    (place / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return tmp_path / "gold"


def test_what_lists_and_rules_make_right_and_wrong_and_what_is_idle(folder: Path) -> None:
    before = kamerbrief.extract(folder / "brief" / "letter.txt").to_json()
    chosen = ("amount_cues.precision", "kamerbrief.facts.references.references", "ministries")
    found = {one.name.rpartition(": ")[2]: one for one in ablate([folder], chosen, workers=1)}
    assert found["find_kamerstukken"][2:] == (1, 0, 1)
    assert found["find_laws"][2:] == (0, 0, 0)
    assert found["find_laws"].idle
    precision = found["amount_cues.precision.approximate"]
    assert precision[2:] == (1, 1, 1)
    assert not precision.idle
    assert found["amount_cues.precision.above"].idle
    assert all(one.closed for name, one in found.items() if name.startswith("ministries"))
    assert kamerbrief.extract(folder / "brief" / "letter.txt").to_json() == before


def test_the_command_shows_what_each_earns(folder: Path) -> None:
    chosen = ["--only", "kamerbrief.facts.references.references", "--only", "references.rulings"]
    shown = CliRunner().invoke(app, ["evaluate", str(folder), "--more", str(folder), "--ablate", *chosen])
    assert shown.exit_code == 0, shown.output
    earning, idle, closed = shown.stdout.split("\n\n")
    assert earning.splitlines()[1].split()[:3] == ["2", "0", "2"]
    assert "find_kamerstukken" in earning
    assert "find_motions" in idle
    assert "references.rulings." in closed


def test_whether_it_earns_anything_is_asked_no_further_than_the_first_letter(folder: Path) -> None:
    """Both letters need the rule that is counted in one; what is idle was asked in both."""
    chosen = ["--only", "kamerbrief.facts.references.references", "--idle"]
    shown = CliRunner().invoke(app, ["evaluate", str(folder), "--more", str(folder), "--ablate", *chosen])
    assert shown.exit_code == 0, shown.output
    assert "find_kamerstukken" not in shown.stdout
    assert "find_motions" in shown.stdout
    rule = ("kamerbrief.facts.references.references._FINDERS: find_kamerstukken",)
    assert [one.earns for one in ablate([folder, folder], rule, workers=1)] == [2]
    assert [one.earns for one in ablate([folder, folder], rule, workers=1, whether=True)] == [1]


def test_only_what_finders_of_facts_read_is_asked() -> None:
    """Lists with which files are read or letters are linked can change no fact of a letter that was read."""
    unasked = {one.home for one in switches() if not one.asked}
    assert unasked == {"currencies", "following", "hyphens", "letterhead", "register"}


def test_a_list_is_switched_off_where_it_stands() -> None:
    content = {"a": {"words": ["x", "y"], "rows": [["v", "w"]]}, "entry": [{"of": ["p"]}, {"of": ["q"]}]}
    assert dict(places("f", content)) == {
        "f.a.words": ["x", "y"],
        "f.a.rows": ["v", "w"],
        "f.entry.0": ["p"],
        "f.entry.1": ["q"],
    }
    assert without(content, "entry.0")["entry"] == [{"of": ["q"]}]
    assert len(without(content, "a.rows")["a"]["rows"][0]) == 2
    assert "x" not in without(content, "a.words")["a"]["words"]
    assert content["a"]["words"] == ["x", "y"]


def test_days_are_switched_off_by_their_names() -> None:
    """A season that has no days is none; a part of the year has them beside its words."""
    content = {"moments": {"kermis": ["07-04", "08-31"], "oogst": ["09-21", "12-20"]}, "part": {"words": ["x"]}}
    content["part"]["days"] = ["01-01", "03-31"]
    assert dict(places("f", content)) == {
        "f.moments.kermis": ["kermis"],
        "f.moments.oogst": ["oogst"],
        "f.part.words": ["x"],
    }
    assert without(content, "moments.kermis")["moments"] == {"oogst": ["09-21", "12-20"]}


WORDINGS = FIXTURES.parent / "wordings"


def test_all_that_lists_are_needed_for_is_found() -> None:
    assert [miss.name for miss in evaluate(WORDINGS, kamerbrief.extract).misses] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(place.name for place in WORDINGS.iterdir()))
def test_every_list_that_letters_do_not_need_has_words_that_do(name: str, tmp_path: Path) -> None:
    """None of the lists that the sentences were written for is idle in them."""
    shutil.copytree(WORDINGS / name, tmp_path / name)
    needs = list(json.loads((WORDINGS / name / "gold.json").read_text(encoding="utf-8"))["needs"])
    found = {one.name: one for one in ablate([tmp_path], needs, workers=1, whether=True)}
    assert needs
    assert [name for name in needs if found[name].idle] == []


def test_a_switch_touches_those_that_read_its_list_or_hold_its_rule() -> None:
    known = {one.name: one for one in switches()}
    stances = known["stances.decide.answers"]
    assert stances.touches("kamerbrief.facts.advice.recommendations")
    assert not stances.touches("kamerbrief.facts.money.percentages")
    rule = known["kamerbrief.facts.references.references._FINDERS: find_laws"]
    whole = references._FINDERS
    with rule.off():
        assert [one.__name__ for one in references._FINDERS] == [
            one.__name__ for one in whole if one.__name__ != "find_laws"
        ]
    assert references._FINDERS is whole


def test_a_list_that_is_switched_off_is_back_behind_it() -> None:
    words = load("stances")["decide"]["answers"]
    with {one.name: one for one in switches()}["stances.decide.answers"].off():
        assert load("stances")["decide"]["answers"] != words
    assert load("stances")["decide"]["answers"] == words


def test_a_list_tells_only_where_a_phrase_has_all_its_words() -> None:
    switch = Switch("list.words", "list", ("in de orde van", "uitgavenplafond"))
    assert switch.may_tell("Het gaat om een bedrag in de\norde van € 5 miljoen.")
    assert switch.may_tell("De uitgaven vallen mee.")
    assert not switch.may_tell("Dit is in orde.")
