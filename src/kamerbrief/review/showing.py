"""What any page of the review application needs before anything is known of the store: its words and its templates."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kamerbrief.views.html import environment
from kamerbrief.views.words import Language, texts

#: Cookie of the language that the reader chose.
LANGUAGE = "kamerbrief_language"


@cache
def templates() -> Environment:
    """The templates of the application, on top of those that all pages of letters share."""
    own, base = PackageLoader("kamerbrief", "review/templates"), environment()
    return base.overlay(loader=ChoiceLoader([own, *([base.loader] if base.loader else [])]))


def language_of(request: Request) -> Language:
    """The language that the reader chose; Dutch first."""
    chosen = request.cookies.get(LANGUAGE, "")
    return Language(chosen) if chosen in set(Language) else Language.NL


def refusal(request: Request, why: str, status: int, root: str, headers: dict[str, str]) -> HTMLResponse:
    """A page that says in the reader's language why nothing is done; it tells nothing of what the store holds.

    It leads back to the first page below ``root``, also one that another site's form led to.
    """
    language = language_of(request)
    words = texts(language)
    content = (
        templates()
        .get_template("refused.html")
        .render(t=words, language=language.value, root=root, message=words["review"][why])
    )
    return HTMLResponse(content, status, headers=headers)
