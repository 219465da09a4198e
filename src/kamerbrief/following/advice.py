"""Where a later letter comes back to a recommendation of an earlier one: by number and report, or by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kamerbrief.contract.followed import LinkKind, Sign
from kamerbrief.following.cites import cited, passage_of, related
from kamerbrief.following.found import Found, judged
from kamerbrief.following.model import Advice, Digest, Passage, Stretch
from kamerbrief.following.parts import OF_PARTS, Features, Parts, Side
from kamerbrief.following.words import Telling, said, stems

_MENTION = re.compile(r"\b(?:aanbeveling|advies|aanbevolen)\w*", re.IGNORECASE)
#: Advice that the sentence before tells of.
_THIS = re.compile(r"\b(?:deze|die)\s+(?:\w+\s+)?aanbeveling|\b(?:dit|dat)\s+(?:\w+\s+)?advies\b", re.IGNORECASE)
#: From how near by their words a sentence and a recommendation are compared further.
_LEAST_NEAR = 0.1
#: What sort of body an author is, and how much is said by a letter on the same that names it so.
_BODY = re.compile(
    r"\b\w*?(?P<kind>raad|commissie|inspectie|ombudsman|rekenkamer|instituut|taskforce)\b", re.IGNORECASE
)
_BY_KIND = 0.7
_SHORT = re.compile(r"(?P<name>.+?) \((?P<short>[A-Z]\w*[A-Z]\w*)\)")
#: By so many letters the first word of an author's name is known again.
_LONG = 9
_NUMBERED = re.compile(r"\baanbeveling(?:en)?\s+(?:nr\.?\s*)?(\d{1,2}|[IVX]{1,4}|[a-h]\b)\b", re.IGNORECASE)
_ORDINALS = {
    name: str(number)
    for number, name in enumerate(
        ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"), start=1
    )
}
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+aanbeveling\b", re.IGNORECASE)


def advice(later: Digest, earlier: Digest) -> Iterator[Found]:
    """The recommendations of an earlier letter to which a later one comes back."""
    for one, words, signs in advised(later, earlier):
        yield from judged(LinkKind.RETURNS, one.words, words, signs)


def advised(later: Digest, earlier: Digest) -> Iterator[tuple[Advice, Stretch, Features]]:
    """Each recommendation with the sentences that may come back to it, and what speaks for that."""
    if not earlier.advice:
        return
    telling = Telling(later, earlier)
    facts = {passage_of(later, one.words)[0]: one for one in later.advice}
    near = Side(telling, earlier.advice, [_as_read(one, facts.get(n)) for n, one in enumerate(later.passages)])
    parts = _parts(telling, later, earlier)
    letters = {
        Sign.SAME_DOSSIER: float(bool(set(later.dossiers) & set(earlier.dossiers))),
        Sign.SAME_PROGRAMME: float(bool(set(later.programmes) & set(earlier.programmes))),
        Sign.SAME_THING: float(bool(set(later.things) & set(earlier.things))),
    }
    for row, one in enumerate(earlier.advice):
        reported = letters | {Sign.SAME_REPORT: _one_report(later, earlier, one)}
        for place, passage in enumerate(later.passages):
            fact, number = facts.get(place), _number(passage, facts.get(place))
            if (number and one.number and number != one.number) or _is_of_another(fact, one):
                continue
            numbered = bool(number) and number == one.number
            if near.rows[row][place] < _LEAST_NEAR and not numbered:
                continue
            read = _as_read(passage, fact)
            signs = {
                **reported,
                **near.signs(row, place),
                **_of_parts(parts, one, passage, earlier),
                Sign.SAME_NUMBER: float(numbered),
                Sign.SAME_WORDS: telling.likeness(one.stems, one.around, read.stems, read.around),
                Sign.SAYS_ADVISED: float(_is_mention(passage)),
                Sign.SAYS_AGAIN: float(fact is not None),
                Sign.SAYS_DELIVERED: float(passage.delivered),
                Sign.SAYS_DONE: float(passage.done),
                Sign.SAYS_OTHER: float(passage.other),
            }
            yield one, (fact.words if fact else passage.words), signs


def _parts(telling: Telling, later: Digest, earlier: Digest) -> list[Parts]:
    places = {one.passage for one in earlier.advice if one.passage >= 0}
    return [Parts(telling, earlier.passages, places, later.passages, of) for of in (_block, _section)]


def _block(one: Passage) -> str:
    return one.words.block


def _section(one: Passage) -> int:
    return one.section


def _of_parts(parts: Sequence[Parts], one: Advice, passage: Passage, earlier: Digest) -> Features:
    """How much what stands around both is about one thing."""
    if one.passage < 0:
        return {}
    near = (value for each in parts for value in each.near(earlier.passages[one.passage], passage))
    return dict(zip(OF_PARTS, near, strict=True))


def _as_read(passage: Passage, fact: Advice | None) -> Passage:
    """A sentence with the words that it is about: those before it, where it says *deze aanbeveling*."""
    if fact is not None:
        return passage.model_copy(update={"stems": fact.stems})
    text = passage.words.text
    if not _is_mention(passage):
        return passage
    own = stems(_MENTION.sub(" ", text))
    told = tuple(dict.fromkeys((*own, *passage.around))) if _THIS.search(text) else own
    return passage.model_copy(update={"stems": told})


def _is_mention(passage: Passage) -> bool:
    text = passage.words.text
    return bool(_MENTION.search(text) or said("advised").search(text))


def _number(passage: Passage, fact: Advice | None) -> str:
    """The number of the one recommendation that a sentence names."""
    if fact is not None:
        return fact.number or ""
    numbers = _NUMBERED.findall(passage.words.text) + _ordinals(passage.words.text)
    return numbers[0] if len(numbers) == 1 else ""


def _ordinals(text: str) -> list[str]:
    """The numbers of *de tweede aanbeveling*; a pattern without regard to case takes odd letters for s and i, too."""
    told = (_ORDINALS.get(found.casefold()) for found in _ORDINAL.findall(text))
    return [number for number in told if number]


def _is_of_another(now: Advice | None, then: Advice) -> bool:
    """Whether a recommendation is of a report, and the earlier one of another report or, without one, of an author."""
    return now is not None and bool(now.report and (then.report or then.author)) and now.report != then.report


def _one_report(later: Digest, earlier: Digest, one: Advice) -> float:
    """Whether the later letter names the report, or who wrote it: in full, or by its long first word alone.

    *De inspectie* is an author; *de inspectie voor …* and *de vaste commissie* are others.
    """
    names = _names(one)
    texts = [later.title, *(passage.words.text for passage in later.passages)]
    if any(name in text for name in names for text in texts):
        return 1.0
    short = (one.author or "").split(" ")[0].lower()
    if len(short) >= _LONG and any(_alone(short).search(text) for text in texts):
        return 1.0
    kinds = {kind.lower() for found in _BODY.finditer(one.author or "") for kind in (found[0], found["kind"])}
    named = any(_alone(kind).search(text) for kind in sorted(kinds) for text in texts)
    akin = named and (related(later, earlier) or any(True for _ in cited(later, earlier)))
    return _BY_KIND if akin else 0.0


def _names(one: Advice) -> list[str]:
    """The report, its author, and the author's short name: *de Raad voor de Kust (RvK)*."""
    names = [name for name in (one.report, one.author) if name]
    short = _SHORT.fullmatch(one.author or "")
    return [*names, short["name"], short["short"]] if short else names


def _alone(name: str) -> re.Pattern[str]:
    """A body by one word of its name: *de inspectie*, and neither *de inspectie voor …* nor *de vaste commissie*."""
    return re.compile(rf"\b[Dd]e {re.escape(name)}\b(?!-| (?:van|voor|op|[A-ZÀ-Þ]))")
