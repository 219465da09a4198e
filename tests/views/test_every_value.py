"""Every value that the schema knows has words in both languages and comes through every view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kamerbrief.comparison import diff
from kamerbrief.contract import EntityLabel, Extraction
from kamerbrief.export.run import export
from kamerbrief.export.timeline import timeline
from kamerbrief.export.writers import Format
from kamerbrief.letter import BlockKind
from kamerbrief.review.app import create_app
from kamerbrief.review.showing import LANGUAGE
from kamerbrief.settings import Publish, Settings
from kamerbrief.store import Store
from kamerbrief.views.diff import render_diff_html, render_diff_text
from kamerbrief.views.html import render_html
from kamerbrief.views.table import render_table
from kamerbrief.views.tables import timeline_html, timeline_json, timeline_text
from kamerbrief.views.words import Language, texts
from tests.every_value import enums_below, every_value, values_of

#: Every enumeration of the schema but that of blocks, which no view names.
ENUMS = sorted({enum for enum in enums_below(Extraction) if enum is not BlockKind}, key=str)
LANGUAGES = list(Language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: getattr(enum, "__name__", str(enum)))
def test_every_value_has_its_words(enum: Any, language: Language) -> None:
    assert [value for value in values_of(enum) if value not in texts(language)["values"]] == []


def test_the_values_are_those_of_the_schema() -> None:
    assert EntityLabel in ENUMS
    assert len(ENUMS) > 8
    content = every_value().model_dump_json()
    assert [value for enum in ENUMS for value in values_of(enum) if f'"{value}"' not in content] == []


def test_a_value_without_words_stands_for_itself() -> None:
    assert texts(Language.NL)["values"]["yet_unknown"] == "yet unknown"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_in_a_letter_s_page_and_table(language: Language) -> None:
    page = render_html(every_value(), language)
    table = render_table(every_value(), color=True, language=language)
    words = texts(language)["values"]
    for value in ("toezegging", "deferred", "fund", "unverifiable"):
        assert words[value] in page
    assert words["deferred"] in table
    assert words["structural"] in table


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_in_a_difference(language: Language) -> None:
    one = every_value()
    other = one.model_copy(update={name: [] for name in ("amounts", "references", "programmes", "checks", "entities")})
    for found in (diff(one, other), diff(other, one), diff(one, one)):
        assert render_diff_text(found, color=False)
        assert texts(language)["changes"] in render_diff_html(found, language)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the letter published, and a copy of it that waits for review without its facts."""
    made = Store(tmp_path_factory.mktemp("every"), Settings(publish=Publish.REVIEW))
    one = every_value()
    with made.writing():
        for name in ("een", "twee"):
            made.keep(name, one.model_copy(update={"letter": one.letter.model_copy(update={"id": name})}))
        emptied = {name: getattr(one, name)[:1] for name in ("amounts", "references", "entities", "commitments")}
        made.keep("twee", one.model_copy(update={**emptied, "checks": [], "recommendations": []}))
    assert made.waiting() == ["twee"]
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_in_the_pages_of_the_review(language: Language, store: Store) -> None:
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050") as client:
        client.cookies.set(LANGUAGE, language.value)
        pages = ["/", "/changes", "/letters/een", "/letters/twee", "/letters/twee/changes"]
        facts = [*every_value().references, *every_value().amounts, *every_value().programmes, *every_value().checks]
        pages += [f"/letters/een/facts/{fact.id}" for fact in facts]
        for page in pages:
            shown = client.get(page)
            assert shown.status_code == 200, page
            assert f'<html lang="{language.value}">' in shown.text


@pytest.mark.parametrize("form", list(Format))
def test_every_value_in_an_export(form: Format, store: Store, tmp_path: Path) -> None:
    assert export(store, form, tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_in_a_timeline(language: Language, store: Store) -> None:
    found = timeline(store, every_value().programmes[0].id)
    assert found.amounts
    assert timeline_text(found)
    assert timeline_json(found)
    assert found.name in timeline_html(found, language)


@pytest.mark.parametrize("value", [10**40, -(10**30), 2.5e19])
def test_a_figure_of_any_size_shows_in_every_view(value: float) -> None:
    content = every_value().model_dump(mode="json", by_alias=True)
    for amount in content["amounts"]:
        amount |= {"value": value, "movement": "level", "restates": None, "total": False, "per": None}
    odd = Extraction.model_validate(content)
    assert render_html(odd)
    assert render_table(odd, color=False)
    assert render_diff_text(diff(every_value(), odd), color=False)
