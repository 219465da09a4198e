"""kamerbrief reads Dutch government letters: checked facts, each with the exact words it came from.

>>> import kamerbrief
>>> extraction = kamerbrief.extract("letter.docx")  # doctest: +SKIP
>>> extraction.amounts[0].value  # doctest: +SKIP
Decimal('22300000000')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kamerbrief.version import __version__

if TYPE_CHECKING:
    from kamerbrief.contract import Extraction
    from kamerbrief.pipeline import extract

__all__ = ["Extraction", "__version__", "extract"]


def __getattr__(name: str) -> Any:
    """Imports the public names when they are first asked for, so that ``import kamerbrief`` stays light."""
    if name == "extract":
        from kamerbrief.pipeline import extract

        return extract
    if name == "Extraction":
        from kamerbrief.contract import Extraction

        return Extraction
    raise AttributeError(f"module 'kamerbrief' has no attribute '{name}'")
