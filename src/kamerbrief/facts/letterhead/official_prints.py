"""What an official print says of itself: dossiers and number of a Kamerstuk, who asked and who answered.

Wording: the Aanhangsel of the Handelingen prints *Vragen van het lid X (partij) aan de Minister van Y over Z
(ingezonden 5 juni 2024).* and *Antwoord van Minister X (portefeuille), mede namens … (ontvangen 28 juni 2024).*
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kamerbrief.annotate.time import find_dates
from kamerbrief.contract import Dossier, Questioner, Sender, WrittenQuestions
from kamerbrief.language.ministries import ministry_of, official_name
from kamerbrief.letter import Block, BlockKind, Letter
from kamerbrief.lexicon import load

#: The head of a print stands in so many blocks.
_HEAD = 25
_YEAR = r"(?:vergaderjaar|zitting)\s+(\d{4})\s?[-–]\s?(\d{4})"
_SESSION = re.compile(_YEAR, re.IGNORECASE)
_DOSSIER = re.compile(r"(\d{2})\s?(\d{3})(?:[\s-]+([IVXLC]{1,6}|[A-Z]))?(?:\s+\(R\s?\d{1,4}\))?(?=\s|$)(?:\s+en\b)?\s*")
#: Where the next dossier's number and title begin.
_ANOTHER = re.compile(r"(?<=\s)\d{2}\s\d{3}\s+(?:[IVXLC]{1,6}\s+|[A-Z]\s+)?(?=[A-ZÀ-Þ]\w)")
_TITLES = (BlockKind.LETTERHEAD, BlockKind.PARAGRAPH, BlockKind.HEADING)
_NUMBER = re.compile(r"(?:[A-Z]{1,3}\s?/\s?)?Nr\.\s?(\d{1,4})[a-z]?(?:\s+\(?herdruk\)?\d?)?(?=\s|$)\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:Aan\s+de|Den Haag|['’‘]s-Gravenhage)\b", re.IGNORECASE)
_LETTER = re.compile(r"([A-Z]{1,3})(?:\s+herdruk)?\s*", re.IGNORECASE)
_APPENDIX = re.compile(r"\bah-([te]k)-(\d{8})-(\d{1,4})\b")
_APPENDIX_NUMBER = re.compile(r"(\d{1,4})(?:\s+\(?herdruk\)?\d?)?", re.IGNORECASE)
_OFFICE = r"(?:Minister(?:s|-President)?|Staatssecretaris(?:sen)?|Bewindspersonen)"
_ASKS = re.compile(
    r"(?P<opening>(?:[Nn]adere\s+|[Aa]anvullende\s+)?(?:[Kk]amer)?[Vv]ragen)\s+van\s+(?:het\s+(?:[Kk]amer)?lid|de\s+(?:[Kk]amer)?leden)\s+"
    rf"(?P<who>[^.;:]{{2,400}}?)\s*,?\s+aan\s+(?=(?:de|het|uw)\s+{_OFFICE}\b)"
    r"(?P<whom>.{5,400}?)\s+(?:over|inzake|betreffende)\s+(?P<subject>.+?)(?=\s*\(\s*ingezonden\b|\.?\s*$)",
    re.IGNORECASE | re.DOTALL,
)
_GROUP = re.compile(r"(?P<names>[^()]+?)\s*\(\s*(?:(?:beiden?|allen|alle\s+\w+)\s+)?(?P<party>[^()]+?)\s*\)")
_BETWEEN = re.compile(r"\s*,\s*(?:en\s+)?|\s+en\s+|^\s*(?:en|,)\s+")
_MEMBER = re.compile(r"^(?:(?:van\s+)?(?:het\s+lid|de\s+leden)\s+)", re.IGNORECASE)
_ANSWERS = re.compile(r"(?:(?:Nader|Aanvullend|Gewijzigd)\s+)?(?P<kind>Antwoord(?:en)?|Mededeling(?:en)?)\s+van\b")
_RECEIVED = re.compile(r"\(\s*(?P<word>ontvangen|ingezonden)\s+(?P<when>[^()]{5,60})\)", re.IGNORECASE)
_ANSWERER = re.compile(
    r"(?P<function>Minister-[Pp]resident|(?:[Vv]iceminister-president,?\s+)?Minister|Staatssecretaris)\s+"
    r"(?P<name>[^()]{2,60}?)\s*\((?P<place>[^()]{2,120})\)"
)
#: How the report of a list of questions and answers says who answered, and when.
_BY_LETTER = re.compile(
    rf"\bBij\s+brief\s+van\s+(?P<when>\d{{1,2}}\s+\w+\s+\d{{4}})\s+zijn\s+(?:ze|zij|deze)\s+door\s+de\s+"
    rf"(?P<who>{_OFFICE}\b[^.;]{{2,200}}?)\s+beantwoord\b"
)
#: The same where the answers are part of it: whom the questions were put to, and when it was settled.
_DAY = r"(?P<when>\d{1,2}\s+\w+\s+\d{4})"
_PUT_TO = re.compile(
    rf"\b(?:voorgelegd|gesteld)\s+aan\s+de\s+(?P<who>{_OFFICE}\b[^.;]{{2,200}}?)\s+(?:over|inzake|naar\s+aanleiding)\b",
    re.IGNORECASE,
)
_ANSWERED_BY_LETTER = re.compile(rf"\bbeantwoord\s+bij\s+brief\s+van\s+{_DAY}")
_SETTLED = re.compile(rf"Vastgesteld\s+(?:op\s+|d\.d\.\s+)?{_DAY}\.?")
_TOO = re.compile(r",?\s+(?:mede\s+)?namens\b")


@dataclass(slots=True)
class Print:
    """The head of a print; stretches of text as (start, end), None for what it does not have."""

    session: str | None = None
    dossiers: list[tuple[Dossier, int, int]] = field(default_factory=list)
    subject: tuple[int, int] | None = None
    title: tuple[int, int] | None = None
    date: tuple[datetime.date, int, int] | None = None
    senders: list[Sender] = field(default_factory=list)
    questions: WrittenQuestions | None = None
    id: str | None = None


def find_print(letter: Letter) -> Print:
    """What the letter's head says in the form of an official print; empty for any other letter."""
    found = Print(session=_session(letter))
    head = letter.blocks[:_HEAD]
    _read_kamerstuk(letter, head, found)
    _read_questions(letter, head, found)
    _read_list(letter, head, found)
    return found


