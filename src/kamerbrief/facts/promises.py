"""Promises in one sentence: who will do what, whether the Kamer hears of it, and when.

A promise is future and concrete. Each form below is one way in which ministers promise; a sentence about an earlier
promise, this letter itself, a condition, a wish or another party's duty is none. The words stand in
lexicon/commitments.toml, which was drawn up from the registers of toezeggingen of both Kamers and from letters.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kamerbrief.facts.promise_words import Verb, actors, nonfinite, participles, phrases, present_forms, verbs_of
from kamerbrief.language.periods import TimeExpression, find_periods

_WILL = re.compile(r"(?<!\w)(?:zal|zullen|ga|gaat|gaan|laat)(?!\w)", re.IGNORECASE)
_PASSIVE = re.compile(r"(?<!\w)(?:wordt|worden)(?!\w)", re.IGNORECASE)
_RECEIVE = re.compile(r"(?<!\w)(?:ontvang(?:t|en)|krijg(?:t|en)|hoort|verneemt)(?!\w)", re.IGNORECASE)
_AWAIT = re.compile(
    r"(?<!\w)(?:kan|kunt|kunnen|mag|mogen)(?!\w).*(?<!\w)tegemoet\s?zien(?!\w)", re.IGNORECASE | re.DOTALL
)
#: A verb beside its subject: ``open ik``, ``ik zorg``, ``betaalt het kabinet``.
_WHO = r"(?:ik|wij|we|het\s+kabinet)"
_BESIDE = re.compile(
    rf"(?<!\w)(?:(?P<before>[a-zé]{{3,}})\s+{_WHO}|{_WHO}\s+(?P<behind>[a-zé]{{3,}}))(?!\w)", re.IGNORECASE
)
#: Past forms of weak verbs; no form beside "ik" in the present ends like them.
_PAST = re.compile(r"(?:de|te)$")
_INVERTED = re.compile(
    r"^\W*[A-Z][a-zë]+t?\s[^.;]{5,200},\s+dan\s+(?:zal|zullen|wordt|worden|ga|gaat|kom|komt|bezie|kan)(?!\w)"
)
_FIRST_THAT = re.compile(
    r"\W*(?:Zodra|Nadat|Na\s(?:afronding|afloop|ommekomst|vaststelling|publicatie|ontvangst))(?!\w)"
)
_MODAL = re.compile(
    r"(?<!\w)(?:kan|kunnen|kon|konden|moet|moeten|mag|mogen|zou|zouden|hoeft|hoeven)(?!\w)", re.IGNORECASE
)
_PERFECT = re.compile(r"(?<!\w)(?:heb|heeft|hebben|had|hadden)(?!\w)", re.IGNORECASE)
_ORDER = re.compile(
    r"(?<!\w)krijg(?:t|en)\s+(?:hier\w*\s+)?van\s+mij(?!\w).*(?<!\w)opdracht(?!\w)", re.IGNORECASE | re.DOTALL
)
_EXPECT = re.compile(
    r"(?<!\w)(?:naar\s+verwachting|verwachting|verwacht(?:en)?|voorzien|gepland|beoogd|planning|streven)(?!\w)",
    re.IGNORECASE,
)
_COMES = re.compile(
    r"^\W{0,3}(?:Tevens\s+|Ook\s+|Daarnaast\s+)?(?:[Ee]r\s+kom(?:t|en)|[Kk]om(?:t|en)\s+er)\s+(?:\w+\s+)?een\s"
)
_SUBORDINATOR = re.compile(
    r"(?<!\w)(?:dat|die|of|hoe|waar\w*|zodat|omdat|doordat|terwijl|zodra|nadat|als|indien)(?!\w)"
)
_CHUNK_END = re.compile(r"[;:()]|,(?!\d)|\s[–-]\s")
_ABOUT_THIS = re.compile(
    r"(?<!\w)(?:(?:hier|daar|waar)(?:over|op)|de (?:uitkomst(?:en)?|resultaten|voortgang)|het vervolg)(?!\w)"
)
_ASIDE = r"(?:\s+(?:[a-zé-]+)){0,2}?\s+"
_INFINITIVE_AT_END = re.compile(r"([a-zë]+en)\s*$")
_ARTICLE_BEFORE = re.compile(r"(?<!\w)(?:de|een|deze|alle)\s+$", re.IGNORECASE)
#: What is set for more than so many years ahead is a target, not a promise.
_TARGET_YEARS = 5


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise within a text: [start, end), the actor in the letter's words, and when it is due."""

    start: int
    end: int
    actor: str | None
    to_chamber: bool
    due: TimeExpression | None


