"""A dossier for people and programs: text, JSON, and a page with a drawing of what refers to what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kamerbrief.contract.followed import LetterLink, LinkKind
from kamerbrief.following.dossier import Dossier
from kamerbrief.following.lines import Point, Role
from kamerbrief.views.agenda import as_row
from kamerbrief.views.diff import shortened
from kamerbrief.views.html import environment, static
from kamerbrief.views.money_lines import line_drawing
from kamerbrief.views.register import motion_lines, motion_row, register_lines, register_row
from kamerbrief.views.words import Language, day_in_words, texts

_WORDS = 110
#: Sizes of the drawing, in its own units: height of a row, where the letters begin, how far an arc reaches at most.
ROW, LEFT, _REACH, _STEP = 34, 190, 160, 22
#: So many characters of a letter's name have room beside its point.
_NAME = 32


@dataclass(frozen=True, slots=True)
class Node:
    """A letter in the drawing."""

    letter: str
    y: int
    label: str
    member: bool


@dataclass(frozen=True, slots=True)
class Arc:
    """An arc from a later letter to an earlier one, for all links of a sort between them."""

    path: str
    sort: str
    label: str


@dataclass(frozen=True, slots=True)
class Graph:
    """What refers to what: the letters from top to bottom in time, arcs at their left."""

    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    width: int
    height: int


#: The sorts of arcs, each with a stroke of its own.
SORTS = {
    **dict.fromkeys((LinkKind.CITES, LinkKind.ANSWERS, LinkKind.REPLACES), "refers"),
    **dict.fromkeys((LinkKind.KEEPS, LinkKind.REPEATS), "promises"),
    **dict.fromkeys((LinkKind.SAME_MONEY, LinkKind.MOVES_MONEY, LinkKind.CONTRADICTS_MONEY), "money"),
    LinkKind.RETURNS: "advice",
}


def graph_of(found: Dossier, language: Language) -> Graph:
    """The drawing of a dossier."""
    words, values = texts(language)["dossier_page"], texts(language)["link_kinds"]
    places = {one.letter: number for number, one in enumerate(found.letters)}
    nodes = tuple(
        Node(
            one.letter,
            ROW * places[one.letter] + ROW // 2,
            f"{one.date.isoformat()} · {shortened(one.number or one.letter, _NAME)}",
            one.member,
        )
        for one in found.letters
    )
    between: dict[tuple[int, int, str], list[LetterLink]] = {}
    for link in found.links:
        key = (places[link.later.letter], places[link.earlier.letter], SORTS[link.kind])
        between.setdefault(key, []).append(link)
    arcs = []
    for (later, earlier, sort), links in sorted(between.items()):
        kinds = ", ".join(dict.fromkeys(values[one.kind] for one in links))
        label = words["arc"].format(
            later=found.letters[later].letter, kinds=kinds, earlier=found.letters[earlier].letter
        )
        arcs.append(Arc(_path(later, earlier, list(words["sorts"]).index(sort)), sort, label))
    return Graph(nodes, tuple(arcs), LEFT + 330, max(ROW * len(nodes), ROW))


def _path(later: int, earlier: int, lane: int) -> str:
    """A curve at the left of the letters, the further apart they are the wider; each sort has its own lane."""
    reach = LEFT - 12 - min(_STEP * (later - earlier) + 14 + 5 * lane, _REACH)
    top, bottom = ROW * earlier + ROW // 2 + lane, ROW * later + ROW // 2 - lane
    return f"M {LEFT - 8} {bottom} C {reach} {bottom}, {reach} {top}, {LEFT - 8} {top}"


def dossier_json(found: Dossier) -> str:
    """The dossier as JSON."""
    content = {
        "dossier": found.number,
        "letters": [
            {
                "letter": one.letter,
                "date": one.date.isoformat(),
                "title": one.title,
                "number": one.number or None,
                "ministries": list(one.ministries),
                "member": one.member,
                "promises": one.promises,
                "amounts": one.amounts,
                "recommendations": one.advice,
            }
            for one in found.letters
        ],
        "links": [one.model_dump(mode="json") for one in found.links],
        "promises": [as_row(one) for one in found.promises],
        "money": [[point_row(point) for point in line] for line in found.money],
        "register": [register_row(one) for one in found.registered],
        "motions": [motion_row(one) for one in found.motions],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def point_row(point: Point) -> dict[str, Any]:
    """A point of a line of money as JSON."""
    return {
        "letter": point.letter,
        "date": point.date.isoformat(),
        "fact": point.fact or None,
        "words": point.words,
        "sentence": point.sentence,
        "value": point.value or None,
        "kind": point.kind.value if point.kind else None,
        "probability": point.probability,
        "role": point.role.value,
        "years": point.years or None,
    }


def dossier_text(found: Dossier, language: Language = Language.NL) -> str:
    """The dossier to read on a terminal: each letter with what it says of earlier ones, then money, then promises."""
    words, kinds = texts(language)["dossier_page"], texts(language)["link_kinds"]
    states = texts(language)["agenda"]["states"]
    lines = [f"{words['dossier']} {found.number}", ""]
    for letter in found.letters:
        beside = "" if letter.member else f"  ({words['beside']})"
        lines.append(
            f"{letter.date.isoformat()}  {letter.number or letter.letter}  {shortened(letter.title, _WORDS)}{beside}"
        )
        for link in (one for one in found.links if one.later.letter == letter.letter):
            told = shortened(" ".join(link.later.evidence.text.split()), _WORDS)
            lines.append(f"    {kinds[link.kind]} {link.earlier.letter} ({link.probability:.2f}): {told}")
    lines += money_text(found.money, language)
    if found.promises:
        lines += ["", words["promises"]]
    for item in found.promises:
        due = day_in_words(item.day, language) if item.day else "–"
        lines.append(f"  {states[item.state]}  {due}  {shortened(item.tellings[-1].words, _WORDS)}")
    lines += register_lines(found.registered, language) + motion_lines(found.motions, language)
    return "\n".join([*lines, "", texts(language)["agenda"]["sure"]]) + "\n"


def money_text(money: Sequence[tuple[Point, ...]], language: Language) -> list[str]:
    """The lines of money to read on a terminal; none where there are none."""
    words, kinds = texts(language)["dossier_page"], texts(language)["link_kinds"]
    lines = ["", words["money"], words["money_note"]] if money else []
    for line in money:
        lines.append("  " + shortened(line[0].sentence or line[0].words, _WORDS))
        lines += [f"    {one.date.isoformat()}  {one.words}  {_said(one, kinds, words)}" for one in line]
    return lines


def _said(point: Point, kinds: dict[str, str], words: dict[str, Any]) -> str:
    said = words["announced"] if point.kind is None else f"{kinds[point.kind]} ({point.probability:.2f})"
    return said if point.role is Role.LEVEL else f"{said}; {words['roles'][point.role]} {point.years}".rstrip()


def dossier_context(found: Dossier, language: Language) -> dict[str, Any]:
    """What the templates of a dossier need."""
    advice = found.of(LinkKind.RETURNS)
    return {
        "found": found,
        "graph": graph_of(found, language),
        "drawings": [line_drawing(line, language) for line in found.money],
        "row": ROW,
        "left": LEFT,
        "advice": advice,
        "d": texts(language)["dossier_page"],
        "a": texts(language)["agenda"],
        "r": texts(language)["register"],
        "kinds": texts(language)["link_kinds"],
        "t": texts(language),
        "language": language.value,
        "day": lambda day: day_in_words(day, language),
        "plain": lambda text: " ".join(str(text).split()),
    }


def nowhere(_letter: str) -> str:
    """A page by itself leads to no letter."""
    return ""


def dossier_html(found: Dossier, language: Language = Language.NL) -> str:
    """One self-contained page, without links to letters."""
    context = dossier_context(found, language)
    return (
        environment()
        .get_template("dossier.html")
        .render(**context, letter_place=nowhere, style=static("letter.css") + static("following.css"))
    )
