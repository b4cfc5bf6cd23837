"""Moments on pages: said as people say them, by the hour where they are waited for."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from veche.kit.templatetags.kit import when


@pytest.mark.parametrize(("language", "ahead", "behind"), [
    ("en", "tomorrow, 18:30", "yesterday, 18:30"),
    ("ru", "завтра, 18:30", "вчера, 18:30"),
])  # fmt: skip
def test_what_comes_is_said_by_the_hour_and_what_is_over_by_the_day(language, ahead, behind):
    evening = timezone.localtime().replace(hour=18, minute=30)

    with translation.override(language):
        told = {days: when(evening + timedelta(days=days)) for days in (-40, -1, 1, 40)}

    assert ahead in told[1]
    assert behind in told[-1]
    assert ", 18:30<" in told[40]
    assert "18:30<" not in told[-40]
