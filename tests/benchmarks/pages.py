"""How fast the pages are over many letters: ``python tests/benchmarks/pages.py [LETTERS]``, 10,000 unless given.

The store is filled with copies of fixtures' extractions under other names, days, figures and words; then the index is
made, and each page is asked five times over the application itself. No test: machines are noisy.
"""

from __future__ import annotations

import datetime
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from starlette.testclient import TestClient  # noqa: E402

from kamerbrief.pipeline import extract  # noqa: E402
from kamerbrief.review.app import create_app  # noqa: E402
from kamerbrief.search.index import Index  # noqa: E402
from kamerbrief.store import CANDIDATE, PUBLISHED, Store  # noqa: E402

#: Letters of different kinds and lengths, of which the copies are made.
_PATTERNS = ("kabinetsreactie-havens", "voortgang-geluid", "kort-uitstel", "begroting-sport", "reactie-wrr")
_FIRST = datetime.date(2015, 1, 1)
_PAGES = {
    "first page": "/",
    "search a word": "/?q=walstroom",
    "search a phrase": "/?q=%22de+komende+jaren%22",
    "search, a common word": "/?q=kabinet",
    "search, euros": "/?q=%E2%82%AC+10-50+mln",
    "a ministry, by arithmetic": "/?ministry=IenW&sort=-failing",
    "page 100": "/?page=100",
    "promises": "/promises",
    "promises of a year": "/promises?due_year=2026",
    "advice": "/advice",
    "amounts": "/amounts",
    "search in amounts": "/amounts?q=walstroom",
    "search in amounts, a common word": "/amounts?q=kabinet",
    "amounts that count": "/amounts?state=counts",
    "a letter": "/letters/brief-00000",
    "changes": "/changes",
}


def filled(folder: Path, letters: int, waiting: int) -> Store:
    """A store with so many letters, some of which wait for review."""
    store = Store(folder)
    patterns = [
        json.loads(extract(ROOT / "fixtures" / "letters" / name / "letter.docx").to_json()) for name in _PATTERNS
    ]
    for number in range(letters):
        content = json.loads(json.dumps(patterns[number % len(patterns)]))
        content["letter"]["date"] = (_FIRST + datetime.timedelta(days=number % 4000)).isoformat()
        content["letter"]["subject"] = f"{content['letter']['subject'] or content['letter']['title']} ({number})"
        for amount in content["amounts"]:
            if isinstance(amount["value"], int):
                amount["value"] += number * 1000
        place = store.folder(f"brief-{number:05}")
        place.mkdir(parents=True)
        (place / PUBLISHED).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        if number < waiting and content["amounts"]:
            content["amounts"][0]["value"] = 77_000_000
            (place / CANDIDATE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return store


def main(letters: int) -> None:
    """Prints the seconds of the index and the milliseconds of each page."""
    with tempfile.TemporaryDirectory() as scratch:
        store = filled(Path(scratch) / "store", letters, min(150, letters // 2))
        begin = time.perf_counter()
        index = Index(store)
        index.refresh()
        print(
            f"index of {letters} letters: {time.perf_counter() - begin:.1f} s, {index.path.stat().st_size / 1e6:.0f} MB"
        )
        with TestClient(create_app(store), base_url="http://127.0.0.1:8050") as client:
            for name, path in _PAGES.items():
                times = []
                for _ in range(5):
                    begin = time.perf_counter()
                    answer = client.get(path)
                    times.append(time.perf_counter() - begin)
                    if answer.status_code != 200:
                        raise SystemExit(f"{path}: {answer.status_code}")
                print(
                    f"{name:28} {statistics.median(times) * 1000:6.0f} ms  (best {min(times) * 1000:.0f})", flush=True
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
