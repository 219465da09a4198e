"""How right links are: precision and recall by kind, over dossiers of letters with a ``links.json``.

A link is right where kind, letters and words on both sides agree: the words of the gold and of the link share a stretch
of the letter; for a citation the letters do, as one may cite another in several places. Promises that the gold says are
repeated are one promise, amounts that it says are the same are one, and so is a recommendation with the words that come
back to it: a link to any of them is right. Of promises and advice a link at another sentence of the same paragraph is
the same link. Words that stand in a letter several times are met by any of them. Links that the gold calls arguable
count for nothing, those that it lists as lookalikes are wrong like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from kamerbrief.contract import Extraction
from kamerbrief.contract.followed import LetterLink, LinkEnd, LinkKind, Sign
from kamerbrief.errors import ReadError
from kamerbrief.following.digest import digest_of
from kamerbrief.following.model import Stretch
from kamerbrief.following.pairs import linked
from kamerbrief.reading.detect import ENDINGS

GOLD = "links.json"
#: Kinds by which what stands on both sides is one thing: a link may go to any letter that says it.
_SAME = frozenset({LinkKind.REPEATS, LinkKind.SAME_MONEY, LinkKind.RETURNS})
#: Kinds that are about a letter as a whole: which of its words stand for it does not matter.
_WHOLES = frozenset({LinkKind.CITES, LinkKind.REPLACES})
#: Kinds that may be linked at another sentence of the same paragraph: what takes two sentences is one link.
_TOLD = frozenset({LinkKind.KEEPS, LinkKind.REPEATS, LinkKind.RETURNS})


@dataclass(slots=True)
class Counted:
    """How many links of a kind are right, missed and wrong."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float | None:
        """Which part of the links is right; None where there are none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Which part of the gold is found; None where there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


@dataclass(slots=True)
class LinkReport:
    """The counts by kind, and every miss in words."""

    kinds: dict[LinkKind, Counted] = field(default_factory=lambda: {kind: Counted() for kind in LinkKind})
    misses: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        kinds = {
            kind.value: {
                "right": one.right,
                "missed": one.missed,
                "wrong": one.wrong,
                "precision": one.precision,
                "recall": one.recall,
            }
            for kind, one in self.kinds.items()
        }
        return {"links": kinds, "misses": self.misses}


def link_dossiers(folder: Path) -> list[Path]:
    """The folders below ``folder`` that hold letters with a gold of their links."""
    return sorted(path.parent for path in folder.rglob(GOLD))


def evaluate_links(folder: Path, extract: Callable[[Path], Extraction]) -> LinkReport:
    """Links the letters of every dossier below ``folder`` and compares. Raises ReadError where there is no gold."""
    report = LinkReport()
    dossiers = link_dossiers(folder)
    if not dossiers:
        raise ReadError(str(folder), f"there is no {GOLD} below this folder", "see fixtures/dossiers for its shape")
    for place in dossiers:
        try:
            gold = json.loads((place / GOLD).read_text(encoding="utf-8"))
        except ValueError as error:
            raise ReadError(str(place / GOLD), f"this is no JSON: {error}") from error
        _compare(report, place, gold, extract)
    return report


def _compare(report: LinkReport, place: Path, gold: dict[str, Any], extract: Callable[[Path], Extraction]) -> None:
    letters = {path.stem: extract(path) for path in sorted(place.iterdir()) if path.suffix.lower() in ENDINGS}
    texts = {name: x.text for name, x in letters.items()}
    made = linked(digest_of(name, x.model_dump(mode="json")) for name, x in letters.items())
    open_ = [one for links in made.values() for one in links.links]
    lines = _lines(gold["links"])
    for wanted in gold["links"]:
        asked = [wanted, *_to_others(wanted, lines)]
        met = next(
            (one for beside in (False, True) for form in asked for one in open_ if _agree(one, form, texts, beside)),
            None,
        )
        counted = report.kinds[LinkKind(wanted["kind"])]
        if met is None:
            counted.missed += 1
            report.misses.append(f"missed  {place.name}: {_told(wanted)}")
        else:
            counted.right += 1
            open_.remove(met)
    for one in open_:
        known = [*gold.get("arguable", ()), *gold["links"]]
        if any(_agree(one, form, texts, True) for wanted in known for form in (wanted, *_to_others(wanted, lines))):
            continue
        report.kinds[one.kind].wrong += 1
        report.misses.append(f"wrong   {place.name}: {_shown(one)}")


class Known:
    """What the gold of a dossier says of pairs of words."""

    def __init__(self, gold: dict[str, Any], texts: dict[str, str]) -> None:
        self._texts, lines = texts, _lines(gold["links"])
        self._links = [form for one in gold["links"] for form in (one, *_to_others(one, lines))]
        self._open = [*gold.get("arguable", ()), *self._links]

    def says(self, kind: LinkKind, later: tuple[str, Stretch], earlier: tuple[str, Stretch]) -> bool | None:
        """Whether words of a later letter are linked with words of an earlier one; None where that can be argued."""
        ends = [LinkEnd(letter=letter, evidence=words.evidence()) for letter, words in (later, earlier)]
        one = LetterLink(id="", kind=kind, later=ends[0], earlier=ends[1], signs=[], probability=Decimal(1))
        if any(_agree(one, form, self._texts, False) for form in self._links):
            return True
        return None if any(_agree(one, form, self._texts, True) for form in self._open) else False


def _lines(gold: list[dict[str, Any]]) -> list[list[dict[str, str]]]:
    """Promises that are one promise said again, and amounts that are one amount: the ends that the gold joins."""
    lines: list[list[dict[str, str]]] = []
    for link in gold:
        if link["kind"] not in _SAME:
            continue
        ends = [link["from"], link["to"]]
        near = [line for line in lines if any(_touch(end, known) for end in ends for known in line)]
        lines = [line for line in lines if line not in near] + [[end for line in near for end in line] + ends]
    return lines


def _touch(one: dict[str, str], other: dict[str, str]) -> bool:
    words = one["words"], other["words"]
    return one["letter"] == other["letter"] and (words[0] in words[1] or words[1] in words[0])


def _to_others(wanted: dict[str, Any], lines: list[list[dict[str, str]]]) -> list[dict[str, Any]]:
    """The same link to another letter that says the same promise, or the same money, before."""
    ends = [end for line in lines if any(_touch(wanted["to"], known) for known in line) for end in line]
    return [wanted | {"to": end} for end in ends if end["letter"] != wanted["from"]["letter"]]


def _agree(one: LetterLink, wanted: dict[str, Any], texts: dict[str, str], beside: bool) -> bool:
    if one.kind != wanted["kind"]:
        return False
    if one.kind is LinkKind.CITES:
        return (one.later.letter, one.earlier.letter) == (wanted["from"]["letter"], wanted["to"]["letter"])
    beside = beside and one.kind in _TOLD
    if not _meets(one.later, wanted["from"], texts, beside):
        return False
    about_all = one.kind in _WHOLES or (one.kind is LinkKind.ANSWERS and Sign.CITES_LETTER in one.signs)
    whole = about_all and one.earlier.letter == wanted["to"]["letter"]
    return whole or _meets(one.earlier, wanted["to"], texts, beside)


def _meets(end: LinkEnd, wanted: dict[str, str], texts: dict[str, str], beside: bool = False) -> bool:
    """Whether words of a link and of the gold share a stretch, or with ``beside`` a paragraph."""
    if end.letter != wanted["letter"]:
        return False
    text = texts[end.letter]
    places = _places(text, wanted["words"])
    if beside:
        places = ((_line_of(text, start)[0], _line_of(text, stop - 1)[1]) for start, stop in places)
    return any(start < end.evidence.end and end.evidence.start < stop for start, stop in places)


def _line_of(text: str, place: int) -> tuple[int, int]:
    """The start and end of the paragraph around a character: its line of canonical text."""
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text)


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    blank = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    yield from (match.span() for match in blank.finditer(text))


def _told(wanted: dict[str, Any]) -> str:
    return (
        f"{wanted['kind']}: {wanted['from']['letter']} '{wanted['from']['words']}' -> "
        f"{wanted['to']['letter']} '{wanted['to']['words']}'"
    )


def _shown(one: LetterLink) -> str:
    return (
        f"{one.kind}: {one.later.letter} '{one.later.evidence.text}' -> "
        f"{one.earlier.letter} '{one.earlier.evidence.text}' ({one.probability}: {', '.join(one.signs)})"
    )
