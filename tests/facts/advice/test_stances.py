"""Stances in wordings of their own."""

from __future__ import annotations

import numpy as np
import pytest

from kamerbrief.contract import Stance
from kamerbrief.facts.advice import stances
from kamerbrief.facts.advice.stances import decided, find_stance, stance_cues
from kamerbrief.language.judging import Floats, load_judge

STANCES = [
    ("Het kabinet neemt deze aanbeveling over.", "adopted", "neemt deze aanbeveling over"),
    ("Ik neem dit advies onverkort over.", "adopted", "neem dit advies onverkort over"),
    ("Het kabinet onderschrijft deze aanbeveling.", "adopted", "onderschrijft"),
    ("De aanbeveling wordt door het kabinet omarmd.", "adopted", "omarmd"),
    ("Ik volg de aanbeveling van de raad.", "adopted", "volg de aanbeveling"),
    ("Het ministerie gaat dit doen.", "adopted", "gaat dit doen"),
    ("Aan deze aanbeveling zal ik opvolging geven.", "adopted", "opvolging geven"),
    ("Conform het advies van de commissie pas ik de norm aan.", "adopted", "Conform het advies"),
    ("De aanbevelingen zijn overgenomen in de nieuwe agenda.", "adopted", "overgenomen"),
    ("Hiermee geeft het kabinet uitvoering aan de aanbeveling.", "adopted", None),
    ("Dit onderschrijf ik.", "adopted", "onderschrijf"),
    ("Ik neem die aanbeveling over en zet in op een snelle start, mits gemeenten er klaar voor zijn.", "adopted", None),
    ("Ik stem in met dit voorstel.", "adopted", "stem in met"),
    ("De minister neemt onze aanbeveling over.", "adopted", None),
    ("Ik neem de aanbeveling ter harte.", "adopted", "ter harte"),
    ("Ik zie geen aanleiding om van dit advies af te wijken en neem het over.", "adopted", None),
    ("Het kabinet neemt deze aanbeveling deels over.", "partially_adopted", None),
    ("De aanbeveling is gedeeltelijk overgenomen.", "partially_adopted", None),
    ("Ik neem het advies over, met de kanttekening dat gemeenten tijd nodig hebben.", "partially_adopted", None),
    ("Het kabinet onderschrijft de aanbeveling op hoofdlijnen.", "partially_adopted", None),
    ("De aanbeveling neem ik in aangepaste vorm over.", "partially_adopted", None),
    ("De eerste aanbeveling is deels opgevolgd.", "partially_adopted", None),
    ("De aanbeveling wordt niet volledig overgenomen.", "partially_adopted", None),
    ("De strekking van de aanbeveling neem ik over.", "partially_adopted", None),
    ("Waar mogelijk volg ik dit advies op.", "partially_adopted", None),
    ("Het advies neem ik over voor zover het de havens betreft.", "partially_adopted", None),
    ("Ik onderschrijf de aanbevelingen en zal deze, voor zover dat nog niet is gebeurd, uitvoeren.", "adopted", None),
    (
        "Nieuwe terminals neem ik in de norm op en het advies over, oude terminals hoeven niet om te bouwen.",
        "partially_adopted",
        None,
    ),
    ("Ik omarm dit voorstel, al kan ik het alleen in de zeehavens invoeren.", "partially_adopted", None),
    ("Met de derde aanbeveling ga ik een eind mee.", "partially_adopted", None),
    ("Aan dit advies is in 2024 al gevolg gegeven.", "already_policy", None),
    ("Met dit advies ga ik aan de slag.", "adopted", None),
    ("Dit laat ik over aan mijn opvolger en zijn kabinet.", "deferred", None),
    ("Het kabinet neemt deze aanbeveling niet over.", "rejected", None),
    ("De minister neemt onze aanbeveling niet over.", "rejected", None),
    ("Voor een eigen wet bestaat dan ook geen noodzaak.", "rejected", "bestaat dan ook geen noodzaak"),
    ("De waterschappen en de provincie hebben dit samen opgepakt.", "adopted", "dit samen opgepakt"),
    ("Deze aanbeveling zal hierbij worden betrokken.", "deferred", "hierbij worden betrokken"),
    ("Ik zie geen aanleiding om het stelsel te herzien.", "rejected", "zie geen aanleiding"),
    ("Het kabinet acht een verbod niet wenselijk.", "rejected", "acht een verbod niet wenselijk"),
    ("Het kabinet is niet voornemens nadere stappen te zetten.", "rejected", "niet voornemens"),
    ("Ik heb besloten dit advies niet op te volgen.", "rejected", None),
    ("Een aparte autoriteit is volgens mij niet nodig.", "rejected", "is volgens mij niet nodig"),
    ("Dit voorstel wijs ik af.", "rejected", "wijs ik af"),
    ("Voor een nieuwe wet ziet het kabinet geen noodzaak.", "rejected", "ziet het kabinet geen noodzaak"),
    ("Het kabinet kiest er niet voor om een fonds in te stellen.", "rejected", None),
    ("Ik geef geen gehoor aan deze oproep.", "rejected", None),
    ("Het kabinet werkt hier al aan.", "already_policy", None),
    ("Dit is staand beleid.", "already_policy", "staand beleid"),
    ("Dit sluit goed aan bij de bredere inzet.", "already_policy", None),
    ("Hier wordt reeds aan gewerkt door de regio's.", "already_policy", None),
    ("De aanpak past binnen het bestaand beleid.", "already_policy", None),
    ("Dit punt neem ik mee in de lopende herziening van de regeling.", "already_policy", "neem ik mee in"),
    ("Dit punt neem ik mee in de verdere uitwerking.", "deferred", "neem ik mee in de verdere uitwerking"),
    ("De suggestie betrek ik bij het lopende programma.", "already_policy", "betrek ik bij"),
    ("Een register is inmiddels ingevoerd.", "already_policy", "inmiddels ingevoerd"),
    ("Dit gebeurt al in alle regio's.", "already_policy", "gebeurt al"),
    ("Het kabinet herkent de oproep van de raad.", "analysis_shared", "herkent"),
    ("Het kabinet deelt de analyse van de commissie.", "analysis_shared", "deelt"),
    ("Deze analyse deelt het kabinet, zij past bij eerdere signalen.", "analysis_shared", "deelt"),
    ("Ik onderschrijf het belang van goede gegevens.", "analysis_shared", "onderschrijf"),
    ("Het kabinet onderkent het knelpunt.", "analysis_shared", "onderkent"),
    ("Ik zie het belang van een langere termijn.", "analysis_shared", "zie het belang"),
    ("Het kabinet erkent dat de werkdruk hoog is.", "analysis_shared", "erkent"),
    ("Ik onderschrijf dat meer samenhang nodig is.", "analysis_shared", "onderschrijf"),
    ("Een besluit hierover is aan een volgend kabinet.", "deferred", "volgend kabinet"),
    ("De mogelijkheden worden nader onderzocht.", "deferred", "nader onderzocht"),
    ("Ik bezie of ik deze aanbeveling kan overnemen.", "deferred", "bezie of"),
    ("Voor deze uitbreiding is nog geen dekking.", "deferred", "nog geen dekking"),
    ("De aanbeveling is nog niet opgevolgd.", "deferred", None),
    ("Dit wordt betrokken bij de besluitvorming in het voorjaar.", "deferred", "betrokken bij de besluitvorming"),
    ("Het kabinet loopt niet vooruit op de uitkomst.", "deferred", "loopt niet vooruit"),
    ("Of dit mogelijk is, zal het ministerie onderzoeken.", "deferred", "zal het ministerie onderzoeken"),
    ("Het kabinet neemt in mei een besluit over de zorg.", "deferred", None),
    ("De dijken zijn van groot nut voor de regio.", "unclear", None),
    ("De commissie onderschrijft deze aanbeveling.", "unclear", None),
    ("Het kabinet herkent de analyse, maar neemt de aanbeveling niet over.", "rejected", None),
    ("Ik deel de analyse en neem de aanbeveling over.", "adopted", "neem de aanbeveling over"),
    ("Het kabinet werkt hier al aan en neemt de aanbeveling over.", "adopted", None),
    ("Ik herken het beeld van de raad niet.", "rejected", None),
    (
        "Ik neem de aanbeveling om de taken van beide havenmeesters in de wet wat meer uit elkaar te halen niet over.",
        "rejected",
        None,
    ),
    ("Daarmee volgen we de adviezen van de Deltaraad en van de heer Boom.", "adopted", None),
    ("De provincie zal de aanbeveling nog dit jaar oppakken.", "adopted", None),
    ("Het onderhoud wordt in lijn met de aanbevelingen van de inspectie versterkt.", "adopted", None),
    ("Ik zie geen reden om van deze aanbeveling af te wijken.", "adopted", None),
    ("Akkoord.", "adopted", "Akkoord"),
    ("Met dit advies ben ik het eens.", "adopted", None),
    ("Met deze aanbeveling stem ik in.", "adopted", None),
    ("Ja, dit ga ik doen.", "adopted", None),
    ("In het Vaarakkoord en het Akkoord over de sluizen staan de afspraken.", "unclear", None),
    ("Mijn conclusie deel ik in mei met uw Kamer.", "unclear", None),
    ("Ik ben het met de raad eens dat zo'n verhuizing niet in één jaar kan.", "analysis_shared", None),
    ("Voor de sluizen wordt geen extra bijdrage overwogen.", "rejected", None),
    ("Het kabinet komt de raad halverwege tegemoet.", "partially_adopted", None),
    ("Dit zijn adviezen die primair aan de vervoerders zijn gericht.", "deferred", None),
    ("De suggestie betrek ik bij het onderzoek naar de tarieven.", "deferred", None),
    ("Ik verken met de regio of een tweede sluis mogelijk is.", "deferred", None),
    ("Reizigers kunnen zelf niet beoordelen of een kaartje klopt.", "unclear", None),
]


