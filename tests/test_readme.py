"""The README names every command and every setting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from kamerbrief.cli import app
from kamerbrief.settings import Settings

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(getattr(get_command(app), "commands", {}))


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 15


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described(name: str) -> None:
    assert re.search(rf"`(?:kamerbrief )?{name}[ `]", README)


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_described(name: str) -> None:
    assert f"| `KAMERBRIEF_{name.upper()}` |" in README
    assert Settings.model_fields[name].description


def test_pictures_and_links_lead_to_files() -> None:
    root = Path(__file__).resolve().parent.parent
    targets = re.findall(r"\]\((?!http)([^)]+)\)", README)
    assert targets
    assert [target for target in targets if not (root / target).exists()] == []
