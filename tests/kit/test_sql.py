"""Rows go in by the hundred, whatever their number."""

import pytest

from veche.kit import sql
from veche.kit.jobs import Job

pytestmark = pytest.mark.django_db
COLUMNS = ("id", "name", "arguments", "key", "lane", "state", "made_at", "due_at", "attempts",
           "done_part", "whole", "claim", "error")  # fmt: skip


def row(number):
    return (number, f"job {number}", "{}", "", "main", "done", 1, 1, 0, 0, 0, "", "")


@pytest.mark.parametrize("count", [0, 1, sql.AT_ONCE - 1, sql.AT_ONCE, sql.AT_ONCE + 1, 3 * sql.AT_ONCE])
def test_every_row_goes_in_once(count):
    sql.insert_rows("kit_job", COLUMNS, (row(number) for number in range(1, count + 1)))

    assert list(Job.objects.order_by("pk").values_list("pk", "name")) == [
        (number, f"job {number}") for number in range(1, count + 1)
    ]


def test_rows_that_are_there_are_left_out():
    sql.insert_rows("kit_job", COLUMNS, [row(7), row(90)])

    sql.insert_rows("kit_job", COLUMNS, [row(number) for number in range(1, 121)], ignore=True)

    assert Job.objects.count() == 120
