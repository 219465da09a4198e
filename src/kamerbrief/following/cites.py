"""Which letter a letter cites, answers or replaces: by Kamerstuk number, the sender's reference, or its day."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamerbrief.contract.followed import LinkKind, Sign
from kamerbrief.following.found import SETTLED, Found
from kamerbrief.following.model import Cite, Digest, Passage, Stretch
from kamerbrief.following.words import said

#: A day alone may be that of another letter of the same ministry, less so within one dossier or about one thing.
_BY_DAY, _BY_DAY_ALONE = Decimal("0.95"), Decimal("0.7")
#: A motion or question that both letters name by its number, and that the later one says is dealt with.
_DEALT_WITH = Decimal("0.9")
#: What a letter as a whole answers it says in its first sentences.
_OPENING = 4


def points_at(cite: Cite, earlier: Digest) -> Decimal:
    """How sure it is that a letter is meant: 1 for its number, 0 where it is another."""
    if cite.number:
        return SETTLED if cite.number in earlier.numbers else Decimal(0)
    if cite.reference:
        return SETTLED if cite.reference == earlier.reference else Decimal(0)
    return _BY_DAY if cite.day == earlier.date else Decimal(0)


def cited(later: Digest, earlier: Digest) -> Iterator[tuple[Cite, Decimal]]:
    """The words of a letter that point at an earlier one."""
    akin = related(later, earlier)
    for cite in later.cites:
        sure = points_at(cite, earlier)
        if sure and cite.day and not akin:
            sure = _BY_DAY_ALONE if set(later.ministries) & set(earlier.ministries) else Decimal(0)
        if sure:
            yield cite, sure


def related(later: Digest, earlier: Digest) -> bool:
    """Whether two letters are of one dossier, about one programme, or have words of their subjects in common."""
    return bool(
        set(later.dossiers) & set(earlier.dossiers)
        or set(later.programmes) & set(earlier.programmes)
        or set(later.topic) & set(earlier.topic)
    )


def references(later: Digest, earlier: Digest) -> Iterator[Found]:
    """What a letter says of an earlier one as a whole: one citation, and whether it answers or replaces it."""
    pointing = sorted(cited(later, earlier), key=lambda one: (-one[1], one[0].words.start))
    kinds: dict[LinkKind, tuple[Cite, Decimal, Sign]] = {}
    for cite, sure in pointing:
        place, passage = passage_of(later, cite.words)
        kind, sign = LinkKind.CITES, Sign.CITES_LETTER
        if passage is not None and passage.replaced:
            kind, sign = LinkKind.REPLACES, Sign.SAYS_REPLACED
        elif passage is not None and 0 <= place < _OPENING and _answers(passage):
            kind, sign = LinkKind.ANSWERS, Sign.SAYS_ANSWERED
        kinds.setdefault(kind, (cite, sure, sign))
    for kind, (cite, sure, sign) in kinds.items():
        signs = (Sign.CITES_LETTER,) if sign is Sign.CITES_LETTER else (Sign.CITES_LETTER, sign)
        yield Found(
            kind=kind,
            later=cite.words,
            earlier=head_of(earlier),
            signs=signs,
            probability=sure,
            rank=float(sure),
        )
    yield from _dealt_with(later, earlier)


def _answers(passage: Passage) -> bool:
    """Whether questions about a letter are answered, rather than something said of it."""
    return passage.answered and bool(said("asked").search(passage.words.text))


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
    return next((one for one in following if said("settled").search(one.words.text) and not one.open), None)


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
