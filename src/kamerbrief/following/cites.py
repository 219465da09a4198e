"""Which letter a letter cites, answers or replaces: by Kamerstuk number, the sender's reference, or its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kamerbrief.annotate import Standing, annotate
from kamerbrief.contract.followed import LinkKind, Sign
from kamerbrief.following.found import SETTLED, Found
from kamerbrief.following.model import Cite, Digest, Passage, Stretch, one_ministry
from kamerbrief.following.pointing import within
from kamerbrief.following.words import is_letter, said, stem

#: A day alone may be that of another letter of the same ministry, less so within one dossier or about one thing.
_BY_DAY, _BY_DAY_ALONE = Decimal("0.95"), Decimal("0.7")
#: So does its month, or its title where something is said to have been written.
_BY_MONTH, _BY_TITLE = Decimal("0.8"), Decimal("0.85")
#: So does its number among those of its name, and the time in which it was sent.
_BY_WHICH, _BY_PERIOD = Decimal("0.8"), Decimal("0.7")
#: A shorter reference may be part of something else.
_SHORTEST = 7
_PREVIOUS, _ANY_LETTER = "previous", frozenset({"brief", "kamerbrief", "schrijven"})
#: From so many telling words on a title is that of one letter.
_TELLING = 2
#: A motion or question that both letters name by its number, and that the later one says is dealt with.
_DEALT_WITH = Decimal("0.9")
#: What a letter as a whole answers it says in its first sentences.
_OPENING = 4
#: That it answers or replaces another as a whole is said among so many.
_OPENING_OF_ALL = 12


def points_at(cite: Cite, earlier: Digest) -> Decimal:
    """How sure it is that a letter is meant: 1 for its number, 0 where it is another."""
    if cite.number:
        return SETTLED if cite.number in earlier.numbers else Decimal(0)
    if cite.reference:
        return SETTLED if cite.reference == earlier.reference else Decimal(0)
    if cite.which:
        return _BY_WHICH if _is_that_one(cite, earlier) else Decimal(0)
    if cite.period:
        return _BY_PERIOD if _is_of_period(cite, earlier) else Decimal(0)
    if cite.month:
        return _BY_MONTH if _is_of_month(cite, earlier) else Decimal(0)
    return _BY_DAY if cite.day == earlier.date else Decimal(0)


def _is_of_month(cite: Cite, earlier: Digest) -> bool:
    """Whether a letter is of a month, and is a letter by name or called what is meant."""
    if cite.month is None or earlier.date is None or earlier.date.replace(day=1) != cite.month:
        return False
    return is_letter(cite.name) or stem(cite.name) in earlier.topic


def _is_of_period(cite: Cite, earlier: Digest) -> bool:
    """Whether a letter was sent in a time, and is called what is meant."""
    first, last = cite.period or (None, None)
    return bool(first and last and earlier.date and first <= earlier.date <= last) and _is_called(cite, earlier)


def _is_that_one(cite: Cite, earlier: Digest) -> bool:
    """Whether a letter is the one that is counted; any may be the one before."""
    if cite.which == _PREVIOUS:
        return _is_called(cite, earlier)
    return re.search(rf"\b{cite.which}\s+(?:\w+\s+)?{re.escape(cite.name)}\b", _opening(earlier)) is not None


def _is_itself(cite: Cite, later: Digest) -> bool:
    """*Hierbij ontvangt u de eerste rapportage*: whether a letter means itself."""
    _, passage = passage_of(later, cite.words)
    return (passage is not None and passage.delivered) or cite.which in later.title.lower().split()


def _is_called(cite: Cite, earlier: Digest) -> bool:
    """Whether a letter calls itself what is meant; every one is a letter."""
    return cite.name in _ANY_LETTER or cite.name in _opening(earlier)


def _opening(letter: Digest) -> str:
    """The title of a letter and what it says first."""
    return " ".join([letter.title, *(one.words.text for one in letter.passages[:_OPENING])]).lower()


def cited(later: Digest, earlier: Digest) -> Iterator[tuple[Cite, Decimal]]:
    """The words of a letter that point at an earlier one."""
    akin = related(later, earlier)
    named = any(points_at(one, earlier) for one in later.cites if one.number or one.reference or one.day)
    for cite in later.cites:
        sure = points_at(cite, earlier)
        if sure and (cite.month or cite.period or cite.which) and not (akin or named):
            continue
        if cite.which and (_is_itself(cite, later) or not one_ministry(later, earlier)):
            continue
        if sure and cite.day and not akin:
            sure = _BY_DAY_ALONE if one_ministry(later, earlier) else Decimal(0)
        if sure:
            yield cite, sure
    yield from ((cite, SETTLED) for cite in _by_reference(later, earlier))
    yield from ((cite, _BY_TITLE) for cite in _by_title(later, earlier))


def _by_reference(later: Digest, earlier: Digest) -> Iterator[Cite]:
    """Where a letter prints the sender's reference of an earlier one: *de agenda (BZDOC-1190442-31)*."""
    reference = earlier.reference or ""
    if len(reference) < _SHORTEST or not any(sign.isdigit() for sign in reference):
        return
    for passage in later.passages:
        at = passage.words.text.find(reference)
        if at >= 0:
            yield Cite(words=within(passage.words, at, at + len(reference)), reference=reference)


def _by_title(later: Digest, earlier: Digest) -> Iterator[Cite]:
    """Where a letter says that something was written under the title of an earlier one: *in het plan … schreef ik*."""
    title = " ".join(earlier.title.split()).lower()
    if len(earlier.topic) < _TELLING or not one_ministry(later, earlier):
        return
    for passage in later.passages:
        at = passage.words.text.lower().find(title) if passage.wrote else -1
        if at >= 0:
            yield Cite(words=within(passage.words, at, at + len(title)))


