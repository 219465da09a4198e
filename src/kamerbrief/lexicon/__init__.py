"""The words that the rules know, as TOML data beside this module, and the patterns made from them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The word list ``name``.toml; raises FileNotFoundError when there is none."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, longest first, where a blank stands for any white space.

    A ``*`` at a phrase's end stands for the rest of the word (``verhog*``).
    """
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(p).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for p in ordered)


def phrase_pattern(phrases: Iterable[str], *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A compiled pattern for any of the phrases as whole words."""
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases)})(?!\w)", flags)
