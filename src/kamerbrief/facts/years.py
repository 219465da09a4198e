"""The years that money is for: *in 2026*, *voor de periode 2026-2028*, *vanaf 2027*, *in 2026, 2027 en 2028*.

Years of other things (the conference of 2022, a debate of 9 April 2025, an evaluation 2017-2024) are no period of an
amount: a single year counts only behind in, voor, over, per, vanaf or tot, a range only behind such a word or
*periode*, or right behind the figure.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kamerbrief.contract import Period
from kamerbrief.facts.money import Money
from kamerbrief.facts.told import Place, Told
from kamerbrief.language.clauses import Clause, before_comparison
from kamerbrief.language.dates import DaySpan, find_day_spans, number_of
from kamerbrief.lexicon import Lookup

_YEAR = r"(?<![0-9.,])(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9])"
_TO = r"\s?(?:-|–|—|t/m|tot\sen\smet|tot|/)\s?"
#: Years that begin in one calendar year and end in the next.
_SCHOOL = r"(?:(?:school|studie|college|cursus|toneel)(?:jaar|jaren)|academische?\s(?:jaar|jaren)|seizoen(?:en)?)"
_INTRO = (
    r"(?:(?:in|voor|over|gedurende|tijdens|binnen|van|tussen|de|het|deze|periode|jaren|jaar|tijdvak|begrotingsjaren"
    rf"|begrotingsjaar|begrotingen|kalenderjaar|kalenderjaren|looptijd|planperiode|reeks|boekjaar|{_SCHOOL})\s){{1,4}}"
)
#: The second of two years, also in short behind a dash or stroke: 2012–13, 2026/'27.
_SECOND = rf"(?:{_YEAR}|(?<=[-–/])['’]?[0-9]{{2}}(?![0-9]|[-./,][0-9]))"
_PAIR = rf"{_YEAR}[-–/]{_SECOND}"
_PATTERN = re.compile(
    rf"(?<!\w)(?:(?P<since>(?:vanaf|sinds|per|met\singang\svan|ingaande|te\sbeginnen\sin)\s(?:het\s)?"
    rf"(?:(?:(?:begrotings|kalender)?jaar|(?P<since_school>{_SCHOOL}))\s|1\sjanuari\s)?(?P<since_year>{_YEAR})"
    rf"(?:{_TO}(?P<since_until>{_SECOND}))?)"
    rf"|(?P<pairs>(?P<pairs_intro>{_INTRO})?{_PAIR}(?:(?:,|,?\sen|\st/m|\stot\sen\smet|\stot)\s{_PAIR}){{1,8}})"
    rf"|(?P<span>(?P<span_intro>{_INTRO})?(?P<span_from>{_YEAR})(?:{_TO}|\sen\s(?=(?P<span_and>{_YEAR})))(?P<span_until>{_SECOND}))"
    rf"|(?P<list>(?P<list_intro>{_INTRO})?{_YEAR}(?:,\s{_YEAR}){{1,12}}(?:,?\s(?:en|of|respectievelijk)\s{_YEAR})?)"
    rf"|(?P<onwards>(?:{_INTRO})?(?P<onwards_year>{_YEAR})\s(?:e\.v\.|en\sverder|en\svolgende\sjaren|en\slater|ff))"
    rf"|(?P<until>(?:tot\sen\smet|t/m|tot)\s(?:(?:het\sjaar|eind|ultimo|(?:het\s)?{_SCHOOL})\s)?(?:{_YEAR}[-–/](?={_SECOND}))?(?P<until_year>{_SECOND}))"
    rf"|(?P<single>(?:(?:in|voor|over)\s(?:het\s)?(?:[a-z]*jaar\s)?|(?:eind|ultimo|(?:maanden|kwartaal|helft|budget|begroting|raming)\svan)\s)(?P<single_year>{_YEAR}))"
    rf"|(?P<phase>(?:fase|tranche|ronde|periode|termijn|stap)\s\((?P<phase_from>{_YEAR}){_TO}(?P<phase_until>{_YEAR})\))"
    rf"|(?P<moved>naar\s(?:het\sjaar\s)?(?P<moved_year>{_YEAR}))"
    rf"|(?P<bracket>\((?:in\s)?(?P<bracket_year>{_YEAR})\))|(?P<label>(?P<label_year>{_YEAR})(?=:\s))"
    r"|(?P<coming>(?:de\s)?(?P<way>komende|eerstkomende|afgelopen)\s(?P<count>[0-9]{1,2}|[a-z]{3,10})\sjaar)"
    r"|(?:(?P<near_since>vanaf|sinds|met\singang\svan|ingaande)\s(?:het\s)?)?(?P<near>dit|lopende|volgend|komend|vorig|afgelopen)\s(?:begrotings|kalender)?jaar)(?!\w)",
    re.IGNORECASE,
)
#: Without one of these a text names no years; looked for before anything else, for speed.
_HINT = re.compile(r"(?:19|20)[0-9]{2}|jaar", re.IGNORECASE)
_NEAR = Lookup({"dit": 0, "lopende": 0, "volgend": 1, "komend": 1, "vorig": -1, "afgelopen": -1})
#: A year in brackets, or a range without a word before it, belongs to the figure only this near, in characters.
_ADJACENT = 3
_THEN = re.compile(r"\W{0,3}toen(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Years:
    """An expression of years at [start, end). ``years`` lists the members of an enumeration, else it is empty."""

    start: int
    end: int
    period: Period
    years: tuple[int, ...] = ()
    introduced: bool = True

    @property
    def told(self) -> Told[Period]:
        """The period, and the words that name it."""
        return Told(self.period, (self.start, self.end))

    def overlaps(self, other: Years) -> bool:
        """True where both share words."""
        return self.start < other.end and other.start < self.end


def find_years(text: str, start: int, end: int, letter_date: datetime.date | None) -> Iterator[Years]:
    """The expressions of years in ``text[start:end]``, in order; those of days go before the years within them."""
    if not _HINT.search(text, start, end):
        return
    days = [_in_years(span) for span in find_day_spans(text, start, end)]
    named = (one for one in _named_years(text, start, end, letter_date) if not any(map(one.overlaps, days)))
    yield from sorted([*days, *named], key=lambda found: found.start)


def _in_years(span: DaySpan) -> Years:
    """The years in which a stretch of days lies, with its days."""
    first, last = span.first, span.last
    years = {"from_year": first.year if first else None, "until_year": last.year if last else None}
    period = Period.model_validate(years | {"from": first, "until": last})
    return Years(span.start, span.end, period, introduced=span.introduced)


def _named_years(text: str, start: int, end: int, letter_date: datetime.date | None) -> Iterator[Years]:
    for match in _PATTERN.finditer(text, start, end):
        period = _period(match, letter_date)
        if period is None:
            continue
        years = tuple(int(year) for year in re.findall(_YEAR, match.group()))
        enumerated = match["list"] is not None or match["span_and"] is not None
        alone = match["bracket"] or match["label"] or match["moved"]
        introduced = not (alone or (match["span"] and not match["span_intro"]))
        introduced = introduced and not (match["list"] and not match["list_intro"])
        introduced = introduced and not (match["pairs"] and not match["pairs_intro"])
        yield Years(match.start(), match.end(), period, years if enumerated else (), introduced)


def _period(match: re.Match[str], letter_date: datetime.date | None) -> Period | None:
    if match["since"]:
        return _since(match)
    if match["pairs"]:
        pairs = re.findall(rf"({_YEAR})[-–/]({_SECOND})", match["pairs"])
        return _from_until(pairs[0][0], _in_full(*pairs[-1]))
    if match["span"]:
        first, last = match["span_from"], _in_full(match["span_from"], match["span_until"])
        return _from_until(first, last) or (_from_until(first, first) if match["span_intro"] else None)
    if match["list"]:
        years = sorted(re.findall(_YEAR, match["list"]))
        return _from_until(years[0], years[-1])
    if match["phase"]:
        return _from_until(match["phase_from"], match["phase_until"])
    if match["onwards"]:
        return _from_until(match["onwards_year"], None)
    if match["until"]:
        return _from_until(None, _in_full("2000", match["until_year"]))
    single = match["single_year"] or match["bracket_year"] or match["label_year"] or match["moved_year"]
    if single:
        return _from_until(single, single)
    return _relative(match, letter_date) if letter_date else None


def _since(match: re.Match[str]) -> Period | None:
    """From a year on; a school year has two (met ingang van schooljaar 2026/2027), a span an end (vanaf 2026-2030)."""
    first, until = match["since_year"], match["since_until"]
    last = _in_full(first, until) if until else None
    one_school_year = last == str(int(first) + 1) and (match["since_school"] or "/" in match["since"])
    return _from_until(first, None if one_school_year else last)


def _in_full(first: str, last: str) -> str:
    """The second of two years with the century of the first, where it is printed short."""
    digits = last.strip("'’")
    return digits if len(digits) == len(first) else first[:2] + digits


def _from_until(first: str | None, last: str | None) -> Period | None:
    begin, until = int(first) if first else None, int(last) if last else None
    if begin is not None and until is not None and until < begin:
        return None
    return Period(from_year=begin, until_year=until)


def _relative(match: re.Match[str], letter_date: datetime.date) -> Period | None:
    """Years counted from the letter's day; *the coming* ones begin next year in a letter of the second half-year."""
    if match["near"]:
        year = letter_date.year + _NEAR[match["near"]]
        return Period(from_year=year, until_year=None if match["near_since"] else year)
    count = number_of(match["count"].lower())
    if not count:
        return None
    late = letter_date.month > 6
    if match["way"].lower() == "afgelopen":
        last = letter_date.year - (not late)
        return Period(from_year=last - count + 1, until_year=last)
    first = letter_date.year + late
    return Period(from_year=first, until_year=first + count - 1)


