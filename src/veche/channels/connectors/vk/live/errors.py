"""Errors: what VK's codes mean in our words (dev.vk.com/reference/errors)."""

from typing import Any

from veche.channels.connectors.vk.values import first_number, text_of
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.text import clean_name

BUSY = N_("VK asks to wait before the next question.")
FAILING = N_("VK has a fault of its own at the moment.")
WRONG_KEY = N_("VK does not know this key. Copy it once more, or create another one.")
NEEDS_PERSON = N_(
    "VK lets only an administrator's own key do this. Fill it in as “Key of an administrator” and try again."
)
GONE = N_("It is not there any more.")
SAID_NO = N_("VK refuses: {said}")
_NOT_ALLOWED = N_("VK does not allow this key to do that.")
_CLOSED_COMMENTS = N_("Comments cannot be written under this post.")
_NO_CHAT = N_("The community is not in this chat, or may not write there.")
# Nothing was done; what to say, and after how many seconds to try again where VK's documentation tells.
_AGAIN: dict[int, tuple[str, float | None]] = {
    1: (FAILING, None), 6: (BUSY, 1.0), 9: (BUSY, 60.0), 10: (FAILING, None), 29: (BUSY, 3600.0),
    223: (BUSY, 60.0), 603: (FAILING, None),
}  # fmt: skip
_MEANINGS = {
    7: _NOT_ALLOWED,
    14: N_("VK asks to type letters from a picture. Write once by hand in VK and try again."),
    15: _NOT_ALLOWED,
    17: N_("VK asks the owner of the key to confirm who they are: open VK in a browser."),
    18: N_("This account was deleted or blocked."),
    27: NEEDS_PERSON,
    28: NEEDS_PERSON,
    104: GONE,
    125: N_("There is no such community."),
    203: N_("This key gives no access to the community."),
    211: _CLOSED_COMMENTS,
    212: _CLOSED_COMMENTS,
    213: _CLOSED_COMMENTS,
    214: N_("The community may publish no more today, or not at this time."),
    222: N_("VK does not allow links in comments here."),
    900: N_("This person is on the community's black list."),
    901: N_("The community may write only to people who have allowed it or have written to it first."),
    902: N_("This person's privacy settings do not allow messages."),
    914: N_("The message is too long for VK."),
    915: N_("Messages are switched off in the community."),
    916: N_("Messages of the community are blocked by VK."),
    917: _NO_CHAT,
    920: N_("This message can no longer be changed."),
    924: N_("VK no longer lets this message be deleted for everybody."),
    925: N_("The community must be an administrator of this chat."),
    927: _NO_CHAT,
    935: N_("There is no such person in this chat."),
    945: N_("This chat is closed."),
    983: _NO_CHAT,
    1051: NEEDS_PERSON,
    2000: N_("The community has ten addresses already: remove one in VK first."),
}


def meaning_of(error: dict[str, Any], field: str = "token") -> Refusal | Trouble:
    """Answer an error of VK in our words; `field` is the setting with the key that was used."""
    code = first_number(error, "error_code", "code")
    if code in _AGAIN:
        return Trouble(*_AGAIN[code])
    if code == 5:
        return Refusal(Reason(WRONG_KEY, field=field))
    said = clean_name(text_of(error.get("error_msg")) or text_of(error.get("description")), 200)
    return Refusal(_MEANINGS.get(code) or Reason(SAID_NO, values={"said": f"{said} ({code})"}))


def is_closed(refusal: Refusal) -> bool:
    """Tell whether it was refused because nobody may look there, whoever asks."""
    return any(reason.text in (GONE, _CLOSED_COMMENTS, _NOT_ALLOWED) for reason in refusal.reasons)


def is_gone(refusal: Refusal) -> bool:
    """Tell whether it was refused only because it is there no more."""
    return any(reason.text == GONE for reason in refusal.reasons)
