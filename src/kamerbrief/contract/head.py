"""The letterhead, and the file that was read."""

from __future__ import annotations

import datetime

from pydantic import Field

from kamerbrief.contract.base import Part
from kamerbrief.letter import Evidence


class SourceFile(Part):
    """The file that was read."""

    filename: str = Field(description="Name of the file, without its folder.")
    media_type: str = Field(description="Media type, decided by content.")
    sha256: str = Field(description="SHA-256 of the file, in hexadecimal.")
    size: int = Field(description="Size of the file in bytes.")
    pages: int | None = Field(default=None, description="Number of pages; null where the format has none.")


class Sender(Part):
    """One who signs the letter."""

    name: str | None = Field(default=None, description="Name as signed, without titles and call names in brackets.")
    role: str | None = Field(default=None, description="Function as signed, such as Minister van Defensie.")
    ministry: str | None = Field(default=None, description="The ministry's usual short name, such as EZ or OCW.")
    evidence: Evidence | None = Field(default=None, description="The words of the signature.")


class Dossier(Part):
    """The kamerstuk dossier to which the letter belongs."""

    number: str = Field(description="Dossier number without blanks, with its suffix where it has one: 24446, 36600-B.")
    nr: str | None = Field(default=None, description="Number of the document within the dossier.")

    @property
    def printed(self) -> str:
        """Number and document as people write them: ``36600-XII, nr. 45``."""
        return f"{self.number}, nr. {self.nr}" if self.nr else self.number


class Questioner(Part):
    """A member of the chamber who asked."""

    name: str = Field(description="Name as printed, without title: Van Nispen.")
    party: str | None = Field(default=None, description="Party as printed: SP, GroenLinks-PvdA.")

    @property
    def printed(self) -> str:
        """Name and party as people write them: ``Van Nispen (SP)``."""
        return f"{self.name} ({self.party})" if self.party else self.name


class WrittenQuestions(Part):
    """The written questions of members that the letter answers."""

    number: str | None = Field(default=None, description="Number in the Aanhangsel van de Handelingen.")
    sent: datetime.date | None = Field(default=None, description="Day on which they were sent in (ingezonden).")
    questioners: list[Questioner] = Field(default_factory=list, description="Who asked, in order.")
    evidence: Evidence | None = Field(default=None, description="The words that say who asked whom about what.")


class LetterInfo(Part):
    """The letterhead, and the file."""

    id: str = Field(description="Document or kamerstuk number where known, else a slug of the file's name.")
    title: str | None = Field(default=None, description="Title of the letter, where it has one besides its subject.")
    subject: str | None = Field(default=None, description="What the letter says it is about (Betreft, Onderwerp).")
    date: datetime.date | None = Field(default=None, description="Day on which the letter was sent.")
    chamber: str | None = Field(default=None, description="To whom: Tweede Kamer, Eerste Kamer, or both.")
    senders: list[Sender] = Field(default_factory=list, description="Who signs, in order.")
    ministry: str | None = Field(
        default=None, description="Short name of the ministry that sends it: of the first who signs, else as printed."
    )
    on_behalf_of: list[str] = Field(default_factory=list, description="In whose name it is sent too (mede namens).")
    reference: str | None = Field(default=None, description="The sender's own reference (ons kenmerk).")
    dossier: Dossier | None = Field(default=None, description="The dossier that the letter itself belongs to.")
    dossiers: list[Dossier] = Field(default_factory=list, description="All dossiers that it belongs to, the first too.")
    session: str | None = Field(default=None, description="Meeting year (vergaderjaar) of a print, such as 2024-2025.")
    questions: WrittenQuestions | None = Field(
        default=None, description="The written questions that it answers; null where it answers none."
    )
    source: SourceFile = Field(description="The file that was read.")
    evidence: dict[str, Evidence] = Field(
        default_factory=dict, description="For each field above that was read from the text: the words, by field name."
    )
