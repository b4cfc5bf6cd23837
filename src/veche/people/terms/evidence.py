"""Why we believe that handles, or two persons, are one human: each piece of evidence in words."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import NamedTuple

from veche.kit.terms import N_


class Tie(IntEnum):
    """Why an identity is with its person."""

    FIRST = 0
    ALIAS = 1
    HAND = 2

    @property
    def label(self) -> str:
        """The tie as people read it."""
        return TIE_TITLES[self]


TIE_TITLES: Mapping[Tie, str] = {
    Tie.FIRST: N_("the handle they were first seen by"),
    Tie.ALIAS: N_("the outside says it is the same account"),
    Tie.HAND: N_("put together by a person"),
}


class Clue(StrEnum):
    """One piece of evidence for or against two persons being one."""

    SAME_NAME = "same_name"
    SPELLED_NAME = "spelled_name"
    SHORT_NAME = "short_name"
    FIRST_NAME = "first_name"
    SAME_HANDLE = "same_handle"
    NAME_IN_HANDLE = "name_in_handle"
    SAME_BIRTHDAY = "same_birthday"
    SAME_CITY = "same_city"
    SAME_COMPANY = "same_company"
    COMMON_NAME = "common_name"
    OTHER_NAME = "other_name"
    OTHER_BIRTHDAY = "other_birthday"
    OTHER_SEX = "other_sex"
    BOTH_SPEAK = "both_speak"
    TALK_TOGETHER = "talk_together"
    ONE_LIST = "one_list"


CLUE_TEXTS: Mapping[Clue, str] = {
    Clue.SAME_NAME: N_("Both are called “{one}”."),
    Clue.SPELLED_NAME: N_("“{one}” and “{other}” are one name in two spellings."),
    Clue.SHORT_NAME: N_("“{one}” and “{other}”: the first name in full and in short, the same last name."),
    Clue.FIRST_NAME: N_("Both have the first name “{one}”."),
    Clue.SAME_HANDLE: N_("Both use “{handle}”: {one} and {other}."),
    Clue.NAME_IN_HANDLE: N_("The handle “{handle}” spells the name “{name}”."),
    Clue.SAME_BIRTHDAY: N_("The same birthday: {value}."),
    Clue.SAME_CITY: N_("The same city: {value}."),
    Clue.SAME_COMPANY: N_("The same company: {value}."),
    Clue.COMMON_NAME: N_("{count} people here have this name."),
    Clue.OTHER_NAME: N_("Their names differ: “{one}” and “{other}”."),
    Clue.OTHER_BIRTHDAY: N_("Their birthdays differ."),
    Clue.OTHER_SEX: N_("Their sex differs."),
    Clue.BOTH_SPEAK: N_("Both speak in “{place}”."),
    Clue.TALK_TOGETHER: N_("They answer each other."),
    Clue.ONE_LIST: N_("Both stand in “{place}” as two entries."),
}


class Likeness(NamedTuple):
    """How sure it is that two persons are one, 0 to 100, and every piece of evidence with its points."""

    score: int
    clues: tuple[tuple[Clue, int, dict[str, str]], ...]
