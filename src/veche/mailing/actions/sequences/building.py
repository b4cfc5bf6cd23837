"""Building: a sequence is described, begun from a ready one, removed and restored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import as_datetime, now
from veche.mailing.actions.sequences.running import require_still
from veche.mailing.actions.sequences.stepping import add_step
from veche.mailing.models import Newsletter, Sequence, Walk
from veche.mailing.rules.ready_sequences import ready_sequence
from veche.mailing.terms import WRITE_LETTERS
from veche.mailing.terms.sequencing import (
    MOST_LATE,
    MOST_LEAD,
    OF_COMING,
    OF_EVENTS,
    Again,
    Ending,
    SequenceState,
    Start,
    WalkState,
)
from veche.people.terms import Stage

if TYPE_CHECKING:
    from veche.core.models import Community

UNTITLED = N_("Give the sequence a name.")
STRANGE = N_("That is not of this community.")
UNKNOWN = N_("There is no such choice.")
NO_NUMBER = N_("A whole number from {least} to {most}.")
ONLY_ONCE = N_("A date comes round every year: choose once, or once a year.")
FOR_EACH = N_("Once for each event goes what is about a coming event, and only what is about events can.")
ENDS_AT_ONCE = N_("It begins because they registered, so that cannot end it.")
RAN = N_("It has run already: its newsletter and what brings people in stay. Begin another sequence.")
RUNS = N_("It is running: stop it first.")
# These make a sequence what it is.
_ROOTS = ("newsletter", "start")
_BOUNDS = {"pause": (1, 1000), "late_days": (1, MOST_LATE), "lead_days": (0, MOST_LEAD)}


def save_sequence(
    community: Community, given: Mapping[str, Any], sequence: Sequence | None = None, *, by: Actor
) -> Sequence:
    """Describe a sequence, or change one that does not run: fields not given stay. May be repeated.

    Refuses with every reason at once: no name, newsletters and segments of other communities, choices
    there are none of, and another newsletter or start of one that has run.
    """
    require(by, WRITE_LETTERS, in_=community)
    found = sequence or Sequence(
        community=community, start=Start.SUBSCRIBED, made_at=as_datetime(now()), user_id=by.user_id,
        author=by.name,
    )  # fmt: skip
    fields = dict(given)
    for name in ("title", "words"):
        if name in fields:
            fields[name] = clean_name(fields[name] or "", 150 if name == "title" else 100)
    refuse_if(_faults(found, fields))
    with transaction.atomic():
        if sequence is not None:
            require_still(sequence, by=by)
        for name, value in fields.items():
            setattr(found, name, value)
        found.changed_at = as_datetime(now())
        found.save()
        audit(by, "mailing.save_sequence", in_=community, on=found, title=found.title)
    return found


def begin_ready(community: Community, newsletter: Newsletter, key: str, *, by: Actor) -> Sequence:
    """Begin a sequence as a ready one is, in its newsletter's language; it runs when somebody starts it."""
    require(by, WRITE_LETTERS, in_=community)
    ready = ready_sequence(key, newsletter.language)
    if ready is None:
        raise Refusal(Reason(UNKNOWN, field="ready"))
    given = {
        "title": ready.title, "newsletter": newsletter, "start": ready.start, "again": ready.again,
        "pause": ready.pause, "endings": list(ready.endings), "lead_days": ready.lead_days,
        "late_days": ready.late_days,
        "field": "birthday" if ready.start is Start.DATE else "",
        "stage": int(Stage.DRIFTING) if ready.start is Start.STAGE else None,
    }  # fmt: skip
    with transaction.atomic():
        sequence = save_sequence(community, given, by=by)
        for step in ready.steps:
            add_step(
                sequence, {"title": step.title, "wait": step.wait, "hour": step.hour,
                           "condition": step.condition},
                subject=step.subject, blocks=step.blocks, preheader=step.preheader, by=by,
            )  # fmt: skip
    return sequence


def remove_sequence(sequence: Sequence, *, by: Actor) -> None:
    """Take a sequence off the list; `restore_sequence` brings it back. Refuses one that runs. Repeatable."""
    require(by, WRITE_LETTERS, in_=sequence.community)
    _mark_removed(sequence, "mailing.remove_sequence", is_gone=True, by=by)