def period_of(
    text: str, money: Money, clause: Clause, sentence: Place, letter_date: datetime.date | None
) -> Told[Period] | None:
    """The years of an amount: those nearest in its own clause, else those it shares, else the sentence's opening ones.

    Members of a list take the years of an equally long list one by one (€ 5, 6 en 7 miljoen in 2026, 2027 en 2028).
    """
    tail_end = before_comparison(text, *clause.tail)
    closing = (clause.closing[0], before_comparison(text, *clause.closing))
    shared = [clause.governing, closing] if money.siblings > 1 else [clause.governing]
    handed_out = _handed_out(text, money, shared, letter_date)
    if handed_out:
        return handed_out
    own = _nearest(text, (clause.lead, (clause.tail[0], tail_end)), clause.figure, letter_date)
    if own:
        return own
    then = _then(text, sentence, clause, letter_date)
    if then:
        return then
    together = _nearest(text, shared, clause.figure, letter_date) if clause.joined or money.siblings > 1 else None
    return (
        together or _opening(text, sentence, clause, letter_date) or _looked_back(text, sentence, clause, letter_date)
    )


def _then(text: str, sentence: Place, clause: Clause, letter_date: datetime.date | None) -> Told[Period] | None:
    """The years right before a clause that looks back at them (in 2023, toen het om € 5 miljoen ging)."""
    if not _THEN.match(text, clause.lead[0], clause.figure[0]):
        return None
    before = [found for found in find_years(text, sentence[0], clause.lead[0], letter_date) if found.introduced]
    return before[-1].told if before and clause.lead[0] - before[-1].end <= _ADJACENT else None


