"""In a checkout, ``kamerbrief.flows`` is the folder ``flows/`` at the top of the repository.

A wheel has that folder in this file's place (pyproject.toml), so the flows have one name however they were installed.
"""

from pathlib import Path

__path__ = [str(Path(__file__).resolve().parents[2] / "flows")]
