"""The copy as plain Python would make it from the ledger, row by row."""

from collections import Counter, defaultdict

from tests import make

from veche.core.terms import SYSTEM
from veche.kit.jobs import Job, drain
from veche.kit.money import currency_number
from veche.kit.time import as_datetime
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.models import Interaction, Reply, Tally
from veche.ledger.queries import ask_columns
from veche.ledger.terms import OWN, SPOKEN, Count, Kind, Mark

EPOCH = 719_163  # date.toordinal of 1 January 1970


def everything_copied(in_=None):
    """An origin with a bit of everything, recorded and copied."""
    origin = make.origin(in_)
    kinds = [Kind.MESSAGED, Kind.REACTED, Kind.JOINED, Kind.LEFT, Kind.ASKED]
    batch = [
        make.sighting(
            n,
            "когда?" if n % 3 else "да",
            who=str(n % 7),
            kind=kinds[n % 5],
            reply_to=str(n - 1),
            tallies=(("views", n),) if n % 4 == 3 else (),
        )
        for n in range(120)
    ]
    record_many(batch, origin=origin, by=SYSTEM)
    columns.append(origin.community_id)
    drain()
    return origin


def finish():
    """Do all jobs, also those that settle first."""
    while Job.objects.filter(state=Job.WAITING).update(due_at=0):
        drain()


def local(at, zone):
    """Day, month and hour of a moment by the calendar of Python."""
    when = as_datetime(at, zone)
    return when.toordinal() - EPOCH, (when.year - 1970) * 12 + when.month - 1, when.hour, when.day


def milliseconds(when):
    """A datetime as the moment it was made of."""
    return round(when.timestamp() * 1000)


def assert_whole(community):
    """Every table of the copy equals what the ledger says."""
    facts = list(Interaction.objects.filter(community=community).select_related("identity").order_by("pk"))
    zone = type(community).objects.get(pk=community.pk).time_zone
    assert ask_columns(community, "SELECT * FROM interactions ORDER BY id") == [
        fact_row(f, zone) for f in facts
    ]
    links = Reply.objects.filter(child__community=community, parent__isnull=False).select_related(
        "child", "parent"
    )
    assert ask_columns(community, "SELECT * FROM replies ORDER BY child") == sorted(
        reply_row(r, zone) for r in links
    )
    assert counted_months(community) == months_of(facts, zone)
    hours = "SELECT channel, day, hour, kind, nature, sum(count) FROM hours GROUP BY ALL"
    assert {row[:5]: row[5] for row in ask_columns(community, hours)} == hours_of(facts, zone)
    asked = [f.pk for f in facts if f.marks & Mark.QUESTION and f.kind in SPOKEN]
    assert [pk for (pk,) in ask_columns(community, "SELECT id FROM questions ORDER BY id")] == asked
    given = [
        r.child_id for r in links
        if r.parent_id in asked and r.child.kind in SPOKEN and r.child.identity_id != r.parent.identity_id
    ]  # fmt: skip
    assert [pk for (pk,) in ask_columns(community, "SELECT child FROM answers ORDER BY child")] == sorted(
        given
    )
    entries = "SELECT channel, identity, min(entered), min(joined), min(spoken) FROM entries GROUP BY ALL"
    assert {row[:2]: row[2:] for row in ask_columns(community, entries)} == entries_of(facts, zone)
    stated = "SELECT id, name, day, max(count) FROM tallies GROUP BY ALL"
    assert sorted(ask_columns(community, stated)) == tallies_of(community, zone)
    moves = [(f.pk, f.kind) for f in facts if f.kind in (Kind.JOINED.number, Kind.LEFT.number)]
    assert ask_columns(community, "SELECT id, kind FROM moves ORDER BY id") == moves


def fact_row(fact, zone):
    """A row of the table of interactions."""
    at = milliseconds(fact.occurred_at)
    day, month, hour, _ = local(at, zone)
    return (
        fact.pk, fact.channel_id, fact.identity_id, fact.identity.nature, fact.kind, at,
        day, (day + 3) // 7, month, hour, fact.marks, fact.target_id or 0, fact.subject_id or 0,
        fact.amount or 0, currency_number(fact.currency),
    )  # fmt: skip


def reply_row(reply, zone):
    """A row of the table of replies."""
    child, parent = reply.child, reply.parent
    at, before = milliseconds(child.occurred_at), milliseconds(parent.occurred_at)
    day, month, _, _ = local(at, zone)
    return (
        child.pk, parent.pk, child.channel_id, child.identity_id, parent.identity_id, at, before,
        day, month, local(before, zone)[0], child.kind, parent.kind, parent.marks,
    )  # fmt: skip


def counted_months(community):
    """The masks by identity, channel and month, joined over segments."""
    found = ask_columns(
        community,
        "SELECT month, channel, identity, bit_or(own), bit_or(spoken), bit_or(joined), bit_or(departed) "
        "FROM months GROUP BY ALL",
    )
    return {row[:3]: list(row[3:]) for row in found}


def months_of(facts, zone):
    """The same by hand."""
    found = defaultdict(lambda: [0, 0, 0, 0])
    for fact in facts:
        if fact.kind not in OWN:
            continue
        _, month, _, date = local(milliseconds(fact.occurred_at), zone)
        masks, bit = found[month, fact.channel_id, fact.identity_id], 1 << (date - 1)
        masks[0] |= bit
        masks[1] |= bit * (fact.kind in SPOKEN)
        masks[2] |= bit * (fact.kind == Kind.JOINED.number)
        masks[3] |= bit * (fact.kind == Kind.LEFT.number)
    return dict(found)


def entries_of(facts, zone):
    """The first days of joining and of words by hand."""
    found = defaultdict(lambda: (set(), set()))
    for fact in facts:
        for place, kinds in enumerate(({Kind.JOINED.number}, SPOKEN)):
            if fact.kind in kinds:
                day = local(milliseconds(fact.occurred_at), zone)[0]
                found[fact.channel_id, fact.identity_id][place].add(day)
    return {
        key: (min(joined | spoken), min(joined, default=None), min(spoken, default=None))
        for key, (joined, spoken) in found.items()
    }


def tallies_of(community, zone):
    """The largest of each stated number of each interaction, in whatever order they came."""
    largest = {}
    for one in Tally.objects.filter(interaction__community=community).select_related("interaction"):
        if one.name in {count.word for count in Count}:
            day = local(milliseconds(one.interaction.occurred_at), zone)[0]
            key = (one.interaction_id, int(Count[one.name.upper()]), day)
            largest[key] = max(one.count, largest.get(key, 0))
    return sorted((*key, count) for key, count in largest.items())


def hours_of(facts, zone):
    """Counts by channel, day, hour, kind and nature."""
    found = Counter()
    for fact in facts:
        day, _, hour, _ = local(milliseconds(fact.occurred_at), zone)
        found[fact.channel_id, day, hour, fact.kind, fact.identity.nature] += 1
    return found
