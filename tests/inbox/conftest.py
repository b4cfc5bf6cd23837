"""A community with a team that the tests of a file share: every test takes back what it changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from tests.channels.connectors.live.conftest import outside
from tests.inbox import talking

from veche.core.models import Community

__all__ = ["outside"]


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, Path]]:
    """Build the world inside a transaction around the file's tests; answer its number and its folder."""
    folder = tmp_path_factory.mktemp("inbox") / "columns"
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(COLUMNS=folder):
            community = talking.with_team()
        with django_db_blocker.block():
            yield community.pk, folder
        transaction.set_rollback(True)


@pytest.fixture
def community(built: tuple[int, Path], db: None, settings: Any) -> Community:
    """Answer the community of the shared world."""
    number, settings.COLUMNS = built
    return Community.objects.select_related("organisation").get(pk=number)


@pytest.fixture
def client(community: Community) -> Client:
    """Answer a browser of the owner, who reads English."""
    return talking.client_of(community, language="en")
