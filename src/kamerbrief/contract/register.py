"""The Tweede Kamer's own register as the store keeps it: promises with their status, motions with their votes.

These are the words of the Tweede Kamer, not of a letter. What in a letter is a promise of the register is said by links
of their own (:class:`RegisterLink`), suggestions until a person decides.
"""

from __future__ import annotations

import datetime
from enum import StrEnum

from pydantic import Field

from kamerbrief.contract.base import Number, Part, ReviewStatus
from kamerbrief.contract.followed import Sign
from kamerbrief.letter import Evidence

#: Version of the files of the register and of its links.
REGISTER_VERSION = "1.1"


class RegisterStatus(StrEnum):
    """What the Tweede Kamer says became of a promise."""

    OPEN = "open"
    PARTLY = "partly"
    SETTLED = "settled"
    NOT_KEPT = "not_kept"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"


class MotionOutcome(StrEnum):
    """What the Tweede Kamer decided about a motion."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    UNDECIDED = "undecided"


class RegisterLetter(Part):
    """A letter by which the register says that a promise is settled."""

    document: str | None = Field(default=None, description="Its document number: 2025D01234.")
    dossier: str | None = Field(default=None, description="Number of its Kamerstuk dossier: 24446, 36600-B.")
    nr: str | None = Field(default=None, description="Its number within the dossier.")
    date: datetime.date | None = Field(default=None, description="Its day.")
    title: str = Field(default="", description="Its subject.")

    @property
    def name(self) -> str:
        """How people call it: 24446-101, else its document number."""
        return f"{self.dossier}-{self.nr}" if self.dossier and self.nr else self.document or ""


class RegisterPromise(Part):
    """A promise (toezegging) of the register."""

    id: str = Field(description="Id of the Tweede Kamer.")
    number: str = Field(description="Its number: TZ202503-118.")
    text: str = Field(description="Its words.")
    made: datetime.date | None = Field(default=None, description="Day on which it was put in the register.")
    due: datetime.date | None = Field(default=None, description="Day by which the register expects it.")
    status: RegisterStatus = Field(description="What became of it.")
    stated: str = Field(default="", description="The same in the register's own word: Openstaand.")
    who: str = Field(default="", description="Who promised it.")
    role: str = Field(default="", description="The function of who promised it.")
    ministry: str | None = Field(default=None, description="Its ministry, by the usual short name.")
    activity: str | None = Field(default=None, description="Number of the meeting: 2025A01234.")
    subject: str = Field(default="", description="Kind and subject of the meeting.")
    held: datetime.date | None = Field(default=None, description="Day of the meeting.")
    dossiers: list[str] = Field(default_factory=list, description="Dossiers of what the meeting was about.")
    letters: list[RegisterLetter] = Field(default_factory=list, description="Letters that settle it.")
    changed: str = Field(description="When the Tweede Kamer changed it last.")

    @property
    def day(self) -> datetime.date | None:
        """The day on which it was promised: that of the meeting, else the day on which it was put down."""
        return self.held or self.made


class Vote(Part):
    """How the seats of the Tweede Kamer voted."""

    seats_for: int = Field(description="Seats for it.")
    seats_against: int = Field(description="Seats against it.")
    parties_for: list[str] = Field(default_factory=list, description="Parties for it.")
    parties_against: list[str] = Field(default_factory=list, description="Parties against it.")
    by_name: bool = Field(default=False, description="Whether each member was called.")


class RegisterMotion(Part):
    """A motion with what was decided about it."""

    id: str = Field(description="Id of the Tweede Kamer.")
    number: str = Field(description="Number of the case: 2025Z01234.")
    subject: str = Field(default="", description="Its subject.")
    dossier: str | None = Field(default=None, description="Number of its Kamerstuk dossier.")
    nr: str | None = Field(default=None, description="Its number within the dossier.")
    movers: list[str] = Field(default_factory=list, description="Who moved it, with their parties.")
    date: datetime.date | None = Field(default=None, description="Day on which it was moved.")
    outcome: MotionOutcome = Field(description="What was decided last.")
    stated: str = Field(default="", description="The same in the register's own words: Stemmen - aangenomen.")
    vote: Vote | None = Field(default=None, description="The vote; null where none was taken or told.")
    changed: str = Field(description="When the Tweede Kamer changed it, or what was decided about it, last.")

    @property
    def name(self) -> str:
        """How letters cite it: 24446-9, else the number of the case."""
        return f"{self.dossier}-{self.nr}" if self.dossier and self.nr else self.number


class Register(Part):
    """What of the register belongs to the letters of a store, by number."""

    version: str = Field(default=REGISTER_VERSION, description="Version of this form.")
    cursors: dict[str, str] = Field(default_factory=dict, description="For each question, up to when it was answered.")
    covers: dict[str, datetime.date] = Field(
        default_factory=dict, description="For each ministry, from which day on its promises were asked for."
    )
    until: dict[str, datetime.date] = Field(
        default_factory=dict,
        description="For each of these ministries, the last day that the answers are known to reach to (UTC): that of "
        "the newest stamp of them all.",
    )
    promises: list[RegisterPromise] = Field(default_factory=list, description="Promises, by number.")
    motions: list[RegisterMotion] = Field(default_factory=list, description="Motions, by number.")


class RegisterLink(Part):
    """Words of a letter that are, or speak of, a promise of the register."""

    id: str = Field(description="Stable id, made of the letter, its words and the number in the register.")
    letter: str = Field(description="Id of the letter in the store.")
    fact: str | None = Field(description="Id of the promise within that letter; null for other words.")
    evidence: Evidence = Field(description="The words of the letter.")
    number: str = Field(description="Number in the register.")
    words: str = Field(description="The words of the register.")
    signs: list[Sign] = Field(description="What speaks for it, and against it.")
    probability: Number = Field(description="How sure it is, 0 to 1; 1 only where the letter gives the number.")
    decided: ReviewStatus | None = Field(default=None, description="accepted where a person said so; else null.")


class RegisterLinks(Part):
    """All links from one letter to the register, in the order of its words."""

    version: str = Field(default=REGISTER_VERSION, description="Version of this form.")
    letter: str = Field(description="Id of the letter in the store.")
    links: list[RegisterLink] = Field(description="Its links.")
