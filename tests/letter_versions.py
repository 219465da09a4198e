"""Invented letters that change from version to version, and two small machines that read them, for tests of review.

A letter is a list of pieces that keep their number through all versions, so that a test knows by itself which fact is
which. The reader knows just these letters: it needs no Dutch and takes a millisecond.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kamerbrief.contract import Extraction
from kamerbrief.contract.identity import fact_ids, make_id, slug
from kamerbrief.contract.links import linked
from kamerbrief.double_counting import counting
from kamerbrief.letter import Evidence

_MONEY = re.compile(r"€ (\d+) (?:miljoen|mln)")
_SHARE = re.compile(r"(\d+)%")
_FUND = re.compile(r"\b(?:Havenfonds|Kustfonds)\b")
_PLACE = re.compile(r"\b(?:Oostwerf|Zandhaven|Westdijk)\b")


@dataclass(frozen=True)
class Piece:
    """One line of a letter: a paragraph or the row of a table."""

    number: int
    text: str


@dataclass(frozen=True)
class Version:
    """One version of the letter."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(piece.text for piece in self.pieces)

    def piece_at(self, offset: int) -> Piece:
        """The piece in which a character stands."""
        at = 0
        for piece in self.pieces:
            at += len(piece.text) + 1
            if offset < at:
                return piece
        raise IndexError(offset)


LINES = (
    "Betreft: de veren bij Oostwerf",
    "Voor de veren is € 12 miljoen beschikbaar uit het Havenfonds.",
    "De kade van Zandhaven kost € 40 miljoen en de brug € 30 miljoen, samen € 70 miljoen.",
    "Noord\t€ 5 miljoen\t€ 8 miljoen",
    "Oost\t€ 5 miljoen\t€ 9 miljoen",
    "Zuid\t€ 5 miljoen\t€ 8 miljoen",
    "Aanbeveling 1: onderhoud de kades. Reactie: deze neem ik over, daarvoor is € 3 miljoen.",
    "Ik informeer uw Kamer voor de zomer over de aanbesteding.",
    "Het aandeel is 25% van het geheel.",
    "Nogmaals: voor de veren is € 12 miljoen beschikbaar.",
)
FIRST = Version(tuple(Piece(number, text) for number, text in enumerate(LINES)))
#: Lines that later versions may gain.
MORE = (
    "In Westdijk komt een steiger van € 6 miljoen uit het Kustfonds.",
    "West\t€ 5 miljoen\t€ 2 miljoen",
    "Ik zal de dienstregeling met de gemeenten bespreken.",
    "Aanbeveling 2: kies een nieuw schip. Reactie: deze neem ik niet over.",
)


def another_figure(line: str) -> str:
    """The first amount of a line is another one."""
    return re.sub(r"€ (\d+) ", lambda found: f"€ {int(found[1]) + 100} ", line, count=1)


def another_unit(line: str) -> str:
    """The first amount is written otherwise."""
    return line.replace("miljoen", "mln", 1)


def more_words(line: str) -> str:
    """A line of running text begins with other words."""
    return line if "\t" in line else f"Ook dit jaar: {line}"


def another_answer(line: str) -> str:
    """A recommendation is taken over, or no longer."""
    return line.replace("niet over", "over") if "niet over" in line else line.replace("over,", "niet over,")


def another_promise(line: str) -> str:
    """A promise, or a percentage, is another one."""
    return line.replace("zomer", "winter").replace("25%", "30%")


def another_name(line: str) -> str:
    """A place or a fund has another name."""
    return line.replace("Zandhaven", "Westdijk").replace("Havenfonds", "Kustfonds")


#: How one line may be worded otherwise.
REWORDINGS: tuple[Callable[[str], str], ...] = (
    *(another_figure, another_unit, more_words),
    *(another_answer, another_promise, another_name),
)


def read(version: Version) -> Extraction:
    """What the first machine makes of a version."""
    text = version.text
    blocks, at = [], 0
    for number, piece in enumerate(version.pieces):
        kind = "cell" if "\t" in piece.text else "paragraph"
        blocks.append({"id": f"b{number}", "kind": kind, "start": at, "end": at + len(piece.text)})
        at += len(piece.text) + 1
    lines = [(block["start"], text[block["start"] : block["end"]], block["id"]) for block in blocks]
    content = _facts(text, lines)
    sha = hashlib.sha256(text.encode()).hexdigest()
    source = {"filename": "veren.txt", "media_type": "text/plain", "sha256": sha, "size": len(text)}
    head: dict[str, Any] = {"id": "veren", "source": source}
    for start, line, block in lines:
        if line.startswith("Betreft: "):
            head["subject"] = line[9:]
            head["evidence"] = {"subject": _evidence(text, start + 9, start + len(line), block)}
    made_by = {"kamerbrief": "1", "rules": "1", "models": []}
    return _counted({**content, "letter": head, "text": text, "blocks": blocks, "made_by": made_by})


