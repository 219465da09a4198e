"""Figures come out of every format as exactly as the letter prints them, and no figure breaks a store."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kamerbrief.batch import run_batch
from kamerbrief.cli import app
from kamerbrief.export.database import query
from kamerbrief.export.run import export
from kamerbrief.export.timeline import timeline
from kamerbrief.export.writers import Format
from kamerbrief.sources.folder import local_files
from kamerbrief.store import PUBLISHED, Store
from kamerbrief.views.tables import as_csv, as_json, as_table, timeline_html, timeline_json, timeline_text
from tests.export.test_export import rows_in

LETTER = """Geachte voorzitter,

De accijns is € 0,0552 per liter en de heffing € 0,005 per kWh. Een korrel kost € 0,00005 per stuk.

Voor het Mobiliteitsfonds is € 12,5 miljoen en € 1234567890,12 beschikbaar.
"""
EXACT = [Decimal(v) for v in ("0.0552", "0.005", "0.00005", "12500000", "1234567890.12")]
HOSTILE = [10**40, -(10**30), 77777777777777777777, 2.5e19, float("inf"), float("nan"), 10**18, 123456.123456789012]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "prijzen.txt").write_text(LETTER, encoding="utf-8")
    made = Store(tmp_path / "out")
    assert not run_batch(local_files([tmp_path / "in"]), made, "r1").failed
    return made


def values_in(form: Format, folder: Path) -> list[Decimal | None]:
    values = [row["value"] for row in rows_in(form, folder, "amounts")]
    return [Decimal(str(value)) if value not in (None, "") else None for value in values]


@pytest.mark.parametrize("form", list(Format))
def test_prices_keep_all_their_decimals_in_every_format(form: Format, store: Store, tmp_path: Path) -> None:
    export(store, form, tmp_path)
    assert values_in(form, tmp_path) == EXACT


def test_prices_keep_all_their_decimals_in_answers_and_timelines(store: Store) -> None:
    answer = query(store, "select value from amounts order by start")
    assert [row[0] for row in answer.rows] == EXACT
    assert [Decimal(str(row["value"])) for row in json.loads(as_json(answer))] == EXACT
    assert as_csv(answer).split() == ["value", "0.0552", "0.005", "0.00005", "12500000", "1234567890.12"]
    for printed in ("0,0552", "0,005", "0,00005", "1.234.567.890,12"):
        assert printed in as_table(answer)
    found = timeline(store, "Mobiliteitsfonds")
    assert [amount["value"] for amount in found.amounts] == EXACT[3:]
    assert found.sums[0][2] == sum(EXACT[3:])
    assert "1.234.567.890,12" in timeline_text(found)


def test_csv_writes_no_exponent(store: Store, tmp_path: Path) -> None:
    export(store, Format.CSV, tmp_path)
    assert ",0.00005," in (tmp_path / "amounts.csv").read_text(encoding="utf-8")


@pytest.fixture
def odd_store(store: Store) -> Store:
    """A store in which a file of an older version, or from elsewhere, holds figures that no column takes."""
    path = store.folder(store.letters()[0]) / PUBLISHED
    content: dict[str, Any] = json.loads(path.read_bytes())
    model = content["amounts"][-1]
    content["amounts"] = [
        {**model, "id": f"amount-{n}", "value": value, "low": value, "high": value} for n, value in enumerate(HOSTILE)
    ] + content["amounts"]
    for amount in content["amounts"]:
        amount["period"] = {"from_year": 10**30, "until_year": None}
    path.write_text(json.dumps(content), encoding="utf-8")
    return store


@pytest.mark.parametrize("form", list(Format))
def test_a_figure_that_no_column_takes_breaks_no_export(form: Format, odd_store: Store, tmp_path: Path) -> None:
    export(odd_store, form, tmp_path)
    values = values_in(form, tmp_path)
    assert values[: len(HOSTILE) - 1] == [None] * (len(HOSTILE) - 1)
    assert round(values[len(HOSTILE) - 1] or 0, 9) == Decimal("123456.123456789")
    assert values[len(HOSTILE) :] == EXACT


def test_a_figure_that_no_column_takes_breaks_no_question_and_no_timeline(odd_store: Store) -> None:
    assert query(odd_store, "select sum(value) from money where counts").rows[0][0] is not None
    found = timeline(odd_store, "Mobiliteitsfonds")
    for view in (timeline_text, timeline_json, timeline_html):
        assert "Mobiliteitsfonds" in view(found)


def test_the_commands_work_on_such_a_store(odd_store: Store, tmp_path: Path) -> None:
    place = ["--store", str(odd_store.root)]
    run = CliRunner().invoke
    assert run(app, ["query", "select * from amounts", *place]).exit_code == 0
    assert run(app, ["timeline", "Mobiliteitsfonds", *place]).exit_code == 0
    assert run(app, ["export", "--format", "parquet", "-o", str(tmp_path / "t"), *place]).exit_code == 0
