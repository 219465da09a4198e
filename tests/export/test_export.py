"""Facts as flat tables in every format, questions in SQL, and one programme over its letters."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from typer.testing import CliRunner

import kamerbrief
from kamerbrief.cli import app
from kamerbrief.contract import Qualifier
from kamerbrief.errors import KamerbriefError
from kamerbrief.export.columns import TABLES
from kamerbrief.export.database import query
from kamerbrief.export.rows import rows_of
from kamerbrief.export.run import export
from kamerbrief.export.timeline import timeline
from kamerbrief.export.writers import Format
from kamerbrief.store import Store
from tests.conftest import FIXTURES

run = CliRunner().invoke


def amounts_of(store: Store) -> list[tuple[str, Any]]:
    """Every published amount as (key, value), straight from the extractions."""
    found = []
    for letter in store.letters():
        published = store.published(letter)
        assert published is not None
        found += [(f"{letter}/{amount.id}", amount.value) for amount in published.amounts]
    return found


def rows_in(form: Format, folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table as an export wrote them."""
    if form is Format.CSV:
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    if form is Format.JSONL:
        lines = (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]
    if form is Format.XLSX:
        (path,) = folder.glob("*.xlsx")
        heading, *rows = openpyxl.load_workbook(path)[table].iter_rows(values_only=True)
        return [dict(zip(map(str, heading), row, strict=True)) for row in rows]
    if form is Format.SQLITE:
        with closing(sqlite3.connect(folder / "kamerbrief.sqlite")) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(f'SELECT * FROM "{table}"')]  # noqa: S608 - a table of ours
    source = f"'{folder / f'{table}.parquet'}'" if form is Format.PARQUET else table
    (database,) = folder.glob("*.duckdb") if form is Format.DUCKDB else (":memory:",)
    with duckdb.connect(str(database)) as connection:
        answer = connection.execute(f"SELECT * FROM {source}")  # noqa: S608 - a table of ours
        names = [column[0] for column in answer.description or []]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


@pytest.mark.parametrize("form", list(Format))
def test_every_format_holds_every_amount_with_its_words(form: Format, store: Store, tmp_path: Path) -> None:
    export(store, form, tmp_path)
    rows = rows_in(form, tmp_path, "amounts")
    assert [row["id"] for row in rows] == [key for key, _ in amounts_of(store)]
    stated = [Decimal(str(row["value"])) if row["value"] not in (None, "") else None for row in rows]
    assert stated == [value for _, value in amounts_of(store)]
    assert all(row["words"].strip("'") in row["sentence"] or row["row_header"] for row in rows)
    letters = {row["id"] for row in rows_in(form, tmp_path, "letters")}
    assert {row["letter"] for row in rows} <= letters == set(store.letters())


def test_the_workbook_has_days_and_figures_filters_and_money_by_year(store: Store, tmp_path: Path) -> None:
    export(store, Format.XLSX, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "kamerbrief.xlsx")
    sheet = book["amounts"]
    assert (sheet.freeze_panes, sheet["A1"].font.bold) == ("A2", True)
    assert str(sheet.auto_filter.ref).endswith(str(sheet.max_row))
    heading = [cell.value for cell in sheet[1]]
    dated = [row[heading.index("date")] for row in sheet.iter_rows(min_row=2) if row[heading.index("date")].value]
    assert dated
    assert all(cell.is_date for cell in dated)
    by_year = [row[3] for row in book["geld per jaar"].iter_rows(min_row=2, values_only=True)]
    counted = [row["value"] for row in rows_in(Format.XLSX, tmp_path, "amounts") if row["counts"] and row["value"]]
    assert counted
    assert sum(Decimal(str(value)) for value in by_year) == sum(Decimal(str(value)) for value in counted)
    meanings = {row[1] for row in book["dictionary"].iter_rows(min_row=2, values_only=True)}
    assert {column.name for table in TABLES for column in table.columns} <= meanings