def _handed_out(
    text: str, money: Money, stretches: list[Place], letter_date: datetime.date | None
) -> Told[Period] | None:
    if money.siblings < 2:
        return None
    for stretch in stretches:
        for found in find_years(text, *stretch, letter_date):
            years = found.years or _counted_out(found.period, money.siblings)
            if len(years) == money.siblings:
                year = years[money.nth]
                return Told(Period(from_year=year, until_year=year), (found.start, found.end))
    return None


def _counted_out(period: Period, members: int) -> tuple[int, ...]:
    """The years of a range that is as long as a list of three or more amounts."""
    first, last = period.from_year, period.until_year
    if members < 3 or first is None or last is None or last - first + 1 != members:
        return ()
    return tuple(range(first, last + 1))


def _nearest(
    text: str,
    stretches: list[Place] | tuple[Place, ...],
    figure: Place,
    letter_date: datetime.date | None,
) -> Told[Period] | None:
    best: tuple[int, Told[Period]] | None = None
    for stretch in stretches:
        for found in find_years(text, *stretch, letter_date):
            before = found.end <= figure[0]
            distance = figure[0] - found.end if before else found.start - figure[1]
            stands_alone = found.introduced or 0 <= distance <= _ADJACENT
            if stands_alone and (best is None or distance < best[0]):
                best = (distance, found.told)
    return best[1] if best else None


