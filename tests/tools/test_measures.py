"""The guide says of every measure what the measure itself says, in both languages."""

import pytest

from tools import measures


@pytest.mark.parametrize("language", measures.PAGES)
def test_the_guide_is_what_the_measures_say(language):
    assert measures.PAGES[language].read_text() == measures.page(language)


def test_no_measure_is_missing_in_the_guide():
    from veche.insights.measures import MEASURES

    text = measures.PAGES["en"].read_text()
    assert [one.key for one in MEASURES.values() if f"## {one.title}\n" not in text] == []