@dataclass(frozen=True, slots=True)
class _Sign:
    """The word that makes a promise, where it stands, and what is known of it there."""

    at: int
    actor: str | None = None
    tell: bool = False


@dataclass(frozen=True)
class _Sentence:
    """A sentence, and what the forms ask of it."""

    text: str
    letter_date: datetime.date | None

    @cached_property
    def dues(self) -> tuple[TimeExpression, ...]:
        """The expressions of time that may be a due date: introduced by a relation, not over, no target far ahead."""
        found = find_periods(self.text, self.letter_date)
        return tuple(time for time in found if time.relation and self._is_ahead(time) and not self._is_attribute(time))

    def _is_ahead(self, time: TimeExpression) -> bool:
        if self.letter_date is None:
            return True
        last = time.last or self.letter_date
        return self.letter_date <= last and last.year <= self.letter_date.year + _TARGET_YEARS

    def _is_attribute(self, time: TimeExpression) -> bool:
        """``de in 2020 ingestelde reserve``: the time belongs to a noun."""
        return bool(_ARTICLE_BEFORE.search(self.text, max(0, time.start - 12), time.start))

    @property
    def dated(self) -> bool:
        """True where a time lies ahead that is more than a habit or a promise of speed."""
        return any(time.relation not in ("every", "soon") for time in self.dues)

    @property
    def follows_up(self) -> bool:
        """True where the sentence begins with what must come first: ``Zodra de norm vaststaat, …``."""
        return bool(_FIRST_THAT.match(self.text))

    @property
    def timed(self) -> bool:
        """True where a time lies ahead, vague ones included."""
        return any(time.relation != "every" for time in self.dues)

    @cached_property
    def tells_chamber(self) -> bool:
        return bool(phrases("chamber", "words").search(self.text))

    @cached_property
    def actors(self) -> tuple[re.Match[str], ...]:
        return tuple(actors().finditer(self.text))

    def has(self, section: str, name: str) -> bool:
        return bool(phrases(section, name).search(self.text))

    def subject(self, verb: re.Match[str]) -> re.Match[str] | None:
        """The actor that is the subject of a finite verb: beside it, or before it in the same part of a clause."""
        behind = next((actor for actor in self.actors if verb.end() <= actor.start() <= verb.end() + 40), None)
        if behind and re.fullmatch(_ASIDE + r"?|\s+", self.text[verb.end() : behind.start()]):
            return behind
        before = [actor for actor in self.actors if actor.end() <= verb.start()]
        if not before:
            return None
        between = self.text[before[-1].end() : verb.start()]
        return None if _CHUNK_END.search(between) or _SUBORDINATOR.search(between) else before[-1]

    def rest(self, at: int) -> str:
        """What follows, up to the next finite verb of the future."""
        following = _WILL.search(self.text, at)
        return self.text[at : following.start() if following else len(self.text)]

    def clause(self, at: int) -> str:
        """The part of the sentence between commas and the like in which a word stands."""
        begin = max((match.end() for match in _CHUNK_END.finditer(self.text, 0, at)), default=0)
        end = _CHUNK_END.search(self.text, at)
        return self.text[begin : end.start() if end else len(self.text)]


def find_promises(text: str, letter_date: datetime.date | None) -> Iterator[Promise]:
    """The promises in one sentence; a sentence with two that fall due at different times gives two, split between."""
    sentence = _Sentence(text, letter_date)
    if _is_none(sentence):
        return
    signs = sorted((sign for form in _FORMS for sign in form(sentence)), key=lambda sign: sign.at)
    if not signs:
        return
    bounds = _split(sentence, signs)
    for start, end in bounds:
        inside = [sign for sign in signs if start <= sign.at < end]
        dues = [due for due in sentence.dues if start <= due.start < end]
        lead = inside[0]
        yield Promise(
            start=start,
            end=end,
            actor=next((sign.actor for sign in inside if sign.actor), None),
            to_chamber=any(sign.tell for sign in inside),
            due=_due(dues, lead),
        )


