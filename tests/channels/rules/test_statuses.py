import pytest

from veche.channels.rules.marking import html_of
from veche.channels.rules.statuses import failure_of, seconds_of
from veche.kit.terms import Refusal, Trouble


@pytest.mark.parametrize(
    ("status", "kind"),
    [(200, type(None)), (204, type(None)), (302, Refusal), (404, Refusal), (410, Refusal), (408, Trouble),
     (429, Trouble), (503, Trouble)],
)  # fmt: skip
def test_a_status_is_told_as_what_it_is(status, kind):
    assert isinstance(failure_of(status, "said"), kind)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("7", 7), ("Thu, 01 Jan 1970 00:00:30 GMT", 20), ("Thu, 01 Jan 1970 00:00:01 GMT", 0),
     ("soon", None),
     ("", None),
     ("9" * 40, 86_400)],
)  # fmt: skip
def test_how_long_to_wait_is_read_and_bounded(told, seconds):
    assert seconds_of(told, 10) == seconds


def test_marks_become_html_and_tags_stay_words():
    assert html_of("**a** ~~b~~\n[c](https://d.e)") == (
        '<p><strong>a</strong> <s>b</s><br />\n<a href="https://d.e">c</a></p>'
    )
    assert "<script" not in html_of("<script>x</script> ![x](y) [z](javascript:alert(1))")
    assert "<a " not in html_of("[z](javascript:alert(1))")
