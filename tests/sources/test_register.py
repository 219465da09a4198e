"""The Tweede Kamer's own register from the stand-in: what belongs to the letters, once, whatever a server says."""

from __future__ import annotations

import copy
import datetime
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kamerbrief.cli import app
from kamerbrief.contract.register import MotionOutcome, Register, RegisterStatus
from kamerbrief.errors import SourceError, StoreError
from kamerbrief.following.index import Links
from kamerbrief.following.model import Summary
from kamerbrief.register_store import read_register, register_path, write_register
from kamerbrief.registering import Fetched, fetch_register, wanted_of
from kamerbrief.settings import Settings
from kamerbrief.sources.catalogue import register_web
from kamerbrief.sources.odata import NO_MOMENT, moment
from kamerbrief.sources.register import Wanted, questions, read_motion, read_promise
from kamerbrief.store import Store
from tests.conftest import ROOT
from tests.following.letters import TEXTS, filled, printed
from tests.sources.stand_in import StandIn, serving

FIXTURE = ROOT / "fixtures" / "register"
#: A letter that gives a number of the register.
TEXTS_WITH_NUMBER = TEXTS | {
    "aangehaald": printed(
        20,
        "3 juni 2025",
        "2024-2025",
        "Hiermee doe ik de toezegging TZ202403-041 gestand over de motie van de Kamer (Kamerstuk 38 104, nr. 9).",
    )
}


def records(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FIXTURE / f"{name}.json").read_text(encoding="utf-8"))["value"]
    return found


def promise(number: str, changed: str, **other: Any) -> dict[str, Any]:
    """A promise of the ministry that writes the letters of these tests."""
    made = {
        "Id": f"00000000-0000-4000-8000-{int(re.sub(r'[^0-9]', '', number)[-3:] or 0):012}",
        "Nummer": number,
        "Tekst": "De minister stuurt de Kamer voor de zomer een kaart van dijken die geschikt zijn.",
        "Aanmaakdatum": "2024-02-01T10:00:00+01:00",
        "DatumNakoming": "0001-01-01T00:00:00Z",
        "Status": "Openstaand",
        "Functie": "Minister van Economische Zaken",
        "Ministerie": "Economische Zaken",
        "ApiGewijzigdOp": changed,
        "Verwijderd": False,
    }
    return made | other


def motion(number: str, nr: int, **other: Any) -> dict[str, Any]:
    made = copy.deepcopy(records("Zaak")[0])
    dossier = [{"Nummer": 39001, "Toevoeging": None}]
    own = {"Id": f"00000000-0000-4000-9000-{nr:012}", "Nummer": number, "Volgnummer": nr, "Kamerstukdossier": dossier}
    return made | own | {"Document": [{"Volgnummer": nr}]} | other


DAYS = [f"2026-02-{day:02}T10:00:00Z" for day in range(1, 11)]


@pytest.fixture
def server() -> Iterator[StandIn]:
    promises = [promise(f"TZ202402-{n:03}", day) for n, day in enumerate(DAYS[:5], start=1)]
    with serving(StandIn(register={"Toezegging": promises, "Zaak": [motion("2024Z00001", 5)]})) as running:
        yield running