def _is_none(sentence: _Sentence) -> bool:
    """True where the sentence as a whole promises nothing, whatever verbs it has."""
    if sentence.text.rstrip().endswith("?") or phrases("not", "questions").match(sentence.text):
        return True
    if sentence.has("not", "earlier") or sentence.has("not", "unsure"):
        return True
    if sentence.has("not", "this_letter") and not sentence.dues:
        return True
    return _is_conditional(sentence)


def _is_conditional(sentence: _Sentence) -> bool:
    """True for a condition at the head of the sentence or of a clause, unless it is the end of the work itself."""
    if _INVERTED.match(sentence.text):
        return True
    for match in phrases("not", "conditions").finditer(sentence.text):
        before = sentence.text[: match.start()]
        heads = not before.strip(" \"'‘“•-–") or before.rstrip().endswith((",", ";", ":", "–", " maar", " en"))
        role = phrases("not", "as_role").match(sentence.text, match.start())
        if heads and not role and not phrases("not", "complete").search(sentence.clause(match.start())):
            return True
    return False


def _is_negated(sentence: _Sentence, at: int) -> bool:
    """True where the clause of a verb says that it will not be done."""
    clause = phrases("not", "no_negation").sub(" ", sentence.clause(at))
    return bool(phrases("not", "negations").search(clause))


def _by_others(sentence: _Sentence) -> bool:
    """True where a passive names another party as its agent."""
    return any(
        phrases("others", "agents").match(sentence.text, match.end())
        for match in re.finditer(r"(?<!\w)door\s+(?:de\s+|het\s+)?(?=\w)|(?<!\w)door\s+", sentence.text)
    )


def _agent(sentence: _Sentence) -> str | None:
    """Whom a passive names behind ``door``, if it is an actor."""
    found = (match for match in sentence.actors if re.search(r"(?<!\w)door\s+$", sentence.text[: match.start()]))
    return next((match.group() for match in found), None)


def _will(sentence: _Sentence) -> Iterator[_Sign]:
    """``zal ik … sturen``, ``het kabinet laat … onderzoeken``, ``zal … worden uitgewerkt``, ``ga ik … in gesprek``."""
    for match in _WILL.finditer(sentence.text):
        clause = sentence.rest(match.end())
        subject = sentence.subject(match)
        actor = subject.group() if subject else None
        if sentence.tells_chamber and nonfinite("tell").search(_around(sentence, match, clause)):
            if not _is_negated(sentence, match.start()):
                yield _Sign(match.start(), actor or _agent(sentence), tell=True)
        elif _is_negated(sentence, match.start()):
            continue
        elif subject:
            if _acts(sentence, subject, clause):
                yield _Sign(match.start(), actor)
        elif match.group().lower().startswith("z") and _is_done(sentence, match, _around(sentence, match, clause)):
            yield _Sign(match.start(), _agent(sentence))


def _around(sentence: _Sentence, verb: re.Match[str], rest: str) -> str:
    """The words behind a finite verb, and those right before it where it ends its clause (``onderzocht zal``)."""
    return sentence.text[max(0, verb.start() - 30) : verb.start()] + rest


def _acts(sentence: _Sentence, subject: re.Match[str], rest: str) -> bool:
    """True where a subject says what it will do: an act by its verb, or any but a state by its date."""
    if nonfinite("firm").search(rest):
        return bool(subject["cabinet"]) or sentence.dated
    if nonfinite("dated").search(rest):
        return sentence.timed
    last = _INFINITIVE_AT_END.search(_CHUNK_END.split(rest)[0].rstrip(" .!"))
    state = last is None or phrases("states", "words").fullmatch(last.group(1))
    return bool(subject["cabinet"]) and sentence.timed and not state


def _is_done(sentence: _Sentence, verb: re.Match[str], words: str) -> bool:
    """True for a passive without subject: an act that is firm, or any act with its time."""
    if not re.search(r"(?<!\w)worden(?!\w)", words) or _by_others(sentence):
        return False
    if sentence.timed:
        return _has_participle(words)
    asked = phrases("not", "indirect").search(sentence.clause(verb.start()).split(verb.group())[0])
    return bool(participles("firm").search(words)) and not asked


def _passive(sentence: _Sentence) -> Iterator[_Sign]:
    """``wordt in 2026 opgeleverd``, ``wordt uw Kamer … geïnformeerd``."""
    for match in _PASSIVE.finditer(sentence.text):
        words = _around(sentence, match, sentence.rest(match.end()))
        if _is_negated(sentence, match.start()) or _WILL.search(sentence.clause(match.start())):
            continue
        if sentence.tells_chamber and participles("tell").search(words):
            if not _is_told(sentence, match):
                yield _Sign(match.start(), _agent(sentence), tell=True)
        elif _MODAL.search(sentence.clause(match.start())):
            continue
        elif sentence.dated and not _by_others(sentence) and _has_participle(words):
            yield _Sign(match.start(), _agent(sentence))