def _session(letter: Letter) -> str | None:
    """The meeting year, from the head or the running lines of a print."""
    head = (letter.text_of(block) for block in letter.blocks[:_HEAD] if block.field == "vergaderjaar")
    running = (part.text for part in letter.furniture)
    match = next((match for text in (*head, *running) if (match := _SESSION.search(text))), None)
    return f"{match[1]}-{match[2]}" if match else None


# -- Kamerstuk --------------------------------------------------------------------------------------------------------


def _read_kamerstuk(letter: Letter, head: Sequence[Block], found: Print) -> None:
    """Dossiers with their titles, one under another, and under them the number of the document with its own title."""
    for place, block in enumerate(head):
        numbered = _number_of(letter, block) if found.dossiers else None
        dossiers = list(_dossiers_of(letter, block))
        if numbered:
            # One number is printed, that in the first dossier.
            first = found.dossiers[0]
            found.dossiers[0] = (first[0].model_copy(update={"nr": numbered[0]}), *first[1:])
            found.title = _stretch(letter, numbered[1], block.end) or _title_under(letter, head, place)
            return
        for dossier, start, titled, end in dossiers:
            found.dossiers.append((dossier, start, _trimmed(letter, start, titled)))
            if len(found.dossiers) == 1:
                found.subject = _stretch(letter, titled, end) or _title_under(letter, head, place)
        if not dossiers and found.dossiers and head[place - 1].end != found.dossiers[-1][2]:
            # Neither a dossier nor the title under one that stands alone.
            break
    found.dossiers.clear()
    found.subject = None


