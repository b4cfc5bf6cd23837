"""Promises that were kept or not reach the figures, and stay as they were promised."""

import shutil

import pytest
from tests.inbox.talking import BORIS, CLARA, hear, only, said
from tests.people.told import settle_down

from veche.core.terms import SYSTEM
from veche.inbox import jobs
from veche.inbox.actions import (
    Tuned,
    close_conversations,
    correct_opening,
    judge_anew,
    merge_conversations,
    reopen_conversations,
    tune_desk,
    undo_change,
)
from veche.inbox.models import Change, Conversation, Wait
from veche.inbox.terms.promises import WHOLE_DAY
from veche.insights.measures import MEASURES
from veche.insights.queries import Figures
from veche.insights.terms import Asked, Grain, Period
from veche.kit.time import MINUTE, now, number_of_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_figures(community, settings, tmp_path):
    """Figures of one's own: when the world is taken back, its version says other things again."""
    settings.COLUMNS = shutil.copytree(settings.COLUMNS, tmp_path / "columns")


def promise(community, first, whole=0):
    """Promise a first answer and the end within so many minutes at any hour."""
    tune_desk(Tuned(14, 7, (WHOLE_DAY,) * 7, (), first, whole), in_=community, by=SYSTEM)
    settle_down()


def told(community, key):
    """What a measure tells of the last days, or nothing."""
    jobs.tend()
    settle_down()
    today = number_of_day(now(), community.time_zone)
    asked = Asked(Period(today - 9, today), Grain.WHOLE, (), today)
    rows = Figures(community).rows(MEASURES[key], asked, asked.period, Grain.WHOLE)
    return tuple(rows[0][1:]) if rows else None


def close(community, ago):
    """Close the one conversation so many minutes ago."""
    made = close_conversations([only(community)], in_=community, by=SYSTEM)
    at = now() - ago * MINUTE
    Change.objects.filter(pk=made.pk).update(made_at=at)
    Conversation.objects.update(settled_at=at, closed_at=at)


def answer(number, ago, to="10"):
    return said(number, "В десять у фонтана", CLARA, ago=ago, reply_to=to)


def test_a_promise_is_late_once_its_time_is_over_and_stays_what_was_promised(community):
    promise(community, 60)
    hear(community, said(10, ago=120))

    assert told(community, "late_answers") == (1, 1)
    assert told(community, "answered_in_time") == (0, 0, 1)

    promise(community, 600)
    hear(community, answer(11, ago=1))
    assert told(community, "late_answers") == (1, 0)

    hear(community, answer(12, ago=90))  # told only now
    assert told(community, "late_answers") == (0, 0)
    assert told(community, "answered_in_time") == (100, 1, 1)


def test_whoever_asks_again_is_promised_an_answer_again_and_goes_on_with_their_matter(community):
    promise(community, 60, 30)
    hear(community, said(10, ago=300), answer(11, ago=280))
    assert told(community, "resolved_in_time") == (100, 1, 1)
    close(community, ago=100)

    hear(community, said(12, "А во сколько начало?", ago=20, reply_to="11"))
    assert told(community, "answered_in_time") == (100, 1, 1)
    assert told(community, "resolved_in_time") == (0, 0, 1)  # 20 minutes and 20

    hear(community, answer(13, ago=12, to="12"))
    assert told(community, "answered_in_time") == (100, 2, 2)
    assert told(community, "resolved_in_time") == (100, 1, 1)

    hear(community, said(14, "А где старт?", ago=6, reply_to="13"), answer(15, ago=1, to="14"))
    assert told(community, "answered_in_time") == (100, 3, 3)
    assert told(community, "resolved_in_time") == (0, 0, 1)
    assert told(community, "resolved_in_time") == (0, 0, 1)


def test_what_is_closed_in_time_without_an_answer_kept_and_broke_no_promise(community):
    promise(community, 60, 60)
    hear(community, said(10, ago=30))
    made = close_conversations([only(community)], in_=community, by=SYSTEM)

    assert told(community, "answered_in_time") is None
    assert told(community, "resolved_in_time") == (100, 1, 1)

    undo_change(made, in_=community, by=SYSTEM)
    assert told(community, "resolved_in_time") is None
    close_conversations([only(community)], in_=community, by=SYSTEM)
    reopen_conversations([only(community)], in_=community, by=SYSTEM)
    hear(community, answer(11, ago=0))
    assert told(community, "answered_in_time") == (100, 1, 1)


def test_who_asks_anew_after_a_closing_waits_since_then(community):
    promise(community, 60)
    hear(community, said(10, ago=3000))
    close(community, ago=200)

    hear(community, said(11, "И ещё: брать ли воду?", ago=1, reply_to="10"))

    found = only(community)
    assert found.due > found.waiting_since > found.opened_at


def test_what_was_opened_by_mistake_is_no_promise(community):
    promise(community, 60)
    hear(community, said(10, ago=120))
    assert told(community, "late_answers") == (1, 1)

    made = correct_opening([only(community)], in_=community, by=SYSTEM)
    assert told(community, "late_answers") is None

    undo_change(made, in_=community, by=SYSTEM)
    assert told(community, "late_answers") == (1, 1)


def test_merging_and_looking_anew_count_nobody_twice(community):
    promise(community, 60)
    hear(community, said(10, ago=200), said(11, who=BORIS, ago=190), answer(12, ago=180))
    assert told(community, "answered_in_time") == (50, 1, 2)

    _, made = merge_conversations(list(Conversation.objects.all()), in_=community, by=SYSTEM)
    assert told(community, "answered_in_time") == (100, 1, 1)

    undo_change(made, in_=community, by=SYSTEM)
    assert told(community, "answered_in_time") == (50, 1, 2)
    Wait.objects.all().delete()
    for _ in range(2):
        judge_anew(in_=community, by=SYSTEM)
    assert told(community, "answered_in_time") == (50, 1, 2)