def restore_sequence(sequence: Sequence, *, by: Actor) -> None:
    """Bring a removed sequence back. May be repeated."""
    require(by, WRITE_LETTERS, in_=sequence.community)
    _mark_removed(sequence, "mailing.restore_sequence", is_gone=False, by=by)


def remove_walk(walk: Walk, *, by: Actor) -> None:
    """Take somebody out of a sequence; `restore_walk` lets them go on. May be repeated."""
    require(by, WRITE_LETTERS, in_=walk.sequence.community)
    _turn_walk(walk, WalkState.WALKING, WalkState.LEFT, "mailing.remove_walk", by)


def restore_walk(walk: Walk, *, by: Actor) -> None:
    """Let somebody go on who was taken out. May be repeated."""
    require(by, WRITE_LETTERS, in_=walk.sequence.community)
    _turn_walk(walk, WalkState.LEFT, WalkState.WALKING, "mailing.restore_walk", by)


def _turn_walk(walk: Walk, before: WalkState, after: WalkState, act: str, by: Actor) -> None:
    with transaction.atomic():
        of = Walk.objects.select_for_update().filter(pk=walk.pk, state=before, step__isnull=False)
        at = as_datetime(now())
        told = {"ended_at": at} if after is WalkState.LEFT else {"ended_at": None, "due_at": at}
        if of.update(state=after, why="", **told):
            audit(by, act, in_=walk.sequence.community, on=walk.sequence, person=walk.person_id)


def _mark_removed(sequence: Sequence, act: str, *, is_gone: bool, by: Actor) -> None:
    with transaction.atomic():
        held = Sequence.objects.select_for_update(of=("self",)).get(pk=sequence.pk)
        if (held.removed_at is not None) == is_gone:
            return
        if is_gone and held.state in (SequenceState.RUNNING, SequenceState.PAUSED):
            raise Refusal(Reason(RUNS))
        held.removed_at = as_datetime(now()) if is_gone else None  # type: ignore[assignment]
        held.save(update_fields=["removed_at"])
        audit(by, act, in_=sequence.community, on=held, title=held.title)


def _faults(sequence: Sequence, fields: Mapping[str, Any]) -> list[Reason]:
    reasons = [] if fields.get("title", sequence.title) else [Reason(UNTITLED, field="title")]
    newsletter = fields.get("newsletter", sequence.newsletter if sequence.newsletter_id else None)
    for name, thing in (("newsletter", newsletter), ("segment", fields.get("segment"))):
        if (thing is None and name == "newsletter") or (
            thing is not None and thing.community_id != sequence.community_id
        ):
            reasons.append(Reason(STRANGE, field=name))
    known: dict[str, set[Any]] = {"start": set(Start), "again": set(Again), "stage": {None, *map(int, Stage)}}
    reasons += [
        Reason(UNKNOWN, field=name) for name, values in known.items()
        if name in fields and fields[name] not in values
    ]  # fmt: skip
    if set(fields.get("endings", ())) - set(Ending):
        reasons.append(Reason(UNKNOWN, field="endings"))
    for name, (least, most) in _BOUNDS.items():
        if name in fields and not least <= (fields[name] or 0) <= most:
            reasons.append(Reason(NO_NUMBER, field=name, values={"least": least, "most": most}))
    reasons += _contradictions(
        *(fields.get(name, getattr(sequence, name)) for name in ("start", "again", "endings"))
    )  # fmt: skip
    if sequence.pk and sequence.listens_since is not None:
        changed = any(name in fields and fields[name] != getattr(sequence, name) for name in _ROOTS)
        reasons += [Reason(RAN, field="start")] if changed else []
    return reasons


def _contradictions(start: str, again: str, endings: Collection[str]) -> list[Reason]:
    """Answer what does not go together with what brings people in."""
    is_each = again == Again.EACH
    checks = (
        (start == Start.DATE and again == Again.AFTER, ONLY_ONCE, "again"),
        (start not in OF_EVENTS if is_each else start in OF_COMING, FOR_EACH, "again"),
        (start == Start.AHEAD and Ending.REGISTERED in endings, ENDS_AT_ONCE, "endings"),
    )
    return [Reason(text, field=name) for is_so, text, name in checks if is_so]
