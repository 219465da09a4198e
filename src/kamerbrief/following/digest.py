"""What of one letter can be linked with others, made once from its published extraction.

A digest is plain data: it is kept in the index, so that a new letter is compared without reading the others again.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from kamerbrief.annotate import Clause, Standing, Tense, annotate
from kamerbrief.following.likely import coming, days_over, held_open, is_of_sender
from kamerbrief.following.model import Advice, Cite, Digest, Money, Passage, Promise, Stretch
from kamerbrief.following.pointing import cites_in, stretch, within, wrote_then
from kamerbrief.following.words import kinds_of, letter_pattern, named_things, names_of, rareness, refers, said, stems
from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.letter import BlockKind

Content = dict[str, Any]
#: Blocks that hold running text.
_TOLD = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.ANSWER, BlockKind.QUESTION, BlockKind.FOOTNOTE, BlockKind.CELL}
)
_QUESTION = re.compile(r"\b20\d\d[ZD]\d{4,6}\b", re.IGNORECASE)
_CASE = re.compile(r"\bTZ\d{6}-\d{1,4}\b")
#: What was done, by a verb that no list knows: *heb ik de exploitanten bijeengebracht*.
_PERFECT = re.compile(
    r"\b(?:heb|heeft|hebben|is|zijn|werd|werden)\b(?!\s+(?:nog\s+)?(?:niet|geen))[^.;:]{2,160}?\b\w*ge(?!en\b)\w{2,}(?:d|t|en)\b",
    re.IGNORECASE,
)
#: Classes of verbs by which the writer tells or hands over, and to whom.
_TELLS = ("inform", "send", "share")
_TO_READER = re.compile(r"\b(?:u|uw|Kamer)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
#: Tenses of what is yet to come, and of what is over.
_PAST = (Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT)
#: Verbs that only say what was or will be done.
_ONLY_SAID = frozenset({"auxiliary", "promise", "say", "ask", "expect", "wish"})
_AHEAD = (Tense.FUTURE, Tense.WOULD)


def digest_of(letter: str, x: Content) -> Digest:
    """The digest of a letter, from its published extraction as plain JSON data."""
    return _Maker(letter, x).digest()


class _Maker:
    def __init__(self, letter: str, x: Content) -> None:
        self.letter, self.x, self.head = letter, x, x["letter"]
        self.text: str = x["text"]
        day = self.head["date"]
        self.date = datetime.date.fromisoformat(day) if day else None
        self.kinds = {block["id"]: block["kind"] for block in x["blocks"]}
        self.headings: dict[str, str] = {}
        self.sections: dict[str, int] = {}
        heading, section = "", 0
        for block in x["blocks"]:
            if block["kind"] == BlockKind.HEADING.value:
                heading, section = self.text[block["start"] : block["end"]], section + 1
            self.headings[block["id"]], self.sections[block["id"]] = heading, section
        self.sentences = [
            Stretch(start=start, end=end, text=self.text[start:end], block=block["id"], page=block["page"])
            for block in x["blocks"]
            if block["kind"] in _TOLD
            for start, end in sentence_bounds(self.text, block["start"], block["end"])
        ]

    def digest(self) -> Digest:
        head = self.head
        self.committed = {self._at(one["evidence"]["start"]) for one in self.x["commitments"]}
        cites = tuple(cites_in(self.x["references"], self.sentences, self.date))
        self.cited = {cite.day for cite in cites}
        self.passages = tuple(self._passage(place) for place in range(len(self.sentences)))
        often = _often(self.passages)
        dossiers = head["dossiers"] or ([head["dossier"]] if head["dossier"] else [])
        subject = head["evidence"].get("subject") or head["evidence"].get("title")
        title = head["subject"] or head["title"] or ""
        signing = dict.fromkeys(one["ministry"] for one in head["senders"] if one["ministry"])
        return Digest(
            letter=self.letter,
            number=head["id"],
            date=self.date,
            subject=stretch(subject) if subject else (self.sentences[0] if self.sentences else None),
            title=title,
            ministries=tuple(signing) or tuple(name for name in (head.get("ministry"),) if name),
            reference=head["reference"],
            dossiers=tuple(one["number"] for one in dossiers),
            numbers=tuple(f"{one['number']}-{one['nr']}" for one in dossiers if one["nr"]),
            topic=stems(title),
            subjects=_subjects(often, stems(title)),
            things=self._things(title),
            often=often,
            programmes=tuple(one["id"] for one in self.x["programmes"]),
            cites=cites,
            matters=tuple(self._matters()),
            passages=self.passages,
            promises=tuple(self._promises()),
            likely=tuple(self._likely()),
            money=tuple(self._money()),
            advice=tuple(self._advice()),
        )

    def _things(self, title: str) -> tuple[str, ...]:
        """The names of programmes, schemes and reports that the letter has."""
        return tuple(
            sorted({name for text in (title, *(one.text for one in self.sentences)) for name in named_things(text)})
        )

    def _matters(self) -> Iterator[Cite]:
        """The motions and questions that the letter names by number."""
        for one in self.x["references"]:
            about = self._at(one["evidence"]["start"])
            motion = about >= 0 and "motie" in self.sentences[about].text.lower()
            if one["number"] and (one["kind"] in ("motion", "question") or (one["kind"] == "kamerstuk" and motion)):
                yield Cite(words=stretch(one["evidence"], one["id"]), number=one["number"])
        told = [(one, match) for one in self.sentences for match in _QUESTION.finditer(one.text)]
        for one, match in told:
            yield Cite(words=within(one, *match.span()), number=match[0].upper())

    def _passage(self, place: int) -> Passage:
        one = self.sentences[place]
        clauses = annotate(one.text)
        plain = [c for c in clauses if not held_open(c)]
        done = [c for c in plain if (c.tense in _PAST or _is_done(c)) and not c.classes <= _ONLY_SAID]
        ahead = any(c.tense in _AHEAD or Standing.DENIED in c.standings for c in clauses)
        told = any(c.main and c.has("promise") and c.tense in _PAST for c in clauses)
        perfect = not any(held_open(c) for c in clauses) and _PERFECT.search(one.text) is not None and not told
        marks = {name: bool(said(name).search(one.text)) for name in _MARKS}
        marks["delivered"] |= _of_itself().search(one.text) is not None or self._tells_now(place, clauses)
        return Passage(
            words=one,
            stems=stems(one.text),
            around=self._before(place),
            acts=tuple(sorted({name for c in clauses for name in c.classes} - _HELPING)),
            verbs=tuple(sorted({c.lemma for c in plain if not c.classes & _NO_ACT} - {""})),
            wrote=wrote_then().search(one.text) is not None,
            refers=refers(one.text),
            denied=_is_denied(one.text, clauses),
            finds=bool(said("finds").search(one.text)),
            done=bool(done) or bool(said("done").search(one.text)) or perfect,
            told=told,
            earlier=bool(said("promised", "earlier").search(one.text)),
            names=names_of(one.text),
            section=self.sections[one.block],
            kinds=kinds_of(one.text),
            cases=tuple(dict.fromkeys(_CASE.findall(one.text))),
            years=_years(one.text),
            days=days_over(one.text, done, self.date, self.cited),
            **marks | {"open": marks["open"] or ahead, "moved": marks["moved"] or bool(_FROM_TO.search(one.text))},
        )

    def _tells_now(self, place: int, clauses: Sequence[Clause]) -> bool:
        """Whether the writer tells or sends something by this letter: *Vooraf praat ik u bij over …*."""
        one = self.sentences[place]
        telling = [c for c in clauses if c.main and c.tense is Tense.PRESENT and c.has(*_TELLS) and not held_open(c)]
        telling = [c for c in telling if is_of_sender(c, one.text) and _TO_READER.search(one.text[c.start : c.end])]
        return bool(telling) and place not in self.committed and not coming(one.text, self.date).due

    def _before(self, place: int) -> tuple[str, ...]:
        """The stems of the sentences before, of the same block, and of the heading that they stand under."""
        return stems(f"{self._heading(self.sentences[place].block)} {self._told_before(place)}")

    def _heading(self, block: str) -> str:
        return self.headings.get(block, "")

    def _promises(self) -> Iterator[Promise]:
        for one in self.x["commitments"]:
            place = self._at(one["evidence"]["start"])
            due = one["due"] or {}
            said_ = one["evidence"]["text"]
            told = said_.replace(due["text"], " ") if due.get("text") else said_
            yield Promise(
                words=stretch(one["evidence"], one["id"]),
                passage=place,
                stems=stems(told),
                around=self._before(place) if place >= 0 else (),
                acts=self.passages[place].acts if place >= 0 else (),
                due=due.get("text"),
                first=due.get("from"),
                last=due.get("until"),
                kind=one.get("kind") or "act",
                refers=refers(said_),
                inquires=bool(said("inquires").search(said_)),
                of_money=place >= 0
                and self._has_money(self.sentences[place])
                and not _OF_MONEY.isdisjoint(self.passages[place].acts),
                repeats=bool(one.get("repeats")),
                conditional=bool(one.get("conditional")),
            )

    def _likely(self) -> Iterator[Promise]:
        """What no commitment is, but reads like one: it is to be by a day that is ahead, or the Kamer will be told."""
        for place, one in enumerate(self.sentences):
            if place in self.committed or self.kinds[one.block] not in _MAY_PROMISE or self.passages[place].delivered:
                continue
            if _PERFECT.search(one.text) or self._has_money(one):
                continue
            due, to_chamber, becomes = coming(one.text, self.date)
            if not (due or to_chamber or becomes):
                continue
            yield Promise(
                words=one,
                passage=place,
                stems=stems(one.text.replace(due.text, " ") if due else one.text),
                around=self._before(place),
                acts=self.passages[place].acts,
                due=due.text if due else None,
                first=due.first if due else None,
                last=due.last if due else None,
                kind="inform" if to_chamber else "act",
                refers=refers(one.text),
                inquires=bool(said("inquires").search(one.text)),
                likely=True,
                becomes=not (due or to_chamber),
            )

    def _has_money(self, one: Stretch) -> bool:
        return any(one.start <= a["evidence"]["start"] < one.end for a in self.x["amounts"])

    def _money(self) -> Iterator[Money]:
        for one in self.x["amounts"]:
            if one["value"] is None:
                continue
            period, table = one["period"] or {}, one["table"]
            place = self._at(one["evidence"]["start"])
            if one["restates"] or (place < 0 and not table):
                continue
            if table:
                told = " ".join(filter(None, (table["row_header"], table.get("section"), table["column_header"])))
            else:
                told = self._beside(one["evidence"], place)
            yield Money(
                words=stretch(one["evidence"], one["id"]),
                passage=place,
                stems=stems(told),
                around=() if table else self._before(place),
                table=bool(table),
                value=Decimal(str(one["value"])),
                unit=Decimal(str(one.get("unit_in_last_place") or 1)),
                currency=one["currency"],
                movement=one["movement"],
                from_year=period.get("from_year"),
                until_year=period.get("until_year"),
                programmes=tuple(one["programmes"]),
                total=one["total"],
                part=one.get("part_of") is not None,
                asserted=(one.get("qualifier") or "asserted") in ("asserted", "reported", "earlier"),
                per=one["per"],
                yearly=one["recurrence"] in ("yearly", "structural"),
                **({} if table else self._told_of_change(one["evidence"], place)),
            )

    def _beside(self, evidence: Content, place: int) -> str:
        """The words of the sentence that are about an amount: those from the amount before it to the one behind it."""
        one = self.sentences[place]
        others = [a["evidence"] for a in self.x["amounts"] if one.start <= a["evidence"]["start"] < one.end]
        if len(others) < _SEVERAL or _FROM_TO.search(one.text):
            return one.text
        start = max((a["end"] for a in others if a["end"] <= evidence["start"]), default=one.start)
        end = min((a["start"] for a in others if a["start"] >= evidence["end"]), default=one.end)
        told = f"{self.text[start : evidence['start']]} {self.text[evidence['end'] : end]}"
        return told if len(stems(told)) > 1 else one.text

    def _told_of_change(self, evidence: Content, place: int) -> dict[str, Any]:
        """The sums and years that an amount's sentence, and the one before it in its block, name before the amount."""
        one = self.sentences[place]
        before = self.sentences[place - 1] if place else one
        back = before.block == one.block and _BACK.search(one.text) is not None
        start = before.start if back else one.start
        told = self.text[start : one.end]
        sums = [
            Decimal(str(a["value"]))
            for a in self.x["amounts"]
            if a["value"] is not None and not a["table"] and start <= a["evidence"]["start"] < evidence["start"]
        ]
        here = _years(one.text)
        return {
            "before": tuple(sums),
            "told_years": _years(told),
            "from_years": _years(one.text, _FROM_YEAR) if len(here) > 1 else (),
        }

    def _told_before(self, place: int) -> str:
        """The last sentences of the block before one."""
        block = self.sentences[place].block
        return " ".join(one.text for one in self.sentences[max(place - _BLOCK, 0) : place] if one.block == block)

    def _advice(self) -> Iterator[Advice]:
        counts: Counter[str] = Counter()
        for one in self.x["recommendations"]:
            report = one["report"] or one["author"] or ""
            counts[report] += 1
            place = self._at(one["evidence"]["start"])
            yield Advice(
                words=stretch(one["evidence"], one["id"]),
                passage=place,
                stems=stems(one["title"]),
                around=self._before(place) if place >= 0 else (),
                number=one["number"] or str(counts[report]),
                report=one["report"],
                author=one["author"],
                stance=one["stance"],
            )

    def _at(self, start: int) -> int:
        """The place of the sentence that holds a character; -1 where none does."""
        return next((n for n, one in enumerate(self.sentences) if one.start <= start < one.end), -1)


