"""Originals: the letter that an answer is to, looked up in the mailbox.

What we keep of a letter's id is a digest, so that erasing a person reaches it; the id itself, which an
answer must name (RFC 5322, 3.6.4), still stands in the mailbox.
"""

from email import message_from_bytes
from email.message import Message as Letter
from typing import TYPE_CHECKING, NamedTuple

from veche.channels.connectors.mail import automatic
from veche.channels.connectors.mail.headers import addresses_in, text_of
from veche.channels.connectors.mail.live.hearing import folders_of, newest_uids, open_folder
from veche.channels.connectors.mail.live.lines import mailbox
from veche.channels.connectors.mail.people import author_of
from veche.channels.connectors.mail.threads import own_id
from veche.channels.terms.live import Access, Message
from veche.kit.terms import Trouble
from veche.kit.text import clean_name

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

# Among so many of the newest letters of a folder the one that is answered is looked for.
MOST_LOOKED_AT, AT_ONCE = 2_000, 250
MOST_REFERENCES = 20
_FIELDS = (
    "MESSAGE-ID REFERENCES IN-REPLY-TO SUBJECT FROM REPLY-TO SENDER TO LIST-POST AUTO-SUBMITTED PRECEDENCE "
    "X-ORIGINAL-FROM X-BEENTHERE X-MAILING-LIST RETURN-PATH CONTENT-TYPE X-AUTOREPLY X-AUTORESPOND"
)


class Original(NamedTuple):
    """What an answer must know of the letter it answers."""

    message_id: str
    references: tuple[str, ...]
    subject: str
    answer_to: str
    is_automatic: bool


def original_of(access: Access, message: Message) -> Original | None:
    """Answer the letter that a message answers, or None: it answers none, or the letter is gone."""
    wanted = message.reply_to or message.thread
    if not wanted:
        return None
    with mailbox(access) as box:
        for name in folders_of(access):
            open_folder(box, name)
            uids = newest_uids(box, MOST_LOOKED_AT)
            for start in range(0, len(uids), AT_ONCE):
                for letter in _heads(box, uids[start : start + AT_ONCE]):
                    if own_id(letter) == wanted:
                        return _told(letter, access.settings.get("address", ""))
    return None


def _heads(box: "BaseMailBox", uids: list[int]) -> list[Letter]:
    kind, answers = box.client.uid(
        "FETCH", ",".join(map(str, uids)), f"(BODY.PEEK[HEADER.FIELDS ({_FIELDS})])"
    )
    if kind != "OK":
        raise Trouble("the mailbox does not give its letters' heads")
    return [
        message_from_bytes(answer[1])
        for answer in answers
        if isinstance(answer, tuple) and len(answer) > 1 and isinstance(answer[1], bytes)
    ]


def _told(letter: Letter, own: str) -> Original:
    subject = clean_name(text_of(letter, "subject"))
    author = author_of(letter, "")
    return Original(
        next(iter(_bracketed(text_of(letter, "message-id"))), ""),
        tuple(_bracketed(text_of(letter, "references"))[-MOST_REFERENCES:]),
        subject,
        _answer_to(letter, own),
        automatic.kind_of(letter, author, subject) is not automatic.Auto.NONE
        or automatic.is_generated(letter),
    )


def _bracketed(told: str) -> list[str]:
    found = [f"<{word.strip('<>')}>" for word in told.replace("><", "> <").split() if word.strip("<>")]
    return [word for word in found if word.isascii() and len(word) < 900]


def _answer_to(letter: Letter, own: str) -> str:
    """Answer where an answer goes: to the list a letter came over, else to its author."""
    names: tuple[str, ...] = ("reply-to", "list-post", "from")
    if own and own.lower() in {address.mail for address in addresses_in(text_of(letter, "from"))}:
        names = ("to",)  # we go on after our own letter
    for name in names:
        for address in addresses_in(text_of(letter, name).replace("<mailto:", "<"))[:1]:
            return address.mail
    return ""
