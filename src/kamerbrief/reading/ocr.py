"""Reading pages that are pictures: OCRmyPDF with the system's tesseract and its Dutch data, in a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kamerbrief.errors import LimitError, ReadError
from kamerbrief.reading.child import OverTimeError, own_folder, run
from kamerbrief.settings import Ocr, Settings

#: The most address space of one process of OCR; a page within the limits below takes a fifth of it.
_MEMORY = 3_000_000_000
#: Pages with larger pictures are not read: what ocrmypdf is to take for a decompression bomb.
MOST_PIXELS = 60_000_000
#: Larger pictures (megapixels) are made smaller for OCR: A4 at 400 dots an inch has 15.
_MEGAPIXELS = 16
#: Pictures with fewer dots an inch are made as sharp as this: of a table at 100 dots 29 figures of 30 are right so, not
#: 19; sharper still does not help.
DOTS = 200
_OPTIONS = (
    *("--quiet", "--language", "nld", "--jobs", "1", "--output-type", "pdf", "--optimize", "0"),
    *("--oversample", str(DOTS)),
    *("--rasterizer", "pypdfium", "--pdf-renderer", "fpdf2"),
    *("--max-image-mpixels", str(MOST_PIXELS // 1_000_000), "--max-ocr-image-mpixels", str(_MEGAPIXELS)),
)
#: Pages are turned upright where tesseract is this sure; right ones of letters and tables reach 4 and more.
_TURN = ("--rotate-pages", "--rotate-pages-threshold", "4")
#: One thread, so that equal pictures give equal words.
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}


@cache
def missing() -> str:
    """What OCR lacks on this machine, in words for people; an empty text where all is there."""
    if find_spec("ocrmypdf") is None:
        return "OCR needs the extra: pip install 'kamerbrief[ocr]'"
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return "OCR needs tesseract: apt-get install tesseract-ocr tesseract-ocr-nld"
    try:
        listed = subprocess.run([tesseract, "--list-langs"], capture_output=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return "OCR needs tesseract, and the one that is here does not run"
    words = (listed.stdout + listed.stderr).decode("utf-8", "replace").split()
    if "nld" not in words:
        return "OCR needs tesseract's Dutch data: apt-get install tesseract-ocr-nld"
    return ""


def ocr_in_use(limits: Settings) -> str:
    """What tells extractions with OCR from those without, for a pipeline's version; an empty text without."""
    if limits.ocr is Ocr.NEVER or missing():
        return ""
    return "+ocr" if limits.ocr is Ocr.AUTO else f"+ocr-{limits.ocr}"


def with_text(data: bytes, filename: str, limits: Settings, *, anew: bool) -> bytes:
    """The pdf with the words of its pictures as text that is not seen, its pages turned upright where they lie.

    With ``anew`` all that the pages show is read from a picture of them, text and older OCR included. Raises LimitError
    when it takes longer than the settings allow, ReadError when it cannot be done.
    """
    with own_folder() as folder:
        (folder / "letter.pdf").write_bytes(data)
        steps = [["letter.pdf", "read.pdf", "--mode", "skip", *_TURN]]
        if anew:
            pictures = ["letter.pdf", "pictures.pdf", "--mode", "force", "--ocr-engine", "none"]
            steps = [pictures, ["pictures.pdf", *steps[0][1:]]]
        for step in steps:
            _ocrmypdf(step, folder, filename, limits)
        return (folder / "read.pdf").read_bytes()


def _ocrmypdf(step: list[str], folder: Path, filename: str, limits: Settings) -> None:
    source, target, *options = step
    command = [sys.executable, "-m", "ocrmypdf", *_OPTIONS, *options, source, target]
    try:
        status, said = run(command, folder, limits.ocr_max_seconds, memory=_MEMORY, environment=_ENVIRONMENT)
    except OverTimeError:
        seconds = f"{limits.ocr_max_seconds:g} seconds"
        hint = "raise KAMERBRIEF_OCR_MAX_SECONDS, or read the letter with --ocr never"
        raise LimitError(filename, f"OCR takes longer than {seconds}", hint) from None
    if status != 0 or not (folder / target).is_file():
        last = said.splitlines()[-1] if said else f"status {status}"
        raise ReadError(filename, f"OCR failed: {last[:200]}", "print the pdf to a new one, or use --ocr never")