@pytest.fixture
def config(server: StandIn) -> Settings:
    return Settings(
        tweedekamer_url=server.url,
        requests_per_second=500,
        network_timeout=5,
        network_pause=0.01,
        network_retries=2,
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return filled(tmp_path / "out", ["start", "geld"]).root


def fetched(root: Path, config: Settings) -> Fetched:
    store = Store(root, config)
    with register_web(config) as web, store.run_of("test"):
        return fetch_register(web, store)


def register_of(root: Path) -> Register:
    found = read_register(root)
    assert found is not None
    return found


def test_all_that_belongs_to_the_letters_comes_once(server: StandIn, config: Settings, root: Path) -> None:
    server.register["Toezegging"].append(promise("TZ202402-009", DAYS[0], Ministerie="Defensie", Functie=None))
    first = fetched(root, config)
    assert (len(first.new), first.promises, first.motions, first.problems) == (6, 5, 1, [])
    kept = register_path(root).read_bytes()
    assert [one.number for one in register_of(root).promises] == [f"TZ202402-00{n}" for n in range(1, 6)]
    assert register_of(root).covers["EZ"].isoformat() == "2023-01-01"
    again = fetched(root, config)
    assert (again.new, again.changed, again.gone) == ([], [], [])
    assert register_path(root).read_bytes() == kept


def test_what_changed_is_brought_and_what_is_gone_goes(server: StandIn, config: Settings, root: Path) -> None:
    fetched(root, config)
    server.register["Toezegging"][1] |= {"Status": "Afgedaan", "ApiGewijzigdOp": DAYS[7]}
    server.register["Toezegging"][2] |= {"Verwijderd": True, "ApiGewijzigdOp": DAYS[8]}
    server.register["Zaak"][0]["Besluit"][1] |= {"BesluitSoort": "Stemmen - verworpen", "ApiGewijzigdOp": DAYS[9]}
    done = fetched(root, config)
    assert (done.changed, done.gone) == (["TZ202402-002", "2024Z00001"], ["TZ202402-003"])
    register = register_of(root)
    assert [one.status for one in register.promises if one.number == "TZ202402-002"] == [RegisterStatus.SETTLED]
    assert "TZ202402-003" not in [one.number for one in register.promises]
    assert [one.outcome for one in register.motions] == [MotionOutcome.REJECTED]


def test_a_number_that_a_letter_gives_is_asked_for(
    server: StandIn, config: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.following.letters.TEXTS", TEXTS_WITH_NUMBER)
    server.register = {"Toezegging": records("Toezegging"), "Zaak": records("Zaak")}
    root = filled(tmp_path / "other", ["aangehaald"]).root
    done = fetched(root, config)
    assert done.new == ["TZ202403-041", "2024Z09112"]
    fetched(root, config)
    # What is settled is not asked for again by its number.
    assert sum("TZ202403-041" in url for url, _ in server.asked) == 1


def test_the_same_register_is_the_same_bytes(server: StandIn, config: Settings, root: Path, tmp_path: Path) -> None:
    fetched(root, config)
    server.register["Toezegging"].reverse()
    server.page = 100
    other = filled(tmp_path / "other", ["geld", "start"]).root
    fetched(other, config)
    assert register_path(other).read_bytes() == register_path(root).read_bytes()


def test_a_run_that_breaks_off_keeps_what_came_and_goes_on(server: StandIn, config: Settings, root: Path) -> None:
    server.faults = {"skip=2": ["500"] * 3}
    with pytest.raises(SourceError, match="500"):
        fetched(root, config)
    assert [one.number for one in register_of(root).promises] == ["TZ202402-001", "TZ202402-002"]
    assert fetched(root, config).new == ["TZ202402-003", "TZ202402-004", "TZ202402-005", "2024Z00001"]


def test_what_changed_at_one_moment_over_pages_is_not_lost(server: StandIn, config: Settings, root: Path) -> None:
    days = [DAYS[0], *[DAYS[1]] * 5]
    server.register["Toezegging"] = [promise(f"TZ202402-{n:03}", day) for n, day in enumerate(days, start=1)]
    server.faults = {"skip=4": ["500"] * 3}
    with pytest.raises(SourceError, match="500"):
        fetched(root, config)
    assert len(register_of(root).promises) == 4
    assert fetched(root, config).new == ["TZ202402-005", "TZ202402-006", "2024Z00001"]
    assert len(register_of(root).promises) == 6


def test_stamps_are_in_order_of_time_and_not_of_signs(server: StandIn, config: Settings, root: Path) -> None:
    assert moment("2026-02-01T10:00:00.82Z") < moment("2026-02-01T10:00:00.827Z")
    assert moment("2026-02-01T10:00:00.8200Z") == moment("2026-02-01T12:00:00.82+02:00")
    assert moment("2026-02-01") == moment("2026-02-01T00:00:00Z")
    for wrong in ("", "gisteren", "2026-02-31", "0001-01-01T00:00:00+01:00", "２０２６-02-01"):
        assert moment(wrong) == NO_MOMENT
    later, earlier = "2026-02-01T10:00:00.827Z", "2026-02-01T10:00:00.82Z"
    server.register["Toezegging"] = [promise("TZ202402-001", earlier), promise("TZ202402-002", later)]
    fetched(root, config)
    assert next(at for key, at in register_of(root).cursors.items() if "of EZ" in key) == later
    record = records("Zaak")[0]
    record["Besluit"] = [
        {"BesluitSoort": "Stemmen - verworpen", "ApiGewijzigdOp": earlier},
        {"BesluitSoort": "Stemmen - aangenomen", "ApiGewijzigdOp": later},
    ]
    assert read_motion(record | {"ApiGewijzigdOp": DAYS[0][:11] + "00:00:00Z"}).outcome is MotionOutcome.ADOPTED
    assert read_motion(record | {"ApiGewijzigdOp": DAYS[0][:11] + "00:00:00Z"}).changed == later


def test_a_register_is_written_every_so_many_pages_and_at_the_end(
    server: StandIn, config: Settings, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def counting(to: Path, register: Register) -> None:
        written.append(len(register.promises))
        write_register(to, register)

    monkeypatch.setattr("kamerbrief.registering.write_register", counting)
    monkeypatch.setattr("kamerbrief.registering._PAGES", 4)
    server.page = 1
    fetched(root, config)
    assert written == [4, 5]
    assert register_of(root).promises[-1].number == "TZ202402-005"


def test_a_promise_that_two_questions_bring_counts_once(server: StandIn, config: Settings, root: Path) -> None:
    letters = [
        {"DocumentNummer": "2024D00001", "Volgnummer": 4, "Kamerstukdossier": [{"Nummer": number}]}
        for number in (39001, 39002)
    ]
    server.register["Toezegging"] = [promise("TZ202402-001", DAYS[0], KamerbriefNakoming=letters)]
    done = fetched(root, config)
    assert (done.new, done.changed) == (["TZ202402-001", "2024Z00001"], [])
    assert register_of(root).promises[0].dossiers == ["39001"]
    server.register["Toezegging"][0] |= {"Status": "Afgedaan", "ApiGewijzigdOp": DAYS[7]}
    done = fetched(root, config)
    assert (done.new, done.changed, done.gone) == ([], ["TZ202402-001"], [])


@pytest.mark.parametrize("fault", ["busy0", "page", "empty", "gzip", "deep", "charset", "503"])
def test_an_answer_that_is_broken_is_asked_for_again(server: StandIn, config: Settings, root: Path, fault: str) -> None:
    server.faults = {"Toezegging": [fault], "Zaak": [fault]}
    done = fetched(root, config)
    assert (done.promises, done.motions, done.problems) == (5, 1, [])


def test_a_question_that_is_refused_stops_no_other(server: StandIn, config: Settings, root: Path) -> None:
    server.faults = {"Toezegging": ["400"]}
    done = fetched(root, config)
    assert len(done.problems) == 1
    assert "promises of EZ" in done.problems[0]
    assert done.motions == 1
    assert register_of(root).covers == {}
    assert fetched(root, config).promises == 5


def test_a_ministry_is_covered_only_where_its_question_ended(server: StandIn, config: Settings, root: Path) -> None:
    server.faults = {"skip=2": ["400"]}
    done = fetched(root, config)
    assert ["promises of EZ" in line for line in done.problems] == [True]
    assert len(register_of(root).promises) == 2
    assert register_of(root).covers == register_of(root).until == {}
    fetched(root, config)
    assert [(name, str(day)) for name, day in register_of(root).covers.items()] == [("EZ", "2023-01-01")]
    assert [(name, str(day)) for name, day in register_of(root).until.items()] == [("EZ", "2026-02-05")]
    whole = register_path(root).read_bytes()
    server.faults = {"Toezegging": ["400"]}
    assert len(fetched(root, config).problems) == 1
    assert register_path(root).read_bytes() == whole


def test_a_register_of_the_first_version_is_asked_for_anew(server: StandIn, config: Settings, root: Path) -> None:
    fetched(root, config)
    whole = register_of(root)
    assert whole.version == "1.1"
    short = whole.model_copy(update={"version": "1.0", "promises": whole.promises[:3], "until": {}})
    register_path(root).write_text(short.model_dump_json(exclude={"until"}), encoding="utf-8")
    server.register["Toezegging"][0] |= {"Verwijderd": True}
    done = fetched(root, config)
    assert (done.new, done.gone) == (["TZ202402-004", "TZ202402-005"], ["TZ202402-001"])
    assert register_of(root).until == whole.until


def test_promises_are_asked_for_from_the_year_before_the_first_letter(root: Path) -> None:
    links = Links(Store(root))
    links.refresh()
    with links.summaries() as letters:
        first = next(letters).model_copy(update={"date": datetime.date(2026, 1, 1)})

    class Told(Links):
        @contextmanager
        def summaries(self) -> Iterator[Iterator[Summary]]:
            yield iter([first])

    wanted = wanted_of(Told(Store(root)), Register())
    assert {str(day) for day in wanted.ministries.values()} == {"2025-01-01"}


def test_a_list_that_leads_to_another_host_is_refused(server: StandIn, config: Settings, root: Path) -> None:
    server.next_host = "http://127.0.0.2:9"
    done = fetched(root, config)
    assert any("another host" in line for line in done.problems)
    assert register_of(root).promises[0].number == "TZ202402-001"


def test_a_list_that_never_ends_ends(server: StandIn, config: Settings, root: Path) -> None:
    server.endless = True
    assert fetched(root, config).promises == 5
    assert len(server.asked) < 60


def test_a_list_with_too_many_pages_is_told_and_goes_on_next_time(
    server: StandIn, config: Settings, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kamerbrief.sources.odata._MOST", 2)
    done = fetched(root, config)
    assert done.promises == 4
    assert ["more than 2 pages" in line for line in done.problems] == [True]
    assert fetched(root, config).new == ["TZ202402-005"]


POISONED: list[Any] = [
    7,
    None,
    {"Id": "geen"},
    promise("TZ202402-101", "gisteren"),
    promise("<script>", DAYS[0]),
    promise("TZ202402-103", DAYS[0], Tekst=["lijst"]),
    promise("TZ202402-104", DAYS[0], Tekst=None),
    promise("TZ202402-105", DAYS[0], Id=17),
]


def test_a_poisoned_record_blocks_no_other(server: StandIn, config: Settings, root: Path) -> None:
    server.register["Toezegging"] = [*POISONED, *server.register["Toezegging"]]
    server.page = 100
    done = fetched(root, config)
    assert done.promises == 5
    assert len(done.problems) >= len(POISONED)
    assert all(len(line) < 200 and line.isprintable() for line in done.problems)


ODD: list[dict[str, Any]] = [
    {"Status": "\x1b[31mrood\x07", "Naam": 12, "Ministerie": {"a": 1}, "Functie": "Minister van Economische Zaken"},
    {"DatumNakoming": "9999-99-99", "Aanmaakdatum": [], "Activiteit": "geen", "KamerbriefNakoming": 4},
    {"Activiteit": {"Soort": "Debat", "Datum": "2024-02-01T00:00:00"}, "KamerbriefNakoming": "2024Z00007"},
    {"Activiteit": [None, 3], "KamerbriefNakoming": [{}, {"DocumentNummer": "x" * 10**5, "Volgnummer": 10**30}]},
    {"Tekst": "De minister \u202eschrijft\x1b]0;titel\x07 \ud800 " + "zeer lang " * 10**5},
]


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_cost_nothing_and_steer_nothing(odd: dict[str, Any]) -> None:
    read = read_promise(promise("TZ202402-001", DAYS[0]) | odd)
    told = read.model_dump_json()
    assert len(told) < 10_000
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in json.dumps(json.loads(told)))
    assert read.ministry in ("EZ", None)


def test_a_promise_says_when_where_and_with_which_letter() -> None:
    read = read_promise(records("Toezegging")[2])
    assert (read.number, read.ministry, read.status, read.stated) == ("TZ202403-043", "IenW", "settled", "Afgedaan")
    assert (str(read.held), read.subject, read.due) == ("2024-03-20", "Commissiedebat: Binnenvaart", None)
    assert [one.name for one in read.letters] == ["38104-31"]


def test_a_motion_is_what_was_decided_last_with_the_seats() -> None:
    adopted, rejected, *_, withdrawn, open_ = (read_motion(one) for one in records("Zaak"))
    assert (adopted.outcome, adopted.name, adopted.movers) == ("adopted", "38104-9", ["Aster"])
    assert adopted.vote is not None
    assert (adopted.vote.seats_for, adopted.vote.seats_against) == (94, 56)
    assert adopted.vote.parties_against == ["Brem", "Engelwortel"]
    assert (rejected.outcome, withdrawn.outcome, withdrawn.vote) == ("rejected", "withdrawn", None)
    assert (open_.outcome, open_.stated) == ("undecided", "")


def test_members_who_vote_by_themselves_are_counted_once() -> None:
    rows = [
        {"Soort": "Voor", "ActorFractie": "Aster", "FractieGrootte": 7, "Persoon_Id": None},
        {"Soort": "Tegen", "ActorFractie": "Aster", "FractieGrootte": 7, "Persoon_Id": "a"},
        {"Soort": "Niet deelgenomen", "ActorFractie": "Brem", "FractieGrootte": 5, "Persoon_Id": None},
    ]
    record = records("Zaak")[0]
    record["Besluit"] = [{"BesluitSoort": "Stemmen - aangenomen", "ApiGewijzigdOp": DAYS[0], "Stemming": rows}]
    vote = read_motion(record).vote
    assert vote is not None
    assert (vote.seats_for, vote.seats_against) == (6, 1)


def test_questions_hold_nothing_that_a_letter_could_put_in() -> None:
    hostile = "x' or 1 eq 1 or Nummer eq '"
    asked = list(questions(Wanted(dossiers=[hostile, "39001"], promises=[hostile], motions=[hostile, "39001-x'"])))
    assert asked
    assert not any("1 eq 1" in one.wanted for one in asked)


def test_a_damaged_register_is_one_line(root: Path) -> None:
    write_register(root, Register())
    register_path(root).write_bytes(b"{")
    with pytest.raises(StoreError, match="fetch it again"):
        read_register(root)


@pytest.mark.parametrize("version", ["9.0", "2.1", ""])
def test_a_register_of_another_major_version_is_refused(root: Path, version: str) -> None:
    write_register(root, Register())
    told = json.loads(register_path(root).read_bytes()) | {"version": version}
    register_path(root).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(StoreError, match=r"this program reads 1\.x"):
        read_register(root)


def test_a_number_has_plain_digits() -> None:
    for number in ("TZ٢٠٢٤٠٢-١", "TZ２０２４０２-００１"):
        with pytest.raises(SourceError):
            read_promise(promise("TZ202402-001", DAYS[0], Nummer=number))
    assert list(questions(Wanted(dossiers=["３９００１"], promises=["TZ２０２４０２-００１"]))) == []


@pytest.mark.parametrize("other", [["--since", "2026-01-01"], ["--limit", "3"], ["--retry-failed"]])
def test_the_command_refuses_what_the_register_does_not_know(root: Path, other: list[str]) -> None:
    told = CliRunner().invoke(app, ["fetch", "--source", "tweedekamer-register", "--store", str(root), *other])
    assert told.exit_code == 2
    assert "without --since, --limit" in " ".join(told.stderr.replace("│", " ").split())
    assert read_register(root) is None


def test_the_command_says_what_came(
    server: StandIn, config: Settings, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("tweedekamer_url", "requests_per_second", "network_pause"):
        monkeypatch.setenv(f"KAMERBRIEF_{name.upper()}", str(getattr(config, name)))
    from kamerbrief.settings import settings

    settings.cache_clear()
    try:
        runner, given = CliRunner(), ["fetch", "--source", "tweedekamer-register", "--store", str(root)]
        told = runner.invoke(app, given)
        assert told.exit_code == 0, told.output
        assert told.stdout == "register: 6 new, 0 changed, 0 gone; 5 promises, 1 motions\n"
        assert json.loads(runner.invoke(app, [*given, "--json"]).stdout)["new"] == []
        unknown = runner.invoke(app, ["fetch", "--source", "eerstekamer", "--store", str(root)])
        assert "tweedekamer-register" in unknown.stderr
    finally:
        settings.cache_clear()
