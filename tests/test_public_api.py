"""The public names at the root of the package."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import kamerbrief
from kamerbrief.settings import Settings, settings
from tests.conftest import FIXTURES

CHOSEN = [FIXTURES / "voortgang-digitaal" / "letter.docx", FIXTURES / "begroting-sport" / "letter.pdf"]


@pytest.mark.parametrize("letter", CHOSEN, ids=lambda path: path.suffix)
def test_a_letter_in_memory_gives_the_same_but_for_the_name(letter: Path) -> None:
    from_path = json.loads(kamerbrief.extract(letter).to_json())
    from_bytes = json.loads(kamerbrief.extract_bytes(letter.read_bytes(), name="map/uit het geheugen.bin").to_json())
    assert from_bytes["letter"]["source"].pop("filename") == "map/uit het geheugen.bin"
    assert from_path["letter"]["source"].pop("filename") == letter.name
    ids = [content["letter"].pop("id") for content in (from_path, from_bytes)]
    assert ids[0] == ids[1] or ids == ["letter", "uit-het-geheugen"]
    assert from_bytes == from_path


def test_bytes_have_the_limits_of_files() -> None:
    with pytest.raises(kamerbrief.LimitError, match="brief: 2000 bytes is more than the limit"):
        kamerbrief.extract_bytes(b"a " * 1000, name="brief", config=Settings(max_file_size=1000))
    with pytest.raises(kamerbrief.ReadError, match="letter: the file is empty"):
        kamerbrief.extract_bytes(b"")


def test_word_lists_of_one_call_alone_are_refused(tmp_path: Path) -> None:
    assert settings().lexicon is None
    with pytest.raises(kamerbrief.LexiconError, match="set KAMERBRIEF_LEXICON instead"):
        kamerbrief.extract_bytes(b"Geachte voorzitter,", config=Settings(lexicon=tmp_path))


def test_two_extractions_are_compared() -> None:
    text = "Betreft Veren\n\nGeachte voorzitter,\n\nVoor de veren is in 2026 € {} miljoen beschikbaar.\n"
    before, after = (kamerbrief.extract_bytes(text.format(value).encode()) for value in (3, 4))
    difference = kamerbrief.diff(before, after)
    assert isinstance(difference, kamerbrief.Difference)
    assert [(change.kind, change.before["value"], change.after["value"]) for change in difference.changed] == [
        ("amounts", 3_000_000, 4_000_000)
    ]
    assert not kamerbrief.diff(before, before)


def test_every_public_name_is_there_and_importing_the_package_stays_light() -> None:
    for name in kamerbrief.__all__:
        assert getattr(kamerbrief, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'extracts'"):
        _ = kamerbrief.extracts
    code = "import sys, kamerbrief; print(*{'spacy', 'pydantic', 'lxml', 'numpy'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.strip() == ""
