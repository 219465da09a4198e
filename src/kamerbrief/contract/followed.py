"""Links: what a later letter says of what an earlier one said, with the words on both sides.

A link is a suggestion with a probability until a person decides. Links are no part of an extraction, for they change
when other letters come; they are kept beside the letters of a store, one file for each later letter.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from kamerbrief.contract.base import Number, Part, ReviewStatus
from kamerbrief.letter import Evidence

#: Version of the files that hold links.
LINKS_VERSION = "1.0"


class LinkKind(StrEnum):
    """What the later words are to the earlier ones."""

    KEEPS = "keeps"
    REPEATS = "repeats"
    SAME_MONEY = "same_money"
    MOVES_MONEY = "moves_money"
    CONTRADICTS_MONEY = "contradicts_money"
    RETURNS = "returns"
    CITES = "cites"
    ANSWERS = "answers"
    REPLACES = "replaces"


class Sign(StrEnum):
    """What speaks for a link, or against it."""

    CITES_LETTER = "cites_letter"
    CITES_NEARBY = "cites_nearby"
    SAYS_PREVIOUS = "says_previous"
    CASE_NUMBER = "case_number"
    SAYS_PROMISED = "says_promised"
    SAYS_DELIVERED = "says_delivered"
    SAYS_DONE = "says_done"
    SAYS_OPEN = "says_open"
    SAYS_AHEAD = "says_ahead"
    SAYS_NOT = "says_not"
    OF_MONEY = "of_money"
    ONLY_TOLD = "only_told"
    ONLY_KIND = "only_kind"
    TELLS_FINDINGS = "tells_findings"
    SENDS = "sends"
    ONLY_LIKELY = "only_likely"
    ONLY_BECOMES = "only_becomes"
    SAYS_EARLIER = "says_earlier"
    SAYS_ADVISED = "says_advised"
    SAYS_AGAIN = "says_again"
    SAYS_MOVED = "says_moved"
    SAYS_FROM = "says_from"
    SAYS_ANSWERED = "says_answered"
    SAYS_REPLACED = "says_replaced"
    SAME_WORDS = "same_words"
    ALL_WORDS = "all_words"
    MANY_WORDS = "many_words"
    NEAR_WORDS = "near_words"
    BEST_WORDS = "best_words"
    ONLY_WORDS = "only_words"
    BEST_MEANT = "best_meant"
    ONLY_MEANT = "only_meant"
    NEAR_BLOCK = "near_block"
    BEST_BLOCK = "best_block"
    ONLY_BLOCK = "only_block"
    NEAR_SECTION = "near_section"
    BEST_SECTION = "best_section"
    ONLY_SECTION = "only_section"
    SAME_KIND = "same_kind"
    SAME_NAME = "same_name"
    OTHER_NAME = "other_name"
    SAYS_OTHER = "says_other"
    SAME_PROGRAMME = "same_programme"
    SAME_DOSSIER = "same_dossier"
    SAME_THING = "same_thing"
    SAME_ACT = "same_act"
    SAME_VERB = "same_verb"
    SAME_VALUE = "same_value"
    SAME_YEAR = "same_year"
    OTHER_VALUE = "other_value"
    SAME_ORDINAL = "same_ordinal"
    OTHER_ORDINAL = "other_ordinal"
    SAME_REPORT = "same_report"
    SAME_NUMBER = "same_number"
    SAME_DATE = "same_date"
    OPENS = "opens"
    IS_THAT_LETTER = "is_that_letter"
    IN_THAT_LETTER = "in_that_letter"
    OPENS_ON_TIME = "opens_on_time"
    ANY_LETTER = "any_letter"
    TOLD_ON_TIME = "told_on_time"
    AGAIN_BESIDE = "again_beside"
    AGAIN_ELSEWHERE = "again_elsewhere"
    SAME_DAY = "same_day"
    LATER_DAY = "later_day"
    IN_TIME = "in_time"
    DUE_PASSED = "due_passed"
    DUE_AHEAD = "due_ahead"
    ONLY_BEGUN = "only_begun"
    ONLY_OPEN = "only_open"
    SURELY_DONE = "surely_done"
    DONE_THEN = "done_then"


class LinkEnd(Part):
    """One side of a link: words in a letter, and the fact that they are where they are one."""

    letter: str = Field(description="Id of the letter in the store.")
    fact: str | None = Field(default=None, description="Id of the fact within that letter; null for other words.")
    evidence: Evidence = Field(description="The words.")


class LetterLink(Part):
    """What a later letter says of what an earlier one said."""

    id: str = Field(description="Stable id, made of the kind, the two letters and the words on both sides.")
    kind: LinkKind = Field(description="What the later words are to the earlier ones.")
    later: LinkEnd = Field(description="The words of the later letter.")
    earlier: LinkEnd = Field(description="The words of the earlier letter.")
    signs: list[Sign] = Field(description="What speaks for it, and against it.")
    probability: Number = Field(description="How sure it is, 0 to 1; 1 only for what a number or date settles.")
    decided: ReviewStatus | None = Field(default=None, description="accepted where a person said so; else null.")


class LetterLinks(Part):
    """All links from one letter to earlier ones, in the order of its words."""

    version: str = Field(default=LINKS_VERSION, description="Version of this form.")
    letter: str = Field(description="Id of the later letter in the store.")
    links: list[LetterLink] = Field(description="Its links.")

    def to_json(self) -> str:
        """The file as it is written: UTF-8, two-space indent, a line feed at the end."""
        return self.model_dump_json(indent=2) + "\n"
