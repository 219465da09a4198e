"""Writes all parts as dossiers, for ``kamerbrief evaluate DIR/develop`` and ``DIR/apart``."""

import sys
from pathlib import Path

from tests.following.pairs import PARTS, write

for part in PARTS:
    write(part, Path(sys.argv[1]))
