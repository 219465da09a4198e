"""The contract: JSON that validates, slices to its own words, and is the same every time."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from pydantic import BaseModel, ValidationError

import kamerbrief
from kamerbrief import contract
from kamerbrief.contract import Extraction, Relation, evidence_in, json_schema
from kamerbrief.language.judging import JUDGES
from kamerbrief.language.model import model_fingerprint
from kamerbrief.pipeline import extract_letter
from tests.conftest import FIXTURES
from tests.letters import NLP, letter_of

LETTERS = sorted(FIXTURES.glob("*/letter.*"))


@cache
def extracted(letter: Path) -> Extraction:
    """A fixture's facts, found once for the tests here that only read them."""
    return kamerbrief.extract(letter)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda p: f"{p.parent.name}{p.suffix}")
def test_fixture_letters_give_valid_json_that_slices_to_its_own_words(letter: Path) -> None:
    extraction = extracted(letter)
    document = json.loads(extraction.to_json())
    jsonschema.Draft202012Validator(json_schema()).validate(document)
    evidence = list(evidence_in(extraction))
    assert evidence
    assert [warning for warning in extraction.warnings if warning.code in contract.LOSSES] == []
    assert all(extraction.text[e.start : e.end] == e.text for e in evidence)
    blocks = {block["id"]: block for block in document["blocks"]}
    assert all(blocks[e.block]["start"] <= e.start <= blocks[e.block]["end"] for e in evidence)
    if letter.suffix == ".pdf":
        assert all(e.page and e.boxes for e in evidence if e.text.strip())


def test_the_same_letter_gives_the_same_bytes() -> None:
    letter = FIXTURES / "begroting-sport" / "letter.pdf"
    assert kamerbrief.extract(letter).to_json() == kamerbrief.extract(letter).to_json()


def test_json_reads_back_to_the_same_extraction() -> None:
    text = kamerbrief.extract(FIXTURES / "rijkshuisstijl-warmte" / "letter.docx").to_json()
    assert Extraction.model_validate_json(text).to_json() == text
    assert text.endswith("}\n")


def test_ids_are_unique_and_refer_to_facts_that_are_there() -> None:
    for letter in LETTERS:
        x = extracted(letter)
        facts = [
            *x.amounts,
            *x.percentages,
            *x.programmes,
            *x.recommendations,
            *x.commitments,
            *x.references,
            *x.entities,
            *x.checks,
        ]
        ids = [fact.id for fact in facts]
        assert len(ids) == len(set(ids))
        known = set(ids)
        used = {p for a in x.amounts for p in a.programmes} | {a.restates for a in x.amounts if a.restates}
        used |= {figure for c in x.checks for figure in c.relation.figures}
        used |= {i for r in x.recommendations for i in (*r.amounts, *r.commitments, *r.programmes)}
        assert used <= known


def test_what_was_used_is_named_with_the_hash_of_its_bytes() -> None:
    made_by = kamerbrief.extract(FIXTURES / "voortgang-digitaal" / "letter.docx").made_by
    assert [model.name for model in made_by.models] == ["nl_kamerbrief", *JUDGES]
    assert all(re.fullmatch(r"[0-9a-f]{12}", model.hash) for model in made_by.models)
    assert len({model.hash for model in made_by.models}) == 3
    assert model_fingerprint() == f"nl_kamerbrief-{made_by.models[0].hash}"


def test_a_pipeline_that_comes_from_no_files_has_no_hash() -> None:
    (names, *_) = extract_letter(letter_of("Dat kost € 5 miljoen."), NLP).made_by.models
    assert (names.name, names.hash) == ("nl_pipeline", "")


def test_the_schema_is_1_1_and_has_the_words_of_checks_and_warnings_nowhere() -> None:
    schema = json_schema()
    assert schema["properties"]["schema_version"]["default"] == contract.SCHEMA_VERSION == "1.1"
    parts = schema["$defs"]
    assert set(parts["Check"]["properties"]) == {"reviewed", "id", "type", "status", "relation", "evidence"}
    assert set(parts["Relation"]["properties"]) == {
        "operator", "terms", "signs", "result", "computed", "stated", "tolerance", "unit",
    }  # fmt: skip
    assert set(parts["Warning_"]["properties"]) == {"code", "params", "evidence"}


@pytest.mark.parametrize("signs", [[1], [1, 1, 1], [1, 0], [2, -1]])
def test_signs_that_do_not_fit_the_terms_are_refused(signs: list[int]) -> None:
    relation = {"operator": "sum", "terms": ["a", "b"], "computed": 1, "stated": 1, "tolerance": 0, "unit": "EUR"}
    assert Relation.model_validate({**relation, "signs": [1, -1]}).figures == ["a", "b"]
    with pytest.raises(ValidationError, match="do not fit 2 terms"):
        Relation.model_validate({**relation, "signs": signs})


def test_evidence_that_does_not_slice_is_refused() -> None:
    document = json.loads(kamerbrief.extract(FIXTURES / "voortgang-digitaal" / "letter.docx").to_json())
    document["amounts"][0]["evidence"]["start"] += 1
    with pytest.raises(ValidationError, match="does not slice to its text"):
        Extraction.model_validate(document)


def test_money_is_a_number_with_at_most_two_decimals() -> None:
    from kamerbrief.contract.base import _number

    assert _number(Decimal(22300000000)) == 22300000000
    assert isinstance(_number(Decimal("5.00")), int)
    assert json.dumps(_number(Decimal("0.12"))) == "0.12"


def test_every_field_of_the_schema_is_described() -> None:
    models = [m for m in vars(contract).values() if isinstance(m, type) and issubclass(m, BaseModel)]
    public = [m for m in models if m.model_fields]
    assert len(public) > 15
    missing = [f"{m.__name__}.{n}" for m in public for n, f in m.model_fields.items() if not f.description]
    assert missing == []
