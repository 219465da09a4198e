"""Warnings as sentences: every kind that the program can make has its words, in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import kamerbrief
from kamerbrief.contract import Warning_, WarningCode, warning
from kamerbrief.contract.warned import PARAMS
from kamerbrief.views.findings import warning_in_words
from kamerbrief.views.html import render_html
from kamerbrief.views.table import render_table
from kamerbrief.views.words import Language, texts
from tests.conftest import FIXTURES

SOURCES = sorted(Path(kamerbrief.__file__).parent.rglob("*.py"))
LANGUAGES = list(Language)
#: What the sentences may name besides the parameters of their own kind.
MADE_BY_THE_VIEW = {"lost"}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    yield from ((path, ast.parse(path.read_text(encoding="utf-8"))) for path in SOURCES)


def calls() -> Iterator[tuple[Path, ast.Call]]:
    yield from ((path, node) for path, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_every_kind_is_made_somewhere_and_none_without_being_listed() -> None:
    named: set[str] = set()
    for path, tree in trees():
        if path.name != "warned.py":
            named |= {
                node.attr
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "WarningCode"
            }
    assert named == set(WarningCode.__members__)
    assert set(PARAMS) == set(WarningCode)


def test_no_warning_is_made_with_a_code_of_its_own() -> None:
    made = [
        (path.name, ast.unparse(call))
        for path, call in calls()
        if isinstance(call.func, ast.Name) and call.func.id in ("Warning_", "ReadingWarning")
    ]
    loose = [said for said in made if not re.match(r"ReadingWarning\((?:WarningCode\.|code\b)", said[1])]
    assert loose == [("findings.py", "Warning_(code=code, params=fitting(code, params or {}), evidence=evidence)")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", list(WarningCode))
def test_the_words_of_a_kind_fit_its_parameters(code: WarningCode, language: Language) -> None:
    template = texts(language)["warned"][code]
    said = {name for _, name, _, _ in Formatter().parse(template) if name}
    assert said <= PARAMS[code] | MADE_BY_THE_VIEW
    told_by_lost = {"figures", "words", "more_figures", "more_words"} if "lost" in said else set()
    assert PARAMS[code] <= said | told_by_lost, "a parameter is never told"
    sentence = warning_in_words(warning(code, {name: f"<{name}>" for name in PARAMS[code]}), language)
    assert sentence and "\n" not in sentence
    assert all(f"<{name}>" in sentence for name in PARAMS[code] - told_by_lost)


def first_words(function: str, place: int, *files: str) -> set[str]:
    """The texts that stand as an argument where the source calls one of these functions."""
    found = [
        call.args[place]
        for path, call in calls()
        if path.name in files and ast.unparse(call.func) in function.split() and len(call.args) > place
    ]
    return {node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_finders_fields_reasons_and_places_have_words_of_their_own() -> None:
    said = texts(Language.NL)["said"]
    finders = first_words("find guard.find guard.every", 0, "pipeline.py", "__init__.py")
    assert len(finders) > 15
    reasons = first_words("_unread", 1, "pages.py")
    assert len(reasons) == 3
    places = first_words("Place", 0, "text.py", "xml_accounting.py")
    assert places == {"text"}
    fields = {"date", "title", "dossier", "signers", "ministry"}
    assert finders | reasons | places | fields | {"body", "notes"} <= said.keys()


def test_parameters_of_another_kind_are_a_fault() -> None:
    with pytest.raises(ValueError, match="a warning page_unread has"):
        warning(WarningCode.PAGE_UNREAD, {"page": 3})


def test_lost_text_is_told_with_its_page_and_how_much_more() -> None:
    params = {"place": 3, "figures": ["2031"], "more_figures": 0, "words": ["oude", "kaart"], "more_words": 4}
    said = warning(WarningCode.TEXT_LOST, params)
    assert warning_in_words(said, Language.NL) == (
        "pagina 3: de cijfers 2031 en de woorden oude, kaart en nog 4 staan in de bron maar niet in de tekst"
    )
    assert warning_in_words(said, Language.EN) == (
        "page 3: the figures 2031 and the words oude, kaart and 4 more stand in the source but not in the text"
    )


@pytest.mark.parametrize(
    ("code", "params", "sentence"),
    [
        ("ocr_text", {"message": "page 1 was read by OCR"}, "page 1 was read by OCR"),
        ("reading", {"message": "the pdf is cut off"}, "the pdf is cut off"),
        ("page_upside_down", {"page": 3, "lines": ["4", "5"]}, "page upside down: page 3, lines 4, 5"),
        ("page_unread", {"sheet": 2}, "page unread: sheet 2"),
        ("something_new", {}, "something new"),
    ],
)
def test_what_another_version_warned_of_is_shown_as_it_is(code: str, params: dict[str, object], sentence: str) -> None:
    said = Warning_.model_validate({"code": code, "params": params})
    assert [warning_in_words(said, language) for language in LANGUAGES] == [sentence, sentence]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_table_show_warnings_in_their_language(language: Language) -> None:
    x = kamerbrief.extract(FIXTURES / "voortgang-digitaal" / "letter.docx")
    said = warning(WarningCode.PAGE_WITHOUT_TEXT, {"page": 2})
    warned = x.model_copy(update={"warnings": [said]})
    sentence = {"nl": "pagina 2 heeft geen tekst: OCR is nodig", "en": "page 2 has no text: OCR is needed"}[language]
    assert sentence in render_html(warned, language)
    assert sentence in render_table(warned, color=False, language=language)
