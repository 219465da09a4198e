"""Which words open a clause: conjunctions, relative and question words, *om* (*door*, *zonder*) with *te* behind it.

Most of them are other words too (*dat bedrag*, *die regels*, *als gevolg van*, *om die reden*, *nu*): what stands on
either side decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate.verbs import particles
from kamerbrief.annotate.words import STRONG, Word, adjective, small, text_at

SUBORDINATE, RELATIVE, QUESTION, INFINITIVE = "subordinate", "relative", "question", "infinitive"


@dataclass(frozen=True, slots=True)
class Opening:
    """A clause of a kind opens; ``before`` words before this one are of it too (*in* hoeverre, *met* wie)."""

    kind: str
    before: int = 0


def infinitives_ahead(words: Sequence[Word]) -> list[bool]:
    """For each word whether an infinitive with *te* follows before anything that ends the stretch."""
    ahead = [False] * len(words)
    ends = _ends()
    seen = False
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        ahead[place] = seen
        if word.te:
            seen = True
        elif word.sure or word.text in ends:
            seen = False
    return ahead


@cache
def _ends() -> frozenset[str]:
    """What no infinitive that *te* stands before is looked for beyond."""
    return STRONG | small("conjunctions", "relative", "infinitive") | {"dat"}


def opening_at(words: Sequence[Word], place: int, te: Sequence[bool], within: str) -> Opening | None:
    """The clause that opens with the word at a place; ``within`` is the kind of the clause that is open there."""
    if place >= len(words) or words[place].text not in openers_of_clauses():
        return None
    word, before = words[place].text, text_at(words, place - 1)
    if word in small("conjunctions"):
        return _conjunction(words, place, before)
    if word in small("perhaps"):
        opens = _before_inversion(words, place) or _impersonal(words, place) or _clause_follows(words, place, before)
        return Opening(SUBORDINATE) if opens else None
    if word in small("inverted") and before in ("", ".", ";", ":", ","):
        return Opening(SUBORDINATE) if _inverted(words, place) else None
    if word == "dat":
        return _that(words, place, before)
    if word == "die":
        return _who(words, place, before, within)
    if word in small("relative"):
        return _relative(words, place)
    if word in small("question"):
        return _question(words, place, before)
    if word in small("infinitive") and te[place] and (word != "na" or _near_infinitive(words, place)):
        return Opening(INFINITIVE)
    return Opening(QUESTION, 1) if word == "hoeverre" and before == "in" else None


@cache
def openers_of_clauses() -> frozenset[str]:
    """All words that may open a clause."""
    lists = small("conjunctions", "perhaps", "inverted", "relative", "question", "infinitive")
    return lists | {"dat", "die", "hoeverre"}


def _finite(words: Sequence[Word], place: int) -> bool:
    """Whether a verb that is sure to be finite stands at a place."""
    return place < len(words) and words[place].sure


def _first(words: Sequence[Word], place: int) -> bool:
    return place == 0 or words[place - 1].text in STRONG or words[place - 1].text in "„“«("


_COPULAS = frozenset(("is", "zijn", "blijkt", "lijkt", "wordt", "was", "waren"))


def _conjunction(words: Sequence[Word], place: int, before: str) -> Opening | None:
    word, after = words[place].text, text_at(words, place + 1)
    if word == "wanneer" and _finite(words, place + 1) and _first(words, place):
        return Opening(SUBORDINATE) if _impersonal(words, place) else None
    # *indien mogelijk* is a clause only before *is* and the like.
    alone = word in ("wanneer", "indien", "mits") and text_at(words, place + 2) not in _COPULAS
    if after == "van" or (alone and after in ("nodig", "mogelijk", "gewenst", "medisch", "noodzakelijk")):
        return None
    if word == "zover":
        return Opening(SUBORDINATE, 1) if before == "voor" else None
    return Opening(QUESTION if word == "wanneer" and after in small("question") else SUBORDINATE)


def _clause_follows(words: Sequence[Word], place: int, before: str) -> bool:
    """Whether a word that is a conjunction only at times has a clause behind it: a subject, and a verb to end with."""
    word, after = words[place].text, text_at(words, place + 1)
    if _first(words, place) and not _two_verbs(words, place):
        return False
    if word == "of" and (after in small("conjunctions") or after == "als"):
        return False
    if word == "of" and not (_asking(words, place, before) or before in small("contents")):
        return False
    if word == "dan" and ((_finite(words, place + 1) and before == ",") or _first(words, place)):
        return False
    if word == "dan" and not (before.endswith("er") or before in ("anders", "andere", "ander")):
        return False
    if word == "als" and (before == "met" or any(one.text == "zowel" for one in words[max(place - 12, 0) : place])):
        return False
    if word == "zoals" and place + 1 < len(words) and words[place + 1].verbal and not _finite(words, place + 1):
        return False
    if word in ("nu", "toen", "sinds") and not (_first(words, place) or before == ","):
        return False
    if word in ("nu", "toen", "zoals") and _finite(words, place + 1) and word != "zoals":
        return False
    if word == "als" and (whole := _as(words, place)) is not None:
        return whole
    if word in ("of", "dan", "tot", "evenals", "zoals", "als"):
        plain = word == "of" and not (place and (words[place - 1].verbal or before in small("contents")))
        return _verb_ends(words, place, beginning=plain, lone=word in ("dan", "zoals"), sure=word in ("als", "zoals"))
    return after in small("determiners", "pronouns", "subjects") and _verb_ends(words, place, True, False)


def _as(words: Sequence[Word], place: int) -> bool | None:
    """Whether a clause follows *als*, where the two words behind it tell; None where they do not.

    *Als het gaat om …* is one; a noun in the singular with no article is no subject: *als ondersteuning van de teams*.
    """
    after, next_one = text_at(words, place + 1), text_at(words, place + 2)
    if after == "het" and next_one == "gaat":
        return True
    small_word = after in small("determiners", "pronouns", "subjects", "adverbs", "prepositions")
    return False if next_one == "van" and not small_word and not after.endswith(("en", "s")) else None


def _before_inversion(words: Sequence[Word], place: int) -> bool:
    """*Nu gemeenten hier niet uitkomen, neem ik …*: a verb ends it at a comma, behind which the main clause begins."""
    if not _first(words, place):
        return False
    for at in range(place + 1, min(place + 30, len(words) - 1)):
        word = words[at]
        if word.text == ",":
            ended = words[at - 1]
            return at > place + 2 and (ended.sure or ended.weak) and not ended.te and words[at + 1].sure
        other = word.text in small("relative", "conjunctions") | {"die", "dat"}
        if word.stop or other or (word.sure and words[at + 1].text != "," and not words[at + 1].verbal):
            return False
    return False


def _impersonal(words: Sequence[Word], place: int) -> bool:
    """*Als blijkt dat dit niet werkt, overweeg ik …*: no subject but what is shown, and a main clause behind it."""
    if words[place].text not in ("als", "wanneer", "zodra") or text_at(words, place + 2) not in ("dat", "of"):
        return False
    near = range(place + 3, min(place + 60, len(words) - 1))
    behind = any(words[at].text == "," and (words[at + 1].sure or words[at + 1].weak) for at in near)
    return _finite(words, place + 1) and behind and words[-1].text != "?"


def _two_verbs(words: Sequence[Word], place: int) -> bool:
    """Whether a clause that begins here leaves a finite verb, or a comma, for the one that it hangs on."""
    before = False
    for word in words[place + 1 : place + 60]:
        if word.text in STRONG:
            break
        if word.text == "," or (word.sure and before):
            return True
        before = before or word.sure or (word.weak and not word.te)
    return False


def _asking(words: Sequence[Word], place: int, before: str) -> bool:
    """Whether *of* begins a question: behind a verb, a stop, a small word, not between two nouns."""
    if place == 0 or words[place - 1].stop or words[place - 1].verbal or before in small("joins"):
        return True
    if text_at(words, place + 1) in small("determiners", "pronouns") and any(
        word.sure and any(one.verb.classes & {"investigate", "ask", "decide"} for one in word.verbal)
        for word in words[max(place - 15, 0) : place]
    ):
        return True
    return adjective(before) or before in small("prepositions", "pronouns")


def _verb_ends(words: Sequence[Word], place: int, beginning: bool, lone: bool, sure: bool = False) -> bool:
    """Whether the words behind a conjunction end with a finite verb before the next stop."""
    begins = text_at(words, place + 1) in (small("determiners", "pronouns", "subjects", "adverbs", "prepositions"))
    if beginning and not begins:
        return False
    found, passed = False, ",()€$£%" if words[place].text == "als" else ",()"
    for at in range(place + 1, min(place + 40, len(words))):
        word = words[at]
        if word.stop and word.text not in passed:
            break
        if at > place + 1 and (word.text in small("conjunctions") or word.text in ("om", "die", "dat")):
            break
        if word.text == "," and (found or words[place].text in ("zoals", "als")):
            break
        if (word.sure or word.weak) and not word.te and (at > place + 1 or lone):
            if at == place + 2 and word.sure and _main_order(words, at):
                return False
            found = found or word.sure or (_closes(words, at) and (not sure or text_at(words, place + 1) in _PLAIN))
    return found


#: Words that begin a subject of its own.
_PLAIN = frozenset(("wij", "we", "zij", "ze", "de", "deze", "die", "ik", "er"))


def _main_order(words: Sequence[Word], at: int) -> bool:
    """Whether a finite verb has more than its own group behind it up to the next stop: *dan neemt het kabinet …*."""
    after = words[at + 1] if at + 1 < len(words) else None
    joined = small("prepositions", "joins", "conjunctions") | {"dat", "om", "die", "dan"}
    return after is not None and not after.stop and not after.verbal and after.text not in joined


def _closes(words: Sequence[Word], at: int) -> bool:
    """Whether nothing but verbs stands between a verb and the next stop, or a preposition follows it."""
    after = words[at + 1] if at + 1 < len(words) else None
    return after is None or after.stop or bool(after.verbal) or after.text in small("prepositions", "joins")


def _inverted(words: Sequence[Word], place: int) -> bool:
    """*Mocht dit nodig zijn, dan …*."""
    return any(word.text == "," for word in words[place + 1 : place + 40])


#: Behind these *dat* is what a clause is about: *als dat kan*, *wat dat betekent*.
_OPENED = small("conjunctions", "question", "relative") | {"die", "als", "of", "zover", "zoals"}


def _that(words: Sequence[Word], place: int, before: str) -> Opening | None:
    """*dat* as a conjunction (zegt dat), a relative word (het onderzoek dat) or neither (dat bedrag, in dat jaar)."""
    if before in small("inverted") | _OPENED or _demonstrative(words, place):
        return None
    after = text_at(words, place + 1)
    subject = after in small("determiners", "pronouns", "subjects", "adverbs")
    if _first(words, place) or (before in small("joins") and before != "dus"):
        subject = subject or (before in small("joins") and after in small("prepositions"))
        ok = (
            subject
            and not _finite(words, place + 1)
            and (before not in small("joins") or _verb_ends(words, place, False, True))
        )
        return Opening(SUBORDINATE) if ok else None
    opens = before == "zonder" or (subject and before in ("op", "aan"))
    if before in small("prepositions") and not _particle(words, place - 1) and not opens:
        return None
    if _finite(words, place + 1) and words[place - 1].sure:
        return None
    if before == "," and _finite(words, place + 1) and _main_order(words, place + 1):
        return None
    noun = words[place - 2].text if before == "," and place > 1 else before
    earlier = place - 3 if before == "," else place - 2
    if (
        before == "zonder"
        or adjective(noun)
        or noun in small("pronouns")
        or _shown(words, place)
        or words[place - 1].verbal
        or noun in small("contents")
        or not _neuter(words, earlier)
    ):
        if not subject and _finite(words, place + 1) and before == ",":
            return None
        return Opening(SUBORDINATE, 1 if before == "zonder" else 0)
    return Opening(RELATIVE)


def _shown(words: Sequence[Word], place: int) -> bool:
    """*blijkt uit het onderzoek dat*: what follows is what is shown, nothing of the noun."""
    near = words[max(place - 7, 0) : place]
    shows = any(
        word.sure and any(one.verb.lemma in ("blijken", "volgen", "staan") for one in word.verbal) for word in near
    )
    return shows and any(word.text in ("uit", "in") for word in near)


def _demonstrative(words: Sequence[Word], place: int) -> bool:
    """*biedt dat kansen*: behind a verb that says nothing."""
    before = words[place - 1] if place else None
    if before is None or not before.sure:
        return False
    told = {
        "say",
        "expect",
        "advise",
        "ask",
        "promise",
        "wish",
        "decide",
        "inform",
        "share",
        "agree",
        "investigate",
        "adopt",
        "reject",
    }
    return not any(one.verb.classes & told or one.verb.lemma in small("telling") for one in before.verbal)


def _demanding(word: Word) -> bool:
    """Whether a verb asks for an indirect question: *bekijkt waar metingen nodig zijn*."""
    return any(one.verb.classes & {"investigate", "decide", "ask", "inform", "say"} for one in word.verbal)


def _particle(words: Sequence[Word], place: int) -> bool:
    """Whether a preposition is the particle of a verb a few words before it: *houdt in dat*."""
    for word in words[max(place - 8, 0) : place]:
        if word.sure and any(words[place].text in particles(one.verb.base) for one in word.verbal):
            return True
    return False


def _neuter(words: Sequence[Word], place: int) -> bool:
    """Whether an article of a neuter noun stands at a place or a few words before it."""
    for at in range(place, max(place - 4, -1), -1):
        word = words[at]
        if word.text in ("het", "een", "dit", "dat", "ieder", "elk", "geen", "mijn", "uw", "ons", "hun", "welk"):
            return True
        if word.stop or word.sure or word.text in small("prepositions"):
            return False
    return True


def _who(words: Sequence[Word], place: int, before: str, within: str) -> Opening | None:
    """*die* behind a noun (de regels die) or a comma; not as an article (in die tijd, neem die regels)."""
    if _first(words, place) or (before in small("determiners") and not words[place - 1].verbal):
        return None
    if before in small("joins"):
        return Opening(RELATIVE) if within == RELATIVE and not _finite(words, place + 2) else None
    if before == ",":
        return (
            None if _finite(words, place + 1) and not _verb_ends(words, place + 1, False, True) else Opening(RELATIVE)
        )
    if before in small("prepositions"):
        after = words[place + 1] if place + 1 < len(words) else None
        if after and after.sure:
            return Opening(RELATIVE)
        return Opening(RELATIVE, 1) if after and after.text in small("pronouns") and place > 1 else None
    if before in small("adverbs") or before in small("conjunctions") or before in ("dat", "als", "zoals"):
        return None
    return None if words[place - 1].sure and within == "main" else Opening(RELATIVE)


def _relative(words: Sequence[Word], place: int) -> Opening | None:
    if text_at(words, place + 1) in ("te", "nodig", "mogelijk", "relevant", "gewenst", "wenselijk"):
        return None
    if words[place].text == "waar" and place and _demanding(words[place - 1]):
        return Opening(QUESTION)
    if words[place].text == "waar" and (_first(words, place) or words[place - 1].sure) and _finite(words, place + 1):
        return None
    if _first(words, place) and _finite(words, place + 1):
        return None
    return Opening(RELATIVE)


def _question(words: Sequence[Word], place: int, before: str) -> Opening | None:
    """An indirect question; a question of its own (*Welke stappen neemt u?*) is a main clause."""
    word = words[place].text
    if word == "wat" and text_at(words, place + 1) in ("betreft", "meer", "minder", "later", "eerder"):
        return None
    if before in small("question") or before in ("al", "wanneer", "als", "een"):
        return None
    phrase = before in small("prepositions") and not _first(words, place) and not _particle(words, place - 1)
    first = _first(words, place - 1 if phrase else place)
    if first and _asks(words, place):
        return None
    if word == "welke" and phrase and not first and place > 1 and not words[place - 2].stop and words[place - 2].sure:
        return Opening(QUESTION, 1)
    if word in ("wat", "wie") and before in ("alles", "iets", "niets", "datgene", "degene"):
        return Opening(RELATIVE)
    if word == "wie" and phrase:
        return Opening(RELATIVE, 1)
    return Opening(QUESTION, 1 if phrase else 0)


def _asks(words: Sequence[Word], place: int) -> bool:
    """Whether the sentence is a question of its own: it ends so, or its verb comes at once."""
    return words[-1].text == "?" or _finite(words, place + 1)


def _near_infinitive(words: Sequence[Word], place: int) -> bool:
    """*na … te hebben*: no noun phrase with a stop between."""
    for word in words[place + 1 : place + 15]:
        if word.stop:
            return False
        if word.te:
            return True
    return False
