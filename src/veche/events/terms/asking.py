"""Words of asking somebody to speak: what they answer by their link, what they need, what slides may be."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from veche.kit.terms import N_


class Answer(StrEnum):
    """What somebody who was asked to speak said; nothing yet is an empty word."""

    AGREED = "agreed"
    DECLINED = "declined"
    OTHERWISE = "otherwise"  # another date, or another way


ANSWER_TITLES: Mapping[str, str] = {
    "": N_("no answer yet"), Answer.AGREED: N_("agreed"), Answer.DECLINED: N_("declined"),
    Answer.OTHERWISE: N_("would rather otherwise"),
}  # fmt: skip


class Need(StrEnum):
    """What a talk needs in the hall."""

    PROJECTOR = "projector"
    SOUND = "sound"
    MICROPHONE = "microphone"
    INTERNET = "internet"
    COMPUTER = "computer"
    BOARD = "board"


NEEDS: Mapping[Need, str] = {
    Need.PROJECTOR: N_("a projector"), Need.SOUND: N_("sound from the computer"),
    Need.MICROPHONE: N_("a microphone"), Need.INTERNET: N_("internet"),
    Need.COMPUTER: N_("a computer of yours"), Need.BOARD: N_("a board or a flip chart"),
}  # fmt: skip


class AskBy(StrEnum):
    """Which way somebody is asked."""

    MAIL = "mail"
    CHAT = "chat"


class Ask(NamedTuple):
    """A letter that asks somebody to speak, as a colleague wrote it; `{link}` in it is their own page."""

    subject: str
    text: str
    way: str = AskBy.MAIL
    # After so many days without an answer they are reminded once; nothing: never.
    remind_days: int | None = None


class NeedsTold(NamedTuple):
    """What a speaker says they need, and what they do not eat, with the text they agreed to for that."""

    needs: tuple[str, ...] = ()
    words: str = ""
    diets: tuple[str, ...] = ()
    diet_words: str = ""
    diet_consent: str = ""


USUAL_PATIENCE, LONGEST_PATIENCE = 5, 60
LONGEST_WORD = 2_000
SPEAKER_DIET_CONSENT = N_(
    "I agree that the organisers keep what is marked here about food until two weeks after the event, "
    "to order food and for nothing else."
)
LARGEST_SLIDES, MOST_SLIDES, MOST_EVER = 50 * 1024 * 1024, 5, 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What slides are by the end of their name, and what such a file begins with: PDF, ISO 32000; Office Open XML,
# OpenDocument and Keynote are archives (APPNOTE 4.3.7); older PowerPoint is a compound file (MS-CFB 2.2).
SLIDES_BEGIN: Mapping[str, bytes] = {
    "pdf": b"%PDF-", "pptx": _ZIP, "odp": _ZIP, "key": _ZIP, "ppt": _OLE,
}  # fmt: skip