def _decided(text: str) -> bool:
    return decided([(0, text)], "") is not None


DECIDED = [case for case in STANCES if _decided(case[0])]
JUDGED = [case for case in STANCES if not _decided(case[0])]


@pytest.mark.parametrize(("text", "stance", "words"), DECIDED)
def test_decisions(text: str, stance: str, words: str | None) -> None:
    found = find_stance([(0, text)])
    assert found is not None
    assert (found.stance.value, found.probability) == (stance, None)
    if words is not None:
        assert text[found.start : found.end] == words


def test_most_of_what_is_judged_is_right_and_shown_by_its_cue() -> None:
    found = [(case, find_stance([(0, case[0])])) for case in JUDGED]
    right = [(case, one) for case, one in found if (one.stance.value if one else "unclear") == case[1]]
    assert len(JUDGED) > 30
    assert len(right) >= len(JUDGED) - 9
    shown = [(text[one.start : one.end], words) for (text, _, words), one in right if one and words]
    assert len(shown) > 12
    assert sum(said == words for said, words in shown) >= len(shown) - 2


def test_an_adoption_beside_a_refusal_is_partial() -> None:
    first, second = "Het register neem ik over.", "De heffing neem ik niet over."
    found = find_stance([(0, first), (len(first) + 1, second)])
    assert found is not None
    text = f"{first} {second}"
    assert (found.stance.value, text[found.start : found.end]) == ("partially_adopted", "neem ik niet over")


