"""Writes both halves as dossiers, for ``kamerbrief evaluate DIR/develop`` and ``DIR/apart``."""

import sys
from pathlib import Path

from tests.following.pairs import HALVES, write

for half in HALVES:
    write(half, Path(sys.argv[1]))
