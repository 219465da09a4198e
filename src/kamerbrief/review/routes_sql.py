"""The page for questions in SQL: read-only, with the tables' dictionary beside it; answers as table, chart and file."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from kamerbrief.errors import KamerbriefError
from kamerbrief.export.columns import TABLES
from kamerbrief.export.database import Answer, query
from kamerbrief.review.desk import AtDesk
from kamerbrief.views.charts import Chart, Sum, chart_of
from kamerbrief.views.tables import as_csv, as_json, shown_value

#: Most rows on the page; files have all.
_ROWS = 500
#: Questions to begin with, by their name in the texts.
_EXAMPLES = {
    "programme_years": "select from_year, sum(value) from money where counts group by 1 order by 1",
    "not_adopted": (
        "select ministry, count(*) from recommendations "
        "where stance in ('rejected', 'deferred') group by 1 order by 2 desc"
    ),
    "due": (
        "select due_until, letter, words from commitments "
        "where due_until between '2026-01-01' and '2026-12-31' order by 1"
    ),
    "inconsistent": "select letter, message from checks where status = 'inconsistent'",
    "twice": "select a.letter, a.words, b.sentence from amounts a join amounts b on a.restates = b.id",
}

router = APIRouter()


@router.get("/sql")
def sql_page(request: Request, desk: AtDesk) -> Response:
    """A question and its answer."""
    sql = request.query_params.get("sql", "").strip()[:20_000]
    answer, trouble = None, ""
    if sql:
        try:
            answer = query(desk.store, sql)
        except KamerbriefError as error:
            trouble = str(error)
    return desk.page(
        request,
        "sql.html",
        422 if trouble else 200,
        sql=sql,
        answer=answer,
        trouble=trouble,
        rows=[[shown_value(value) for value in row] for row in answer.rows[:_ROWS]] if answer else [],
        chart=_chart(answer) if answer else None,
        examples=_EXAMPLES,
        tables=TABLES,
    )


@router.get("/sql.csv")
def sql_csv(request: Request, desk: AtDesk) -> Response:
    """The whole answer as CSV."""
    return _file(request, desk, "text/csv; charset=utf-8", as_csv)


@router.get("/sql.json")
def sql_json(request: Request, desk: AtDesk) -> Response:
    """The whole answer as JSON."""
    return _file(request, desk, "application/json", as_json)


def _file(request: Request, desk: AtDesk, kind: str, written: Any) -> Response:
    try:
        return Response(written(query(desk.store, request.query_params.get("sql", ""))), media_type=kind)
    except KamerbriefError as error:
        return PlainTextResponse(f"{error}\n", 422)


def _chart(answer: Answer) -> Chart | None:
    """Bars of the last column that holds only figures, by the first other one; nothing for one row or many."""
    figures = [at for at in range(len(answer.columns)) if _is_figures(row[at] for row in answer.rows)]
    if not figures or len(answer.columns) < 2 or not 1 < len(answer.rows) <= 40:
        return None
    value = figures[-1]
    label = next(at for at in range(len(answer.columns)) if at != value)
    return chart_of(
        [Sum(shown_value(row[label], plain=True), Decimal(str(row[value] or 0))) for row in answer.rows], plain=True
    )


def _is_figures(values: Iterable[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and {type(value) for value in known} <= {int, float, Decimal}
