"""A gold file from an extraction that a person has reviewed, in the shape that ``kamerbrief evaluate`` reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kamerbrief.contract import Amount, Extraction, Operator, Percentage, Relation


def gold_of(x: Extraction) -> dict[str, Any]:
    """The facts of an extraction as gold: what they say, without ids and places."""
    names = {programme.id: programme.name for programme in x.programmes}
    figures: list[Amount | Percentage] = [*x.amounts, *x.percentages]
    values = {figure.id: figure.value for figure in figures}
    return {
        "about": f"From a reviewed extraction of {x.letter.source.filename}.",
        "amounts": [_amount(amount, names) for amount in x.amounts],
        "percentages": [
            {"text": p.evidence.text, "value": _plain(p.value), "movement": p.movement.value}
            for p in x.percentages
            if p.value is not None
        ],
        "programmes_required": [programme.name for programme in x.programmes],
        "programmes_allowed": [],
        "recommendations": [
            {"number": r.number, "title": r.title, "stance": [r.stance.value]} for r in x.recommendations
        ],
        "commitments": [
            {"contains": c.evidence.text, "to_chamber": c.to_chamber} | ({"due": c.due.text} if c.due else {})
            for c in x.commitments
        ],
        "checks": [
            {
                "type": c.type.value,
                "status": c.status.value,
                "values": terms_of(c.relation, values),
            }
            for c in x.checks
        ],
        "letterhead": _letterhead(x),
    }


def _amount(a: Amount, names: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"text": a.evidence.text}
    found |= {
        key: _plain(end) for key, end in (("value", a.value), ("low", a.low), ("high", a.high)) if end is not None
    }
    found |= {"precision": a.precision.value, "movement": a.movement.value, "total": a.total}
    found |= {"recurrence": a.recurrence.value if a.recurrence else None}
    found |= {"period": [a.period.from_year, a.period.until_year] if a.period else None}
    found |= {"per": a.per} if a.per else {}
    found |= {"budget_holders": a.budget_holders, "programmes": [names[name] for name in a.programmes if name in names]}
    if a.table:
        found["table"] = [a.table.row_header or "", a.table.column_header or ""]
    return found


def terms_of(relation: Relation, values: Mapping[str, Decimal | None]) -> list[Any]:
    """The values of a check's terms as gold states them; of a count the number announced, of a restatement both."""
    if relation.operator is Operator.COUNT:
        return [_plain(relation.stated)]
    if relation.operator is Operator.EQUAL:
        return [_plain(relation.computed), _plain(relation.stated)]
    return [_plain(values.get(term) or Decimal(0)) for term in relation.terms]


def _letterhead(x: Extraction) -> dict[str, Any]:
    head = x.letter
    first = head.senders[0] if head.senders else None
    found = {
        "senders": [sender.name for sender in head.senders],
        "role": first.role if first else None,
        "ministry": head.ministry,
        "on_behalf_of": head.on_behalf_of,
        "date": head.date.isoformat() if head.date else None,
        "subject": head.subject,
        "chamber": head.chamber,
        "reference": head.reference,
    }
    return {name: value for name, value in found.items() if value}


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def as_text(gold: dict[str, Any]) -> str:
    """The gold as it is written to a file."""
    return json.dumps(gold, ensure_ascii=False, indent=2) + "\n"
