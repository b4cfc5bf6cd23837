"""Trying: what a rule would have hit in the last 30 days, before it may be switched on."""

from __future__ import annotations

from django.db import transaction

from veche.channels.terms import MODERATE
from veche.core.actions import require
from veche.core.terms import Actor
from veche.inbox.models import ModerationRule
from veche.inbox.queries.moderation_facts import channels_for, facts_for
from veche.inbox.rules.moderating import hits_of
from veche.inbox.terms.moderation import TRIED_DAYS, Hit, RuleKind, window_of
from veche.kit.jobs import tell_progress
from veche.kit.time import DAY, Moment, now

# So many of what it would have hit are listed; all are counted.
MOST_LISTED = 500


def try_moderation_rule(rule: ModerationRule, *, at: Moment | None = None, by: Actor) -> list[Hit]:
    """Try a rule on the 30 days up to now and keep what it would have hit; answers all of it.

    A day at a time with the rule's window around it, so that memory stays flat. An edit meanwhile
    leaves the rule untried. May be repeated.
    """
    require(by, MODERATE, in_=rule.community)
    end, version = at or now(), rule.version
    channels, window = channels_for(rule), window_of(RuleKind(rule.kind), rule.settings)
    hits: dict[int, Hit] = {}
    people: set[int] = set()
    looked = 0
    for day in range(TRIED_DAYS):
        start = end - (TRIED_DAYS - day) * DAY
        seen, _ = facts_for(rule, channels, start - window, start + DAY - 1 + window)
        inside = {one.pk: one.identity for one in seen if start <= one.at < start + DAY}
        looked += len(inside)
        for hit in hits_of(RuleKind(rule.kind), seen, rule.settings):
            if hit.pk in inside:
                hits[hit.pk] = hit
                people.add(inside[hit.pk])
        tell_progress(day + 1, TRIED_DAYS)
    _keep(rule, version, looked, hits, people)
    return list(hits.values())


def _keep(rule: ModerationRule, version: int, looked: int, hits: dict[int, Hit], people: set[int]) -> None:
    latest = [[hit.pk, hit.text, dict(hit.values)] for hit in list(hits.values())[-MOST_LISTED:]]
    trial = {"looked": looked, "hits": len(hits), "people": len(people), "latest": latest[::-1]}
    with transaction.atomic():
        mine = ModerationRule.objects.filter(pk=rule.pk, version=version)
        mine.update(trial=trial, tried_version=version, tried_at=now())
        rule.refresh_from_db()