@pytest.mark.parametrize(
    "second",
    [
        "Voor de overige havens houd ik vast aan de norm van nu.",
        "Daarbij plaats ik de kanttekening dat de sluizen eerst af moeten.",
        "Ik maak één uitzondering, voor de veren.",
    ],
)
def test_a_limit_in_the_next_sentence_makes_an_adoption_partial(second: str) -> None:
    first = "Ik neem dit advies over."
    found = find_stance([(0, first), (len(first) + 1, second)])
    assert found is not None
    assert found.stance.value == "partially_adopted"
    assert found.start > len(first)


LOOKING = [
    ("Verken de mogelijkheden van een tweede sluis", "Op dit moment verken ik of een tweede sluis past.", "adopted"),
    ("de kosten van een tweede sluis te onderzoeken", "Dit wordt nader onderzocht.", "adopted"),
    ("Bouw een tweede sluis", "Op dit moment verken ik of een tweede sluis past.", "deferred"),
]


@pytest.mark.parametrize(("advice", "answer", "stance"), LOOKING)
def test_looking_into_a_thing_adopts_the_advice_to_do_so(advice: str, answer: str, stance: str) -> None:
    found = find_stance([(0, answer)], advice)
    assert found is not None
    assert found.stance.value == stance


@pytest.mark.parametrize(
    "text",
    [
        "De zorg op het eiland is op een aanvaardbaar niveau.",
        "Dat laat de wijze zien waarop verdragen door landen worden opgevolgd en nageleefd.",
    ],
)
def test_words_of_decision_on_something_else_decide_nothing(text: str) -> None:
    assert not [cue for cue in stance_cues(text) if cue.rank == 0]


