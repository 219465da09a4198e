"""Extractions measured against gold: what is known to fail, what an older report says, and gold made of reviews."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import kamerbrief
from kamerbrief.cli import app
from kamerbrief.evaluate import Miss, Report, Tally, evaluate
from kamerbrief.gold import as_text, gold_of
from kamerbrief.regression import KNOWN_FAILURES, against, compare_with_known
from tests.conftest import FIXTURES

run = CliRunner().invoke
LETTER = "kabinetsreactie-havens"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder with one letter, of whose gold one amount was changed."""
    folder = tmp_path / "gold" / LETTER
    folder.mkdir(parents=True)
    shutil.copy(FIXTURES / LETTER / "letter.docx", folder)
    content: dict[str, Any] = json.loads((FIXTURES / LETTER / "gold.json").read_text(encoding="utf-8"))
    content["amounts"][0]["value"] += 1
    (folder / "gold.json").write_text(json.dumps(content), encoding="utf-8")
    return folder.parent


def test_the_fixtures_fail_where_it_is_known_and_nowhere_else() -> None:
    report = evaluate(FIXTURES, kamerbrief.extract)
    known = compare_with_known(report, FIXTURES)
    assert known is not None
    assert (known.unknown, known.unexpectedly_right) == ([], [])


def test_a_miss_is_shown_with_its_sentence_and_is_no_surprise_once_it_is_listed(gold: Path) -> None:
    shown = run(app, ["evaluate", str(gold)])
    assert shown.exit_code == 0
    report = evaluate(gold, kamerbrief.extract)
    worst = report.worst()[0]
    assert worst.kind == "amounts"
    assert worst.sentence and worst.sentence in shown.stdout
    names = [miss.name for miss in report.misses]
    (gold / KNOWN_FAILURES).write_text("# known\n" + "\n".join(names) + "\n", encoding="utf-8")
    assert run(app, ["evaluate", str(gold)]).exit_code == 0
    (gold / KNOWN_FAILURES).write_text("\n".join([*names[1:], "no such  miss: at all"]) + "\n", encoding="utf-8")
    changed = run(app, ["evaluate", str(gold)])
    assert changed.exit_code == 1
    assert f"new failure: {names[0]}" in changed.stdout
    assert "unexpectedly right, take it off the list: no such  miss: at all" in changed.stdout


def test_gold_as_readers_write_it_is_compared(tmp_path: Path) -> None:
    """Ranges, numbers as printed, senders with their roles, programmes of which some can be argued, and a note."""
    letter = tmp_path / "letter.txt"
    signed = "Hoogachtend,\n\nde minister van Infrastructuur en Waterstaat,\n\nA. de Boer\n"
    said = "Van de schepen ligt 5 tot 10 procent stil. Zie Kamerstuk 30 252, nr. 176. Het programma Schone Kade loopt."
    letter.write_text(f"Datum 3 maart 2026\nBetreft Walstroom\n\n{said}\n\n{signed}", encoding="utf-8")
    gold = {
        "percentages": [{"text": "5 tot 10 procent", "value": None, "low": 5, "high": 10}],
        "references": [{"kind": "kamerstuk", "number": "30252, nr. 176", "text": "Kamerstuk 30 252, nr. 176"}],
        "programmes": [{"name": "Schone Kade", "sure": True}, {"name": "Stille Kade", "sure": False}],
        "letterhead": {"senders": [{"name": "A. de Boer", "role": "minister"}], "note": "signed by hand"},
    }
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    report = evaluate(tmp_path, kamerbrief.extract)
    assert [miss.name for miss in report.misses] == []
    assert {"percentages", "references", "programmes"} <= set(report.kinds)


def test_gold_may_say_only_that_an_amount_stands_in_a_table(tmp_path: Path) -> None:
    """Which of two equal amounts is meant is told without the words of its row."""
    table = "Post\tBedrag (x € 1.000)\nKades\t250\nSluizen\t400\n"
    (tmp_path / "letter.txt").write_text(
        f"Datum 3 maart 2026\nBetreft Kades\n\nDe kades kosten circa € 250.000.\n\n{table}", encoding="utf-8"
    )
    amounts = [
        {"text": "250", "value": 250_000, "table": True, "precision": "exact"},
        {"text": "€ 250.000", "value": 250_000, "table": None, "precision": "approximate"},
        {"text": "400", "value": 400_000, "table": True},
    ]
    (tmp_path / "gold.json").write_text(json.dumps({"amounts": amounts}), encoding="utf-8")
    report = evaluate(tmp_path, kamerbrief.extract)
    assert [miss.name for miss in report.misses] == []
    assert report.kinds["amounts"].right == 3


def test_an_older_report_shows_gains_and_losses(tmp_path: Path) -> None:
    old = Report({"amounts": Tally(right=1, missed=1)}, {"total": [1, 2]}, [Miss("a", "amounts", "missed: € 5")])
    new = Report({"amounts": Tally(right=2)}, {"total": [1, 2]}, [Miss("a", "attribute total", "€ 6: true")])
    path = tmp_path / "old.json"
    path.write_text(json.dumps(old.to_dict()), encoding="utf-8")
    compared = against(new, path)
    assert compared.figures == [("amounts F1", 0.6667, 1.0)]
    assert compared.gains == ["a  amounts: missed: € 5"]
    assert compared.losses == ["a  attribute total: € 6: true"]


def test_a_file_that_is_no_report_is_a_clear_error(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text("[]", encoding="utf-8")
    refused = run(app, ["evaluate", str(gold), "--against", str(tmp_path / "old.json")])
    assert refused.exit_code == 3
    assert "this is no report" in refused.stderr


@pytest.mark.parametrize("letter", [LETTER, "begroting-sport"])
def test_gold_of_an_extraction_agrees_with_it(letter: str, tmp_path: Path) -> None:
    folder = tmp_path / letter
    folder.mkdir()
    shutil.copy(FIXTURES / letter / "letter.docx", folder)
    extraction = kamerbrief.extract(folder / "letter.docx")
    (folder / "gold.json").write_text(as_text(gold_of(extraction)), encoding="utf-8")
    report = evaluate(tmp_path, kamerbrief.extract)
    assert report.misses == []
    assert report.kinds["amounts"].right == len(extraction.amounts) > 5


def test_gold_of_a_published_letter_is_written_where_it_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(FIXTURES / LETTER / "letter.docx", tmp_path / "havens.docx")
    run(app, ["batch", "havens.docx", "--workers", "1"])
    (letter,) = [path.name for path in (tmp_path / "output").iterdir() if (path / "extraction.json").is_file()]
    assert run(app, ["gold", letter, "-o", "gold.json"]).exit_code == 0
    assert json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))["amounts"]
    assert run(app, ["gold", "nergens"]).exit_code == 4
