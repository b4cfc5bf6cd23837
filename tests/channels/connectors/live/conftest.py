"""What tests of live connectors share: an outside that says what its script says."""

from collections.abc import Iterator

import pytest
from tests.channels.connectors.live import scripted


@pytest.fixture
def outside() -> Iterator[scripted.Outside]:
    """Answer a running scripted outside."""
    with scripted.outside() as world:
        yield world
