"""Collecting: the letters in a sender's return mailbox are kept here, and marked as read there."""

from __future__ import annotations

import imaplib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.web.mailboxes import Way, open_mailbox
from veche.kit.web.making import web_for
from veche.mailing.actions.returns.keeping import Raw, keep_returned
from veche.mailing.models import Sender
from veche.mailing.queries.ways import box_of
from veche.mailing.rules.reports.mails import LARGEST
from veche.mailing.terms import KEEP_DELIVERIES

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

AT_ONCE, MOST = 50, 1_000
NO_FOLDER = N_("There is no folder {folder} in the mailbox.")


def collect_returns(sender: Sender, *, by: Actor, most: int = MOST) -> int:
    """Keep unread letters of the return mailbox, a heap at a time, and mark them as read; answers how many.

    A letter is kept before it is marked: cut off between, it is met again and known. `Refusal` where the
    mailbox does not let us in, `Trouble` where it is away. Each is read to a megabyte.
    """
    require(by, KEEP_DELIVERIES, in_=sender.community)
    box = box_of(sender)
    if box is None:
        return 0
    way = Way(box["host"], int(box["port"]), box["security"], box["login"], box["password"])
    count = 0
    with open_mailbox(web_for(ports=(way.port,)), way) as opened:
        validity = _enter(opened, box["folder"])
        for heap in _heaps(opened, most):
            raws = [Raw(f"{box['folder']}/{validity}/{uid}", payload) for uid, payload in heap]
            count += keep_returned(sender, raws, by=by)
            _mark(opened, [uid for uid, _ in heap], box.get("done_folder", ""))
    return count


def _enter(box: BaseMailBox, folder: str) -> int:
    from imap_tools.errors import MailboxFolderSelectError

    try:
        box.folder.set(folder)
    except MailboxFolderSelectError as error:
        raise Refusal(Reason(NO_FOLDER, field="folder", values={"folder": folder})) from error
    told = box.client.response("UIDVALIDITY")[1]
    return int(told[-1]) if told and told[-1] else 0


def _heaps(box: BaseMailBox, most: int) -> Iterator[list[tuple[int, bytes]]]:
    kind, answers = box.client.uid("SEARCH", "UNSEEN")
    if kind != "OK":
        raise imaplib.IMAP4.error("the mailbox cannot be searched")
    found = b" ".join(answer for answer in answers if isinstance(answer, bytes)).split()
    uids = sorted(int(uid) for uid in found if uid.isdigit())[:most]
    for begin in range(0, len(uids), AT_ONCE):
        heap = [
            (uid, raw) for uid in uids[begin : begin + AT_ONCE] if (raw := _fetched(box, uid)) is not None
        ]
        if heap:
            yield heap


def _fetched(box: BaseMailBox, uid: int) -> bytes | None:
    """Answer the beginning of a letter; nothing where it is gone by now."""
    kind, answers = box.client.uid("FETCH", str(uid), f"(UID BODY.PEEK[]<0.{LARGEST}>)")
    if kind != "OK":
        raise Trouble(f"the mailbox does not give letter {uid}")
    found = (
        one[1] for one in answers if isinstance(one, tuple) and len(one) > 1 and isinstance(one[1], bytes)
    )
    return next(found, None)


def _mark(box: BaseMailBox, uids: list[int], folder: str) -> None:
    """Mark letters as read, and put them into another folder where one was named and the server can."""
    named = ",".join(map(str, uids))
    box.client.uid("STORE", named, "+FLAGS.SILENT", "(\\Seen)")
    if folder and "MOVE" in box.client.capabilities:
        box.client.uid("MOVE", named, f'"{folder}"')
