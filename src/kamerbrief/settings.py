"""Settings: what users may change, from ``KAMERBRIEF_…`` environment variables or a ``.env`` file."""

from __future__ import annotations

import os
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kamerbrief.errors import SettingsError

#: More seconds (three years), and more bytes, than any system counts are no limit.
_LONGEST, _LARGEST = 1e8, 2**60


def _reachable(address: str) -> str:
    """The address of a site as it is; raises ValueError where nothing can be reached, or linked to, below it."""
    try:
        parts = urlsplit(address)
        host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        host = False
    blank = any(sign.isspace() or not sign.isprintable() for sign in address)
    if (
        not host
        or blank
        or parts.scheme not in {"http", "https"}
        or parts.username is not None
        or set("?#") & {*address}
    ):
        raise ValueError("an address such as https://brieven.example/review")
    return address


#: The address of a site, as a setting.
_Address = Annotated[str, AfterValidator(_reachable)]


class Publish(StrEnum):
    """What happens to a new extraction of a letter that differs from its published one."""

    ALWAYS = "always"
    REVIEW = "review"
    NEVER = "never"


class Runner(StrEnum):
    """What the flows run their tasks on."""

    THREADS = "threads"
    PROCESSES = "processes"
    DASK = "dask"
    RAY = "ray"


class Ocr(StrEnum):
    """Which pages of a pdf are read by OCR: those without text where the tools for it are there, all, or none."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Settings(BaseSettings):
    """Every setting has a default that works; a name in the environment is the field's with ``KAMERBRIEF_`` before it.

    Sizes are in bytes.
    """

    model_config = SettingsConfigDict(env_prefix="KAMERBRIEF_", env_file=".env", extra="ignore", frozen=True)

    max_file_size: int = Field(
        default=100_000_000, gt=0, le=_LARGEST, description="Largest file that is read, in bytes."
    )
    max_expanded_size: int = Field(
        default=400_000_000, gt=0, le=_LARGEST, description="Largest total size of what is packed in a docx, in bytes."
    )
    max_expansion: int = Field(
        default=200, gt=0, description="How many times its packed size a large part of a docx may unpack to."
    )
    strict: bool = Field(
        default=False,
        description="Stop at a fault of the program and show all of it; else warn of the facts that it costs, or say "
        "it in a line.",
    )
    max_pages: int = Field(default=2_000, gt=0, description="Most pages of a pdf that are read.")
    max_characters: int = Field(
        default=20_000_000, gt=0, description="Longest canonical text, in characters; a longer letter is refused."
    )
    ocr: Ocr = Field(
        default=Ocr.AUTO,
        description="Pages of a pdf that are read by OCR: auto (those without text, where the tools are there), always "
        "(all), never.",
    )
    ocr_max_pages: int = Field(default=100, gt=0, description="Most pages of one pdf that are read by OCR.")
    ocr_max_seconds: float = Field(
        default=540, gt=0, le=_LONGEST, description="Longest time that OCR of one pdf may take, in seconds."
    )
    conversion_max_seconds: float = Field(
        default=120,
        gt=0,
        le=_LONGEST,
        description="Longest time that LibreOffice may take for one doc, odt or rtf, in seconds.",
    )
    model: str | None = Field(
        default=None, description="spaCy pipeline for named entities: a package or a folder; else the bundled one."
    )
    lexicon: Path | None = Field(
        default=None,
        description="Folder with word lists of your own (programmes.toml, ministries.toml, …) on top of the package's.",
    )
    publish: Publish = Field(
        default=Publish.REVIEW,
        description="A later extraction that differs: always published, kept as candidate for review, or never kept.",
    )
    ledger: str | None = Field(
        default=None, description="SQLAlchemy URL of the run ledger; else ledger.db in the store's folder (SQLite)."
    )
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1, gt=0, description="How many processes read letters in a batch."
    )
    runner: Runner = Field(
        default=Runner.PROCESSES, description="What the flows run tasks on: threads, processes, dask or ray."
    )
    runner_address: str | None = Field(
        default=None, description="Address of a running Dask or Ray cluster; else one is started on this machine."
    )
    max_seconds: float = Field(
        default=600, gt=0, le=_LONGEST, description="Longest time that reading one letter may take, in seconds."
    )
    max_memory: int = Field(
        default=4_000_000_000,
        gt=0,
        le=_LARGEST,
        description="Most memory that reading one letter may take, in bytes of addresses.",
    )
    max_block: int = Field(
        default=100_000,
        ge=1_000,
        description="Most characters of one paragraph that are read as one; a longer one is cut, with a warning, so "
        "that the work on it has a bound.",
    )
    max_related: int = Field(
        default=40,
        gt=0,
        description="Most amounts (or percentages) of one sentence among which relations are looked for; a sentence "
        "with more gives a warning instead.",
    )
    query_max_seconds: float = Field(
        default=120, gt=0, le=_LONGEST, description="Longest time that one question in SQL may take, in seconds."
    )
    query_max_memory: int = Field(
        default=2_000_000_000, gt=0, le=_LARGEST, description="Most memory that one question in SQL may take, in bytes."
    )
    review_url: _Address = Field(
        default="http://127.0.0.1:8050",
        description="Where the review pages are reached: the host that they answer to, and the path where a proxy has "
        "one; the flows link there.",
    )
    tweedekamer_url: _Address = Field(
        default="https://gegevensmagazijn.tweedekamer.nl", description="Server of the Tweede Kamer's open data."
    )
    bekendmakingen_url: _Address = Field(
        default="https://repository.overheid.nl", description="Server of the official publications."
    )
    file_hosts: str = Field(
        default="zoek.officielebekendmakingen.nl",
        description="Other hosts that files of official publications may come from, apart by blanks.",
    )
    requests_per_second: float = Field(default=4.0, gt=0, description="Most requests a second to one server.")
    network_timeout: float = Field(
        default=30.0, gt=0, le=_LONGEST, description="Longest silence of a server, in seconds."
    )
    network_max_seconds: float = Field(
        default=300.0,
        gt=0,
        le=_LONGEST,
        description="Longest time that one answer of a server may take, whole, in seconds.",
    )
    network_retries: int = Field(default=5, ge=0, description="How often a request is tried again.")
    network_pause: float = Field(
        default=1.0, ge=0, le=_LONGEST, description="Pause before the first retry, in seconds; it doubles each time."
    )


@cache
def settings() -> Settings:
    """The settings of this process, read once. Raises SettingsError where one of them cannot be what it is."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_in_one_line(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env: cannot be read as settings ({error}); mend it or take it away") from None


def _in_one_line(error: ValidationError) -> str:
    """What is wrong with each setting, with what it can be."""
    return "; ".join(
        f"KAMERBRIEF_{str(one['loc'][0]).upper()}={one['input']}: must be {_demand(one['msg'])}"
        for one in error.errors()
    )


def _demand(message: str) -> str:
    """pydantic's demand, or that of a check of our own, as the end of a sentence."""
    return message.removeprefix("Input should be ").removeprefix("Value error, ").replace("'", "")
