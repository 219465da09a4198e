"""What made an extraction: the version of the program and a fingerprint of its rules and word lists."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

#: The parts of the package that decide what a fact is; views, commands and storage do not change an extraction.
_RULES = (
    "reading",
    "language",
    "annotate",
    "facts",
    "checks",
    "lexicon",
    "letter.py",
    "contract",
    "pipeline.py",
    "double_counting.py",
    "guard.py",
)

_ENDINGS = ("*.py", "*.toml", "*.npz")

#: The version of the package; pyproject.toml reads it here.
__version__ = "0.1.0"


@cache
def rules_fingerprint() -> str:
    """Twelve hexadecimal digits over the code and data of the rules; equal code gives equal digits on every machine.

    A user's own word lists count too. Raises LexiconError when those cannot be read.
    """
    from kamerbrief.lexicon.own import own_files

    root = Path(__file__).parent
    digest = hashlib.sha256()
    for part in _RULES:
        path = root / part
        chosen = [path] if path.is_file() else [file for ending in _ENDINGS for file in path.rglob(ending)]
        for file in sorted(chosen, key=lambda f: f.relative_to(root).as_posix()):
            digest.update(file.relative_to(root).as_posix().encode() + b"\0")
            content = file.read_bytes()
            digest.update(content if file.suffix == ".npz" else content.replace(b"\r\n", b"\n"))
            digest.update(b"\0")
    for name, content in own_files().items():
        digest.update(f"own/{name}\0".encode() + content.replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
