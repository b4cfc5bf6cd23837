"""Running: a sequence is started, paused, gone on with and stopped, and its letters with it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.time import as_datetime, now
from veche.mailing.actions.approving import require_approved
from veche.mailing.actions.moving import move_letter
from veche.mailing.actions.sequences.entering import is_looked_for
from veche.mailing.models import Letter, Sequence, Walk
from veche.mailing.queries.checking import faults_in
from veche.mailing.queries.sequences.entering import found, present_in
from veche.mailing.rules.placeholders import places_in, texts_within
from veche.mailing.terms import SEND_LETTERS, LetterState
from veche.mailing.terms.placing import EVENT_NAMES, Placeholder
from veche.mailing.terms.sequencing import OF_EVENTS, SequenceState, Start, WalkState
from veche.people.queries import segment_people

NO_STEPS = N_("There is no letter in the sequence yet.")
NO_SUBJECT = N_("“{title}” has no subject.")
EMPTY = N_("There is nothing in “{title}” yet.")
FAULTY = N_("“{title}” cannot leave so: look at its checks.")
NO_FIELD = N_("Choose the date that it is about.")
NO_STAGE = N_("Choose the stage that it is about.")
NO_SEGMENT = N_("Choose the segment that it is about.")
NO_EVENT = N_("“{title}” names an event by {place}, and the sequence is about none.")
REMOVED = N_("The sequence is removed: bring it back first.")


def start_sequence(sequence: Sequence, *, by: Actor) -> Sequence:
    """Let a sequence run, or go on: people come in from now on, and letters leave in their turn.

    Refuses with every reason at once one without letters, letters without subject or content or with what
    must be mended, a start that says nothing, and, where it begins with more people than the rules allow,
    letters that no second person has approved. May be repeated.
    """
    require(by, SEND_LETTERS, in_=sequence.community)
    with transaction.atomic():
        held = _held(sequence)
        if held.state == SequenceState.RUNNING:
            return held
        steps = list(held.steps.filter(removed_at=None).select_related("letter").order_by("place", "pk"))
        refuse_if(_faults(held, [step.letter for step in steps]))
        if held.listens_since is None or held.state == SequenceState.STOPPED:
            held.listens_since = as_datetime(now())
        size = _size_at_start(held)
        for step in steps:
            _let_live(step.letter, size, held, by)
        _turn(held, SequenceState.RUNNING, "mailing.start_sequence", by)
        _mark_present(held)
    return held


def pause_sequence(sequence: Sequence, *, by: Actor) -> Sequence:
    """Hold the letters of a sequence back, those that wait to leave too. May be repeated.

    People still come in.
    """
    require(by, SEND_LETTERS, in_=sequence.community)
    return _hold_back(sequence, SequenceState.PAUSED, "mailing.pause_sequence", by)


def stop_sequence(sequence: Sequence, *, by: Actor) -> Sequence:
    """End a sequence: nobody comes in, no letter leaves. May be repeated.

    Started again, those on their way go on.
    """
    require(by, SEND_LETTERS, in_=sequence.community)
    return _hold_back(sequence, SequenceState.STOPPED, "mailing.stop_sequence", by)


def _held(sequence: Sequence) -> Sequence:
    found_ = Sequence.objects.select_for_update(of=("self",)).select_related(
        "community__organisation", "newsletter", "segment"
    )
    return found_.get(pk=sequence.pk)


def _size_at_start(held: Sequence) -> int:
    """Answer to how many letters go at once: to who is there already, or to a segment for each event."""
    if held.start == Start.NEAR and held.segment is not None:
        return len(segment_people(held.segment))
    return len(found(held, now())) if held.takes_present and is_looked_for(held) else 0


def _hold_back(sequence: Sequence, to: SequenceState, act: str, by: Actor) -> Sequence:
    with transaction.atomic():
        held = _held(sequence)
        if held.state in {to, SequenceState.DRAFT}:
            return held
        for letter in Letter.objects.filter(step__sequence=held, state=LetterState.LIVE):
            move_letter(letter, LetterState.PAUSED, in_=held.community, by=by)
        _turn(held, to, act, by)
    return held


def _turn(held: Sequence, to: SequenceState, act: str, by: Actor) -> None:
    held.state, held.changed_at, held.trouble = to, as_datetime(now()), ""
    held.save(update_fields=["state", "changed_at", "listens_since", "trouble"])
    audit(by, act, in_=held.community, on=held, title=held.title)


def _let_live(letter: Letter, size: int, sequence: Sequence, by: Actor) -> None:
    letter.community = sequence.community
    if size:
        require_approved(letter, size, by=by)
    if letter.state != LetterState.LIVE:
        move_letter(letter, LetterState.LIVE, in_=sequence.community, by=by)


def _mark_present(held: Sequence) -> None:
    """Keep that those who fit already are not meant."""
    at = as_datetime(now())
    Walk.objects.bulk_create(
        [
            Walk(sequence=held, person_id=person, state=WalkState.PRESENT, began_at=at, ended_at=at)
            for person in present_in(held)
        ],
        batch_size=1000, ignore_conflicts=True,
    )  # fmt: skip


def _faults(sequence: Sequence, letters: Collection[Letter]) -> list[Reason]:
    reasons = [] if letters else [Reason(NO_STEPS)]
    if sequence.removed_at is not None:
        reasons.append(Reason(REMOVED))
    for letter in letters:
        has_words = letter.content.get("blocks") or str(letter.content.get("source", "")).strip()
        reasons += [] if letter.subject else [Reason(NO_SUBJECT, values={"title": letter.title})]
        reasons += [] if has_words else [Reason(EMPTY, values={"title": letter.title})]
        if letter.subject and has_words and faults_in(letter):
            reasons.append(Reason(FAULTY, values={"title": letter.title}))
    reasons += _about_nothing(sequence, letters)
    match Start(sequence.start):
        case Start.DATE if not sequence.field:
            reasons.append(Reason(NO_FIELD, field="field"))
        case Start.STAGE if sequence.stage is None:
            reasons.append(Reason(NO_STAGE, field="stage"))
        case Start.SEGMENT | Start.NEAR if (
            sequence.segment is None or sequence.segment.removed_at is not None
        ):
            reasons.append(Reason(NO_SEGMENT, field="segment"))
    return reasons


def _about_nothing(sequence: Sequence, letters: Collection[Letter]) -> list[Reason]:
    """Answer which letters name an event where there will be none to name, and nothing else stands there."""
    if sequence.start in OF_EVENTS:
        return []
    reasons = []
    for letter in letters:
        texts = [letter.subject, letter.preheader, letter.plain, *texts_within(letter.content)]
        names = dict.fromkeys(
            place.name for place in places_in(*texts)
            if isinstance(place, Placeholder) and place.name in EVENT_NAMES and place.fallback is None
        )  # fmt: skip
        reasons += [
            Reason(NO_EVENT, values={"title": letter.title, "place": f"{{{name}}}"}) for name in names
        ]
    return reasons


def require_still(sequence: Sequence, *, by: Actor) -> None:
    """Refuse to change what is running: whoever changes it pauses it first."""
    require(by, SEND_LETTERS, in_=sequence.community)
    if Sequence.objects.filter(pk=sequence.pk, state=SequenceState.RUNNING).exists():
        raise Refusal(Reason(N_("It is running: pause it first, then change it.")))
