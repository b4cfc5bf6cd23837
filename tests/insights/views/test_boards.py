"""Boards: ready ones, one's own, as files, by mail, and for those without an account."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests import make
from tests.insights import world

from veche.core.terms import Role
from veche.insights.measures import MEASURES
from veche.insights.models import Board, Link
from veche.insights.rules.boards import FIRST, READY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patience(settings):
    """However busy the machine is, cards are told on the page."""
    settings.FIGURES_PATIENCE = 60


@pytest.fixture
def client(community):
    client = Client()
    client.force_login(make.user(Role.OWNER, community.organisation, language="en"))
    return client


def address(community, name, *more):
    return reverse(f"insights:{name}", args=[community.slug, *more])


def keep(client, community, title="Mine", *keys, at="board_new", more=()):
    places = {f"place-{key}": place for place, key in enumerate(keys, 1)}
    return client.post(
        address(community, at, *more), {"title": title, "measures": sorted(keys), **places}, follow=True
    )


def test_every_measure_stands_on_a_ready_board_or_the_overview():
    shown = {key for ready in READY.values() for key in ready.measures} | set(FIRST)

    assert shown == set(MEASURES)


@pytest.mark.parametrize("key", READY)
def test_a_ready_board_shows_its_measures(client, community, key):
    page = client.get(address(community, "board_page", key)).content.decode()

    for measure in READY[key].measures:
        assert address(community, "measure_page", measure) in page


def test_the_board_of_newcomers_says_whom_to_nudge(client, community):
    page = client.get(address(community, "board_page", "newcomers")).content.decode()

    part = page[page.index("Whom to nudge") :]
    assert world.NAMES[world.SILENT] in part


def test_an_own_board_keeps_its_order_and_can_be_changed_removed_and_brought_back(client, community):
    page = keep(client, community, "Mine", "stages", "active", "members")
    board = Board.objects.get(community=community)
    assert board.measures == ["stages", "active", "members"]
    text = page.content.decode()
    assert text.index('id="card-stages"') < text.index('id="card-active"') < text.index('id="card-members"')

    keep(client, community, "Renamed", "members", "stages", at="board_edit", more=[board.pk])
    board.refresh_from_db()
    assert (board.title, board.measures) == ("Renamed", ["members", "stages"])

    page = client.post(address(community, "board_remove", board.pk), follow=True).content.decode()
    assert address(community, "board_restore", board.pk) in page
    assert client.get(address(community, "board_page", board.pk)).status_code == 404

    client.post(address(community, "board_restore", board.pk))
    assert client.get(address(community, "board_page", board.pk)).status_code == 200


def test_a_board_without_name_or_measures_is_refused_with_both_reasons(client, community):
    answer = keep(client, community, " ")

    assert answer.status_code == 422
    assert "Give the board a name" in answer.content.decode()
    assert "Choose at least one measure" in answer.content.decode()
    assert not Board.objects.exists()


def test_a_name_there_is_and_a_measure_there_is_not_are_refused(client, community):
    keep(client, community, "Mine", "members")

    answer = keep(client, community, "МINE".replace("М", "M"), "members", "nonsense")

    assert "There is a board of this name already" in answer.content.decode()
    assert "There is no measure" in answer.content.decode()
    assert Board.objects.count() == 1


def test_a_board_can_be_made_of_a_ready_one(client, community):
    page = client.get(address(community, "board_new") + "?like=head").content.decode()

    assert page.count(" checked") == len(READY["head"].measures)


@pytest.mark.parametrize("key", READY)
def test_a_board_as_pdf_has_its_numbers_in_the_readers_language(community, key):
    client = Client()
    client.force_login(make.user(Role.OWNER, community.organisation, language="ru"))

    answer = client.get(address(community, "board_file", key, "pdf") + "?period=90")

    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert answer["Content-Type"] == "application/pdf"
    assert community.name in text
    assert "Активные люди" in text or "активн" in text.lower() or "Сообщения" in text or "Участники" in text
    assert "■" not in text


def test_a_board_as_a_workbook_has_a_sheet_for_every_measure(client, community):
    answer = client.get(address(community, "board_file", "community", "xlsx") + "?period=90")

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert len(book.sheet_names) == 1 + len(READY["community"].measures)
    overview = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in overview[3:]] == [MEASURES[key].title for key in READY["community"].measures]
    active = next(name for name in book.sheet_names if "Active" in name)
    assert len(book.get_sheet_by_name(active).to_python()) > 10


def test_no_other_form_of_file_is_made(client, community):
    assert client.get(address(community, "board_file", "head", "exe")).status_code == 404


def test_a_public_address_shows_numbers_and_nobodys_name_until_it_is_withdrawn(client, community):
    client.post(address(community, "link_add"), {"board": "community"})
    page = client.get(address(community, "watch_list")).content.decode()
    public = page[page.index("/b/") : page.index("/b/") + 36]
    stranger = Client()

    answer = stranger.get(public, follow=True)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "Active people" in text
    assert "Who connects people" not in text
    for name in world.NAMES:
        assert name not in text
    for words in world.WORDS:
        assert words not in text
    assert f"/c/{community.slug}/overview" not in text

    link = address(community, "link_withdraw", _links(community).get().pk)
    client.post(link)
    assert stranger.get(public, follow=True).status_code == 404


def _links(community):
    return Link.objects.filter(community=community)


def test_who_may_only_look_makes_no_public_address(community):
    client = Client()
    client.force_login(make.user(Role.ANALYST, community, language="en"))

    assert client.post(address(community, "link_add"), {"board": "community"}).status_code == 403
    assert not _links(community).exists()


def test_a_board_stays_within_its_budget(client, community, django_assert_max_num_queries):
    client.get(address(community, "board_page", "community"))

    with django_assert_max_num_queries(14):
        client.get(address(community, "board_page", "community"))


def test_a_board_of_a_community_without_facts_leads_to_what_to_do_first(client):
    empty = make.community()
    client.force_login(make.user(Role.OWNER, empty.organisation, language="en"))

    assert client.get(address(empty, "board_page", "head"), follow=True).status_code == 200
