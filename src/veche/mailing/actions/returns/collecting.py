"""Collecting: the letters in a sender's return mailbox are kept here, and marked as read there."""

from __future__ import annotations

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.web.mailboxes import Way, enter_folder, mark_read, open_mailbox, unread_letters
from veche.kit.web.making import web_for
from veche.mailing.actions.returns.keeping import Raw, keep_returned
from veche.mailing.models import Sender
from veche.mailing.queries.ways import box_of
from veche.mailing.rules.reports.mails import LARGEST
from veche.mailing.terms import KEEP_DELIVERIES

MOST = 1_000


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
    count, folder = 0, box["folder"]
    with open_mailbox(web_for(ports=(way.port,)), way) as opened:
        validity = enter_folder(opened, folder)
        for heap in unread_letters(opened, most=most, largest=LARGEST):
            raws = [Raw(f"{folder}/{validity}/{uid}", payload) for uid, payload in heap]
            count += keep_returned(sender, raws, by=by)
            mark_read(opened, [uid for uid, _ in heap], folder=box.get("done_folder", ""))
    return count
