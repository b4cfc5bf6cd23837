"""Where things are seen outside, and a year as squares."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.ledger.terms import HANDLES
from veche.people.rules.showing import SHADES, profile_link, source_link, year_of_squares

DAYS = st.dates(date(1975, 1, 1), date(2199, 1, 1))


@given(st.sampled_from(sorted(HANDLES)), st.text(max_size=80))
def test_no_handle_leads_anywhere_but_where_its_kind_does(kind, value):
    link = profile_link(kind, value)

    if not link:
        assert not HANDLES[kind].link
        return
    form = urlsplit(HANDLES[kind].link.format(value=""))
    assert link.split(":")[0] == form.scheme in {"https", "mailto", "tel"}
    assert not set(link) & set("\"'<> \n\r\t\\")
    if form.netloc:
        assert urlsplit(link).netloc == form.netloc


def test_unknown_kinds_have_no_link():
    assert profile_link("pigeon", "7") == ""
    assert profile_link("telegram_name", "anna") == "https://t.me/anna"
    assert profile_link("email", "anna+run@example.org") == "mailto:anna+run@example.org"
    assert profile_link("phone", "+79161234567") == "tel:+79161234567"


@pytest.mark.parametrize(
    ("network", "place", "number", "link"),
    [
        ("telegram", "channel12", "34", "https://t.me/c/12/34"),
        ("telegram", "chat12", "34", ""),
        ("telegram", "channel12", "34/reaction/5/+", ""),
        ("telegram", "channel12", "erased-9", ""),
        ("slack", "channel12", "34", ""),
    ],
)
def test_messages_of_supergroups_have_an_address(network, place, number, link):
    assert source_link(network, place, number) == link


@given(DAYS, st.dictionaries(st.integers(0, 400), st.integers(0, 10_000), max_size=80))
def test_a_year_has_every_day_once_in_its_place(last, counts):
    deeds = {last - timedelta(days=ago): count for ago, count in counts.items()}

    squares = year_of_squares(last, deeds)

    days = [one.day for one in squares]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert days[-1] == last
    assert days[0].weekday() == 0
    assert len(days) > 365 - 7
    assert all(one.row == one.day.weekday() for one in squares)
    assert {one.column for one in squares} == set(range(53))
    assert all((one.shade == 0) == (one.deeds == 0) for one in squares)
    assert all(0 <= one.shade <= SHADES for one in squares)


@given(DAYS, st.lists(st.integers(1, 1000), min_size=2, max_size=300))
def test_more_deeds_are_never_lighter(last, counts):
    squares = year_of_squares(last, {last - timedelta(days=n): count for n, count in enumerate(counts)})

    shades = sorted((one.deeds, one.shade) for one in squares)
    assert [shade for _, shade in shades] == sorted(shade for _, shade in shades)
