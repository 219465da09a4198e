"""Fetching from the stand-in: everything once, nothing twice, and every fault that servers and networks have."""

from __future__ import annotations

import datetime
import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kamerbrief.batch import Summary
from kamerbrief.errors import SourceError, UnusableStoreError
from kamerbrief.fetching import fetch
from kamerbrief.ledger import Outcome
from kamerbrief.reviewing import waiting
from kamerbrief.settings import Settings
from kamerbrief.sources import number_of
from kamerbrief.sources.catalogue import NAMES, network_source
from kamerbrief.sources.http import USER_AGENT, Web
from kamerbrief.store import Store
from tests.sources.stand_in import Document, StandIn, dripping_headers
from tests.test_stopping import heed, in_time, stopped

TWEEDE_KAMER = ("tweedekamer", "tweedekamer-feed")


def fetched(config: Settings, root: Path, name: str = "tweedekamer", **options: Any) -> Summary:
    store = Store(root, config)
    since = options.pop("since", "2026-01-01")
    with network_source(name, config, datetime.date.fromisoformat(since)) as source:
        return fetch(source, store, "r1", since=since, **options)


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return (summary.counts[Outcome.NEW], summary.skipped, summary.counts[Outcome.CHANGED], len(summary.failed))


@pytest.mark.parametrize("name", TWEEDE_KAMER)
def test_the_first_run_takes_all_the_second_nothing(server: StandIn, config: Settings, root: Path, name: str) -> None:
    assert counts(fetched(config, root, name)) == (5, 0, 0, 0)
    store = Store(root, config)
    assert store.letters() == [f"2026d0000{number}" for number in range(5)]
    files = sum("resource" in url.lower() for url, _ in server.asked)
    assert files == 5
    again = fetched(config, root, name)
    assert (again.total - again.skipped, len(again.failed)) == (0, 0)
    assert sum("resource" in url.lower() for url, _ in server.asked) == 5
    assert {headers["user-agent"] for _, headers in server.asked} == {USER_AGENT}


def test_a_fetched_letter_that_the_store_lost_is_made_again(server: StandIn, config: Settings, root: Path) -> None:
    fetched(config, root)
    lost, damaged = (root / f"2026d0000{number}" / "extraction.json" for number in (1, 3))
    before = [place.read_bytes() for place in (lost, damaged)]
    lost.unlink()
    damaged.write_bytes(b"{")
    ledger = Store(root, config).ledger
    (key,) = (entry.key for entry in ledger.entries() if entry.letter == lost.parent.name)
    assert ledger.mark_withdrawn(key)
    asked = sum("resource" in url.lower() for url, _ in server.asked)
    again = fetched(config, root)
    assert len(again.mended) == 2
    assert not again.failed
    assert [place.read_bytes() for place in (lost, damaged)] == before
    entry = Store(root, config).ledger.entry(key)
    assert entry is not None
    assert (entry.withdrawn, bool(entry.version)) == (True, True)
    assert sum("resource" in url.lower() for url, _ in server.asked) == asked
    assert not fetched(config, root).mended


@pytest.mark.parametrize("entry_links", [True, False])
@pytest.mark.parametrize("name", TWEEDE_KAMER)
def test_a_new_version_waits_for_review(
    server: StandIn, config: Settings, root: Path, letters: list[bytes], name: str, entry_links: bool
) -> None:
    server.entry_links = entry_links
    fetched(config, root, name)
    first = server.documents[0]
    changed = Document(first.number, altered(letters[0]), "2026-03-01T10:00:00.000Z", subject=first.subject)
    server.documents = [*server.documents[1:], changed] if name == "tweedekamer" else [*server.documents, changed]
    summary = fetched(config, root, name)
    assert counts(summary)[0::2] == (0, 1)
    store = Store(root, config)
    assert store.waiting() == ["2026d00000"]
    found = waiting(store, "2026d00000")
    assert found is not None
    assert found.changes


