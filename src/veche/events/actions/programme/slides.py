"""Slides: a speaker brings them by their link, takes them away again; the talk stands as having them."""

from __future__ import annotations

from collections.abc import Iterator
from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.programme.replying import CALLED_OFF, count_replies
from veche.events.actions.programme.speakers import move_speaking
from veche.events.models import Asking, Slides, Speaking
from veche.events.rules.asking import ending_of
from veche.events.terms import KEEP_EVENTS
from veche.events.terms.asking import LARGEST_SLIDES, MOST_EVER, MOST_SLIDES, SLIDES_BEGIN
from veche.events.terms.programme import SHOWN_STEPS, Step
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import DAY, now

if TYPE_CHECKING:
    from pathlib import Path

    from veche.core.models import Community

FOLDER = "slides"
UNSURE = 30 * DAY
PIECE = 1024 * 1024
TOO_LARGE = N_("The file is larger than {most} MB. Put it somewhere and write the link to what you need.")
UNREAD = N_("These are no slides we know: bring a file of {kinds}.")
TOO_MANY = N_("There are {most} files already: take one away first.")
TOO_MANY_EVER = N_("So many files were brought already: write to the team, please.")
FIRST_AGREE = N_("Say first that you speak.")


def add_slides(asking: Asking, file: BinaryIO, name: str, *, by: Actor) -> Slides:
    """Keep slides of somebody who agreed, whose talk then stands as having them.

    Refuses what is no slides, what is too large and too many. The same file again is another one.
    """
    event = asking.speaking.session.event
    require(by, KEEP_EVENTS, in_=event.community)
    refuse_if(_faults(asking))
    count_replies(asking, by=by)
    head = file.read(PIECE)
    ending = ending_of(name, head)
    if not ending:
        kinds = ", ".join(one.upper() for one in SLIDES_BEGIN)
        raise Refusal(Reason(UNREAD, field="file", values={"kinds": kinds}))
    kept = f"{FOLDER}/{token_hex(16)}.{ending}"
    path = settings.FILES / kept
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        size = _write(path, head, file)
        with transaction.atomic():
            speaking = Speaking.objects.select_for_update().get(pk=asking.speaking_id)
            refuse_if(_faults(asking))
            slides = Slides.objects.create(
                asking=asking, file=kept, name=_named(name, ending), size=size, made_at=now()
            )
            if speaking.step == Step.AGREED:
                move_speaking(asking.speaking, Step.SLIDES, by=by)
            audit(by, "events.add_slides", in_=event.community, on=asking.speaking.session, name=slides.name)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return slides


def remove_slides(slides: Slides, *, by: Actor) -> None:
    """Take slides away; `restore_slides` brings them back within a month. With the last the talk stands as
    agreed. May be repeated.
    """
    _mark(slides, "events.remove_slides", is_gone=True, by=by)


def restore_slides(slides: Slides, *, by: Actor) -> None:
    """Bring slides back. May be repeated."""
    _mark(slides, "events.restore_slides", is_gone=False, by=by)


def drop_slides(*, in_: Community, by: Actor) -> int:
    """Delete slides that were taken away a month ago, with their files; answers how many. May be repeated."""
    require(by, KEEP_EVENTS, in_=in_)
    old = Slides.objects.filter(
        asking__speaking__session__event__community=in_, removed_at__lte=now() - UNSURE
    )
    with transaction.atomic():
        found = list(old.values_list("pk", "file"))
        Slides.objects.filter(pk__in=[pk for pk, _ in found]).delete()
        drop_files([name for _, name in found])
    return len(found)


def drop_files(names: list[str]) -> None:
    """Delete files of slides once the running transaction has committed."""
    paths = [settings.FILES / name for name in names]
    transaction.on_commit(lambda: _unlink(paths))


def _unlink(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _faults(asking: Asking) -> list[Reason]:
    speaking = Speaking.objects.select_related("session__event").get(pk=asking.speaking_id)
    files = Slides.objects.filter(asking=asking)
    reasons = [] if speaking.step in SHOWN_STEPS else [Reason(FIRST_AGREE)]
    if files.filter(removed_at=None).count() >= MOST_SLIDES:
        reasons.append(Reason(TOO_MANY, field="file", values={"most": MOST_SLIDES}))
    elif files.count() >= MOST_EVER:
        reasons.append(Reason(TOO_MANY_EVER, field="file"))
    return [*reasons, Reason(CALLED_OFF)] if speaking.session.event.cancelled_at else reasons


def _mark(slides: Slides, act: str, *, is_gone: bool, by: Actor) -> None:
    asking = slides.asking
    event = asking.speaking.session.event
    require(by, KEEP_EVENTS, in_=event.community)
    with transaction.atomic():
        speaking = Speaking.objects.select_for_update().get(pk=asking.speaking_id)
        standing = Slides.objects.filter(asking=asking, removed_at=None)
        if not is_gone and standing.count() >= MOST_SLIDES:
            raise Refusal(Reason(TOO_MANY, values={"most": MOST_SLIDES}))
        found = Slides.objects.filter(pk=slides.pk, removed_at__isnull=is_gone)
        if not found.update(removed_at=now() if is_gone else None):
            return
        has = standing.exists()
        if speaking.step == (Step.AGREED if has else Step.SLIDES):
            move_speaking(asking.speaking, Step.SLIDES if has else Step.AGREED, by=by)
        audit(by, act, in_=event.community, on=asking.speaking.session, name=slides.name)


def _write(path: Path, head: bytes, file: BinaryIO) -> int:
    size = 0
    with path.open("wb") as kept:
        for piece in _pieces(head, file):
            size += len(piece)
            if size > LARGEST_SLIDES:
                raise Refusal(Reason(TOO_LARGE, field="file", values={"most": LARGEST_SLIDES // PIECE}))
            kept.write(piece)
    return size


def _pieces(head: bytes, file: BinaryIO) -> Iterator[bytes]:
    yield head
    while piece := file.read(PIECE):
        yield piece


def _named(name: str, ending: str) -> str:
    stem = clean_name(name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0], 180) or "slides"
    return f"{stem}.{ending}"
