"""Every chart has its numbers as a file, on every page that has charts."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.people.segment_world import build

from veche.core.terms import Role
from veche.insights.actions import share_board
from veche.insights.measures import MEASURES
from veche.insights.rules.boards import READY
from veche.kit.time import DAY, now
from veche.people import actions
from veche.people.models import Size
from veche.people.rules.drafting import drafts_of

# Asked of the columns, which tests of the ledger hold to the rows on either database.
pytestmark = [pytest.mark.django_db, pytest.mark.told_once]
CHART = re.compile(r'data-chart="')
LINK = re.compile(r'href="([^"]*csv[^"]*)"')


@pytest.fixture
def community(settings):
    settings.FIGURES_PATIENCE = 60
    return build()


def pages_of(community):
    """Every page of insights and people with charts."""
    owner = make.actor(Role.OWNER, community.organisation)
    segment = actions.save_segment("Team", drafts_of({"about": "team", "is": "out"}), in_=community, by=owner)
    today = now() // DAY
    for day in (today - 2, today - 1):
        Size.objects.get_or_create(segment=segment, day=day, defaults={"people": 3})
    slug = community.slug
    yield reverse("insights:overview", args=[slug])
    yield reverse("insights:path_page", args=[slug]) + "?period=365"
    yield reverse("insights:network_page", args=[slug]) + "?period=365"
    yield reverse("insights:health_page", args=[slug])
    yield reverse("insights:community_figures")
    yield reverse("people:segment_page", args=[slug, segment.pk])
    for board in READY:
        yield reverse("insights:board_page", args=[slug, board])
        yield reverse(
            "insights:public_board", args=[share_board(board, "", "en", in_=community, by=owner).secret]
        )
    for measure in MEASURES:
        yield reverse("insights:measure_page", args=[slug, measure]) + "?period=365"


def test_every_chart_is_a_file_as_well(community):
    client, charts = Client(), 0
    client.force_login(make.user(Role.OWNER, community.organisation, language="en"))
    files = set()
    for page in pages_of(community):
        content = client.get(page).content.decode()
        found = {html.unescape(link) for link in LINK.findall(content)}
        drawn = len(CHART.findall(content))
        # Health tells all its charts in one file.
        assert len(found) >= (min(drawn, 1) if "health" in page else drawn), page
        charts += drawn
        files |= found
    assert charts > 60
    for link in files:
        answer = client.get(link)
        assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, "text/csv"), link