def related(later: Digest, earlier: Digest) -> bool:
    """Whether two letters are of one dossier, about one programme, or have words of their subjects in common."""
    return bool(
        set(later.dossiers) & set(earlier.dossiers)
        or set(later.programmes) & set(earlier.programmes)
        or set(later.topic) & set(earlier.topic)
    )


def references(later: Digest, earlier: Digest) -> Iterator[Found]:
    """What a letter says of an earlier one as a whole: that it cites it, once, and that it answers or replaces it."""
    pointing = sorted(cited(later, earlier), key=lambda one: (-one[1], one[0].words.start))
    for cite, sure in [one for one in pointing if not _is_guessed(one[0])][:1]:
        yield _whole(LinkKind.CITES, cite.words, earlier, sure)
    for cite, sure in (one for one in pointing if _is_guessed(one[0])):
        yield _whole(LinkKind.CITES, cite.words, earlier, sure, Sign.SAYS_PREVIOUS)
    for kind, sign, place in _WHOLES:
        words = place(later, [cite for cite, _ in pointing])
        if words is not None:
            yield _whole(kind, words, earlier, pointing[0][1], sign)
    yield from _dealt_with(later, earlier)


def _is_guessed(cite: Cite) -> bool:
    """Whether words point at the last of the letters that they may mean."""
    return cite.which == _PREVIOUS or cite.period is not None


def _whole(kind: LinkKind, words: Stretch, earlier: Digest, sure: Decimal, *signs: Sign) -> Found:
    return Found(
        kind=kind,
        later=words,
        earlier=head_of(earlier),
        signs=(Sign.CITES_LETTER, *signs),
        probability=sure,
        rank=float(sure),
    )


def _citing(later: Digest, cites: list[Cite]) -> list[Passage]:
    """The sentences of a letter's opening that cite a letter, and what stands beside them."""
    blocks = {cite.words.block for cite in cites}
    return [one for one in later.passages[:_OPENING_OF_ALL] if one.words.block in blocks]


def _answers(later: Digest, cites: list[Cite]) -> Stretch | None:
    """Where questions about a letter are answered: there, or where the opening says so of questions told there."""
    citing = _citing(later, cites)
    asked = [one for one in citing if said("asked").search(one.words.text)]
    answering = [one for one in asked if one.answered]
    if asked and not answering:
        answering = [
            one for one in later.passages[:_OPENING] if one.answered and said("answering").search(one.words.text)
        ]
    return answering[0].words if answering else None


def _replaces(later: Digest, cites: list[Cite]) -> Stretch | None:
    """Where a letter takes the place of another."""
    return next((one.words for one in _citing(later, cites) if one.replaced), None)


_WHOLES = (
    (LinkKind.REPLACES, Sign.SAYS_REPLACED, _replaces),
    (LinkKind.ANSWERS, Sign.SAYS_ANSWERED, _answers),
)


def _dealt_with(later: Digest, earlier: Digest) -> Iterator[Found]:
    """The motions and questions that an earlier letter names and a later one says are dealt with."""
    told: set[str] = set()
    for now in later.matters:
        for then in earlier.matters:
            if now.number != then.number or now.number in told:
                continue
            place, passage = passage_of(later, now.words)
            settled = _settled(later, place)
            if passage is None or settled is None:
                continue
            told.add(now.number)
            yield Found(
                kind=LinkKind.ANSWERS,
                later=settled.words,
                earlier=_sentence(earlier, then),
                signs=(Sign.SAME_NUMBER, Sign.SAYS_ANSWERED),
                probability=_DEALT_WITH,
                rank=float(_DEALT_WITH),
            )


def _settled(later: Digest, place: int) -> Passage | None:
    """The sentence that says that a matter is dealt with: the one that names it, else one behind it in its block."""
    if place < 0:
        return None
    block = later.passages[place].words.block
    following = [one for one in later.passages[place:] if one.words.block == block]
    if place < _OPENING:
        following = [*later.passages[:place], *following]
    return next((one for one in following if _settles(one)), None)


def _settles(passage: Passage) -> bool:
    """Whether a sentence says that a matter is dealt with: by a word for it, or by what is done with a motion."""
    text = passage.words.text
    if said("settled").search(text) and not passage.open:
        return True
    acts = [clause for clause in annotate(text) if clause.has("adopt", "reject")] if "motie" in text.lower() else []
    # What is refused is dealt with, whatever else is open.
    refused = any(Standing.DENIED in clause.standings for clause in acts)
    return refused or (not passage.open and any(_OPEN.isdisjoint(clause.standings) for clause in acts))


#: What is said so leaves a matter open.
_OPEN = frozenset({Standing.CONDITIONAL, Standing.WISHED})


def _sentence(letter: Digest, cite: Cite) -> Stretch:
    _, passage = passage_of(letter, cite.words)
    return passage.words if passage is not None else cite.words


def passage_of(letter: Digest, words: Stretch) -> tuple[int, Passage | None]:
    """The sentence in which words stand, with its place; -1 where they stand in none."""
    for place, passage in enumerate(letter.passages):
        if passage.words.start <= words.start < passage.words.end:
            return place, passage
    return -1, None


def head_of(letter: Digest) -> Stretch:
    """The words that stand for a whole letter: its subject, else its first sentence."""
    if letter.subject is not None:
        return letter.subject
    return Stretch(start=0, end=0, text="", block="")