class _Doubtful:
    """A judge that holds no stance to be likely, and one that is told by nothing to be the likeliest."""

    def __init__(self) -> None:
        self.labels, self.scores = load_judge().labels, load_judge().scores

    def __call__(self, *_: Floats) -> Floats:
        likely = np.full(len(self.labels), 0.13)
        likely[self.labels.index("rejected")] = 0.3
        return likely


def test_what_is_judged_in_doubt_follows_the_words_or_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stances, "load_judge", _Doubtful)
    shared = [(0, "Wij delen de opvatting dat de dijk oud is."), (43, "De dijk ligt aan de rivier.")]
    found = find_stance(shared, "Verhoog de dijk")
    assert found is not None
    assert found.stance is Stance.ANALYSIS_SHARED
    assert find_stance(shared[1:], "Verhoog de dijk") is None


def test_a_piece_of_a_sentence_tells_no_stance() -> None:
    assert find_stance([(0, "In")], "Verhoog de dijk") is None


def test_how_a_thing_is_done_is_no_question_whether() -> None:
    assert not list(stance_cues("Met de regio wordt bezien hoe de loketten het beste ingericht worden."))
    assert list(stance_cues("Met de regio wordt bezien of en hoe de loketten ingericht worden."))


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("De nieuwe meting, die door de auditdienst wordt onderschreven, wijkt af van deze bevinding.", []),
        ("Deze analyse wordt door Rijkswaterstaat onderschreven.", []),
        ("Deze analyse wordt door het kabinet onderschreven.", ["analysis_shared"]),
    ],
)
def test_others_endorse_nothing_for_the_cabinet(text: str, stances: list[str]) -> None:
    assert [cue.stance.value for cue in stance_cues(text)] == stances


def test_what_is_judged_unclear_follows_words_that_all_tell_one_stance() -> None:
    said = "Het is aan de waterschappen om hierop een visie te ontwikkelen.", "Het jaarverslag verschijnt in mei."
    found = find_stance([(0, said[0]), (len(said[0]) + 1, said[1])], "de oevers beter te onderhouden")
    assert found is not None
    assert found.stance is Stance.DEFERRED


@pytest.mark.parametrize("text", ["neem " * 5_000, "niet deels " * 5_000, "onderschrijft " * 5_000])
def test_hostile_text_is_read(text: str) -> None:
    find_stance([(0, text[:2_000])])
