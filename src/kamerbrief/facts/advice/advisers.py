"""Who advises in a letter: the advisers that all letters know, and those that this letter says gave advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from kamerbrief.annotate.verbs import Form, readings
from kamerbrief.lexicon import alternatives, keyed, load, may_stand, phrase_pattern

_WORD = r"[A-ZÀ-Þ](?:[\w’'-]|\.(?=[a-z]))+"
_INITIALS = r"(?:[A-ZÀ-Þ]\.)+\s*(?:(?:van|de|der|den|ter|ten)\s+){0,2}"
_NAME = rf"(?:{_INITIALS})?{_WORD}(?:\s+(?:van|de|der|den|voor|en)\s+(?:[a-z]+\s+)?{_WORD}|\s+{_WORD}){{0,5}}"
#: The beginning of what is no body but a law called after one: *artikel 30 van de Rijkswet Raad voor de kades*.
LAW = r"\w*[Ww]et(?!\w)"
#: What gives advice away: its noun and the name of who gave it.
_GIVEN = keyed(
    r"(?<![\w-])(?:advies|adviezen|aanbeveling(?:en)?|suggesties?|voorlichting|rapport(?:en)?|analyse)"
    r"(?:\s+[‘“\"][^’”\"]{3,200}[’”\"])?\s+(?:van|door)\s+"
    rf"(?:(?:de|het|die\s+van)\s+)?(?P<kind>(?:heer|mevrouw|[a-z-]{{4,30}})\s+)?(?P<name>{_NAME})"
    r"(?:\s+\((?:hierna:?\s+)?[‘']?(?P<short>[A-Z][\w&-]{1,9})[’']?\))?"
    rf"|(?<![\w-])(?:advies|commissie|rapport)-(?P<hyphened>{_NAME})"
    r"|(?<![\w-])(?P<before>[A-Z][\w&]{1,15})-(?:rapport(?:en)?|advies|adviezen|evaluatie|onderzoek|studie)(?!\w)",
    [
        *("advies", "adviezen", "aanbeveling", "aanbevelingen", "suggestie", "suggesties", "voorlichting"),
        *("rapport", "rapporten", "analyse", "commissie", "evaluatie", "onderzoek", "studie"),
    ],
    flags=0,
)


#: A group or body that has no name of its own: ``een brief van de samenwerkende inspecties``.
_WRITTEN = ("advies", "adviezen", "aanbevelingen", "brief", "brandbrief", "manifest", "petitie", "pamflet", "oproep")
_GROUP = keyed(
    rf"(?<![\w-])(?:{'|'.join(_WRITTEN)}|rapport|eindverslag)"
    r"(?:\s+[‘“\"][^’”\"]{3,200}[’”\"])?\s+van\s+(?P<who>(?:de|het)\s+(?P<words>[a-zë-]+(?:\s+[a-zë-]+){0,2}))(?![\w-])",
    [*_WRITTEN, "rapport", "eindverslag"],
    flags=0,
)
#: A word of a name that stands for the whole.
_CALLED_BY = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{3,}")
#: A shorter word is no noun of a group.
_SHORT = 6
_ADJECTIVES = frozenset({Form.PARTICIPLE, Form.INFLECTED})


@dataclass(frozen=True, slots=True)
class _Group:
    """A group that a text says wrote something: its noun, its words, and where it is told."""

    noun: str
    who: str
    start: int


def _groups(text: str) -> Iterator[_Group]:
    for match in _GROUP.finditer(text):
        noun = _noun(match["words"])
        if noun and not is_own(match["who"]):
            who = text[match.start("who") : match.start("words") + noun.end()]
            yield _Group(noun.group(), who, match.start())


def _noun(words: str) -> re.Match[str] | None:
    """The noun of a group of words, behind its adjectives: *inspecties* of ``samenwerkende inspecties stellen``."""
    last = None
    for word in re.finditer(r"\S+", words):
        told = readings(word.group())
        long = len(word.group()) >= _SHORT
        if any(one.form in _ADJECTIVES for one in told):
            continue
        if told or not long:
            break
        last = word
        if not word.group().endswith("e"):
            break
    return last


_ARTICLES = ("De", "de", "Het", "het")
_WHOLE = re.compile(rf"(?:[Dd]e|[Hh]et)\s+(?:(?:heer|mevrouw|commissie)\s+)?{_NAME}")


def whole_name(text: str, start: int, end: int) -> str:
    """The words of a subject with what belongs to the name behind it: ``De Raad voor Cultuur``."""
    match = _WHOLE.match(text, start) if text.startswith(_ARTICLES, start) else None
    return text[start : max(end, match.end() if match else end)]


_EUROPEAN = re.compile(r"[Dd]e\s+Commissie")
#: A committee of the Kamer, and what *de commissie* is in a letter that names one and no other.
_KAMERS = re.compile(
    r"(?<!\w)(?:(?:vaste|algemene)\s+(?:kamer)?commissie|kamercommissie|commissiebrief)", re.IGNORECASE
)
_ITS_COMMITTEE = re.compile(r"(?:de|deze)\s+commissie", re.IGNORECASE)
#: A committee of another name.
_COMMITTEE = re.compile(
    r"(?<!\w)(?<!vaste\s)(?<!algemene\s)[Cc]ommissie[-\s](?:[Vv]an\s+|voor\s+|[Dd]e\s+)?[A-ZÀ-Þ]"
    r"|(?<!\w)(?!kamerc)[a-z]+commissie(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Advisers:
    """The advisers of a letter.

    ``names`` are the last words of the names of those that it says gave advice, ``groups`` the nouns of those without a
    name; ``european``: its *Commissie* is the European one; ``kamers``: its *commissie* is one of the Kamer.
    """

    names: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    european: bool = False
    kamers: bool = False

    def known(self, who: str) -> bool:
        """Whether a subject is an adviser: by what it is called anywhere, or by the letter."""
        if not has_adviser_noun(who) and not self._named(who):
            return False
        if (self.european and _EUROPEAN.fullmatch(who)) or (self.kamers and _ITS_COMMITTEE.fullmatch(who)):
            return False
        return not is_own(who)

    def may_be_in(self, text: str) -> bool:
        """False where no part of a text is an adviser that is known."""
        return may_stand(_nouns(), text) or self._may_be_named(text)

    def named_in(self, text: str) -> bool:
        """Whether a text names an adviser."""
        return has_adviser_noun(text) or not self.names.isdisjoint(re.findall(r"[\w’'&-]+", text))

    def _may_be_named(self, text: str) -> bool:
        return any(map(text.__contains__, chain(self.names, self.groups)))

    def _named(self, who: str) -> bool:
        if not self._may_be_named(who):
            return False
        words = re.findall(r"[\w’'&-]+", who)
        return bool(words) and (words[-1] in self.groups or not self.names.isdisjoint(words))


def advisers_of(texts: Iterable[str]) -> Advisers:
    """The advisers that texts of a letter name as such."""
    names, groups = set[str](), set[str]()
    european = named = kamers = False
    for text in texts:
        european = european or "Europese Commissie" in text
        if "ommissie" in text:
            named = named or bool(_COMMITTEE.search(text))
            kamers = kamers or bool(_KAMERS.search(text))
        for match in _GIVEN.finditer(text):
            name = match["name"] or match["hyphened"] or match["before"]
            if not is_own(name) and not is_own(match["kind"] or ""):
                names.update(_short_for(name))
            if match["short"]:
                names.add(match["short"])
        groups.update(group.noun for group in _groups(text))
    known = frozenset(names), frozenset(groups)
    return Advisers(*known, european=european and not named, kamers=kamers and not named)


def _short_for(name: str) -> set[str]:
    """The words that a text calls a name by: its last, and its first where only names follow (*Amnesty*)."""
    words = re.split(r"[\s-]+", name)
    called = len(words) > 1 and all(_CALLED_BY.fullmatch(word) for word in words)
    return {words[-1], words[0]} if called and not has_adviser_noun(words[0].lower()) else {words[-1]}


def names_giver(text: str) -> str | None:
    """Who a text says gave advice, a report or a letter: the last that it names; None for nobody."""
    named = [(match.start(), _who(text, match)) for match in _GIVEN.finditer(text)]
    given = [*named, *((group.start, group.who) for group in _groups(text))]
    return max(((at, who) for at, who in given if not is_own(who)), default=(0, None))[1]


def _who(text: str, match: re.Match[str]) -> str:
    if match["hyphened"] or match["before"]:
        return match["before"] or match.group()
    return text[match.start("kind" if match["kind"] else "name") : match.end("name")]


def has_adviser_noun(who: str) -> bool:
    """Whether words say what advisers are called: raad, commissie, inspectie, onderzoekers …"""
    return bool(_nouns().search(who))


@cache
def _nouns() -> re.Pattern[str]:
    entry = load("recommendations")["advisers"]
    return phrase_pattern([*entry["nouns"], *entry["services"]])


@cache
def _own() -> re.Pattern[str]:
    # An oud-minister may advise.
    own = load("recommendations")["advisers"]["no_advisers"]
    return re.compile(rf"(?<![\w-])(?:{alternatives(own)})(?!\w)", re.IGNORECASE)


#: A body of the country is not the country: ``VluchtelingenWerk Nederland``.
_OF_THE_COUNTRY = re.compile(
    r"(?<![\w-])(?!(?:Europees|Caribisch|Heel|Geheel|In|Van)\s)[A-ZÀ-Þ][\w’'-]+\s+Nederland(?!\w)"
)


def is_own(who: str) -> bool:
    """Whether words name the cabinet, the Kamer or a member of it: what these advise or ask is no recommendation."""
    return bool(_own().search(_OF_THE_COUNTRY.sub("", who)))


def names_adviser(text: str) -> bool:
    """Whether a text may name an adviser that is not the cabinet, the Kamer or a committee of it, or say *zij*."""
    return bool(_naming().search(_own().sub("", text)))


@cache
def _naming() -> re.Pattern[str]:
    """What every naming of an adviser has: only whether one is named is asked, not in how many words."""
    nouns = load("recommendations")["advisers"]["nouns"]
    # A letter may write its adviser with a capital: "de Raad", "de Commissie".
    known = alternatives({*nouns, *(noun[0].upper() + noun[1:] for noun in nouns)})
    return re.compile(rf"{known}|[Zz]ij|(?:[Dd]e|[Hh]et)\s+[A-Z]{{2}}")
