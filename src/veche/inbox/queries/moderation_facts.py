"""Facts as rules of moderation look at them: what was said or who joined, by whom, how new they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from veche.inbox.models import ModerationRule
from veche.inbox.rules.moderating import report_in
from veche.inbox.terms.moderation import FRESH, RuleKind, Seen, kinds_of
from veche.kit import sql
from veche.ledger.terms import SPOKEN, Nature
from veche.people.models import Attachment, Tagging, TeamMark
from veche.people.models import Standing as PersonStanding
from veche.people.terms import Stage

if TYPE_CHECKING:
    from veche.core.models import Community

# Answers that a colleague sends from here are recorded under this kind of handle.
OUR_HANDLE = "user"
_REGULARS = (Stage.REGULAR, Stage.ADVOCATE)
_SPOKEN = ", ".join(map(str, sorted(SPOKEN)))
_SEEN = f"""
    SELECT i.id, i.channel_id, i.identity_id, i.occurred_at, coalesce(w.text, ''), 0, 0,
           coalesce(w.id, 0), coalesce(w.said_at, i.occurred_at), i.recorded_at
    FROM ledger_interaction i JOIN ledger_identity d ON d.id = i.identity_id
    LEFT JOIN ledger_wording w ON w.id = (SELECT l.id FROM ledger_wording l
               WHERE l.interaction_id = i.id ORDER BY l.said_at DESC, l.id DESC LIMIT 1)
    WHERE {{channels}} AND i.occurred_at >= %s AND i.occurred_at < %s AND i.kind IN ({{kinds}})
      AND d.nature = {int(Nature.PERSON)} AND d.kind <> '{OUR_HANDLE}'"""
_PEOPLE_AT_ONCE = 200


# What somebody who reports writes: a slash or an exclamation mark, and what they answer to.
_PLEAS = f"""
    SELECT i.id, i.identity_id, i.occurred_at, w.text, p.id, p.identity_id, p.channel_id
    FROM ledger_reply r JOIN ledger_interaction i ON i.id = r.child_id
    JOIN ledger_interaction p ON p.id = r.parent_id
    JOIN ledger_identity d ON d.id = i.identity_id JOIN ledger_channel c ON c.id = i.channel_id
    JOIN ledger_wording w ON w.interaction_id = i.id
    WHERE r.{{which}} BETWEEN %s AND %s AND i.community_id = %s AND i.kind IN ({_SPOKEN})
      AND i.occurred_at >= i.recorded_at - {FRESH} AND c.form <> 'private'
      AND d.nature = {int(Nature.PERSON)} AND d.kind <> '{OUR_HANDLE}' AND substr(w.text, 1, 1) IN ('/', '!')
    ORDER BY i.occurred_at, i.id"""


class Plea(NamedTuple):
    """A member's report: which message it is, by whom, when, what they say; about which, by whom, where."""

    pk: int
    identity: int
    at: int
    text: str
    about: int
    author: int
    channel: int


class Stretch(NamedTuple):
    """When the fresh facts of a batch happened, and in which channels."""

    first: int
    last: int
    channels: frozenset[int]


def fresh_stretch(community: Community, origin: int, span: tuple[int, int]) -> Stretch | None:
    """Answer when and where the facts of a batch happened that came in as they happened, or nothing."""
    statement = (
        "SELECT channel_id, min(occurred_at), max(occurred_at) FROM ledger_interaction "
        "WHERE id BETWEEN %s AND %s AND origin_id = %s AND community_id = %s "
        "AND occurred_at >= recorded_at - %s GROUP BY channel_id"
    )
    rows = sql.fetch(statement, (*span, origin, community.pk, FRESH))
    if not rows:
        return None
    return Stretch(
        min(row[1] for row in rows), max(row[2] for row in rows), frozenset(row[0] for row in rows)
    )


def edited_stretches(
    community: Community, origin: int, span: tuple[int, int], at: int
) -> list[tuple[Stretch, frozenset[int]]]:
    """Answer the facts whose words were edited just now: what is near in time and in one channel together.

    `span` are the later wordings, `at` is when they were recorded.
    """
    statement = (
        "SELECT DISTINCT i.channel_id, i.occurred_at, i.id FROM ledger_wording w "
        "JOIN ledger_interaction i ON i.id = w.interaction_id "
        "WHERE w.id BETWEEN %s AND %s AND w.origin_id = %s AND w.said_at >= %s AND i.community_id = %s "
        "ORDER BY i.channel_id, i.occurred_at, i.id"
    )
    found: list[tuple[Stretch, frozenset[int]]] = []
    for channel, moment, pk in sql.fetch(statement, (*span, origin, at - FRESH, community.pk)):
        last, ids = found[-1] if found else (None, frozenset())
        if last is not None and channel in last.channels and moment - last.last <= FRESH:
            found[-1] = (last._replace(last=moment), ids | {pk})
        else:
            found.append((Stretch(moment, moment, frozenset({channel})), frozenset({pk})))
    return found


def pleas_in(community: Community, span: tuple[int, int]) -> list[Plea]:
    """Answer what members report in a stretch of facts, or about something in it, the earliest first."""
    found: dict[int, Plea] = {}
    for which in ("child_id", "parent_id"):
        for row in sql.fetch(_PLEAS.format(which=which), (*span, community.pk)):
            text = report_in(row[3])
            if text is not None:
                found.setdefault(row[0], Plea(row[0], row[1], row[2], text, *row[4:]))
    return sorted(found.values(), key=lambda one: (one.at, one.pk))


def rules_on(community: Community) -> list[ModerationRule]:
    """Answer the rules of a community that are switched on, the oldest first."""
    found = ModerationRule.objects.filter(community=community, is_on=True, removed_at=None)
    return list(found.select_related("community__organisation").order_by("pk"))


