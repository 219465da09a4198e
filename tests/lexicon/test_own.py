"""A user's own word lists: what they add is found, what is wrong with them is said in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kamerbrief.errors import LexiconError
from kamerbrief.lexicon.consistency import check
from kamerbrief.lexicon.own import own_files, own_path, package_content, with_own
from kamerbrief.settings import settings
from kamerbrief.version import rules_fingerprint

LETTER = """Ministerie van Getijdenzaken

Datum 3 maart 2026
Betreft Kades

Geachte voorzitter,

Het Vloedplankplan krijgt in 2026 € 4 miljoen uit de begroting van Getijdenzaken.

De kades kosten gissenderwijs € 9 miljoen.

De minister van Getijdenzaken,
A. de Wit
"""
OWN = {
    "programmes": """
[water]
organisation = "GZ"
list = [{ name = "Vloedplank", aliases = ["Vloedplankplan"], kind = "programme" }]

[climate]
list = [{ name = "Klimaatfonds", aliases = ["Fonds voor Klimaat"], kind = "fund" }]
""",
    "ministries": '[[ministry]]\nshort = "GZ"\nnames = ["Getijdenzaken"]\n',
    "amount_cues": '[precision]\napproximate = ["gissenderwijs"]\n',
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for word lists that the settings name."""
    monkeypatch.setenv("KAMERBRIEF_LEXICON", str(tmp_path))
    for cached in (settings, own_files, rules_fingerprint):
        cached.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    for cached in (settings, own_files, rules_fingerprint):
        cached.cache_clear()


def _extracted(letter: Path, folder: Path | None) -> dict[str, object]:
    """What a fresh process, which reads its word lists once, finds."""
    environment = {**os.environ, **({"KAMERBRIEF_LEXICON": str(folder)} if folder else {})}
    command = [sys.executable, "-c", "from kamerbrief.cli import app; app()", "extract", str(letter)]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return json.loads(done.stdout)


def test_own_programmes_ministries_and_cues_are_found(tmp_path: Path) -> None:
    (tmp_path / "kades.txt").write_text(LETTER, encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    for name, content in OWN.items():
        (own / f"{name}.toml").write_text(content, encoding="utf-8")
    with_them, without = (_extracted(tmp_path / "kades.txt", folder) for folder in (own, None))
    (programme,) = [p for p in with_them["programmes"] if p["name"] == "Vloedplank"]
    assert (programme["organisation"], programme["registered"]) == ("GZ", True)
    assert [a["programmes"] for a in with_them["amounts"]] == [[programme["id"]], []]
    assert [a["budget_holders"] for a in with_them["amounts"]] == [["GZ"], []]
    assert [a["precision"] for a in with_them["amounts"]] == ["exact", "approximate"]
    assert with_them["letter"]["senders"][0]["ministry"] == "GZ"
    assert [a["precision"] for a in without["amounts"]] == ["exact", "exact"]
    assert without["letter"]["senders"][0]["ministry"] is None
    assert with_them["made_by"]["rules"] != without["made_by"]["rules"]


def test_an_entry_of_the_package_gets_more_words_and_keeps_its_own(folder: Path) -> None:
    (folder / "programmes.toml").write_text(OWN["programmes"], encoding="utf-8")
    merged = with_own("programmes")
    package = {entry["name"]: entry for entry in package_content("programmes")["climate"]["list"]}
    (fund,) = [entry for entry in merged["climate"]["list"] if entry["name"] == "Klimaatfonds"]
    assert set(fund["aliases"]) == {*package["Klimaatfonds"]["aliases"], "Fonds voor Klimaat"}
    assert len(merged["climate"]["list"]) == len(package)
    assert "Fonds voor Klimaat" not in package["Klimaatfonds"]["aliases"]
    assert [entry["name"] for entry in merged["water"]["list"]] == ["Vloedplank"]
    check("programmes", merged)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("amount_cues", "[precison]\nabove = ['dik']", "precison: there is no such entry; amount_cues has precision, "),
        ("amount_cues", "[precision]\nabove = 'dik'", "precision.above: this must be a list"),
        ("amount_cues", "[precision]\nabove = [3]", "precision.above: 3 is no word; write it in quotes"),
        ("ministries", "[[ministry]]\nnames = ['Kades']", "ministry[1]: short is missing"),
        ("ministries", "[[ministry]]\nshort = 'K'\nnames = []\nhead = 'x'", "ministry[1].head: there is no such entry"),
        ("ministries", "ministry = [3]", "ministry[1]: this must be a table"),
        (
            "programmes",
            "[kades]\nlist = [{ name = 'Kades', kind = 'plan' }]",
            "kades.list[1].kind: 'plan' is none of agenda, fund, instrument, programme, project, regulation",
        ),
        ("programmes", "[kades]\nlist = [{ kind = 'fund' }]", "kades.list[1]: name is missing"),
        ("money", "[[scale]]\nfactor = 'veel'\nwords = ['bergen']", "scale[1].factor: 'veel' is no number, such as"),
        ("commitments", "[acts]\nfirm = [['bouwen', 'gebouwd']]", "acts.firm: ['bouwen', 'gebouwd'] is no list of 4"),
        ("money", "scale = [", "this is no TOML in UTF-8: "),
    ],
)
def test_what_is_wrong_is_said_with_file_and_entry(folder: Path, name: str, content: str, said: str) -> None:
    (folder / f"{name}.toml").write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        with_own(name)
    message = str(caught.value)
    assert message.startswith(f"{folder / name}.toml: {said}")
    assert "\n" not in message


def test_words_that_clash_with_the_packages_name_the_users_file(folder: Path) -> None:
    path = folder / "ministries.toml"
    path.write_text("[[ministry]]\nshort = 'ZZ'\nnames = ['Defensie']", encoding="utf-8")
    with pytest.raises(LexiconError, match="'Defensie' stands in the entries") as caught:
        check("ministries", with_own("ministries"), str(own_path("ministries")))
    assert str(caught.value).startswith(f"{path}: ministry: ")


def test_a_file_that_is_no_word_list_and_a_folder_that_is_not_there_are_refused(folder: Path) -> None:
    (folder / "prijzen.toml").write_text("a = 1", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"prijzen\.toml: there is no such word list; there are amount_cues, "):
        own_files()
    (folder / "prijzen.toml").unlink()
    folder.rmdir()
    with pytest.raises(LexiconError, match=r"cannot be read: .* check KAMERBRIEF_LEXICON"):
        own_files()


def test_the_command_reports_a_bad_word_list_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "kades.txt").write_text(LETTER, encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "ministries.toml").write_text("ministry = 3", encoding="utf-8")
    command = [sys.executable, "-c", "from kamerbrief.cli import app; app()", "extract", str(tmp_path / "kades.txt")]
    environment = {**os.environ, "KAMERBRIEF_LEXICON": str(own)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    (line,) = done.stderr.strip().splitlines()
    assert line.endswith(f"{own / 'ministries.toml'}: ministry: this must be a list")


def test_the_rules_version_knows_the_words(folder: Path) -> None:
    before = rules_fingerprint()
    (folder / "ministries.toml").write_text(OWN["ministries"], encoding="utf-8")
    own_files.cache_clear()
    rules_fingerprint.cache_clear()
    assert rules_fingerprint() != before
