"""kamerbrief reads Dutch government letters: checked facts, each with the exact words it came from.

>>> import kamerbrief
>>> extraction = kamerbrief.extract("letter.docx")  # doctest: +SKIP
>>> extraction.amounts[0].value  # doctest: +SKIP
Decimal('22300000000')
>>> kamerbrief.diff(kamerbrief.extract("first.docx"), kamerbrief.extract("second.docx")).changed  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kamerbrief.version import __version__

if TYPE_CHECKING:
    from kamerbrief.comparison import Difference, diff
    from kamerbrief.contract import Extraction
    from kamerbrief.errors import (
        KamerbriefError,
        LexiconError,
        LimitError,
        ModelError,
        ReadError,
        SourceError,
        StoreError,
    )
    from kamerbrief.pipeline import extract, extract_bytes

__all__ = [
    "Difference",
    "Extraction",
    "KamerbriefError",
    "LexiconError",
    "LimitError",
    "ModelError",
    "ReadError",
    "SourceError",
    "StoreError",
    "__version__",
    "diff",
    "extract",
    "extract_bytes",
]

#: Where the public names are made.
_PLACES = {
    "kamerbrief.pipeline": ("extract", "extract_bytes"),
    "kamerbrief.contract": ("Extraction",),
    "kamerbrief.comparison": ("diff", "Difference"),
    "kamerbrief.errors": tuple(name for name in __all__ if name.endswith("Error")),
}


def __getattr__(name: str) -> Any:
    """Imports the public names when they are first asked for, so that ``import kamerbrief`` stays light."""
    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'kamerbrief' has no attribute '{name}'")
