"""Words that tell what a name is a name of: ``Wet`` or ``Stichting`` at its beginning, ``-agenda`` at its end."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def listed_names() -> dict[str, Any]:
    """The content of ``names.toml``."""
    return tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))


def label_by_first(word: str) -> str | None:
    """The label of a name that begins with this word, where that tells it."""
    return _labels("first").get(word)


def label_by_end(word: str) -> tuple[str, str | None]:
    """The end of a name's last word that tells its label, and the label; nothing and None where none does."""
    found = _ends().search(word.lower())
    return (found.group(), _labels("end")[found.group()]) if found else ("", None)


@cache
def _labels(place: str) -> dict[str, str]:
    listed = listed_names()["kinds"][place]
    return {word: label for label, words in listed.items() for word in words}


@cache
def _ends() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(sorted(_labels("end"), key=lambda end: (-len(end), end))) + ")$")
