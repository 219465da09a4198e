"""Links are measured against a gold of dossiers: right, missed, wrong, and what counts for nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kamerbrief.cli import app
from kamerbrief.contract.followed import LinkKind
from kamerbrief.errors import ReadError
from kamerbrief.pipeline import extract
from kamerbrief.quality.links import LinkReport, evaluate_links
from tests.following.letters import TEXTS

KEPT = ("keeps", "kaart", "Hierbij ontvangt u de kaart", "start", "stuur ik uw Kamer een kaart")
AGAIN = ("repeats", "kaart", "in het\nvoorjaar van 2025", "start", "In het najaar van 2024")
LATER = ("keeps", "geld", "Met deze brief informeer ik uw Kamer", "start", "In het najaar van 2024")
CITED = ("cites", "kaart", "Kamerstuk 39 001, nr. 4", "start", "Den Haag, 4 maart 2024")
MONEY = ("contradicts_money", "geld", "€ 14 miljoen", "start", "€ 12 miljoen")
SAME = ("same_money", "kaart", "€ 37,5 miljoen", "start", "€ 37,5 miljoen")
NEVER = ("answers", "geld", "De vogels", "start", "weidevogels")


def _gold(*links: tuple[str, str, str, str, str]) -> list[dict[str, object]]:
    return [
        {"kind": kind, "from": {"letter": later, "words": words}, "to": {"letter": earlier, "words": told}}
        for kind, later, words, earlier, told in links
    ]


def _dossier(folder: Path, gold: dict[str, object]) -> Path:
    place = folder / "zonneweides"
    place.mkdir(parents=True)
    for name in ("start", "kaart", "geld"):
        (place / f"{name}.txt").write_text(TEXTS[name], encoding="utf-8")
    (place / "links.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return folder


def _counts(report: LinkReport, kind: LinkKind) -> tuple[int, int, int]:
    one = report.kinds[kind]
    return one.right, one.missed, one.wrong


def test_links_are_counted_by_kind(tmp_path: Path) -> None:
    gold = {"links": _gold(KEPT, AGAIN, LATER, CITED, MONEY, NEVER), "arguable": _gold(SAME)}
    report = evaluate_links(_dossier(tmp_path, gold), extract)
    assert _counts(report, LinkKind.KEEPS) == (2, 0, 0)  # a promise that is repeated is one, whichever letter is named
    assert _counts(report, LinkKind.REPEATS) == (1, 0, 0)
    assert _counts(report, LinkKind.CITES) == (1, 0, 0)
    assert _counts(report, LinkKind.CONTRADICTS_MONEY) == (1, 0, 0)
    assert _counts(report, LinkKind.SAME_MONEY) == (0, 0, 0)  # arguable
    assert _counts(report, LinkKind.ANSWERS) == (0, 1, 0)
    assert report.misses == ["missed  zonneweides: answers: geld 'De vogels' -> start 'weidevogels'"]


def test_what_the_gold_does_not_have_is_wrong(tmp_path: Path) -> None:
    report = evaluate_links(_dossier(tmp_path, {"links": _gold(KEPT), "lookalikes": _gold(SAME)}), extract)
    assert _counts(report, LinkKind.SAME_MONEY) == (0, 0, 1)
    assert _counts(report, LinkKind.KEEPS) == (1, 0, 1)
    assert report.kinds[LinkKind.KEEPS].precision == 0.5
    assert report.kinds[LinkKind.ANSWERS].precision is None


def test_another_sentence_of_the_same_paragraph_is_the_same_link(tmp_path: Path) -> None:
    beside = ("keeps", "geld", "De vogels blijken de panelen te mijden", *LATER[3:])
    report = evaluate_links(_dossier(tmp_path, {"links": _gold(KEPT, AGAIN, beside)}), extract)
    assert _counts(report, LinkKind.KEEPS) == (2, 0, 0)
    elsewhere = ("keeps", "geld", "Voor de aanleg van kabels", *LATER[3:])
    report = evaluate_links(_dossier(tmp_path / "other", {"links": _gold(KEPT, AGAIN, elsewhere)}), extract)
    assert _counts(report, LinkKind.KEEPS) == (1, 1, 1)


def test_the_command_measures_dossiers(tmp_path: Path) -> None:
    folder = _dossier(tmp_path, {"links": _gold(KEPT, NEVER)})
    text = CliRunner().invoke(app, ["evaluate", str(folder)])
    assert text.exit_code == 0, text.output
    assert "missed  zonneweides: answers" in text.stdout
    told = json.loads(CliRunner().invoke(app, ["evaluate", str(folder), "--json"]).stdout)
    assert told["links"]["keeps"]["right"] == 1


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"links\.json"):
        evaluate_links(tmp_path, extract)
    (tmp_path / "links.json").write_text("{", encoding="utf-8")
    with pytest.raises(ReadError, match="no JSON"):
        evaluate_links(tmp_path, extract)
