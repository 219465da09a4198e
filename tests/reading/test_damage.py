"""Files that were damaged on their way: each is read, or refused in one line."""

from __future__ import annotations

import random

import pytest

from kamerbrief.errors import ReadError
from kamerbrief.reading import read_bytes
from tests.reading.docx_packages import parts_of, zipped_bytes
from tests.reading.docx_parts import docx_of, par, row, run, table
from tests.reading.pdf_maker import PROSE, PdfPage, make_pdf
from tests.reading.publications import kamerstuk

_NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>Prijspeil 2025.</w:t></w:r></w:p></w:footnote>'
_MARK = '<w:r><w:footnoteReference w:id="2"/></w:r>'
WHOLE = {
    "docx": docx_of(
        par(run("Voor de veren is € 12 miljoen beschikbaar.") + _MARK) + table(row("Pont", "2026"), row("IJ", "€ 3")),
        footnotes=_NOTE,
    ),
    "pdf": make_pdf([PdfPage().lines(60, 100, PROSE), PdfPage().text(60, 100, "Een tweede blad.")]),
    "xml": kamerstuk("<al>Voor de veren is € 12 miljoen beschikbaar.</al>").encode(),
}


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """The file with bits turned, bytes lost, bytes of zeros or of chance in it, or a part of it twice."""
    data, at = bytearray(whole), chance.randrange(len(whole))
    end = at + chance.randrange(1, 300)
    kind = chance.randrange(6)
    if kind == 0:
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == 1:
        del data[at:end]
    elif kind == 2:
        del data[at:]
    elif kind == 3:
        data[at:end] = bytes(len(data[at:end]))
    elif kind == 4:
        data[at:at] = chance.randbytes(end - at)
    else:
        data[at:at] = data[at:end]
    return bytes(data)


def within(docx: bytes, chance: random.Random) -> bytes:
    """The docx with damage in one of its parts; damage to what holds them is found before any is read."""
    parts = parts_of(docx)
    name = chance.choice(sorted(parts))
    return zipped_bytes({**parts, name: damaged(parts[name], chance)})


@pytest.mark.parametrize("kind", WHOLE)
def test_a_damaged_file_is_read_or_refused_in_one_line(kind: str) -> None:
    chance = random.Random(kind)
    refused = []
    for _ in range(60):
        try:
            data = within(WHOLE[kind], chance) if kind == "docx" else damaged(WHOLE[kind], chance)
            read_bytes(data, f"brief.{kind}")
        except ReadError as error:
            refused.append(str(error))
    assert 0 < len(refused) < 60
    assert all(line.startswith(f"brief.{kind}: ") and "\n" not in line for line in refused)
