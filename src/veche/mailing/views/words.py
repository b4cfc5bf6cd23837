"""Words and colours that pages of letters share."""

from collections.abc import Mapping

from veche.kit.terms import N_
from veche.mailing.terms import LetterState

SHELF_TITLES: Mapping[str, str] = {
    "writing": N_("Being written"), "leaving": N_("On their way"), "sent": N_("Sent letters"),
    "cancelled": N_("Given up"),
}  # fmt: skip
STATE_COLOURS: Mapping[LetterState, str] = {
    LetterState.DRAFT: "secondary", LetterState.REVIEW: "yellow", LetterState.READY: "green",
    LetterState.SCHEDULED: "blue", LetterState.PREPARING: "blue", LetterState.SENDING: "blue",
    LetterState.PAUSED: "yellow", LetterState.SENT: "green", LetterState.CANCELLED: "secondary",
    LetterState.LIVE: "green",
}  # fmt: skip
HEAD_TITLES: Mapping[str, str] = {
    "subject": N_("Subject"), "preheader": N_("Preheader"), "plain": N_("Plain text"),
    "source": N_("Source"), "words": N_("Words of the letter"), "form": N_("Form"), "title": N_("Name"),
}  # fmt: skip
HOW_TITLES: Mapping[str, str] = {
    "new": N_("added"), "old": N_("taken out"), "changed": N_("changed"), "moved": N_("moved"),
}  # fmt: skip