def _has_participle(words: str) -> bool:
    return any(participles(group).search(words) for group in ("firm", "dated", "tell"))


def _is_told(sentence: _Sentence, verb: re.Match[str]) -> bool:
    """``is/was/werd`` beside the verb: told before, not to be told."""
    return bool(re.search(r"(?<!\w)(?:is|was|werd|zijn|waren)(?!\w)", sentence.clause(verb.start())))


def _present(sentence: _Sentence) -> Iterator[_Sign]:
    """``informeer ik uw Kamer in mei``, ``het kabinet stelt in 2026 … vast``: a finite form with a time ahead."""
    for match in present_forms().finditer(sentence.text):
        subject = sentence.subject(match)
        if subject is None or _is_negated(sentence, match.start()) or _is_perfect(sentence, match):
            continue
        verb = _verb(sentence, match)
        if verb is None:
            continue
        tell = verb.group == "tell" and sentence.tells_chamber
        if tell and sentence.has("not", "this_letter"):
            continue
        if (
            sentence.dated
            or sentence.follows_up
            or (tell and subject["cabinet"] and (sentence.dues or _is_about_this(sentence)))
        ):
            yield _Sign(match.start(), subject.group(), tell=tell)


def _is_perfect(sentence: _Sentence, finite: re.Match[str]) -> bool:
    """True for a participle that looks like a finite form: ``heb ik … aan uw Kamer verstrekt``."""
    return finite.group().endswith("t") and bool(_PERFECT.search(sentence.clause(finite.start())))


def _verb(sentence: _Sentence, finite: re.Match[str]) -> Verb | None:
    """The verb that a finite form is of: one whose particle follows, before one without."""
    behind = sentence.text[finite.end() :]
    fitting = (
        verb
        for verb in verbs_of(finite.group())
        if not verb.particle or re.search(rf"(?<!\w){re.escape(verb.particle)}(?!\w)", behind)
    )
    return next(fitting, None)


def _is_about_this(sentence: _Sentence) -> bool:
    """A report without a date is still to come where it says on what: ``hierover``, ``zodra …``."""
    return bool(_ABOUT_THIS.search(sentence.text.lower()) or re.search(r"(?<!\w)(?:zodra|nadat)(?!\w)", sentence.text))


def _receive(sentence: _Sentence) -> Iterator[_Sign]:
    """``ontvangt uw Kamer in het najaar``, ``uw Kamer ontvangt``."""
    for match in _RECEIVE.finditer(sentence.text):
        near = sentence.text[max(0, match.start() - 20) : match.end() + 20]
        if phrases("chamber", "words").search(near) and sentence.dues and not _WILL.search(sentence.text):
            yield _Sign(match.start(), tell=True)


def _await(sentence: _Sentence) -> Iterator[_Sign]:
    """``kan uw Kamer voor de zomer tegemoetzien``."""
    match = _AWAIT.search(sentence.text)
    if match and sentence.tells_chamber and sentence.dues and not _is_negated(sentence, match.start()):
        yield _Sign(match.start(), tell=True)


def _any_verb(sentence: _Sentence) -> Iterator[_Sign]:
    """``het loket open ik uiterlijk 1 juli``: with a date ahead any act in the first person is promised."""
    if not (sentence.dated or sentence.follows_up):
        return
    for match in _BESIDE.finditer(sentence.text):
        verb = (match["before"] or match["behind"]).lower()
        known = phrases("states", "finite").fullmatch(verb) or phrases("states", "words").fullmatch(verb)
        if known or _PAST.search(verb) or _is_negated(sentence, match.start()):
            continue
        finite = present_forms().match(sentence.text, match.start("before" if match["before"] else "behind"))
        if finite and _verb(sentence, finite):
            continue
        if not sentence.has("not", "this_letter"):
            yield _Sign(match.start(), re.search(_WHO, match.group(), re.IGNORECASE)[0])  # type: ignore[index]


