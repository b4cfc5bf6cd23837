"""What is done to one or several conversations by a button or a key, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from veche.core.models import Community, User
from veche.core.queries import colleagues_in
from veche.inbox import actions, queries
from veche.inbox.models import Change, Conversation
from veche.inbox.terms import ANSWER_PEOPLE, Priority
from veche.kit.pages import back_to, or_404, page, say
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import number_of
from veche.kit.time import HOUR, Moment, in_zone, moment, now
from veche.ledger.queries import words_of

MORNING = 10
_WHEN = N_("Choose until when.")
_UNKNOWN = N_("There is no such button.")
Found = list[Conversation]


@page(ANSWER_PEOPLE, methods=("POST",))
def act(request: HttpRequest, community: Community) -> HttpResponse:
    """Do to the chosen conversations what the pressed button says."""
    name = request.POST.get("act", "")
    if name not in _ACTS:
        raise Refusal(_UNKNOWN)
    ids = [pk for one in request.POST.getlist("conversation") if (pk := number_of(one)) is not None]
    chosen = queries.conversations_chosen(community, ids)
    made, text = _ACTS[name](request, community, chosen)
    undo = reverse("inbox:change_undo", args=[community.slug, made.pk])
    say(request, text, undo=undo)
    return back_to(request, "inbox:conversation_list", community=community.slug)


@page(ANSWER_PEOPLE, methods=("POST",))
def change_undo(request: HttpRequest, community: Community, change: int) -> HttpResponse:
    """Take back what was done."""
    found = or_404(queries.change_in(community, change))
    actions.undo_change(found, in_=community, by=request.actor)
    say(request, gettext("Taken back."))
    return back_to(request, "inbox:conversation_list", community=community.slug)


@page(ANSWER_PEOPLE, methods=("POST",))
def conversation_split(request: HttpRequest, community: Community, conversation: int) -> HttpResponse:
    """Make the chosen messages a conversation of their own."""
    found = or_404(queries.conversation_of(community, conversation))
    ids = [pk for one in request.POST.getlist("item") if (pk := number_of(one)) is not None]
    new, made = actions.split_conversation(found, ids, in_=community, by=request.actor)
    undo = reverse("inbox:change_undo", args=[community.slug, made.pk])
    say(request, gettext("These messages are a conversation of their own now."), undo=undo)
    return redirect("inbox:conversation_page", community.slug, new.pk)


@page(ANSWER_PEOPLE, methods=("POST",))
def conversation_open(request: HttpRequest, community: Community, interaction: int) -> HttpResponse:
    """Open a conversation about something the rule passed over."""
    said = or_404(queries.interaction_in(community, interaction))
    wording = words_of(community, [interaction]).get(interaction)
    words = wording.text if wording else ""
    found = actions.open_conversation(said, words, in_=community, by=request.actor)
    say(request, gettext("It stands in the inbox now; the rule has been told."))
    return redirect("inbox:conversation_page", community.slug, found.pk)


def _close(request: HttpRequest, community: Community, chosen: Found) -> tuple[Change, str]:
    made = actions.close_conversations(chosen, in_=community, by=request.actor)
    n = len(chosen)
    return made, ngettext("{n} conversation closed.", "{n} conversations closed.", n).format(n=n)


def _reopen(request: HttpRequest, community: Community, chosen: Found) -> tuple[Change, str]:
    made = actions.reopen_conversations(chosen, in_=community, by=request.actor)
    n = len(chosen)
    return made, ngettext("{n} conversation opened again.", "{n} conversations opened again.", n).format(n=n)


def _answered(request: HttpRequest, community: Community, chosen: Found) -> tuple[Change, str]:
    made = actions.note_answered(chosen, in_=community, by=request.actor)
    return made, gettext("Noted: answered elsewhere.")


def _correct(request: HttpRequest, community: Community, chosen: Found) -> tuple[Change, str]:
    made = actions.correct_opening(chosen, in_=community, by=request.actor)
    return made, gettext("Closed: it needed no answer. The rule has been told.")


def _mine(request: HttpRequest, community: Community, chosen: Found) -> tuple[Change, str]:
    user: Any = request.user
    made = actions.assign_conversations(chosen, user, in_=community, by=request.actor)
    n = len(chosen)
    return made, ngettext("{n} conversation is yours.", "{n} conversations are yours.", n).format(n=n)


def _assign(request: HttpRequest, community: Community, chosen: Found) -> tuple[Change, str]:
    user = _colleague(community, request.POST.get("assigned", ""))
    made = actions.assign_conversations(chosen, user, in_=community, by=request.actor)
    if user is None:
        return made, gettext("Given to nobody.")
    return made, gettext("Given to {name}.").format(name=user)


def _colleague(community: Community, key: str) -> User | None:
    if not key:
        return None
    found = [one.user for one in colleagues_in(community) if str(one.user.pk) == key]
    if not found:
        raise Http404
    return found[0]


def _snooze(request: HttpRequest, community: Community, chosen: Found) -> tuple[Change, str]:
    until = _until(request.POST.get("until") or request.POST.get("until_at", ""), community.time_zone)
    made = actions.snooze_conversations(chosen, until, in_=community, by=request.actor)
    n = len(chosen)
    return made, ngettext("{n} conversation snoozed.", "{n} conversations snoozed.", n).format(n=n)


def _until(wish: str, zone: str) -> Moment | None:
    """Answer the moment a button or a field says; nothing for «until they answer»."""
    here = timezone.localtime().replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if wish == "reply":
        return None
    if wish == "hour":
        return Moment(now() + HOUR)
    if wish == "tomorrow":
        return moment(here + timedelta(days=1))
    if wish == "monday":
        return moment(here + timedelta(days=7 - here.weekday()))
    try:
        return in_zone(datetime.fromisoformat(wish).replace(tzinfo=None), zone)
    except ValueError as fault:
        raise Refusal(Reason(_WHEN, field="until")) from fault


def _priority(request: HttpRequest, community: Community, chosen: Found) -> tuple[Change, str]:
    wish = request.POST.get("priority", "")
    priority = Priority(int(wish)) if wish in {"0", "1", "2"} else Priority.HIGH
    made = actions.set_priority(chosen, priority, in_=community, by=request.actor)
    return made, gettext("The urgency is set.")


def _tag(request: HttpRequest, community: Community, chosen: Found) -> tuple[Change, str]:
    made = actions.tag_conversations(
        chosen, request.POST.get("tag_name", ""), in_=community, by=request.actor
    )
    return made, gettext("The tag “{tag}” is on.").format(tag=made.what)


def _untag(request: HttpRequest, community: Community, chosen: Found) -> tuple[Change, str]:
    key = number_of(request.POST.get("tag", ""))
    tag = or_404(None if key is None else queries.tag_in(community, key))
    made = actions.untag_conversations(chosen, tag, in_=community, by=request.actor)
    return made, gettext("The tag “{tag}” is off.").format(tag=tag.name)


def _merge(request: HttpRequest, community: Community, chosen: Found) -> tuple[Change, str]:
    _, made = actions.merge_conversations(chosen, in_=community, by=request.actor)
    return made, gettext("They are one conversation now.")


_ACTS: dict[str, Callable[[HttpRequest, Community, Found], tuple[Any, str]]] = {
    "close": _close, "reopen": _reopen, "answered": _answered, "correct": _correct, "mine": _mine,
    "assign": _assign, "snooze": _snooze, "priority": _priority, "tag": _tag, "untag": _untag,
    "merge": _merge,
}  # fmt: skip
