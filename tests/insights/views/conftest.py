"""A world that the pages of a file share: it is built once, and every test takes back what it changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from tests.insights import world

from veche.core.models import Community


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, Path]]:
    """Build the world inside a transaction around the file's tests; answer its number and its folder."""
    folder = tmp_path_factory.mktemp("world") / "columns"
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(COLUMNS=folder):
            community = world.build()
        with django_db_blocker.block():
            yield community.pk, folder
        transaction.set_rollback(True)


@pytest.fixture
def community(built: tuple[int, Path], db: None, settings: Any) -> Community:
    """Answer the community of the shared world."""
    number, settings.COLUMNS = built
    return Community.objects.get(pk=number)
