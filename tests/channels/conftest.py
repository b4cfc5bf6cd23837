"""What tests of the channels share."""

from tests.channels.connectors.live.conftest import outside

__all__ = ["outside"]
