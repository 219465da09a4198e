"""Old Word files, OpenDocument and RTF are read through LibreOffice, and give the facts of the same letter as docx."""

from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from kamerbrief.contract import Extraction
from kamerbrief.errors import LimitError, ReadError
from kamerbrief.pipeline import extract
from kamerbrief.reading import office, read_bytes, read_letter
from kamerbrief.settings import Settings
from kamerbrief.sources.folder import local_files
from tests.conftest import FIXTURES

LETTER = FIXTURES / "begroting-opvang" / "letter.docx"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")
RTF = rb"{\rtf1\ansi Geachte voorzitter, \par de kosten zijn 45 miljoen euro.\par}"


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the letter in each older form."""
    folder = tmp_path_factory.mktemp("office")
    for ending in ("doc", "odt", "rtf"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(LETTER)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


def _facts(extraction: Extraction) -> dict[str, object]:
    """What the letter says, without where it stands."""
    head = extraction.letter
    return {
        "amounts": [(a.value, a.period, a.total, a.table and a.table.model_dump()) for a in extraction.amounts],
        "commitments": [(c.evidence.text, c.due) for c in extraction.commitments],
        "checks": [(c.type, c.status, c.relation.computed, c.relation.stated) for c in extraction.checks],
        "head": (head.subject, head.date, [(s.name, s.role, s.ministry) for s in head.senders]),
        "text": extraction.text,
    }


@needs_libreoffice
@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("doc", "application/msword"),
        ("odt", "application/vnd.oasis.opendocument.text"),
        ("rtf", "application/rtf"),
    ],
)
def test_the_facts_are_those_of_the_docx(ending: str, media_type: str, converted: Path, tmp_path: Path) -> None:
    path = converted / f"letter.{ending}"
    extraction = extract(path)
    assert _facts(extraction) == _facts(extract(LETTER))
    source = extraction.letter.source
    assert (source.filename, source.media_type, source.size) == (path.name, media_type, path.stat().st_size)
    assert source.pages is None
    # Its content decides what it is, not its name.
    shutil.copy(path, tmp_path / "letter.docx")
    assert read_letter(tmp_path / "letter.docx").text == extraction.text


@needs_libreoffice
def test_what_the_file_links_to_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("dit blijft binnen")
    linked = rb'{\rtf1\ansi Geachte voorzitter, {\field{\*\fldinst INCLUDETEXT "%s"}{\fldrslt bijlage}}\par}'
    letter = read_bytes(linked % str(secret).encode(), "brief.rtf")
    assert "Geachte voorzitter" in letter.text and "binnen" not in letter.text


@needs_libreoffice
def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(ReadError, match="RTF") as caught:
        read_bytes(rb"{\rtf1\ansi", "brief.rtf")
    assert "\n" not in str(caught.value)


def test_without_libreoffice_there_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    with pytest.raises(ReadError, match=r"brief\.rtf: .*RTF file.*soffice --convert-to docx FILE"):
        read_bytes(RTF, "brief.rtf")


def _stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a script in the place of LibreOffice."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(office.shutil, "which", lambda _: str(program))


def test_a_conversion_that_hangs_is_ended_with_all_its_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(tmp_path, monkeypatch, f"sleep 600 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(LimitError, match="KAMERBRIEF_CONVERSION_MAX_SECONDS"):
        read_bytes(RTF, "brief.rtf", Settings(conversion_max_seconds=1))
    child = Path("/proc", (tmp_path / "child").read_text().strip(), "stat")
    assert not child.exists() or child.read_text().split()[2] == "Z"


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "mkdir made; echo x > made/letter.docx"])
def test_a_conversion_that_fails_is_one_line(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(ReadError) as caught:
        read_bytes(RTF, "brief.rtf")
    assert str(caught.value).startswith("brief.rtf: ") and "\n" not in str(caught.value)


def test_a_batch_finds_them(tmp_path: Path) -> None:
    for name in ("a.doc", "b.odt", "c.RTF", "d.docm", "e.docx", "f.html"):
        (tmp_path / name).write_text("x")
    assert [file.path.name for file in local_files([tmp_path])] == ["a.doc", "b.odt", "c.RTF", "d.docm", "e.docx"]
