"""Stored extractions of version 1.0 are lifted, newer ones of 1.x are read, others are refused in one line.

The files were written by version 1.0 of the contract: letters of the fixtures, and a store with a letter that waits for
review and decisions on it.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

import kamerbrief
from kamerbrief.cli import app
from kamerbrief.contract import FACT_KINDS, SCHEMA_VERSION, Extraction, Operator, json_schema
from kamerbrief.contract.identity import fact_ids
from kamerbrief.contract.lifting import VersionError, content_of, extraction_of, lifted
from kamerbrief.errors import StoreError
from kamerbrief.export.rows import letters_of, rows_of
from kamerbrief.ledger import Outcome
from kamerbrief.settings import Publish, Settings
from kamerbrief.store import Store, read_extraction
from kamerbrief.views.findings import check_in_words, figures_of, warning_in_words
from kamerbrief.views.html import render_html
from kamerbrief.views.words import Language
from tests.conftest import FIXTURES

HERE = Path(__file__).parent
STORE = HERE / "store_1_0"
FILES = sorted([*(HERE / "written_by_1_0").glob("*.json.gz"), *STORE.glob("*/*.json")])
EXTRACTIONS = [path for path in FILES if path.name != "decisions.json"]

Content = dict[str, Any]


def bytes_of(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def old_and_new(path: Path) -> tuple[Content, Extraction]:
    return json.loads(bytes_of(path)), extraction_of(bytes_of(path), path.name)


def words(fact: Content) -> list[str]:
    """The words of a fact, old or new."""
    evidence = fact.get("evidence", fact.get("mentions"))
    return [one["text"] for one in (evidence if isinstance(evidence, list) else [evidence])]


def says(old: Any, new: Any) -> bool:
    """True where a new fact, or a part of one, has all that the old one had, whatever the ids."""
    if isinstance(old, dict):
        names = old.keys() - {"id", "restates", "amounts", "commitments", "part_of"}
        return isinstance(new, dict) and all(name in new and says(old[name], new[name]) for name in names)
    return bool(old == new)


def of_1_0(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=lambda path: f"{path.parent.name}/{path.name}")


@of_1_0(EXTRACTIONS)
def test_what_1_0_wrote_is_valid_now_and_says_the_same(path: Path) -> None:
    old, new = old_and_new(path)
    assert old["schema_version"] == "1.0"
    document = json.loads(new.to_json())
    assert document["schema_version"] == SCHEMA_VERSION == "1.1"
    jsonschema.Draft202012Validator(json_schema()).validate(document)
    assert document["text"] == old["text"]
    assert document["blocks"] == old["blocks"]
    for kind in set(FACT_KINDS) - {"checks"}:
        assert [words(fact) for fact in document[kind]] == [words(fact) for fact in old[kind]]
        assert all(says(one, other) for one, other in zip(old[kind], document[kind], strict=True))


@of_1_0(EXTRACTIONS)
def test_ids_are_those_of_1_1_and_every_link_leads_to_the_same_fact(path: Path) -> None:
    old = json.loads(bytes_of(path))
    found = lifted(old)
    new = Extraction.model_validate(found.content)
    ids = [fact.id for kind in FACT_KINDS for fact in getattr(new, kind)]
    assert len(ids) == len(set(ids))
    assert [a.id for a in new.amounts] == fact_ids("amount", (a.evidence.text for a in new.amounts))
    before = {fact["id"]: fact for kind in FACT_KINDS for fact in old[kind] if "id" in fact}
    after = {fact["id"]: fact for kind in FACT_KINDS for fact in found.content[kind]}
    assert set(found.ids) == {id_ for id_ in before if id_ not in {p["id"] for p in old["programmes"]}}
    assert all(words(before[was]) == words(after[is_now]) for was, is_now in found.ids.items())
    assert len(set(found.ids.values())) == len(found.ids)
    for was, is_now in found.ids.items():
        for name in ("restates", "part_of", "amounts", "commitments", "programmes"):
            links = [before[was].get(name), after[is_now].get(name)]
            one, other = ([link] if isinstance(link, str) else link or [] for link in links)
            assert [found.ids.get(link, link) for link in one] == other
            assert set(other) <= after.keys()


def money_in(sentence: str) -> set[str]:
    """The amounts that a sentence on a check names, but for its tolerance."""
    return set(re.findall(r"€ [\d.,]*\d(?: mln| mld)?", sentence.partition(" (tolerance")[0]))


@of_1_0(EXTRACTIONS)
def test_checks_say_the_arithmetic_of_their_old_message(path: Path) -> None:
    old = json.loads(bytes_of(path))
    found = lifted(old)
    new = Extraction.model_validate(found.content)
    figures, values = figures_of(new), {a.id: a.value for a in new.amounts}
    messages = {found.ids[check["id"]]: check for check in old["checks"]}
    assert len(messages) == len(new.checks)
    for check in new.checks:
        was, relation = messages[check.id], check.relation
        sentence = check_in_words(check, figures, Language.EN)
        assert set(relation.figures) <= figures.keys()
        if relation.operator in (Operator.SUM, Operator.DIFFERENCE):
            assert money_in(sentence) == money_in(was["message"])
            signs = relation.signs or [1] * len(relation.terms)
            total = sum((values[t] or Decimal(0)) * sign for t, sign in zip(relation.terms, signs, strict=True))
            # A person's other value for an amount leaves the check as the machine made it.
            assert total == relation.computed or any(figures[term].reviewed for term in relation.terms)
        elif relation.operator is Operator.EQUAL:
            assert (relation.computed, relation.stated) == (was["expected"], was["found"])
            # Of two ways to write one value a sentence on an agreement names one.
            assert money_in(sentence) and money_in(sentence) <= money_in(was["message"])
        else:
            assert (float(relation.computed), float(relation.stated)) == (was["found"], was["expected"])
            assert relation.unit == ("count" if check.type == "count" else "percent")
        assert float(relation.tolerance) == was["tolerance"]


def test_every_kind_of_check_of_1_0_is_among_the_files() -> None:
    checks = [check for path in EXTRACTIONS for check in json.loads(bytes_of(path))["checks"]]
    assert {check["type"] for check in checks} == {
        "table_total", "sum", "difference", "share", "growth", "restatement", "count",
    }  # fmt: skip
    mixed = [check for check in checks if " + " in check["message"] and " - " in check["message"].partition(" = ")[0]]
    assert mixed, "no sum that adds and subtracts"


def test_amounts_commitments_warnings_and_models_have_what_1_1_asks() -> None:
    _, veren = old_and_new(STORE / "veren" / "extraction.json")
    assert [amount.evidence.text for amount in veren.amounts if not amount.counts] == ["€ 6 miljoen"]
    assert {c.kind.value for c in veren.commitments if c.to_chamber} == {"inform"}
    assert {c.kind.value for c in veren.commitments if not c.to_chamber} == {"act"}
    _, sluizen = old_and_new(STORE / "sluizen" / "extraction.json")
    (warning,) = sluizen.warnings
    assert warning.code == "table_without_unit"
    said = "table t1 holds money but states no unit; its figures are left out"
    assert warning_in_words(warning, Language.NL) == said
    (model,) = sluizen.made_by.models
    assert (model.name, model.version, model.hash) == ("nl_kamerbrief", "1.0.0", "")


def test_lifting_leaves_what_it_is_given_as_it_is_and_gives_the_same_every_time() -> None:
    old = json.loads(bytes_of(STORE / "veren" / "extraction.json"))
    kept = deepcopy(old)
    first = lifted(old)
    assert old == kept
    assert lifted(old) == first
    assert lifted(first.content).content == first.content
    assert lifted(first.content).ids == {}


# -- newer and other versions


def with_more(value: Any) -> Any:
    """A document in which every object has a field that this version does not know."""
    if isinstance(value, dict):
        return {**{name: with_more(part) for name, part in value.items()}, "added_later": {"by": ["1.7"]}}
    return [with_more(part) for part in value] if isinstance(value, list) else value


def newer(content: Content) -> Content:
    """A document of version 1.7, with new fields at every depth but where the contract has names of its own choice."""
    found: Content = with_more(content)
    del found["letter"]["evidence"]["added_later"]
    for warning in found["warnings"]:
        del warning["params"]["added_later"]
    for amount in found["amounts"]:
        del amount["attribute_evidence"]["added_later"]
    return {**found, "schema_version": "1.7", "tables": [{"id": "t1"}]}


def test_a_newer_1_x_that_only_adds_is_read() -> None:
    x = kamerbrief.extract(FIXTURES / "kabinetsreactie-havens" / "letter.docx")
    data = json.dumps(newer(json.loads(x.to_json()))).encode()
    assert extraction_of(data, "nieuw.json") == x
    assert extraction_of(data, "nieuw.json").to_json() == x.to_json()


def test_a_field_that_this_version_does_not_know_is_an_error_in_a_file_of_this_version() -> None:
    x = kamerbrief.extract(FIXTURES / "voortgang-digitaal" / "letter.docx")
    content = json.loads(x.to_json())
    content["amounts"][0]["colour"] = "red"
    with pytest.raises(StoreError, match=r"^een\.json: this is no extraction \(amounts\.0\.colour: "):
        extraction_of(json.dumps(content).encode(), "een.json")


@pytest.mark.parametrize(
    "version", ["9.9", "2.0", "0.9", "1", "1.", "1.1.1", "", "1.1 ", "x" * 900, 1.1, None, ["1.1"]]
)
def test_another_version_is_refused_in_one_line(version: object) -> None:
    data = json.dumps({"schema_version": version}).encode()
    with pytest.raises(StoreError) as refused:
        extraction_of(data, "brief.json")
    said = str(refused.value)
    assert said.startswith(f"brief.json: its schema_version is {json.dumps(version)[:40]}, this program reads 1.0, 1.1")
    assert "\n" not in said
    assert len(said) < 250
    with pytest.raises(VersionError):
        lifted({"schema_version": version})


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"{}", "its schema_version is null"),
        (b"[1]", "this is no extraction"),
        (b"{", "this is no JSON"),
        (b"\xff", "this is no JSON"),
        (b'{"schema_version": "1.0"}', "this is no extraction of version 1.0 (KeyError: 'made_by')"),
        (b'{"schema_version": "1.0", "amounts": [3]}', "this is no extraction of version 1.0 (TypeError"),
        (b'{"schema_version": "1.1"}', "this is no extraction (letter: Field required)"),
    ],
)
def test_what_is_no_extraction_is_refused_in_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(StoreError) as refused:
        extraction_of(data, "brief.json")
    assert str(refused.value).startswith(f"brief.json: {problem}")
    assert "\n" not in str(refused.value)


# -- a store of 1.0


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(STORE, tmp_path / "store")
    yield tmp_path / "store"


def test_a_store_of_1_0_opens(root: Path) -> None:
    store = Store(root, Settings(publish=Publish.REVIEW))
    assert (store.letters(), store.waiting()) == (["sluizen", "veren"], ["veren"])
    published, candidate = store.published("veren"), store.candidate("veren")
    assert published and candidate
    reviewed = {a.evidence.text: int(a.value or 0) for a in published.amounts if a.reviewed}
    assert reviewed == {"€ 30 miljoen": 30_000_000, "€ 2 miljoen": 2_500_000}
    assert "€ 8 miljoen" in [amount.evidence.text for amount in candidate.amounts]
    assert store.damage("veren", ()) == ""
    assert "€ 2.500.000" in render_html(published)


def test_the_ids_in_the_decisions_of_1_0_lead_to_their_facts(root: Path) -> None:
    published = read_extraction(root / "veren" / "extraction.json")
    ids = lifted(json.loads((root / "veren" / "extraction.json").read_bytes())).ids
    said = {amount.id: amount.evidence.text for amount in published.amounts}
    decisions = json.loads((root / "veren" / "decisions.json").read_bytes())["decisions"]
    found = {d["action"]: said.get(ids.get(d["machine"]["id"], "")) for d in decisions}
    assert found == {"accept": "€ 30 miljoen", "edit": "€ 2 miljoen", "reject": None}


def test_a_store_of_1_0_is_exported(root: Path) -> None:
    store = Store(root, Settings())
    rows = [row for letter, content in letters_of(store) for row in rows_of(letter, content)]
    assert store.troubles == {}
    broken = [money_in(row["message"]) for table, row in rows if table == "checks" and row["status"] == "inconsistent"]
    assert {"€ 50 mln", "€ 25 mln", "€ 20 mln", "€ 95 mln", "€ 90 mln"} in broken


def test_what_is_published_anew_is_of_this_version(root: Path) -> None:
    store = Store(root, Settings(publish=Publish.ALWAYS))
    old = store.published("sluizen")
    assert old is not None
    with store.writing():
        assert store.keep("sluizen", old) is Outcome.UNCHANGED
        shown = old.model_copy(update={"amounts": old.amounts[:1], "checks": []})
        assert store.keep("sluizen", shown) is Outcome.CHANGED
    assert json.loads((root / "sluizen" / "extraction.json").read_bytes())["schema_version"] == "1.1"
    assert store.published("sluizen") == shown


def test_commands_read_old_files_and_refuse_others_in_one_line(root: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    old = root / "veren"
    same = runner.invoke(app, ["diff", str(old / "extraction.json"), str(old / "candidate.json"), "--view", "text"])
    assert same.exit_code in (0, 1), same.output
    assert "€ 8 miljoen" in same.output
    other = tmp_path / "other.json"
    other.write_text(json.dumps(content_of((old / "extraction.json").read_bytes(), "x") | {"schema_version": "9.9"}))
    refused = runner.invoke(app, ["diff", str(other), str(old / "extraction.json")])
    assert refused.exit_code == 2
    (line,) = refused.stderr.strip().splitlines()
    assert f'{other}: its schema_version is "9.9"' in line
