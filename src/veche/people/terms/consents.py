"""What a person may allow, and how they said so."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from veche.kit.terms import N_


class Purpose(StrEnum):
    """What a consent is for. Each has a text of its own, kept in every version."""

    PROCESSING = "processing"
    LETTERS = "letters"
    PHOTOS = "photos"
    WORDS = "words"
    NATIONALITY = "special:nationality"
    HEALTH = "special:health"
    BELIEF = "special:belief"


@dataclass(frozen=True, slots=True)
class PurposeForm:
    """A purpose as people read it, and the text it starts with."""

    title: str
    text: str
    icon: str


PURPOSE_FORMS: Mapping[Purpose, PurposeForm] = {
    Purpose.PROCESSING: PurposeForm(
        N_("Keeping their data"),
        N_("I allow the organisation to keep and use my name, contacts and what I do in the community, in "
           "order to run the community. I can take this back at any time."), "id",
    ),
    Purpose.LETTERS: PurposeForm(
        N_("Letters and news"),
        N_("I allow the organisation to send me news and invitations. I can take this back at any time."),
        "mail",
    ),
    Purpose.PHOTOS: PurposeForm(
        N_("Photos and video"),
        N_("I allow the organisation to publish photos and videos that show me. I can take this back at any "
           "time."), "photo",
    ),
    Purpose.WORDS: PurposeForm(
        N_("Being quoted"),
        N_("I allow the organisation to quote under my name what I wrote in the community, in its letters "
           "and on its pages. I can take this back at any time."), "quote",
    ),
    Purpose.NATIONALITY: PurposeForm(
        N_("Nationality"),
        N_("I allow the organisation to keep my nationality. It is a special category of personal data. I "
           "can take this back at any time; it is then erased."), "flag",
    ),
    Purpose.HEALTH: PurposeForm(
        N_("Health and diet"),
        N_("I allow the organisation to keep what I told about my health and diet, in order to take care of "
           "it at events. It is a special category of personal data. I can take this back at any time; it "
           "is then erased."), "heart",
    ),
    Purpose.BELIEF: PurposeForm(
        N_("Belief"),
        N_("I allow the organisation to keep what I told about my religious or other beliefs. It is a "
           "special category of personal data. I can take this back at any time; it is then erased."),
        "bulb",
    ),
}  # fmt: skip
SPECIAL_PURPOSES = frozenset({Purpose.NATIONALITY, Purpose.HEALTH, Purpose.BELIEF})


class Way(StrEnum):
    """How a consent was given or taken back."""

    WRITTEN = "written"
    FORM = "form"
    MESSAGE = "message"
    SPOKEN = "spoken"
    LIST = "list"

    @property
    def label(self) -> str:
        """The way as people read it."""
        return WAY_TITLES[self]


WAY_TITLES: Mapping[Way, str] = {
    Way.WRITTEN: N_("signed on paper"),
    Way.FORM: N_("ticked in a form"),
    Way.MESSAGE: N_("written in a message or letter"),
    Way.SPOKEN: N_("said aloud"),
    Way.LIST: N_("stands in a list we got"),
}
