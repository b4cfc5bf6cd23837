"""What the editor's buttons do to the blocks that were posted with them."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest

from veche.kit.terms import N_, Reason, Refusal
from veche.mailing import actions
from veche.mailing.actions.writing import new_key
from veche.mailing.forms.blocks import new_block
from veche.mailing.forms.editing import Posted
from veche.mailing.models import Letter
from veche.mailing.rules.writing import arranging
from veche.mailing.rules.writing.arranging import Blocks
from veche.mailing.terms import Form
from veche.mailing.terms.desk import Written
from veche.mailing.terms.writing import BLOCK_KINDS

NO_BUTTON = N_("There is no such button.")
NO_FILE = N_("Choose a picture first.")
# What stood before these is worth coming back to.
_KEPT = frozenset({"remove", "mine", "merge"})


def is_kept(posted: Posted) -> bool:
    """Tell whether what stood before stays as a version of its own."""
    return posted.act in _KEPT


def done(request: HttpRequest, letter: Letter, written: Written, posted: Posted) -> Written:
    """Answer what was written after what the button asked for; refuses a button there is none of."""
    if posted.act in ("", "words", "mine", "merge") or written.form != Form.BLOCKS:
        return written
    blocks = arranging.with_keys(written.content.get("blocks", []), new_key)
    if posted.act == "upload":
        return _with(written, _uploaded(request, letter, blocks, posted.rest))
    return _with(written, _arranged(blocks, posted.act, posted.rest))


def _arranged(blocks: Blocks, act: str, rest: str) -> Blocks:
    if act == "add":
        kind, _, where = rest.partition(":")
        if kind in BLOCK_KINDS:
            return arranging.added(blocks, new_block(kind, new_key()), where)
    if act in ("up", "down"):
        return arranging.moved(blocks, rest, -1 if act == "up" else 1)
    if act == "remove":
        return arranging.taken_out(blocks, rest)
    if act == "double":
        return arranging.doubled(blocks, rest, new_key)
    raise Refusal(Reason(NO_BUTTON))


def _uploaded(request: HttpRequest, letter: Letter, blocks: Blocks, key: str) -> Blocks:
    file = request.FILES.get(f"{key}.upload")
    if file is None:
        raise Refusal(Reason(NO_FILE))
    kept = actions.add_picture(letter.community, file, file.name or "", by=request.actor)
    for block in arranging.walked(blocks):
        if block.get("key") == key:
            block["file"] = kept.name  # type: ignore[index]
    return blocks


def _with(written: Written, blocks: Blocks) -> Written:
    return replace(written, content={"blocks": blocks})