def _counted(content: dict[str, Any]) -> Extraction:
    made = Extraction.model_validate(content)
    return made.model_copy(update={"amounts": counting(made.amounts, made.checks)})


def _evidence(text: str, start: int, end: int, block: str) -> dict[str, Any]:
    return Evidence(start=start, end=end, text=text[start:end], block=block).model_dump()


def _found(pattern: re.Pattern[str], text: str, lines: Iterable[tuple[int, str, str]]) -> list[dict[str, Any]]:
    return [
        _evidence(text, start + m.start(), start + m.end(), b)
        for start, line, b in lines
        for m in pattern.finditer(line)
    ]


def _facts(text: str, lines: list[tuple[int, str, str]]) -> dict[str, list[dict[str, Any]]]:
    money, shares = _found(_MONEY, text, lines), _found(_SHARE, text, lines)
    places, funds = _found(_PLACE, text, lines), _found(_FUND, text, lines)
    named: dict[str, list[dict[str, Any]]] = {}
    for one in funds:
        named.setdefault(one["text"], []).append(one)
    promises = [_evidence(text, s, s + len(line), b) for s, line, b in lines if line.startswith("Ik ")]
    content: dict[str, list[dict[str, Any]]] = {
        "amounts": [
            {
                "id": name,
                "evidence": one,
                "value": figure_of(one["text"]) * 1_000_000,
                "programmes": [slug(f["text"]) for f in funds if f["block"] == one["block"]],
            }
            for name, one in zip(fact_ids("amount", (m["text"] for m in money)), money, strict=True)
        ],
        "percentages": [
            {"id": name, "evidence": one, "value": figure_of(one["text"]), "unit": "percent"}
            for name, one in zip(fact_ids("percentage", (m["text"] for m in shares)), shares, strict=True)
        ],
        "programmes": [
            {"id": slug(name), "name": name, "kind": "fund", "registered": False, "mentions": those}
            for name, those in named.items()
        ],
        "entities": [
            {"id": name, "label": "LOC", "evidence": one}
            for name, one in zip(fact_ids("entity", (p["text"] for p in places)), places, strict=True)
        ],
        "commitments": [
            {"id": name, "evidence": one, "to_chamber": "Kamer" in one["text"], "actor": "Ik"}
            for name, one in zip(fact_ids("commitment", (p["text"] for p in promises)), promises, strict=True)
        ],
    }
    _restate(content["amounts"], text)
    content["recommendations"] = list(_recommendations(content["amounts"], text, lines))
    content["checks"] = list(_checks(content, lines))
    return content


def figure_of(words: str) -> int:
    """The figure that words state; an independent, simple reading."""
    found = re.search(r"\d+", words)
    assert found is not None
    return int(found[0])


def _restate(amounts: list[dict[str, Any]], text: str) -> None:
    for one in amounts:
        line = text.rfind("\n", 0, one["evidence"]["start"]) + 1
        if text[line:].startswith("Nogmaals"):
            earlier = [a for a in amounts if a["value"] == one["value"] and a["evidence"]["start"] < line]
            one["restates"] = earlier[0]["id"] if earlier else None


def _recommendations(
    amounts: list[dict[str, Any]], text: str, lines: list[tuple[int, str, str]]
) -> Iterator[dict[str, Any]]:
    found = [(start, *line.partition(" Reactie: "), block) for start, line, block in lines if "Reactie: " in line]
    ids = fact_ids("recommendation", (title for _, title, *_ in found))
    for name, (start, title, middle, answer, block) in zip(ids, found, strict=True):
        begin = start + len(title) + len(middle)
        words = re.search(r"neem ik (niet )?over", answer)
        yield {
            "id": name,
            "title": title,
            "evidence": _evidence(text, start, start + len(title), block),
            "response": [_evidence(text, begin, begin + len(answer), block)],
            "stance": "unclear" if words is None else "rejected" if words[1] else "adopted",
            "stance_evidence": _evidence(text, begin + words.start(), begin + words.end(), block) if words else None,
            "amounts": [a["id"] for a in amounts if a["evidence"]["block"] == block],
        }


