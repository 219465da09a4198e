"""Files are whole or not there."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from kamerbrief.files import write_atomically


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "nieuw" / "feiten.json"
    write_atomically(path, b"een")
    write_atomically(path, b"twee")
    assert path.read_bytes() == b"twee"
    assert [file.name for file in path.parent.iterdir()] == ["feiten.json"]


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "feiten.json"
    write_atomically(path, b"een")

    def fail(_: int) -> None:
        raise OSError("de schijf is vol")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="vol"):
        write_atomically(path, b"twee")
    assert path.read_bytes() == b"een"
    assert [file.name for file in tmp_path.iterdir()] == ["feiten.json"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_atomically(pipe, b"feiten")
    reader.join(timeout=5)
    assert read == [b"feiten"]
    assert pipe.is_fifo()
