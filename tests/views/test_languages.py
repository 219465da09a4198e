"""Both languages of the views: complete, with the same forms and parameters, and neither in the pages of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest

from kamerbrief.views.html import render_html
from kamerbrief.views.words import Language, counted, day_in_words, texts
from tests.every_value import every_value

#: Words that every longer text of one language has, and that no text of the other has.
DUTCH = "de het een en van voor niet wordt zijn naar deze dit uit geen wat brief bedrag bedragen toezegging wijziging"
ENGLISH = "the a and for not this these are from which letter amount amounts commitment change with they"
OTHERS = {Language.NL: set(ENGLISH.split()) - {"a", "are"}, Language.EN: set(DUTCH.split()) - {"van", "de"}}
#: Texts that are in the other language on purpose: the button that changes it, and keys of the keyboard.
ON_PURPOSE = {("review", "language"), ("review", "key_help")}


def told(words: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text with the names that lead to it."""
    if isinstance(words, str):
        yield path, words
    elif isinstance(words, list):
        for one in words:
            yield from told(one, path)
    elif isinstance(words, dict):
        for name, below in words.items():
            yield from told(below, (*path, name))


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def words_in(text: str) -> set[str]:
    return set(re.findall(r"[a-zëïé]+", text.casefold()))


def test_both_languages_have_the_same_texts_with_the_same_parameters() -> None:
    dutch, english = (dict(told(texts(language))) for language in (Language.NL, Language.EN))
    assert dutch.keys() == english.keys()
    assert len(dutch) > 400
    assert [path for path in dutch if parameters(dutch[path]) != parameters(english[path])] == []


@pytest.mark.parametrize("language", list(Language))
def test_no_text_is_in_the_other_language(language: Language) -> None:
    strange = [
        (path, text)
        for path, text in told(texts(language))
        if path not in ON_PURPOSE and OTHERS[language] & words_in(re.sub(r"\{[^}]*\}", " ", text))
    ]
    assert strange == []


@pytest.mark.parametrize("language", list(Language))
def test_the_page_of_a_letter_is_in_one_language(language: Language) -> None:
    letter = every_value()
    page = render_html(letter, language)
    for part in ("style", "script", "article", "title"):
        page = re.sub(rf"(?s)<{part}.*?</{part}>", " ", page)
    shown = words_in(re.sub(r"<[^>]+>", " ", page))
    assert len(shown) > 60
    of_the_letter = set().union(*(words_in(text) for _, text in told(letter.model_dump(mode="json"))))
    assert (OTHERS[language] & shown) - of_the_letter == set()


def test_numbers_have_their_forms() -> None:
    for language, one, more, none in (
        (Language.NL, "1 wijziging te beoordelen", "1.200 wijzigingen te beoordelen", "0 wijzigingen te beoordelen"),
        (Language.EN, "1 change to review", "1.200 changes to review", "0 changes to review"),
    ):
        forms = texts(language)["review"]["waits_here"]
        assert [counted(forms, number) for number in (1, 1200, 0)] == [one, more, none]


def test_days_are_written_out() -> None:
    assert day_in_words("2025-11-03", Language.NL) == "3 november 2025"
    assert day_in_words("2025-11-03", Language.EN) == "3 November 2025"
    assert day_in_words("dit najaar", Language.NL) == "dit najaar"