def _ordered(sentence: _Sentence) -> Iterator[_Sign]:
    """``het CBS krijgt van mij de opdracht om …``."""
    match = _ORDER.search(sentence.text)
    if match and not _is_negated(sentence, match.start()):
        yield _Sign(match.start(), "mij")


def _intention(sentence: _Sentence) -> Iterator[_Sign]:
    """``ik zeg toe``, ``ben ik voornemens om``, and with a date ``het streven is``."""
    for match in phrases("intentions", "promise").finditer(sentence.text):
        yield _Sign(match.start(), _first_actor(sentence, match), tell=_tells(sentence))
    for match in phrases("intentions", "words").finditer(sentence.text):
        subject = _first_actor(sentence, match)
        if subject and not _is_negated(sentence, match.start()):
            yield _Sign(match.start(), subject, tell=_tells(sentence))
    for match in phrases("intentions", "dated").finditer(sentence.text):
        if sentence.dated and not _is_negated(sentence, match.start()):
            yield _Sign(match.start(), _first_actor(sentence, match), tell=_tells(sentence))


def _first_actor(sentence: _Sentence, match: re.Match[str]) -> str | None:
    """The actor nearest to a phrase, inside it included."""
    near = [actor for actor in sentence.actors if match.start() - 60 <= actor.start() <= match.end() + 30]
    return min(near, key=lambda actor: abs(actor.start() - match.start())).group() if near else None


def _tells(sentence: _Sentence) -> bool:
    return sentence.tells_chamber and bool(nonfinite("tell").search(sentence.text))


def _expected(sentence: _Sentence) -> Iterator[_Sign]:
    """``is naar verwachting in mei gereed``, ``de pilot start in 2026``, ``verwacht ik in juni te sturen``."""
    if not sentence.dues:
        return
    expects = _EXPECT.search(sentence.text)
    if expects and sentence.tells_chamber and nonfinite("tell").search(sentence.text):
        yield _Sign(expects.start(), _first_actor(sentence, expects), tell=True)
        return
    if not sentence.dated:
        return
    for match in phrases("expected", "results").finditer(sentence.text):
        if not _is_negated(sentence, match.start()) and (expects or _WILL.search(sentence.clause(match.start()))):
            yield _Sign(match.start())
    for match in phrases("expected", "set").finditer(sentence.text):
        if not _is_negated(sentence, match.start()) and _own_time(sentence, match):
            yield _Sign(match.start())
    for match in phrases("expected", "events").finditer(sentence.text):
        if not _is_negated(sentence, match.start()) and _own_time(sentence, match):
            yield _Sign(match.start())


def _own_time(sentence: _Sentence, event: re.Match[str]) -> bool:
    """True where the date stands in the clause of the event itself."""
    clause = sentence.clause(event.start())
    return any(due.text in clause and due.relation != "every" for due in sentence.dues)


def _comes(sentence: _Sentence) -> Iterator[_Sign]:
    """``Er komt een meldpunt …``: an announcement of something that can be counted."""
    match = _COMES.match(sentence.text)
    if match and not _is_negated(sentence, match.start()):
        nouns = " ".join(re.findall(r"[\w-]+", sentence.text[match.start() :])[:7])
        if phrases("expected", "coming").search(nouns):
            yield _Sign(match.start())


_FORMS = (_will, _passive, _present, _receive, _await, _any_verb, _ordered, _intention, _expected, _comes)


def _due(dues: list[TimeExpression], sign: _Sign) -> TimeExpression | None:
    """The time nearest to the promise; a habit (``jaarlijks``) only where there is no other."""
    if not dues:
        return None
    return min(dues, key=lambda due: (due.relation == "every", _distance(due, sign.at)))


def _distance(due: TimeExpression, at: int) -> int:
    return due.start - at if due.start >= at else 2 * (at - due.end)


def _split(sentence: _Sentence, signs: list[_Sign]) -> list[tuple[int, int]]:
    """The sentence as one stretch, or as two where each side of ``en`` or ``;`` has its own promise and time."""
    text = sentence.text
    for match in re.finditer(r";\s+|,?\s+en\s+|,\s+(?=waarna|waarover|waarbij)", text):
        left, right = match.start(), match.end()
        sides = [any(sign.at < left for sign in signs), any(sign.at >= right for sign in signs)]
        times = [any(due.end <= left for due in sentence.dues), any(due.start >= right for due in sentence.dues)]
        if all(sides) and all(times):
            return [(0, left), (right, len(text))]
    return [(0, len(text))]