def _number_of(letter: Letter, block: Block) -> tuple[str, int] | None:
    """The number that a block begins with, and where the title behind it begins."""
    match = _NUMBER.match(letter.text, block.start, block.end)
    if match is None and block.field == "stuk":
        match = _LETTER.fullmatch(block.label or letter.text_of(block))
        return (match[1], block.content_start if block.label else block.end) if match else None
    return (match[1], match.end()) if match else None


def _dossiers_of(letter: Letter, block: Block) -> Iterator[tuple[Dossier, int, int, int]]:
    """The dossier that a block begins with, and others where lines ran together: start, and where its title stands."""
    start = block.start
    while match := _DOSSIER.match(letter.text, start, block.end) if block.kind in _TITLES else None:
        another = _ANOTHER.search(letter.text, match.end(), block.end)
        end = another.start() if another else block.end
        suffix = f"-{match[3]}" if match[3] else ""
        yield Dossier(number=f"{match[1]}{match[2]}{suffix}"), start, match.end(), _trimmed(letter, start, end)
        start = end


def _title_under(letter: Letter, head: Sequence[Block], place: int) -> tuple[int, int] | None:
    """The block under a number that stands alone."""
    below = head[place + 1] if place + 1 < len(head) else None
    if below is None or _ADDRESS.match(letter.text, below.start, below.end) or _number_of(letter, below):
        return None
    return None if any(_dossiers_of(letter, below)) else (below.start, below.end)


def _stretch(letter: Letter, start: int, end: int) -> tuple[int, int] | None:
    return (start, end) if letter.text[start:end].strip() else None


def _trimmed(letter: Letter, start: int, end: int) -> int:
    return start + len(letter.text[start:end].rstrip())


# -- Written questions ------------------------------------------------------------------------------------------------


def _read_questions(letter: Letter, head: Sequence[Block], found: Print) -> None:
    """Who asked whom about what and when, and who answered when; the answer's day is that of the letter."""
    asking = next((block for block in head if _asks_at(letter, block)), None)
    asks = _asks_at(letter, asking) if asking else None
    if asking is None or asks is None:
        return
    answered = list(_answers(letter, head))
    for words, start, end in answered:
        found.senders += _answerers(letter, start, _TOO.split(words, maxsplit=1)[0])
        received = _dated(letter, start, end, "ontvangen")
        found.date = received or found.date
    if answered or asks.start() == asking.start:
        found.subject = asks.span("subject")
    sent = _dated(letter, asking.start, asking.end, "ingezonden")
    number, found.id = _appendix_number(letter, head)
    found.questions = WrittenQuestions(
        number=number,
        sent=sent[0] if sent else None,
        questioners=list(_questioners(asks["who"])),
        evidence=letter.evidence(*asks.span()),
    )


def _read_list(letter: Letter, head: Sequence[Block], found: Print) -> None:
    """Who answered a list of questions and when, as the committee's report says it."""
    by_letter = _in_head(letter, head, _BY_LETTER)
    who = by_letter or _in_head(letter, head, _PUT_TO)
    when = by_letter or _in_head(letter, head, _ANSWERED_BY_LETTER) or _settled(letter, head)
    day = next(find_dates(when["when"]), None) if when else None
    if who is None or when is None or day is None or found.date:
        return
    found.date = day.date, *when.span("when")
    role = " ".join(who["who"].split())
    if ministry := ministry_of(role):
        evidence = letter.evidence(*who.span("who"))
        found.senders.append(Sender(role=role[0].upper() + role[1:], ministry=ministry, evidence=evidence))


def _in_head(letter: Letter, head: Sequence[Block], pattern: re.Pattern[str]) -> re.Match[str] | None:
    return next((match for block in head if (match := pattern.search(letter.text, block.start, block.end))), None)


def _settled(letter: Letter, head: Sequence[Block]) -> re.Match[str] | None:
    """The line that says when a report was settled."""
    return next((match for block in head if (match := _SETTLED.fullmatch(letter.text, block.start, block.end))), None)


