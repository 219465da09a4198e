"""Letters made of the fixtures by altering their figures, as many as are wanted, no two the same."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path

from tests.conftest import FIXTURES

_TEXT = re.compile(rb"<w:t[ >][^<]*</w:t>")
_FIGURE = re.compile(rb"(?<![\d.])[2-9](?=\d{0,2}(?:[.,]\d{1,3})?\s?(?:mln|mld|miljoen|miljard|\.0|%))")


def altered(docx: Path, target: Path, seed: int) -> Path:
    """A copy of a docx in which leading digits of amounts and percentages are others; equal seeds, equal bytes."""
    chooser = random.Random(seed)

    def other(_: re.Match[bytes]) -> bytes:
        return str(chooser.randint(1, 9)).encode()

    with zipfile.ZipFile(docx) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/document.xml":
                data = _TEXT.sub(lambda text: _FIGURE.sub(other, text[0]), data)
                data = data.replace(b"</w:body>", f"<!-- {seed} --></w:body>".encode())
            made.writestr(zipfile.ZipInfo(item.filename, (2026, 1, 1, 0, 0, 0)), data)
    return target


def many(folder: Path, count: int) -> Path:
    """``count`` letters in ``folder``, the fixtures in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    originals = sorted(FIXTURES.glob("*/letter.docx"))
    for number in range(count):
        altered(originals[number % len(originals)], folder / f"brief-{number:05}.docx", number)
    return folder
