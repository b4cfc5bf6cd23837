"""The editor's form read: what was written, and what was asked for by a button."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from veche.mailing.queries.letters import blocks_of, head_of
from veche.mailing.rules.writing.posting import blocks_posted
from veche.mailing.terms import Form
from veche.mailing.terms.desk import Written

if TYPE_CHECKING:
    from django.http import QueryDict

    from veche.mailing.models import Letter

LONGEST_MARKS = 50_000


class Posted(NamedTuple):
    """What the editor posts: the words, the version they began from, marks of it, and a button."""

    written: Written
    version: int
    marks: Mapping[str, str]
    act: str
    rest: str


def read_posted(post: QueryDict, letter: Letter) -> Posted:
    """Answer what the editor posts; what it does not name stays as the letter has it."""
    lines = {name: post.get(name, getattr(letter, name)) for name in ("subject", "preheader", "plain")}
    act, _, rest = post.get("do", "").partition(":")
    version = post.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    return Posted(
        Written(form=letter.form, content=_content(post, letter), **lines), number, _marks(post), act, rest
    )


def head_of_written(written: Written) -> dict[str, str]:
    """Answer the lines of what was written that are compared."""
    lines = {"subject": written.subject, "preheader": written.preheader, "plain": written.plain}
    return {**lines, "form": written.form, "source": str(written.content.get("source", ""))}


def written_of(letter: Letter) -> Written:
    """Answer what stands in a letter."""
    return Written(letter.subject, letter.preheader, letter.form, letter.content, letter.plain)


def as_written(head: Mapping[str, str], blocks: list[dict[str, Any]]) -> Written:
    """Answer the lines and blocks of two who met as what was written."""
    is_blocks = head["form"] == Form.BLOCKS
    content: dict[str, Any] = {"blocks": blocks} if is_blocks else {"source": head["source"]}
    return Written(head["subject"], head["preheader"], head["form"], content, head["plain"])


def standing_of(letter: Letter) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Answer the head and the blocks of a letter as it stands."""
    return head_of(letter), blocks_of(letter)


def _content(post: QueryDict, letter: Letter) -> dict[str, Any]:
    if letter.form != Form.BLOCKS:
        kept = str(letter.content.get("source", ""))
        return {"source": post.get("source", kept).replace("\r\n", "\n")}
    if "editor" not in post:
        return dict(letter.content)
    fields = {name: [one.replace("\r\n", "\n") for one in told] for name, told in post.lists()}
    return {"blocks": blocks_posted(post.getlist("block"), fields)}


def _marks(post: QueryDict) -> dict[str, str]:
    try:
        found = json.loads(post.get("marks", "")[:LONGEST_MARKS])
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
