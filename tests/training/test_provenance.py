"""What ships was made from the corpora as they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kamerbrief.training import provenance
from kamerbrief.training.provenance import made_from, record, recorded
from kamerbrief.version import rules_fingerprint
from tests.conftest import ROOT

LANGUAGE = ROOT / "src" / "kamerbrief" / "language"
PLACES = {"names": LANGUAGE / "nl_kamerbrief", "stances": LANGUAGE / "judges", "commitments": LANGUAGE / "judges"}


@pytest.mark.parametrize("model", PLACES)
def test_the_model_that_ships_was_made_from_the_corpus_as_it_is(model: str) -> None:
    known = recorded(PLACES[model])[model]
    assert known["corpus"] == made_from(model)["corpus"]
    assert len(known["recipe"]) == 16


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the training room, which may be changed."""
    room = tmp_path / "training"
    shutil.copytree(ROOT / "src" / "kamerbrief" / "training", room, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(provenance, "_ROOT", room)
    return room


@pytest.mark.parametrize(
    ("changed", "model", "part"),
    [
        ("corpus/stances/decisions.txt", "stances", "corpus"),
        ("corpus/answers/justice_finance.toml", "stances", "corpus"),
        ("corpus/letters/az-wrr-reactie.txt", "commitments", "corpus"),
        ("corpus/handwritten/asylum.txt", "names", "corpus"),
        ("ner.cfg", "names", "recipe"),
        ("stances.py", "stances", "recipe"),
        ("answers.py", "stances", "recipe"),
    ],
)
def test_a_change_shows_in_its_digest_alone(room: Path, changed: str, model: str, part: str) -> None:
    before = {name: made_from(name) for name in PLACES}
    with (room / changed).open("a", encoding="utf-8") as file:
        file.write("\n# anders\n")
    after = {name: made_from(name) for name in PLACES}
    assert [(name, key) for name in PLACES for key in after[name] if after[name][key] != before[name][key]] == [
        (model, part)
    ]


def test_sentences_to_measure_by_are_no_part_of_it(room: Path) -> None:
    before = made_from("names")
    (room / "corpus" / "handwritten" / "test_anders.txt").write_text("Een zin.\n", encoding="utf-8")
    assert made_from("names") == before


def test_what_is_said_of_another_model_stays(tmp_path: Path) -> None:
    record("stances", tmp_path)
    record("commitments", tmp_path)
    found = json.loads((tmp_path / "made_from.json").read_text(encoding="utf-8"))
    assert found == {"stances": made_from("stances"), "commitments": made_from("commitments")}


def test_training_is_no_part_of_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[str]()
    whole = Path.read_bytes

    def noting(path: Path) -> bytes:
        read.append(path.as_posix())
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", noting)
    rules_fingerprint.__wrapped__()
    assert len(read) > 250
    assert [path for path in read if "training" in path or "quality" in path] == []