def _checks(content: dict[str, list[dict[str, Any]]], lines: list[tuple[int, str, str]]) -> Iterator[dict[str, Any]]:
    """A sum where a line says so, and a share that names a percentage."""
    for _start, line, block in lines:
        inside = [a for a in content["amounts"] if a["evidence"]["block"] == block]
        if "samen" in line and len(inside) == 3:
            yield check("sum", [a["id"] for a in inside[:2]], inside[2]["id"])
        for share in content["percentages"]:
            if share["evidence"]["block"] == block and content["amounts"]:
                yield check("share", [content["amounts"][0]["id"]], share["id"])


def check(type_: str, terms: list[str], result: str) -> dict[str, Any]:
    """A check of these facts."""
    return {
        "id": make_id("check", type_, *terms, result),
        "type": type_,
        "status": "consistent",
        "relation": {
            "operator": type_,
            "terms": terms,
            "result": result,
            "computed": 1,
            "stated": 1,
            "tolerance": 0,
            "unit": "EUR" if type_ == "sum" else "percent",
        },
    }


def figures_of(check_: dict[str, Any]) -> list[str]:
    """The ids of the facts in a check."""
    return [*check_["relation"]["terms"], check_["relation"]["result"]]


#: What a second machine reads otherwise, by number.
RULES = range(8)


def read_otherwise(found: Extraction, rules: int) -> Extraction:
    """What another machine makes of the letter: other attributes, facts less and facts more; 0 is the first machine."""
    content = found.model_dump(mode="json")
    amounts = content["amounts"]
    if rules == 1:
        for one in amounts:
            one["value"] += 1 if "5" in one["evidence"]["text"] else 0
    elif rules == 2:
        for one in amounts:
            one["precision"] = "approximate"
    elif rules == 3:
        _drop_amounts(content)
    elif rules == 4:
        content["recommendations"] = [{**one, "stance": "unclear"} for one in content["recommendations"]]
        content["percentages"] = []
    elif rules == 5:
        for one in content["commitments"]:
            words = one["evidence"]
            one["evidence"] = {**words, "end": words["end"] - 1, "text": words["text"][:-1]}
            one["kind"] = "inform"
    elif rules == 6:
        content["entities"] = content["entities"][1:]
        content["programmes"] = []
    elif rules == 7:
        content["letter"]["subject"] = None
        content["letter"]["evidence"] = {}
        for one in amounts:
            one["restates"] = None
    return _counted(without_dangling(content))


def _drop_amounts(content: dict[str, Any]) -> None:
    """Loses every third amount; equals among the others get other numbers, as with any machine."""
    left = [one for number, one in enumerate(content["amounts"]) if number % 3]
    names = fact_ids("amount", (one["evidence"]["text"] for one in left))
    now = {one["id"]: name for one, name in zip(left, names, strict=True)}
    content["amounts"] = [{**a, "id": now[a["id"]], "restates": now.get(a["restates"])} for a in left]
    for one in content["recommendations"]:
        one["amounts"] = [now[name] for name in one["amounts"] if name in now]
    figures = now | {one["id"]: one["id"] for one in content["percentages"]}
    complete = [c for c in content["checks"] if {*figures_of(c)} <= set(figures)]
    content["checks"] = [
        check(c["type"], [now[n] for n in c["relation"]["terms"]], figures[c["relation"]["result"]]) for c in complete
    ]


def without_dangling(content: dict[str, Any]) -> dict[str, Any]:
    """Plain content without links to facts that are not there."""
    kinds = ("amounts", "percentages", "programmes", "recommendations", "commitments", "entities")
    ids = {fact["id"] for kind in kinds for fact in content[kind]}
    for one in content["amounts"]:
        one["programmes"] = [name for name in one["programmes"] if name in ids]
        one["restates"] = one["restates"] if one["restates"] in ids else None
    for one in content["recommendations"]:
        one["amounts"] = [name for name in one["amounts"] if name in ids]
    content["checks"] = [c for c in content["checks"] if {*figures_of(c)} <= ids]
    return content


def dangling(x: Extraction) -> set[str]:
    """The ids that facts name and that no fact has."""
    lists = [getattr(x, name) for name in type(x).model_fields if isinstance(getattr(x, name), list)]
    facts = [fact for those in lists for fact in those]
    return {name for fact in facts for name in linked(fact)} - {getattr(fact, "id", "") for fact in facts}
