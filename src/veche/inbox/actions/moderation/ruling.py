"""Ruling: rules of moderation are written, switched on once they were tried, taken away and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from veche.channels.terms import MODERATE
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.models import ModerationRule
from veche.inbox.rules.moderating import faults_of_draft, settings_in
from veche.inbox.terms.moderation import RuleDraft
from veche.kit.jobs import enqueue
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name
from veche.kit.time import now
from veche.ledger.models import Channel
from veche.people.models import Tag

if TYPE_CHECKING:
    from veche.core.models import Community

_STRANGE = N_("Choose channels and tags of this community.")
_UNTRIED = N_("Try the rule on the last 30 days first: you will see whom it would have hit.")


def save_moderation_rule(
    community: Community, draft: RuleDraft, *, rule: ModerationRule | None = None, by: Actor
) -> ModerationRule:
    """Write a new rule, or another wording of one: it is off, and waits to be tried on the last 30 days.

    Refuses with all that is wrong at once.
    """
    require(by, MODERATE, in_=community)
    refuse_if([*faults_of_draft(draft), *_strangers_in(community, draft)])
    facts = _facts_of(draft) | {"changed_at": now(), "is_on": False, "trial": {}}
    with transaction.atomic():
        if rule is None:
            rule = ModerationRule.objects.create(
                community=community, kind=draft.kind, made_at=now(), author=by.name[:200], **facts
            )
        else:
            ModerationRule.objects.filter(pk=rule.pk).update(version=F("version") + 1, **facts)
        rule.refresh_from_db()
        _ask_for_trial(rule)
        audit(by, "inbox.save_moderation_rule", in_=community, on=rule, title=rule.title)
    return rule


def switch_moderation_rule(rule: ModerationRule, *, is_on: bool, by: Actor) -> None:
    """Switch a rule on or off; refuses on for one that was not tried as it stands. May be repeated."""
    require(by, MODERATE, in_=rule.community)
    with transaction.atomic():
        rule = ModerationRule.objects.select_for_update().get(pk=rule.pk)
        if is_on and not rule.is_tried:
            raise Refusal(_UNTRIED)
        ModerationRule.objects.filter(pk=rule.pk).update(is_on=is_on)
        audit(by, "inbox.switch_moderation_rule", in_=rule.community, on=rule, title=rule.title, is_on=is_on)


def ask_for_trial(rule: ModerationRule, *, by: Actor) -> None:
    """Have a rule tried on the last 30 days as they are now. May be repeated."""
    require(by, MODERATE, in_=rule.community)
    with transaction.atomic():
        _ask_for_trial(rule)
        audit(by, "inbox.try_moderation_rule", in_=rule.community, on=rule, title=rule.title)


def remove_moderation_rule(rule: ModerationRule, *, by: Actor) -> None:
    """Take a rule away and switch it off; what it reported stays. May be repeated."""
    require(by, MODERATE, in_=rule.community)
    with transaction.atomic():
        ModerationRule.objects.filter(pk=rule.pk).update(removed_at=now(), is_on=False)
        audit(by, "inbox.remove_moderation_rule", in_=rule.community, on=rule, title=rule.title)


def restore_moderation_rule(rule: ModerationRule, *, by: Actor) -> None:
    """Bring a rule that was taken away back, switched off. May be repeated."""
    require(by, MODERATE, in_=rule.community)
    with transaction.atomic():
        ModerationRule.objects.filter(pk=rule.pk).update(removed_at=None)
        audit(by, "inbox.restore_moderation_rule", in_=rule.community, on=rule, title=rule.title)


def _ask_for_trial(rule: ModerationRule) -> None:
    ModerationRule.objects.filter(pk=rule.pk).update(try_asked_at=now())
    rule.refresh_from_db()
    enqueue("inbox.jobs.try_moderation_rule", key=str(rule.pk), community=rule.community_id, pk=rule.pk)


def _facts_of(draft: RuleDraft) -> dict[str, Any]:
    return {
        "title": clean_name(draft.title), "settings": settings_in(draft.kind, draft.settings),
        "channels": sorted(set(draft.channels)), "spares_regulars": draft.spares_regulars,
        "spared_tags": sorted(set(draft.spared_tags)), "remedy": draft.remedy, "minutes": draft.minutes,
        "also_delete": draft.also_delete, "warning_ru": clean(draft.warning_ru).strip(),
        "warning_en": clean(draft.warning_en).strip(), "appeal_ru": clean(draft.appeal_ru).strip(),
        "appeal_en": clean(draft.appeal_en).strip(),
    }  # fmt: skip


def _strangers_in(community: Community, draft: RuleDraft) -> list[Reason]:
    """Answer whether channels or tags were chosen that are not the community's."""
    channels, tags = set(draft.channels), set(draft.spared_tags)
    known = Channel.objects.filter(community=community, pk__in=channels).count()
    hung = Tag.objects.filter(community=community, pk__in=tags).count() if tags else 0
    return [] if (known, hung) == (len(channels), len(tags)) else [Reason(_STRANGE)]