def _years(text: str, which: re.Pattern[str] = _YEAR) -> tuple[int, ...]:
    return tuple(sorted({int(year) for year in which.findall(text)}))


def _often(passages: Iterable[Passage]) -> dict[str, int]:
    """How many sentences say a word, for the words of several."""
    counts = Counter(word for passage in passages for word in passage.stems)
    return {word: times for word, times in sorted(counts.items()) if times > 1}


#: A word of a letter's subject has so many letters and is so rare; one of the title counts as if it were said so often;
#: and so many a letter has.
_LONG, _RARE, _TITLE, _SUBJECTS = 5, 0.55, 5, 20


def _subjects(often: Mapping[str, int], title: Iterable[str]) -> tuple[str, ...]:
    """The words that tell what a letter is about: said often in it and seldom in others, or in its title."""
    counts = Counter(often)
    counts.update(dict.fromkeys(title, _TITLE))
    told = [word for word in counts if len(word) >= _LONG and rareness(word) >= _RARE]
    return tuple(sorted(told, key=lambda word: (-counts[word] * rareness(word), word))[:_SUBJECTS])


#: So many sentences before one tell what it is about.
_BLOCK = 2
#: From so many amounts on each has its own part of the sentence.
_SEVERAL = 2
#: One sum that becomes another: *van € 60 miljoen naar € 68 miljoen*, *geen € 5.310.000 maar € 5.150.000*.
_FROM_TO = re.compile(
    r"\bvan\s+[^.;]{0,25}?\d[^.;]{0,25}?\b(?:naar|tot)\s+[^.;]{0,12}\d"
    r"|\b(?:geen|niet)\s+[^.;]{0,30}?\d[\d.,]*[^.;]{0,40}?\bmaar\s+[^.;]{0,20}?\d",
    re.IGNORECASE,
)
#: The year that money comes from: *van 2025 naar 2027*, *uit de jaarschijf 2027*.
_FROM_YEAR = re.compile(r"\b(?:van|uit)\b[^.;,]{0,40}?\b(20\d\d)\b", re.IGNORECASE)
#: What says that a sentence is about what the one before names: *verlaag ik dit bedrag*, *is daar aan toegevoegd*.
_BACK = re.compile(r"^\W*(?:Dat|Die|Deze|Dit)\b|\b(?:dit|deze|daar|(?:daar|hier)(?:aan|van|bij|op|mee))\b")
#: Blocks in which something may be promised.
_MAY_PROMISE = frozenset({BlockKind.PARAGRAPH.value, BlockKind.LIST_ITEM.value, BlockKind.ANSWER.value})
_MARKS = ("delivered", "promised", "open", "moved", "answered", "replaced", "settled", "other", "begun")
#: Classes of verbs that tell nothing of what was done: that it is said, sent, or there.
_NO_ACT = frozenset({"auxiliary", "say", "promise", "inform", "send", "receive", "expect", "hold", "wish", "ask"})
_HELPING = frozenset({"auxiliary"})
#: Classes of verbs by which money is promised.
_OF_MONEY = frozenset({"reserve", "pay", "raise", "lower"})
_NEVER = frozenset({Standing.DENIED, Standing.CANCELLED})
_NOT_BUT = re.compile(r"\b(?:niet|geen)\b[^.;]{2,60}?\bmaar\b|\bniet\s+(?:meer|langer)\b", re.IGNORECASE)


def _is_denied(text: str, clauses: Iterable[Clause]) -> bool:
    """Whether the main clause says that it was not done, or is put off; *niet in mei maar in juni* and *niet meer* say
    that it was.
    """
    never = any(c.main and _NEVER & set(c.standings) for c in clauses) and not _NOT_BUT.search(text)
    return never or said("put_off").search(text) is not None


def _is_done(clause: Clause) -> bool:
    """*is gestart*, *zijn gepubliceerd*: a participle with a present form of *zijn*."""
    return (
        clause.passive and clause.tense is Tense.PRESENT and clause.finite is not None and clause.finite.lemma == "zijn"
    )


@cache
def _of_itself() -> re.Pattern[str]:
    """What a letter says of itself: *Dit is de eerste jaarlijkse rapportage*, *Deze brief bevat mijn reactie*."""
    name = letter_pattern()
    return re.compile(rf"^\W*(?:(?:Dit is|Voor u ligt|Voor u liggen)\b[^.,;]{{0,40}}?{name}|(?:Deze|Dit)\s+{name})")