def _opening(text: str, sentence: Place, clause: Clause, letter_date: datetime.date | None) -> Told[Period] | None:
    """The years with which the sentence begins, which hold for all its amounts (In 2026 is … en …)."""
    start, end = sentence
    for found in find_years(text, start, min(end, start + 80), letter_date):
        if found.introduced and found.start - start <= 12 and found.end <= clause.lead[0]:
            return found.told
        return None
    return None


_BACK = re.compile(
    r"(?:in|over|voor|gedurende|binnen|tijdens)\s(?:(?P<same>(?:die|deze|dezelfde)\s(?:periode|jaren|tijd|fase|ronde)|dat\sjaar)"
    r"|de\s(?P<count>[a-z]{3,10})\sjaren\s(?:daarna|erna|daarop)|het\sjaar\s(?:daarna|erna|daarop))(?!\w)",
    re.IGNORECASE,
)
#: How far before a sentence, in characters, the years stand of which it speaks.
_REACH_BACK = 300


def _looked_back(text: str, sentence: Place, clause: Clause, letter_date: datetime.date | None) -> Told[Period] | None:
    """Years of which the clause or the opening speaks (in die periode, in de twee jaren daarna)."""
    stretches = (clause.lead, clause.tail, (sentence[0], min(sentence[1], sentence[0] + 40)))
    match = next((found for stretch in stretches if (found := _BACK.search(text, *stretch))), None)
    if match is None:
        return None
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _REACH_BACK)
    before = [found for found in find_years(text, start, match.start(), letter_date) if found.introduced]
    if not before or match["same"]:
        return before[-1].told if before else None
    last, count = before[-1].period.until_year, number_of((match["count"] or "een").lower())
    return Told(Period(from_year=last + 1, until_year=last + count), match.span()) if last and count else None


_ONWARDS = r"e\.?\s?v\.?(?!\w)|en verder|en later|en volgende(?: jaren)?|ff\.?(?!\w)"


@cache
def _header() -> re.Pattern[str]:
    to = r"\s?(?:-|–|—|/|&|t/m|tm|tot\sen\smet|tot|en)\s?"
    last = r"['’]?(?P<last>(?:19|20)?[0-9]{2})(?![0-9]|\))"
    return re.compile(
        rf"(?P<before>(?:vanaf|v\.a\.|met ingang van|sinds|t/m|tm|tot en met|tot|na)\s)?"
        rf"(?P<first>{_YEAR})(?:{to}{last})?\s?(?P<on>{_ONWARDS})?",
        re.IGNORECASE,
    )


#: Years with which figures are compared, or of whose prices they are: t.o.v. 2024, prijspeil 2025.
_OF_OTHERS = re.compile(
    r"(?:t\.?o\.?v\.?|ten opzichte van|vergeleken met|prijspeil|prijzen|pp)\s(?:[^\W\d_]+\s)?(?:19|20)[0-9]{2}",
    re.IGNORECASE,
)


_DAY = re.compile(
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|stand|bron)\s?:?\s?"
    r"[^.;]{0,30}(?:19|20)[0-9]{2}|[0-9]-(?:19|20)[0-9]{2}",
    re.IGNORECASE,
)


def period_of_header(header: str) -> Period | None:
    """The years that a table's header names: 2026, 2026-2028, 2026/27, t/m 2030, 2030 e.v., 2027 en verder, na 2030."""
    match = _header().search(_OF_OTHERS.sub("", header))
    if match is None:
        return None
    first, last, before = match["first"], match["last"], (match["before"] or "").strip().lower()
    if last is not None:
        return _from_until(first, last if len(last) == 4 else first[:2] + last)
    if before == "na":
        return _from_until(str(int(first) + 1), None)
    if before.startswith("t"):
        return _from_until(None, first)
    return _from_until(first, None if match["on"] or before else first)


def names_years(header: str) -> bool:
    """True for words with a year in them."""
    return re.search(_YEAR, header) is not None


def only_period(title: str) -> Period | None:
    """The years of a table's title that names one year or one range and no day, price level or comparison."""
    words = _OF_OTHERS.sub("", title)
    found = list(_header().finditer(words))
    if len(found) != 1 or _DAY.search(words):
        return None
    return period_of_header(words)


def years_onwards(header: str) -> bool:
    """True for a header that names all years behind those of the column before it: e.v., en verder."""
    return re.fullmatch(_ONWARDS, header.strip(), re.IGNORECASE) is not None
