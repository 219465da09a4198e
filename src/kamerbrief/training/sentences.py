"""The hand-written sentences that the recogniser of names learns from and is measured by."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from kamerbrief.quality.sentence_markup import Sentence, marked_lines

#: Parts of the corpus, told by the beginning of a file's name; what has none of these is for training.
_SPLITS = ("dev", "test")


def corpus(split: str) -> Iterator[Sentence]:
    """The hand-written sentences of ``train``, ``dev`` or ``test``, in a fixed order. A split holds whole subjects."""
    folder = files(__package__).joinpath("corpus", "handwritten")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".txt") and _split_of(file.name) == split:
            yield from marked_lines(file)


def _split_of(name: str) -> str:
    return next((split for split in _SPLITS if name.startswith(f"{split}_")), "train")
