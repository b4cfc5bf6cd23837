"""On links drawn by hand the model leaves the baseline far behind (figures: `make bench NAME=linking`)."""

import pytest
from benchmarks.linking import IRC, ours, previous, read_chat, score

pytestmark = pytest.mark.skipif(not IRC.exists(), reason="the shared data is not here")


def test_the_answered_message_is_found_far_oftener_than_by_the_baseline():
    chats = [read_chat(path) for path in sorted((IRC / "ubuntu-train").glob("*.raw.txt"))[3::20]]

    found, baseline = score(chats, ours, notices=False), score(chats, previous, notices=False)

    assert found.f1 > baseline.f1 + 0.25
    assert found.f1 > 0.6