def test_csv_for_a_dutch_excel(store: Store, tmp_path: Path) -> None:
    place = ["--store", str(store.root), "-o", str(tmp_path)]
    assert run(app, ["export", "--format", "csv", "--excel", *place]).exit_code == 0
    data = (tmp_path / "percentages.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert {row["value"].replace(",", "").lstrip("-").isdecimal() for row in rows if row["value"]} <= {True}
    assert run(app, ["export", "--format", "xlsx", "--excel", *place]).exit_code == 2


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
def test_a_text_that_a_spreadsheet_would_run_is_neutralised(form: Format, store: Store, tmp_path: Path) -> None:
    export(store, form, tmp_path)
    (letter,) = [row for row in rows_in(form, tmp_path, "letters") if row["id"] == "formule"]
    assert letter["subject"] == "'=1+1"
    sentences = [row["sentence"] for row in rows_in(form, tmp_path, "amounts") if row["letter"] == "formule"]
    assert sentences == ["'+31 is een landnummer en € 5 miljoen is geld."]


def test_the_data_package_and_dictionary_tell_every_column(store: Store, tmp_path: Path) -> None:
    export(store, Format.CSV, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    dictionary = (tmp_path / "data-dictionary.md").read_text(encoding="utf-8")
    for resource in package["resources"]:
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [column["name"] for column in resource["schema"]["fields"]]
    for table in TABLES:
        assert f"## {table.name}" in dictionary
        for column in table.columns:
            assert f"| {column.name} |" in dictionary
            assert column.meaning


def test_an_export_twice_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    for form in (Format.CSV, Format.JSONL):
        first, second = (
            {path.name: path.read_bytes() for path in export(store, form, tmp_path / f"{form}{number}")}
            for number in (1, 2)
        )
        assert first == second


def test_a_question_is_answered(store: Store) -> None:
    answer = query(store, "select count(*) as n, count(distinct letter) as letters from amounts")
    assert answer.columns == ("n", "letters")
    assert answer.rows[0][0] == len(amounts_of(store))


#: A question that takes hours.
ENDLESS = "select count(*) from range(1000000000000) t(a) where sin(a) > 2"
#: Questions that would write, read what is no fact, or loosen the limits; PLACE is a file in an empty folder.
ATTACKS = """
copy (select 1) to 'PLACE'
copy (select 1) to 'PLACE' (format parquet)
copy letters to 'PLACE'
copy letters from '/etc/passwd'
explain analyze copy (select 1) to 'PLACE'
export database 'PLACE'
import database 'PLACE'
attach 'PLACE'
attach 'PLACE' as other (type sqlite)
select 1; attach 'PLACE'
create table mine (a int)
create or replace table letters as select 1
create view mine as select * from read_text('/etc/hostname')
create secret mine (type http, bearer_token 'x')
insert into letters select * from letters
update amounts set value = 0
delete from amounts
truncate amounts
drop table letters
alter table letters add column mine int
select * from read_text('/etc/hostname')
select * from read_blob('/etc/hostname')
select * from read_csv('/etc/passwd')
select * from read_json('/etc/hostname')
select * from read_ndjson('/etc/hostname')
select * from sniff_csv('/etc/passwd')
select * from glob('/etc/*')
select * from '/etc/passwd'
select * from 'https://127.0.0.1:9/x.csv'
from query('from read_text(''/etc/hostname'')')
with a as (select * from read_text('/etc/hostname')) select * from a
install httpfs
load httpfs
load 'PLACE'
set enable_external_access = true
set lock_configuration = false
reset lock_configuration
reset memory_limit
set memory_limit = '100GB'
set temp_directory = 'PLACE'
set home_directory = 'PLACE'
pragma enable_profiling='json'; pragma profiling_output='PLACE'; select 1
select 1; set enable_external_access = true
select 1; copy (select 1) to 'PLACE'
prepare mine as copy (select 1) to 'PLACE'; execute mine
"""


@pytest.mark.parametrize("attack", ATTACKS.strip().splitlines())
def test_a_question_cannot_write_read_files_or_loosen_its_limits(attack: str, store: Store, tmp_path: Path) -> None:
    database = (store.root / ".facts.duckdb").read_bytes() if (store.root / ".facts.duckdb").exists() else None
    with pytest.raises(KamerbriefError, match=r"^the question cannot be answered: [^\n]+$"):
        query(store, attack.replace("PLACE", str(tmp_path / "evil")))
    assert list(tmp_path.iterdir()) == []
    assert database is None or (store.root / ".facts.duckdb").read_bytes() == database


@pytest.mark.parametrize("sql", ["", "  ", ";", "-- niets"])
def test_no_question_is_told_in_a_line(store: Store, sql: str) -> None:
    with pytest.raises(KamerbriefError, match=r"^[^\n]+$"):
        query(store, sql)


@pytest.mark.parametrize(
    ("sql", "limit", "told"),
    [
        (ENDLESS, {"query_max_seconds": 0.3}, "MAX_SECONDS"),
        ("select list(a) from range(100000000) t(a)", {"query_max_memory": 30_000_000}, "[Mm]emory"),
    ],
)
def test_a_question_has_limits(store: Store, sql: str, limit: dict[str, float], told: str) -> None:
    small = Store(store.root, store.config.model_copy(update=limit))
    with pytest.raises(KamerbriefError, match=rf"^the question cannot be answered: [^\n]*{told}[^\n]*$"):
        query(small, sql)


def test_money_that_restates_other_money_counts_once(store: Store) -> None:
    sql = "select count(*) from amounts where restates is not null and counts"
    assert query(store, sql).rows == [(0,)]
    assert query(store, "select count(*) from amounts where restates is not null").rows[0][0] > 0


def test_a_programme_over_its_letters(store: Store) -> None:
    found = timeline(store, "gemeentefonds")
    assert found.name == "Gemeentefonds"
    assert [(row["letter"], int(row["value"])) for row in found.amounts] == [
        ("begroting-opvang", 35_000_000),
        ("voortgang-digitaal", 1_400_000),
    ]
    with pytest.raises(KamerbriefError, match="do you mean Gemeentefonds"):
        timeline(store, "gemeentef")


def test_the_commands_print_what_was_asked(store: Store, tmp_path: Path) -> None:
    place = ["--store", str(store.root)]
    as_json = run(app, ["query", "select 1 as een", "--format", "json", *place])
    assert json.loads(as_json.stdout) == [{"een": 1}]
    assert run(app, ["query", "select 1 as een", "--format", "csv", *place]).stdout == "een\n1\n"
    assert run(app, ["query", "select nothing", *place]).exit_code == 4
    page = tmp_path / "page.html"
    assert run(app, ["timeline", "Gemeentefonds", "--view", "html", "-o", str(page), *place]).exit_code == 0
    assert "<svg" in page.read_text(encoding="utf-8")
    assert "35.000.000" in run(app, ["timeline", "Gemeentefonds", *place]).stdout
    exported = run(app, ["export", "--format", "csv", "-o", str(tmp_path / "tables"), *place])
    assert {Path(line).name for line in exported.stdout.split()} >= {"amounts.csv", "datapackage.json"}


def test_what_is_told_of_facts_is_exported(store: Store, tmp_path: Path) -> None:
    export(store, Format.JSONL, tmp_path)
    rows = {
        name: [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in ("amounts", "commitments", "recommendations")
    }
    assert {row["qualifier"] for row in rows["amounts"]} <= set(Qualifier)
    assert {"inform", "act"} <= {row["kind"] for row in rows["commitments"]}
    for row in (*rows["commitments"], *rows["recommendations"]):
        assert (row["method"] == "learned") == (row["probability"] is not None)
    assert any(row["printed"] for row in rows["recommendations"])


def test_days_of_a_period_and_attributes_that_an_older_file_lacks() -> None:
    content = json.loads(kamerbrief.extract(FIXTURES / "begroting-sport" / "letter.docx").to_json())
    amount, promise = content["amounts"][0], content["commitments"][0]
    amount["period"] = {"from_year": 2026, "until_year": 2027, "from": "2026-07-01", "until": "2027-12-31"}
    for name in ("kind", "conditional", "repeats", "method", "probability"):
        del promise[name]
    del amount["qualifier"]
    rows = list(rows_of("een", content))
    first = next(row for table, row in rows if table == "amounts")
    assert (first["from_day"], first["until_day"], first["qualifier"]) == ("2026-07-01", "2027-12-31", None)
    assert next(row for table, row in rows if table == "commitments")["kind"] is None
