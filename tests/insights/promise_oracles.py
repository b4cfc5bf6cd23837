"""What became of promises, and marks for answers, as plain loops; and promises laid at random."""

from types import SimpleNamespace

from tests.insights.more_oracles import buckets

from veche.core.terms import SYSTEM
from veche.ledger.actions import save_snapshot
from veche.ledger.models import Interaction
from veche.ledger.queries import ask_columns
from veche.ledger.terms import SNAPSHOTS, Kind

COLUMNS = tuple(SNAPSHOTS["promises"])


def lay_promises(draw, community, days):
    """Promises to whoever did something, kept or not, some of them still open."""
    facts = Interaction.objects.filter(community=community).order_by("pk")
    rows = [
        (*fact, promised, draw.random() < 0.7, draw.random() < 0.3, fact[0] * 1000, draw.choice(days))
        for fact in facts.values_list("pk", "channel", "identity")
        for promised in (1, 2) if draw.random() < 0.5
    ]  # fmt: skip
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    save_snapshot(community, "promises", dict(zip(COLUMNS, map(list, columns), strict=True)), by=SYSTEM)


def promised(ledger, period, what):
    """Promises of a kind to people outside the team on days of the period."""
    rows = ask_columns(ledger.community, f"SELECT {', '.join(COLUMNS)} FROM promises")
    found = [SimpleNamespace(**dict(zip(COLUMNS, row, strict=True))) for row in rows]
    for one in found:
        one.person = ledger.persons.get(one.identity)
    return [
        one for one in found
        if one.promised == what and one.person is not None and one.person not in ledger.team
        and period.first <= one.day <= period.last and (not ledger.channels or one.channel in ledger.channels)
    ]  # fmt: skip


def kept(what):
    def oracle(ledger, period, grain, today):
        found = buckets(((one.day, one.is_kept) for one in promised(ledger, period, what)), grain)
        return {b: (100 * sum(some) / len(some), sum(some), len(some)) for b, some in found.items()}

    return oracle


def late_answers(ledger, period, grain, today):
    found = buckets(((one.day, one) for one in promised(ledger, period, 1)), grain)
    late = {b: [one.is_open for one in some if not one.is_kept] for b, some in found.items()}
    return {b: (len(some), sum(some)) for b, some in late.items()}


def marks(ledger, period):
    """The latest mark of each conversation that people gave in the period."""
    given = {
        fact.subject or -fact.pk: fact for fact in ledger.within(period) if fact.kind == Kind.RATED.number
    }
    return [fact for fact in given.values() if "mark" in fact.tallies]


def satisfaction(ledger, period, grain, today):
    found = buckets(((fact.day, fact.tallies["mark"]) for fact in marks(ledger, period)), grain)
    return {
        b: (100 * sum(mark >= 4 for mark in some) / len(some), len(some), sum(mark >= 4 for mark in some),
            sum(mark <= 2 for mark in some))
        for b, some in found.items()
    }  # fmt: skip


def promises_behind(key, ledger, period, part):
    """The promises that a part of a measure counts."""
    found = promised(ledger, period, 2 if key == "resolved_in_time" else 1)
    if key == "late_answers":
        return [one for one in found if not one.is_kept and (part == 0 or one.is_open)]
    return [one for one in found if part == 2 or one.is_kept]


def marks_behind(ledger, period, part):
    """The marks that a part of satisfaction counts."""
    least, most = ((4, 5), (1, 5), (4, 5), (1, 2))[part]
    return [fact for fact in marks(ledger, period) if least <= fact.tallies["mark"] <= most]


def who_waited(key):
    def behind_it(ledger, period, today, behind):
        return {one.person for one in promises_behind(key, ledger, period, behind.part)}

    return behind_it


def who_rated(ledger, period, today, behind):
    return {fact.person for fact in marks_behind(ledger, period, behind.part)}


PROMISES = {
    "answered_in_time": kept(1), "resolved_in_time": kept(2), "late_answers": late_answers,
    "satisfaction": satisfaction,
}  # fmt: skip
PROMISES_BEHIND = {
    **{key: who_waited(key) for key in PROMISES if key != "satisfaction"}, "satisfaction": who_rated,
}  # fmt: skip
