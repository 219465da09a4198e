"""Version 1.0 of the contract becomes 1.1, on plain JSON; it says what 1.0 was and never changes with the rules.

Ids are made of a fact's own words, names have ids too, a check has a relation, a warning code and parameters, an amount
says whether it counts, and what was used is a list of models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kamerbrief.contract.identity import check_words, fact_ids

Content = dict[str, Any]

#: The lists whose ids change, with the kind that their ids begin with; programmes keep theirs.
_KINDS = {
    "amounts": "amount",
    "percentages": "percentage",
    "recommendations": "recommendation",
    "commitments": "commitment",
    "references": "reference",
    "entities": "entity",
    "checks": "check",
}
#: Attributes that name other facts.
_LINKS = frozenset({"restates", "part_of", "replaced_by", "programmes", "commitments", "amounts", "parent"})
_OPERATORS = {
    "table_total": "sum",
    "sum": "sum",
    "difference": "difference",
    "share": "share",
    "growth": "growth",
    "restatement": "equal",
    "count": "count",
}
#: The units of relations that are not about money.
_UNITS = {"share": "percent", "growth": "percent", "count": "count"}
#: A term as a message of 1.0 wrote it: its sign, then its currency.
_TERM = re.compile(r"(?:^|\s)(?P<sign>[-+]?)\s?(?:€|US\$|£|[A-Z]{3}) ")
#: More whole euros than any amount was in 1.0.
_LARGEST = 10**13


def from_1_0(content: Mapping[str, Any]) -> tuple[Content, dict[str, str]]:
    """The document in version 1.1, and the new ids by the old ones."""
    figures = {fact["id"]: fact for kind in ("amounts", "percentages") for fact in content.get(kind, [])}
    old = {kind: list(content.get(kind, [])) for kind in _KINDS}
    old["checks"].sort(key=lambda check: _place(check, figures))
    new = {kind: fact_ids(name, map(_words, old[kind])) for kind, name in _KINDS.items()}
    ids = {fact["id"]: id_ for kind in _KINDS for fact, id_ in zip(old[kind], new[kind], strict=True) if "id" in fact}
    lifted: Content = {**content, "schema_version": "1.1"}
    for kind, names in new.items():
        facts = (_renamed(fact, ids) for fact in old[kind])
        lifted[kind] = [{**fact, "id": id_} for fact, id_ in zip(facts, names, strict=True)]
    lifted["programmes"] = [_renamed(programme, ids) for programme in content.get("programmes", [])]
    lifted["checks"] = [_check(check, figures, ids) for check in lifted["checks"]]
    lifted["amounts"] = [_amount(amount, lifted["checks"]) for amount in lifted["amounts"]]
    lifted["commitments"] = [_commitment(commitment) for commitment in lifted["commitments"]]
    lifted["warnings"] = [_warning(warning) for warning in content.get("warnings", [])]
    lifted["made_by"] = _made_by(content["made_by"])
    return lifted, ids


def _place(check: Content, figures: Mapping[str, Content]) -> tuple[int, str, list[int]]:
    """Where a check stands among the others, as 1.1 orders them: 1.0 ordered those of one place by their ids."""
    first = check["evidence"][0]["start"] if check["evidence"] else 0
    terms = check["operands"][:1] if check["type"] == "restatement" else check["operands"]
    return first, check["type"], [figures[term]["evidence"]["start"] for term in terms if term in figures]


def _words(fact: Content) -> str:
    """The words that the id of a fact is made of."""
    evidence = fact["evidence"]
    if isinstance(evidence, list):
        return check_words(fact["type"], (one["text"] for one in evidence))
    return str(evidence["text"])


def _renamed(fact: Content, ids: Mapping[str, str]) -> Content:
    """The fact, with what the machine had found of an edited one, in which other facts have their new ids."""
    renamed: Content = {}
    for name, value in fact.items():
        if name in _LINKS and isinstance(value, list):
            renamed[name] = [ids.get(one, one) for one in value]
        elif name in _LINKS and isinstance(value, str):
            renamed[name] = ids.get(value, value)
        elif name == "reviewed" and value:
            renamed[name] = {**value, "machine": _renamed(value.get("machine", {}), ids)}
        else:
            renamed[name] = value
    return renamed


def _check(old: Content, figures: Mapping[str, Content], ids: Mapping[str, str]) -> Content:
    """A check whose operands, result and numbers are a relation."""
    terms, result, stated, computed = old["operands"], old["result"], old["expected"], old["found"]
    if old["type"] == "restatement":
        # What was said first gives what is said again.
        terms, result, stated, computed = terms[:1], terms[1] if len(terms) > 1 else None, computed, stated
    states = figures.get(result or "") or figures.get(terms[0] if terms else "", {})
    relation = {
        "operator": _OPERATORS[old["type"]],
        "terms": [ids.get(term, term) for term in terms],
        "signs": list(_signs(old, figures)),
        "result": ids.get(result, result) if result else None,
        "computed": computed,
        "stated": stated,
        "tolerance": old["tolerance"],
        "unit": _UNITS.get(old["type"]) or states.get("currency", "EUR"),
    }
    gone = {"message", "operands", "result", "expected", "found", "tolerance"}
    return {name: value for name, value in old.items() if name not in gone} | {"relation": relation}


def _signs(old: Content, figures: Mapping[str, Content]) -> Iterator[int]:
    """The signs of the terms of a sum or difference, which only its message has; nothing where all are added."""
    if old["type"] not in ("sum", "difference", "table_total"):
        return
    written = [match["sign"] for match in _TERM.finditer(str(old["message"]).partition(" = ")[0])]
    if len(written) != len(old["operands"]):
        written = ["", *("-" if old["type"] == "difference" else "" for _ in old["operands"][1:])]
    below = [(figures.get(term, {}).get("value") or 0) < 0 for term in old["operands"]]
    signs = [-1 if (sign == "-") is not negative else 1 for sign, negative in zip(written, below, strict=True)]
    yield from signs if -1 in signs else ()


def _amount(old: Content, checks: list[Content]) -> Content:
    """An amount that says whether it counts, by the rule of 1.0."""
    relations = [check["relation"] for check in checks if check["type"] == "difference"]
    replaced = {relation["terms"][0] for relation in relations if relation["terms"]}
    counts = (
        old["movement"] == "level"
        and old["currency"] == "EUR"
        and bool(old["value"])
        and abs(old["value"]) <= _LARGEST
        and not (old["restates"] or old["total"] or old["per"] or old["id"] in replaced)
        and not old.get("part_of")
    )
    return {**old, "counts": counts}


def _commitment(old: Content) -> Content:
    return {**old, "kind": "inform" if old["to_chamber"] else "act"}


def _warning(old: Content) -> Content:
    return {"code": old["code"], "params": {"message": old["message"]}, "evidence": old.get("evidence")}


def _made_by(old: Content) -> Content:
    """What made it; 1.0 did not say by which bytes."""
    kept = {name: value for name, value in old.items() if name != "model"}
    return {**kept, "models": [{**old["model"], "hash": ""}]}