def channels_for(rule: ModerationRule) -> list[int]:
    """Answer the channels a rule is for: those chosen, else all; what is said in private is nobody's."""
    statement = "SELECT id FROM ledger_channel WHERE community_id = %s AND form <> 'private'"
    chosen = set(rule.channels)
    found = [pk for (pk,) in sql.fetch(statement, (rule.community_id,))]
    return [pk for pk in found if pk in chosen] if chosen else found


def facts_for(
    rule: ModerationRule, channels: Sequence[int], first: int, last: int
) -> tuple[list[Seen], frozenset[int]]:
    """Answer what a rule looks at between two moments, both included, and which of it came in late."""
    kinds = ", ".join(map(str, kinds_of(RuleKind(rule.kind))))
    statement = _SEEN.format(channels=sql.any_of("i.channel_id"), kinds=kinds)
    rows = sql.fetch(statement, (sql.listed(channels), first, last + 1))
    spared = spared_among(rule, {row[2] for row in rows})
    kept = [row for row in rows if row[2] not in spared]
    late = frozenset(row[0] for row in kept if row[3] < row[-1] - FRESH)
    seen = [Seen(*row[:-1]) for row in kept]
    return (_with_pasts(rule, seen) if rule.kind == RuleKind.LINKS else seen), late


def spared_among(rule: ModerationRule, identities: Iterable[int]) -> set[int]:
    """Answer which identities a rule leaves alone: the team's, and those the rule names."""
    listed = list(identities)
    if not listed:
        return set()
    team = TeamMark.objects.filter(community=rule.community_id).values("person")
    found = Attachment.objects.all()
    wanted = found.filter(person__in=team)
    if rule.spares_regulars:
        regulars = PersonStanding.objects.filter(community=rule.community_id, stage__in=_REGULARS)
        wanted = wanted | found.filter(person__in=regulars.values("person"))
    if rule.spared_tags:
        tagged = Tagging.objects.filter(tag__in=rule.spared_tags, tag__community=rule.community_id)
        wanted = wanted | found.filter(person__in=tagged.values("person"))
    among = set(listed)
    return {pk for pk in wanted.values_list("identity_id", flat=True) if pk in among}


def _with_pasts(rule: ModerationRule, seen: Sequence[Seen]) -> list[Seen]:
    """Answer facts with how new their authors were; asked only for words that may hold a link."""
    linked = [one for one in seen if "." in one.words or "://" in one.words]
    pasts = _pasts_of(rule, sorted({one.identity for one in linked}))
    return [
        one._replace(first_at=first, said_before=_before(one, early))
        for one in linked
        for first, early in (pasts.get(one.identity, (one.at, [])),)
    ]


def _before(one: Seen, early: Iterable[tuple[int, int]]) -> int:
    """Answer how many of somebody's first words came before these, or before these were edited."""
    return sum(pk != one.pk and (at, pk) < (one.said_at, one.pk) for at, pk in early)


def _pasts_of(
    rule: ModerationRule, identities: Sequence[int]
) -> dict[int, tuple[int, list[tuple[int, int]]]]:
    """Answer when each was first seen here and their first words; all handles of a person count as one."""
    found = {}
    for start in range(0, len(identities), _PEOPLE_AT_ONCE):
        part = identities[start : start + _PEOPLE_AT_ONCE]
        whose = handles_of(part)
        handles = sorted({handle for handles in whose.values() for handle in handles})
        firsts = _firsts_of(rule.community_id, handles)
        asked = int(rule.settings["words"])
        # One more than is asked for: what is judged is no word before itself.
        words = _first_words_of(rule.community_id, handles, asked + 1 if asked else 0)
        for identity in part:
            known = [firsts[handle] for handle in whose[identity] if handle in firsts]
            early = sorted(moment for handle in whose[identity] for moment in words.get(handle, ()))
            if known:
                found[identity] = (min(known), early)
    return found


def handles_of(identities: Sequence[int]) -> dict[int, list[int]]:
    """Answer each identity's own and the others of the same person."""
    mine = dict(Attachment.objects.filter(identity__in=identities).values_list("identity_id", "person_id"))
    theirs: dict[int, list[int]] = {}
    rows = Attachment.objects.filter(person__in=set(mine.values())).values_list("person_id", "identity_id")
    for person, identity in rows:
        theirs.setdefault(person, []).append(identity)
    return {one: sorted({one, *theirs.get(mine.get(one, 0), ())}) for one in identities}


def _firsts_of(community: int, identities: Sequence[int]) -> dict[int, int]:
    statement = (
        "SELECT identity_id, min(occurred_at) FROM ledger_interaction "
        f"WHERE {sql.any_of('identity_id')} AND community_id = %s GROUP BY identity_id"
    )
    return dict(sql.fetch(statement, (sql.listed(identities), community)))


def _first_words_of(community: int, identities: Sequence[int], most: int) -> dict[int, list[tuple[int, int]]]:
    """Answer the first things each identity said here, as many as anybody asks for."""
    if not identities or most <= 0:
        return {}
    piece = (
        "SELECT * FROM (SELECT identity_id, occurred_at, id FROM ledger_interaction WHERE identity_id = %s "
        f"AND community_id = %s AND kind IN ({_SPOKEN}) ORDER BY occurred_at, id LIMIT %s) AS one"
    )
    found: dict[int, list[tuple[int, int]]] = {}
    for start in range(0, len(identities), _PEOPLE_AT_ONCE):
        part = identities[start : start + _PEOPLE_AT_ONCE]
        values = [value for identity in part for value in (identity, community, most)]
        for identity, at, pk in sql.fetch(" UNION ALL ".join([piece] * len(part)), values):
            found.setdefault(identity, []).append((at, pk))
    return found
