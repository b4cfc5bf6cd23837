"""How the inbox is tuned, how often its rule was right, and what was said of late in all channels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from veche.core.models import Community
from veche.inbox.models import AssignRule, ChannelRule, Conversation, Desk, Duty
from veche.inbox.rules.moderating import report_in
from veche.inbox.terms import ANY_REASON, TALK, State, Why, reasons_in
from veche.kit import sql
from veche.kit.time import DAY, now
from veche.ledger.models import Channel
from veche.ledger.queries import Line, channels_of, lines_with

MEASURED_DAYS, STREAM = 90, 50
_OPENED = """
    SELECT i.why, k.is_wanted, count(*) FROM inbox_conversation c
    JOIN inbox_item i ON i.interaction_id = c.opened_by
    LEFT JOIN inbox_correction k ON k.conversation_id = c.id AND k.undone_at IS NULL
    WHERE c.community_id = %s AND c.opened_at >= %s GROUP BY 1, 2"""


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a reason opened conversations of late, and how often colleagues said it was wrong."""

    why: Why
    opened: int
    wrong: int

    @property
    def percent(self) -> int | None:
        """How many of a hundred were right; nothing where it opened none."""
        return None if not self.opened else round(100 * (self.opened - self.wrong) / self.opened)


@dataclass(frozen=True, slots=True)
class Measured:
    """Corrections of the opening rule of late: by reason, and what it passed over."""

    reasons: list[Precision]
    missed: int


@dataclass(frozen=True, slots=True)
class ChannelTuned:
    """A channel with what opens a conversation there."""

    channel: Channel
    reasons: int
    first_minutes: int | None
    whole_minutes: int | None
    asks_how: bool = False

    @property
    def chosen(self) -> list[int]:
        """The reasons, as numbers."""
        return [int(why) for why in reasons_in(self.reasons)]


def desk_told(community: Community) -> Desk:
    """Answer how the inbox is tuned; as it begins where nobody tuned it."""
    return Desk.objects.filter(community=community).first() or Desk(community=community)


def measured(community: Community) -> Measured:
    """Answer how right the opening rule was in the last three months."""
    opened: dict[Why, int] = dict.fromkeys(reasons_in(int(ANY_REASON)), 0)
    wrong, missed = dict(opened), 0
    for mask, is_wanted, count in sql.fetch(_OPENED, (community.pk, now() - MEASURED_DAYS * DAY)):
        if mask & Why.HAND:
            missed += count if is_wanted else 0
        for why in reasons_in(mask & int(ANY_REASON)):
            opened[why] += count
            wrong[why] += 0 if is_wanted is None or is_wanted else count
    return Measured([Precision(why, opened[why], wrong[why]) for why in opened], missed)


def channels_tuned(community: Community) -> list[ChannelTuned]:
    """Answer the channels of a community with what opens a conversation in each."""
    rules = {rule.pk: rule for rule in ChannelRule.objects.filter(channel__community=community)}
    return [_tuned(channel, rules.get(channel.pk)) for channel in channels_of(community)]


def _tuned(channel: Channel, rule: ChannelRule | None) -> ChannelTuned:
    if rule is None:
        return ChannelTuned(channel, int(ANY_REASON), None, None)
    return ChannelTuned(channel, rule.reasons, rule.first_minutes, rule.whole_minutes, rule.asks_how)


def rules_of(community: Community) -> list[AssignRule]:
    """Answer the rules of who gets conversations, in their order."""
    found = AssignRule.objects.filter(community=community, removed_at=None).select_related("channel")
    return list(found.order_by("place", "pk"))


def rule_of(community: Community, pk: int) -> AssignRule | None:
    """Answer one rule of the community, removed or not."""
    return AssignRule.objects.filter(community=community, pk=pk).first()


def duties_of(community: Community) -> list[Duty]:
    """Answer who is on duty when, Monday first."""
    return list(Duty.objects.filter(community=community).select_related("user").order_by("weekday", "start"))


def stream_of(community: Community, *, before: int = 0, channel: int = 0) -> tuple[list[Line], int]:
    """Answer what was said of late in all channels or one, the latest first, and the next page's place."""
    channels = [channel] if channel else list(channels_of(community).values_list("pk", flat=True))
    if not channels:
        return [], 0
    end = before or now() + DAY
    kinds = ", ".join(map(str, sorted(TALK)))
    one = (
        "SELECT * FROM (SELECT id, occurred_at FROM ledger_interaction "
        f"WHERE channel_id = %s AND community_id = %s AND occurred_at < %s AND kind IN ({kinds}) "
        f"ORDER BY occurred_at DESC, id DESC LIMIT {STREAM + 1}) AS one"
    )
    bound = [value for pk in channels[:200] for value in (pk, community.pk, end)]
    union = " UNION ALL ".join([one] * len(channels[:200]))
    latest = f"ORDER BY 2 DESC, 1 DESC LIMIT {STREAM + 1}"
    rows = sql.fetch(f"SELECT id, occurred_at FROM ({union}) AS each_one {latest}", bound)
    said = lines_with(community, [pk for pk, _ in rows[:STREAM]])
    # Who reports whom is for moderators.
    lines = [one for one in said if one.interaction.channel.form == "private" or report_in(one.words) is None]
    return lines, rows[STREAM - 1][1] if len(rows) > STREAM else 0


def communities_to_tend() -> Iterable[Community]:
    """Answer the communities in which something is snoozed or waits for them."""
    moving = Q(state=State.SNOOZED, snoozed_until__lte=now()) | Q(state=State.WAITING)
    ids = Conversation.objects.filter(moving).order_by().values_list("community", flat=True).distinct()
    return Community.objects.select_related("organisation").filter(pk__in=list(ids), closed_at=None)
