"""Assigning: who answers, by hand, by a rule, in turns, by load or by who is on duty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Max

from veche.core.actions import audit, require
from veche.core.models import User
from veche.core.queries import colleagues_in
from veche.core.terms import SYSTEM, Actor
from veche.inbox.actions.changing import change
from veche.inbox.models import AssignRule, Change, ChangeLine, Conversation, Duty
from veche.inbox.rules.assigning import Condition, Opened, chosen, fits
from veche.inbox.terms import ANSWER_PEOPLE, Method, State
from veche.inbox.terms.standing import Candidate
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import Moment, as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

_STRANGER = N_("Nobody of this name works here.")


def assign_conversations(
    conversations: Sequence[Conversation], user: User | None, *, in_: Community, by: Actor
) -> Change:
    """Give conversations to a colleague, or to nobody; refuses who does not work here."""
    require(by, ANSWER_PEOPLE, in_=in_)
    if user is not None and user.pk not in {one.user.pk for one in colleagues_in(in_)}:
        raise Refusal(Reason(_STRANGER, field="assigned"))
    with transaction.atomic():
        made = _assign(conversations, user, in_, by)
        ids = [one.pk for one in conversations]
        audit(by, "inbox.assign_conversations", in_=in_, on=made, to=user and user.pk, conversations=ids)
    return made


def assign_by_rules(community: Community, opened: Sequence[Conversation], words: Mapping[int, str]) -> None:
    """Give conversations that were just opened to whom the first fitting rule says. By the machine."""
    rules = list(AssignRule.objects.filter(community=community, removed_at=None).order_by("place", "pk"))
    if not rules or not opened:
        return
    here = {one.user.pk: one.user for one in colleagues_in(community) if one.user.is_active}
    candidates = _candidates(community, set(here))
    for one in opened:
        said = Opened(one.channel_id, one.language, words.get(one.opened_by, ""))
        rule = next((rule for rule in rules if fits(said, condition_of(rule))), None)
        user = rule and chosen(
            Method(rule.method), [candidates[pk] for pk in rule.users or here if pk in candidates]
        )
        if user:
            _assign([one], here[user], community, SYSTEM)
            got = candidates[user]
            candidates[user] = got._replace(load=got.load + 1, last_at=now())


def condition_of(rule: AssignRule) -> Condition:
    """Answer what a rule asks for, for the rules."""
    words = tuple(word.strip() for word in rule.words.split(",") if word.strip())
    return Condition(rule.channel_id or 0, rule.language, words)


def _assign(
    conversations: Sequence[Conversation], user: User | None, community: Community, by: Actor
) -> Change:
    def edit(one: Conversation) -> None:
        one.assigned = user

    return change(conversations, "assign", edit, in_=community, by=by, what=str(user or ""))


def _candidates(community: Community, users: set[int]) -> dict[int, Candidate]:
    """Answer who works here: their load, when they got the latest one, whether they are on duty."""
    theirs = Conversation.objects.filter(community=community, assigned__in=users)
    loads = dict(theirs.filter(state=State.OPEN).values_list("assigned").annotate(Count("pk")))
    given = ChangeLine.objects.filter(change__community=community, change__act="assign")
    latest = dict(
        given.filter(conversation__assigned__in=users)
        .values_list("conversation__assigned").annotate(Max("change__made_at"))
    )  # fmt: skip
    duty = on_duty(community)
    return {
        user: Candidate(user, loads.get(user, 0), _moment(latest.get(user)), user in duty) for user in users
    }


def _moment(at: object) -> Moment:
    return moment(at) if hasattr(at, "tzinfo") else Moment(0)  # type: ignore[arg-type]


def on_duty(community: Community) -> set[int]:
    """Answer who is on duty now by the community's clock."""
    here = as_datetime(now(), community.time_zone)
    minute = here.hour * 60 + here.minute
    found = Duty.objects.filter(
        community=community, weekday=here.weekday(), start__lte=minute, end__gt=minute
    )
    return set(found.values_list("user_id", flat=True))
