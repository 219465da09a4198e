"""Damaged and hostile docx files give one line that says what is wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from kamerbrief.errors import LimitError, ReadError
from kamerbrief.reading import read_bytes
from kamerbrief.settings import Settings
from tests.reading.docx_parts import NAMESPACES, docx_of, par, row, table, zipped

_GOOD = docx_of(par("Het budget is € 5 miljoen."))


def _with_part(name: str, content: bytes) -> bytes:
    """The good docx with one part replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_GOOD)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return buffer.getvalue()


_BARE = f"<w:document {NAMESPACES}/>".encode()
_ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document/>'


@pytest.mark.parametrize(
    ("make", "words"),
    [
        pytest.param(lambda: _GOOD[: len(_GOOD) // 2], "damaged or cut off", id="truncated"),
        pytest.param(lambda: b"PK\x03\x04 rubbish", "damaged or cut off", id="no zip"),
        pytest.param(lambda: zipped({"lees.txt": "hallo"}), "no docx", id="zip without a letter"),
        pytest.param(
            lambda: zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<b/>"}), "damaged", id="hollow"
        ),
        pytest.param(lambda: _with_part("word/document.xml", b"<w:document><w:body>"), "damaged", id="broken xml"),
        pytest.param(
            lambda: _with_part("word/document.xml", _ENTITIES.encode()), "declares XML entities", id="entities"
        ),
        pytest.param(
            lambda: _with_part("word/document.xml", _ENTITIES.encode("utf-16")),
            "declares XML entities",
            id="utf-16 entities",
        ),
        pytest.param(
            lambda: _with_part("word/other.bin", b"<!--" + b"x" * 9000 + b"-->" + _ENTITIES.encode()),
            "declares XML entities",
            id="entities behind a comment in a part with another name",
        ),
        pytest.param(
            lambda: docx_of("<w:sdt><w:sdtContent>" * 300 + "</w:sdtContent></w:sdt>" * 300),
            "damaged",
            id="nested too deep",
        ),
    ],
)
def test_damaged_and_hostile_files(make: Callable[[], bytes], words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read_bytes(make(), "brief.docx")
    assert "\n" not in str(caught.value) and caught.value.hint


@pytest.mark.parametrize(
    ("data", "limits", "setting"),
    [
        (_with_part("word/media.bin", b"\x00" * 3_000_000), Settings(), "MAX_EXPANSION"),
        (_with_part("word/media.bin", b"\x00" * 3_000_000), Settings(max_expanded_size=1_000_000), "MAX_EXPANDED_SIZE"),
        (_GOOD, Settings(max_characters=10), "MAX_CHARACTERS"),
    ],
)
def test_limits_name_the_setting_that_raises_them(data: bytes, limits: Settings, setting: str) -> None:
    with pytest.raises(LimitError, match=setting):
        read_bytes(data, "brief.docx", limits)


def test_a_raised_limit_lets_the_file_through() -> None:
    data = _with_part("word/media.bin", b"\x00" * 3_000_000)
    assert read_bytes(data, "brief.docx", Settings(max_expansion=10_000)).text == "Het budget is € 5 miljoen."


def test_tables_nested_as_deep_as_xml_allows() -> None:
    body = par("€ 5 miljoen")
    for _ in range(60):
        body = table(row(body))
    assert (
        read_bytes(docx_of(body.replace("<w:tc><w:tcPr></w:tcPr><w:p>", "<w:tc><w:p>")), "b.docx").text == "€ 5 miljoen"
    )


def test_spans_out_of_all_proportion_are_cut_down() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p/></w:tc>'
    letter = read_bytes(docx_of(table(row(wide, "1"), row("2", "3"))), "brief.docx")
    assert all(found.columns < 200 for found in letter.tables)
