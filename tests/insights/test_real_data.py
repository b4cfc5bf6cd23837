"""Every measure about real chats, lists and letters equals its oracle.

The files stand beside the checkout (see `SHARED`); without them these tests are skipped.
"""

import pytest
from tests import make
from tests.channels.files import SHARED, taken, work
from tests.channels.test_shared_data import upload_of
from tests.insights import path_oracle
from tests.insights.oracle import ORACLES, Ledger
from tests.insights.test_measures import as_found, assert_equal

from veche.channels.terms import State
from veche.insights.measures import MEASURES
from veche.insights.queries import Figures
from veche.insights.rules.asking import grain_for
from veche.insights.terms import Asked, Form, Grain, Period
from veche.ledger import columns
from veche.people.models import Attachment, TeamMark

# Asked of the columns, which tests of the ledger hold to the rows on either database.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.told_once,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not beside this checkout"),
]
PLACES = ("telegram/channel-ru-3719/result.json", "slack/rcwg", "irc/channel-two",
          "mbox/pipermail-2001-November.txt", "subscribers/mautic-fakeleaddata.csv",
          "discord/json-meshcore/regional-channels--iceland.json")  # fmt: skip
# Listing every shortest way takes for ever where many talk with many.
MOST_REPLIES = 300


def community_of(place, folder):
    """A community that has taken a real file in, with everybody recognised and copied."""
    if not (SHARED / place).exists():
        pytest.skip("not here")
    community = make.community(currency="USD", time_zone="Europe/Moscow")
    assert taken(upload_of(place, community, folder)).stands is State.DONE
    work()
    columns.append(community.pk)
    return community


@pytest.mark.parametrize("place", PLACES)
def test_every_measure_of_real_data_equals_its_oracle(place, tmp_path):
    community = community_of(place, tmp_path)
    persons = dict(Attachment.objects.values_list("identity_id", "person_id"))
    team = set(TeamMark.objects.values_list("person_id", flat=True))
    ledger = Ledger(community, persons, team)
    figures = Figures(community)
    span = figures.span
    today = span.last + 3
    busy = max((fact.day for fact in ledger.facts.values()), default=0)
    periods = (Period(span.first, span.last), Period(busy - 27, busy), Period(span.first, span.first + 60))

    for period in periods:
        for key, oracle in ORACLES.items():
            if key == "connectors" and len(ledger.replies) > MOST_REPLIES:
                continue
            measure = MEASURES[key]
            for wish in (Grain.WEEK, Grain.WHOLE) if measure.form is Form.SERIES else (Grain.WHOLE,):
                grain = grain_for(measure, wish)
                rows = figures.rows(measure, Asked(period, grain, (), today), period, grain)
                wanted = oracle(ledger, period, grain, today)
                assert_equal(as_found(measure, rows), wanted, (key, grain, period))
        assert_standings_equal(community, ledger, figures, period, today)


def assert_standings_equal(community, ledger, figures, period, today):
    """The measures that are told by where people stand."""

    def told(key):
        asked = Asked(period, Grain.WHOLE, (), today, currency=community.currency)
        return figures.rows(MEASURES[key], asked, period, Grain.WHOLE)

    for key, by in (("sources", "first_channel_id"), ("beginnings", "first_kind")):
        wanted = path_oracle.sources(ledger, community, period, today, by)
        assert_equal(as_found(MEASURES[key], told(key)), wanted, (key, period))
    assert_equal(as_found(MEASURES["stages"], told("stages")), path_oracle.stages(community, period), period)
    assert {row[:2]: row[2] for row in told("flows")} == path_oracle.flows(community, period)
    found, money = path_oracle.walks(community, period, period.last + max(0, today - period.last))
    assert {row[:2]: row[2] for row in told("ways")} == path_oracle.ways_of(found)
    for row, wanted in zip(told("path"), path_oracle.steps_of(found, money), strict=True):
        assert row == pytest.approx(wanted, nan_ok=True), period
