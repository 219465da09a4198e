"""What a model was made from: digests of its corpus and of its recipe, kept in a file beside it.

A test holds that each model which ships was made from the corpus as it is now.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

_ROOT = Path(__file__).parent
_FILE = "made_from.json"
#: The corpus of each model and its recipe, as files and folders beside this one. Sentences to measure by are no part.
_PARTS = {
    "names": (
        ("handwritten", "gazetteer", "name_parts.toml", "names.toml", "ordinary_words.txt"),
        ("ner.cfg", "ner.py", "augmentation.py", "name_generation.py", "word_lists.py", "sentences.py"),
    ),
    "stances": (("answers", "stances"), ("answers.py", "stances.py")),
    "commitments": (("letters",), ("promises.py", "portions.py", "letters.py")),
}


def made_from(model: str) -> dict[str, str]:
    """Sixteen hexadecimal digits over the corpus and over the recipe of ``names``, ``stances`` or ``commitments``."""
    corpus, recipe = _PARTS[model]
    return {
        "corpus": _digest(_ROOT / "corpus" / part for part in corpus),
        "recipe": _digest(map(_ROOT.joinpath, recipe)),
    }


def record(model: str, folder: Path) -> None:
    """Writes what the model was made from into its folder, beside what is said there of others."""
    known = recorded(folder) | {model: made_from(model)}
    text = json.dumps(known, indent=2, sort_keys=True) + "\n"
    (folder / _FILE).write_text(text, encoding="utf-8")


def recorded(folder: Path) -> dict[str, dict[str, str]]:
    """What the models of a folder were made from; empty where nothing is said."""
    file = folder / _FILE
    found: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found


def _digest(parts: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        for file in [part] if part.is_file() else sorted(part.rglob("*.t*")):
            if not file.name.startswith("test_"):
                content = file.read_bytes().replace(b"\r\n", b"\n")
                digest.update(f"{file.relative_to(_ROOT).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]
