"""What tests of live connectors share: an outside that says what its script says."""

from collections.abc import Iterator

import pytest
from tests.channels.connectors.live import scripted


@pytest.fixture
def outside() -> Iterator[scripted.Outside]:
    """Answer a running scripted outside."""
    with scripted.outside() as world:
        yield world


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of what starts a real homeserver: it may be left out where there is none."""
    config.addinivalue_line("markers", "synapse: starts a real homeserver of Matrix")