def altered(docx: bytes) -> bytes:
    """The same letter with another amount in it."""
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(made, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/document.xml":
                data = data.replace(b"</w:body>", b"<w:p><w:r><w:t>Extra: 987 miljoen euro.</w:t></w:r></w:p></w:body>")
            target.writestr(item.filename, data)
    return made.getvalue()


def test_what_the_source_says_fills_gaps_and_disagreements_are_told(
    server: StandIn, config: Settings, root: Path
) -> None:
    fetched(config, root)
    store = Store(root, config)
    published = store.published("2026d00000")
    assert published is not None
    head = published.letter
    assert head.id == "2026D00000"
    assert head.dossier is not None
    differing = {w.params["field"]: w.params["source"] for w in published.warnings if w.code == "metadata_differs"}
    assert "title" in differing
    assert differing["date"] == "2026-02-03"


def test_a_withdrawn_letter_is_marked_and_stays(server: StandIn, config: Settings, root: Path) -> None:
    fetched(config, root, "tweedekamer-feed")
    gone = server.documents[2]
    tombstone = Document(gone.number, b"", "2026-03-02T10:00:00.000Z", withdrawn=True)
    # A tombstone names the document by its id only.
    server.documents.append(tombstone)
    assert counts(fetched(config, root, "tweedekamer-feed"))[3] == 0
    store = Store(root, config)
    assert [entry.letter for entry in store.ledger.entries() if entry.withdrawn] == ["2026d00002"]
    assert "2026d00002" in store.letters()


def test_documents_of_other_kinds_are_passed_over(server: StandIn, config: Settings, root: Path) -> None:
    server.documents[1].kind = "Motie"
    for name in TWEEDE_KAMER:
        assert counts(fetched(config, root / name, name)) == (4, 0, 0, 0)


@pytest.mark.parametrize("fault", ["busy", "busy1", "503", "500", "stall", "cut", "page", "empty", "short", "other"])
@pytest.mark.parametrize("where", ["resource", "Document?"])
def test_trouble_that_passes_costs_no_letter(
    server: StandIn, config: Settings, root: Path, fault: str, where: str
) -> None:
    if where == "Document?" and fault in {"short", "other"}:
        fault = "page"
    server.faults = {where: [fault, fault]}
    assert counts(fetched(config, root)) == (5, 0, 0, 0)
    assert not list(root.rglob("*.part*"))


def test_a_cut_download_goes_on_where_it_was(server: StandIn, config: Settings, root: Path) -> None:
    server.faults = {"resource": ["cut"]}
    fetched(config, root)
    ranges = [headers["range"] for _, headers in server.asked if "range" in headers]
    assert ranges == [f"bytes={len(server.documents[0].data) // 2}-"]


def test_a_file_that_stays_wrong_is_recorded_and_tried_again_when_asked(
    server: StandIn, config: Settings, root: Path
) -> None:
    server.documents[1].announced = 17
    server.documents[3].media_type = "application/pdf"
    summary = fetched(config, root)
    assert counts(summary) == (3, 0, 0, 2)
    errors = " ".join(entry.error or "" for entry in summary.failed)
    assert "where 17 were announced" in errors
    assert "where application/pdf was announced" in errors
    server.documents[1].announced, server.documents[1].changed = None, "2026-02-09T10:00:00.000Z"
    assert counts(fetched(config, root))[0] == 1


def test_a_file_that_is_no_letter_is_tried_again_only_when_asked(server: StandIn, config: Settings, root: Path) -> None:
    place = f"{server.documents[1].guid})/resource"
    server.faults = {place: ["page"] * 4}
    summary = fetched(config, root)
    assert counts(summary) == (4, 0, 0, 1)
    assert "web page" in (summary.failed[0].error or "")
    assert counts(fetched(config, root)) == (0, 0, 0, 0)
    assert counts(fetched(config, root, retry_failed=True)) == (1, 0, 0, 0)


def test_one_letter_that_the_server_cannot_give_stops_no_other(server: StandIn, config: Settings, root: Path) -> None:
    server.faults = {f"{server.documents[1].guid})/resource": ["500"] * 4}
    assert counts(fetched(config, root)) == (4, 0, 0, 1)
    assert counts(fetched(config, root))[0] == 1


def test_a_server_that_is_down_stops_the_run_and_loses_nothing(server: StandIn, config: Settings, root: Path) -> None:
    server.faults = {"resource": [""] * 2 + ["503"] * 100}
    with pytest.raises(SourceError, match="503"):
        fetched(config, root)
    server.faults = {}
    fetched(config, root)
    assert len(Store(root, config).letters()) == 5


def test_documents_that_changed_at_one_moment_are_not_passed_over(
    server: StandIn, config: Settings, root: Path
) -> None:
    for document in server.documents:
        document.changed = "2026-02-01T10:00:00.000Z"
    for taken in (1, 2, 3, 4, 5):
        fetched(config, root, limit=1)
        assert len(Store(root, config).letters()) == taken


@pytest.mark.parametrize("name", NAMES)
def test_a_list_that_leads_to_another_host_is_refused(server: StandIn, config: Settings, root: Path, name: str) -> None:
    server.next_host = "http://127.0.0.1:9"
    server.entry_links = False
    for document in server.documents:
        document.number = f"kst-31409-{document.number[-1]}"
        document.subject = "Brief van de minister"
    if name == "bekendmakingen":
        summary = fetched(config, root, name)
        assert len(summary.failed) == 5
        assert all("another host" in (entry.error or "") for entry in summary.failed)
    else:
        with pytest.raises(SourceError, match="another host"):
            fetched(config, root, name)


def test_a_redirect_to_another_host_is_refused(server: StandIn, config: Settings, root: Path) -> None:
    server.faults = {"resource": ["to http://127.0.0.1:9/x"]}
    summary = fetched(config, root)
    assert counts(summary) == (4, 0, 0, 1)
    assert "another host" in (summary.failed[0].error or "")


def test_a_document_that_is_gone_is_recorded(server: StandIn, config: Settings, root: Path) -> None:
    server.faults = {"resource": ["404"]}
    summary = fetched(config, root)
    assert counts(summary) == (4, 0, 0, 1)
    assert "404" in (summary.failed[0].error or "")


def test_a_file_larger_than_the_settings_allow_is_not_fetched(server: StandIn, config: Settings, root: Path) -> None:
    small = config.model_copy(update={"max_file_size": 100})
    summary = fetched(small, root)
    assert len(summary.failed) == 5
    assert not any("resource" in url for url, _ in server.asked)


def test_the_rate_is_kept(server: StandIn, config: Settings) -> None:
    waits: list[float] = []
    slow = config.model_copy(update={"requests_per_second": 2.0})
    with Web(server.url, slow, sleep=waits.append, clock=lambda: 100.0) as web:
        for _ in range(3):
            web.json("/OData/v4/2.0/Document", {"$filter": "Soort eq 'Brief regering' and ApiGewijzigdOp gt 2027"})
    assert waits == [0.5, 0.5]


def test_retry_after_is_honoured_and_pauses_grow(server: StandIn, config: Settings) -> None:
    waits: list[float] = []
    server.faults = {"Document": ["busy7", "503", "503"]}
    patient = config.model_copy(update={"network_pause": 1.0, "requests_per_second": 1e9})
    with Web(server.url, patient, sleep=waits.append) as web:
        web.json("/OData/v4/2.0/Document", {"$filter": "Soort eq 'Brief regering' and ApiGewijzigdOp gt 2027"})
    pauses = [wait for wait in waits if wait > 0.01]
    assert pauses[0] == 7
    assert 1 <= pauses[1] <= 3
    assert 2 <= pauses[2] <= 6
    server.faults = {"Document": ["busy99999"]}
    with Web(server.url, patient, sleep=waits.append) as web, pytest.raises(SourceError, match="429"):
        web.json("/OData/v4/2.0/Document", {"$filter": "Soort eq 'Brief regering' and ApiGewijzigdOp gt 2027"})


def test_sru_pages_to_its_end_and_reads_kamerstuk_xml(server: StandIn, config: Settings, root: Path) -> None:
    for number, document in enumerate(server.documents):
        document.number = f"kst-31409-{number + 10}"
        document.subject = "Zee- en binnenvaart; Brief regering; Voortgang" if number else "Motie over de vaart"
        document.media_type = "application/xml"
        document.data = kamerstuk(number)
    assert counts(fetched(config, root, "bekendmakingen")) == (4, 0, 0, 0)
    starts = [url.split("startRecord=")[1].split("&")[0] for url, _ in server.asked if "/sru" in url]
    assert starts == ["1", "3", "5"]
    store = Store(root, config)
    published = store.published("31409-11")
    assert published is not None
    assert [int(amount.value or 0) for amount in published.amounts] == [11_000_000]
    assert published.letter.source.media_type == "application/xml"
    assert counts(fetched(config, root, "bekendmakingen")) == (0, 1, 0, 0)


def kamerstuk(number: int) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><kamerstuk><kamerstukkop><dossier><titel>Zee- en binnenvaart</titel>
<dossiernr><dossiernummer><dosnr>31409</dosnr></dossiernummer></dossiernr></dossier>
<stuk><stuknr>Nr. <ondernr>{number + 10}</ondernr></stuknr><titel>Brief van de minister</titel></stuk></kamerstukkop>
<stuk><algemeen><vrije-tekst><tekst><al>Geachte voorzitter,</al>
<al>Voor de vaarwegen is € {number + 10} miljoen beschikbaar.</al></tekst></vrije-tekst></algemeen></stuk>
</kamerstuk></officiele-publicatie>""".encode()


def test_a_refused_question_is_one_line(server: StandIn, config: Settings, root: Path) -> None:
    server.diagnostic = "Unsupported index: dt.modifed"
    with pytest.raises(SourceError, match="refuses the question: Unsupported index"):
        fetched(config, root, "bekendmakingen")
    with pytest.raises(SourceError, match="no such source"):
        fetched(config, root, "eerstekamer")


def test_a_killed_fetch_goes_on_where_it_was(server: StandIn, root: Path, letters: list[bytes]) -> None:
    environment = {
        **os.environ,
        "KAMERBRIEF_TWEEDEKAMER_URL": server.url,
        "KAMERBRIEF_REQUESTS_PER_SECOND": "4",
        "KAMERBRIEF_NETWORK_PAUSE": "0.05",
    }
    command = [sys.executable, "-m", "kamerbrief.cli", "fetch", "--source", "tweedekamer", "--since", "2026-01-01"]
    command += ["--store", str(root), "--json"]
    seen = 0
    for _ in range(20):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if len(list(root.glob("*/extraction.json"))) > seen:
                seen = len(list(root.glob("*/extraction.json")))
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.01)
        out, errors = process.communicate(timeout=60)
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL, errors.decode()
    assert json.loads(out)["failures"] == []
    assert len(list(root.glob("*/extraction.json"))) == 5
    taken = [url for url, _ in server.asked if "resource" in url]
    # Only the letter at hand when it was killed may be fetched a second time.
    assert len(taken) <= 5 + 5
    assert subprocess.run(command, env=environment, capture_output=True, check=True).stdout.count(b'"new": 0') == 1


@pytest.mark.parametrize("fault", ["gzip", "deep", "charset", "busy²"])
def test_an_answer_that_is_broken_is_asked_for_again(server: StandIn, config: Settings, root: Path, fault: str) -> None:
    server.faults = {"Document?": [fault]}
    assert counts(fetched(config, root)) == (5, 0, 0, 0)


@pytest.mark.parametrize(
    "fault", ["gzip", "deep", "charset", "bomb", "to", "to http://[::1/", "to /OData/v4/2.0/Document?"]
)
def test_a_list_that_stays_broken_is_one_line_with_its_host(
    server: StandIn, config: Settings, root: Path, fault: str
) -> None:
    server.faults = {"Document": [fault] * 100}
    with pytest.raises(SourceError, match=r"^http://127\.0\.0\.1:\d+\S*: [^\n]+$"):
        fetched(config, root)


@pytest.mark.parametrize("fault", ["gzip", "to", "to http://[::1/", "drip"])
def test_a_letter_that_cannot_be_had_is_recorded_and_the_rest_goes_on(
    server: StandIn, config: Settings, root: Path, fault: str
) -> None:
    impatient = config.model_copy(update={"network_max_seconds": 3.0, "network_timeout": 2.0})
    server.faults = {f"{server.documents[1].guid})/resource": [fault] * 100}
    summary = fetched(impatient, root)
    assert counts(summary) == (4, 0, 0, 1)
    assert (summary.failed[0].error or "").startswith(server.url)
    if fault == "drip":
        assert "longer than 3 seconds (KAMERBRIEF_NETWORK_MAX_SECONDS)" in (summary.failed[0].error or "")
    assert counts(fetched(impatient, root))[0] == 0


def test_headers_that_never_end_are_cut(config: Settings, root: Path) -> None:
    with dripping_headers() as url:
        slow = config.model_copy(
            update={"tweedekamer_url": url, "network_max_seconds": 1.0, "network_timeout": 30.0, "network_retries": 3}
        )
        with pytest.raises(SourceError, match=rf"^{url}/\S+: the answer takes longer than 1 seconds"):
            fetched(slow, root)


POISON: dict[str, dict[str, Any]] = {
    "no id": {"Id": "x"},
    "no time": {"ApiGewijzigdOp": "gisteren"},
    "half a sign in its time": {"ApiGewijzigdOp": "\ud800"},
    "dossiers are a number": {"Kamerstukdossier": 5},
}


@pytest.mark.parametrize("record", POISON.values(), ids=POISON)
def test_a_poisoned_record_is_told_once_and_passed(
    server: StandIn, config: Settings, root: Path, record: dict[str, Any]
) -> None:
    server.records = {server.documents[2].number: record}
    summary = fetched(config, root)
    assert counts(summary) == (4, 0, 0, 1)
    assert (summary.failed[0].error or "").startswith("tweedekamer: a document")
    assert Store(root, config).ledger.cursor("tweedekamer") == server.documents[4].changed
    assert counts(fetched(config, root)) == (0, 0, 0, 0)


def test_odd_values_in_a_record_cost_nothing(server: StandIn, config: Settings, root: Path) -> None:
    server.records = {
        server.documents[0].number: {"Onderwerp": "Half \ud800 teken", "ContentLength": "²", "ContentType": "\udfff"},
        server.documents[1].number: {"DocumentActor": [{"ActorNaam": "\ud800", "Relatie": "Eerste ondertekenaar"}]},
    }
    assert counts(fetched(config, root)) == (5, 0, 0, 0)
    title = Store(root, config).published("2026d00000")
    assert title is not None
    assert any("Half ? teken" in str(warning.params) for warning in title.warnings)
    assert number_of("²") is None


def test_an_entry_of_the_feed_without_an_id_is_passed(
    server: StandIn, config: Settings, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = StandIn._entry

    def entry(self: StandIn, document: Document, at: int) -> str:
        made = whole(self, document, at)
        return made.replace(f"<title>{document.guid}", "<title>geen id") if at == 2 else made

    monkeypatch.setattr(StandIn, "_entry", entry)
    assert counts(fetched(config, root, "tweedekamer-feed")) == (4, 0, 0, 1)
    assert counts(fetched(config, root, "tweedekamer-feed")) == (0, 0, 0, 0)


def test_a_publication_without_an_address_is_passed(server: StandIn, config: Settings, root: Path) -> None:
    server.next_host = "http://[::1"
    for number, document in enumerate(server.documents):
        document.number, document.subject = f"kst-31409-{number + 10}", "Brief van de minister"
    summary = fetched(config, root, "bekendmakingen")
    assert counts(summary) == (0, 0, 0, 5)
    assert "its file has no address" in (summary.failed[0].error or "")


def test_a_list_that_never_ends_ends(server: StandIn, config: Settings, root: Path) -> None:
    server.endless = True
    assert counts(fetched(config, root)) == (5, 0, 0, 0)
    assert len(server.asked) < 30


def test_letters_that_can_never_be_had_do_not_block_those_behind_them(
    server: StandIn, config: Settings, root: Path
) -> None:
    for document in server.documents[:4]:
        server.faults[f"{document.guid})/resource"] = ["500"] * 1000
    with pytest.raises(SourceError, match="500"):
        fetched(config, root)
    summary = fetched(config, root)
    assert Store(root, config).letters() == ["2026d00004"]
    assert summary.counts[Outcome.NEW] == 1


def test_a_damaged_note_of_a_failure_is_passed_over(server: StandIn, config: Settings, root: Path) -> None:
    server.faults = {f"{server.documents[1].guid})/resource": ["500"] * 4}
    fetched(config, root)
    (note,) = root.glob(".sources/*/failed/*.json")
    note.write_bytes(b"{")
    store = Store(root, config)
    with network_source("tweedekamer", config) as source:
        assert fetch(source, store, "r2").total == 0
    assert [str(note) in line for line in store.troubles] == [True]


def test_a_full_disk_ends_a_fetch_in_one_line(
    server: StandIn, config: Settings, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    Store(root, config)
    with monkeypatch.context() as patch, pytest.raises(UnusableStoreError, match=r"^\S+: No space left on device; "):
        patch.setattr(os, "fsync", full)
        fetched(config, root)
    assert counts(fetched(config, root)) == (5, 0, 0, 0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_fetch_in_one_line(root: Path, number: signal.Signals) -> None:
    def once(trial: int) -> float:
        store = root / str(trial)
        with dripping_headers() as url:
            process = subprocess.Popen(
                [sys.executable, "-m", "kamerbrief.cli", "fetch", "--source", "tweedekamer", "--store", str(store)],
                env={**os.environ, "KAMERBRIEF_TWEEDEKAMER_URL": url},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                preexec_fn=heed,
            )
            while process.poll() is None and not (store / ".run.holder").exists():
                time.sleep(0.05)
            begin = time.monotonic()
            told = stopped(process, number, os.killpg)
            took = time.monotonic() - begin
        assert told.startswith(f"kamerbrief: stopped by {number.name}: 0 letters done")
        assert told.count("\n") == 1
        assert not (store / ".run.holder").exists()
        return took

    in_time(once)


@pytest.mark.live
@pytest.mark.parametrize("name", ["tweedekamer", "bekendmakingen"])
def test_one_real_page(name: str) -> None:
    day = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=7)).date()
    with network_source(name, Settings(), day) as source:
        found = next(source.new_since(day.isoformat()))
    assert found.location
    assert found.version >= day.isoformat()