def _asks_at(letter: Letter, block: Block) -> re.Match[str] | None:
    return _ASKS.search(letter.text, block.content_start, block.end) if block.kind is not BlockKind.CELL else None


def _answers(letter: Letter, head: Sequence[Block]) -> Iterator[tuple[str, int, int]]:
    """The lines that say who answered; a notice of delay counts where there is no answer."""
    lines = [found for block in head for found in _answered(letter, block)]
    answers = [(start, end) for kind, start, end in lines if kind.startswith("Antwoord")]
    for start, end in answers or [(start, end) for _, start, end in lines]:
        yield letter.text[start:end], start, end


def _answered(letter: Letter, block: Block) -> Iterator[tuple[str, int, int]]:
    """Who answered, at the beginning of a block; or in one whose lines ran together, behind the brackets with a day."""
    for match in _ANSWERS.finditer(letter.text, block.start, block.end):
        if match.start() == block.start or letter.text[block.start : match.start()].rstrip(" \n.").endswith(")"):
            received = _RECEIVED.search(letter.text, match.end(), block.end)
            yield match["kind"], match.start(), received.end() if received else block.end


def _dated(letter: Letter, start: int, end: int, word: str) -> tuple[datetime.date, int, int] | None:
    for match in _RECEIVED.finditer(letter.text, start, end):
        date = next(find_dates(match["when"]), None)
        if match["word"].lower() == word and date:
            return date.date, match.start("when") + date.start, match.start("when") + date.end
    return None


def _answerers(letter: Letter, start: int, words: str) -> Iterator[Sender]:
    for match in _ANSWERER.finditer(words):
        if _RECEIVED.match(f"({match['place']})"):
            continue
        role = _role(match["function"], match["place"])
        yield Sender(
            name=" ".join(match["name"].split()),
            role=role,
            ministry=ministry_of(role),
            evidence=letter.evidence(start + match.start(), start + match.end()),
        )


def _role(function: str, place: str) -> str:
    """The function in full: `Minister Bruins Slot (BZ)` is the Minister van Buitenlandse Zaken."""
    function, place = " ".join(function.split()), " ".join(place.split())
    if function.lower() == "minister-president":
        return function
    short = ministry_of(place)
    full = official_name(short) if short and place in _short_names() else place
    link = "voor" if function.endswith("Minister") and str(full).lower() in _without_a_ministry() else "van"
    return f"{function} {link} {full}"


@cache
def _short_names() -> frozenset[str]:
    listed = load("ministries")["ministry"]
    return frozenset(name for m in listed for name in (m["short"], *m.get("shorts", [])))


@cache
def _without_a_ministry() -> frozenset[str]:
    """The portfolios of ministers `voor`, who have no ministry of their own."""
    return frozenset(name.lower() for name in load("ministries")["without_a_ministry"])


def _questioners(who: str) -> Iterator[Questioner]:
    """Every member with the party in the brackets behind: `Bushoff en Patijn (beiden GroenLinks-PvdA)`."""
    position = 0
    for group in _GROUP.finditer(who):
        yield from _members(group["names"], " ".join(group["party"].split()))
        position = group.end()
    yield from _members(who[position:], None)


def _members(names: str, party: str | None) -> Iterator[Questioner]:
    for part in _BETWEEN.split(" ".join(names.split())):
        name = _MEMBER.sub("", part.strip(" ,"))
        if name and (name[0].isupper() or name[0] in "'’‘"):
            yield Questioner(name=name, party=party)


def _appendix_number(letter: Letter, head: Sequence[Block]) -> tuple[str | None, str | None]:
    """The number in the Aanhangsel, and the print's own identifier where its colophon has it."""
    for part in letter.furniture:
        match = _APPENDIX.search(part.text)
        if match:
            return match[3], match[0]
    for block in head:
        match = _APPENDIX_NUMBER.fullmatch(letter.text_of(block))
        if match and block.field == "nummer":
            return match[1], None
    return None, None
