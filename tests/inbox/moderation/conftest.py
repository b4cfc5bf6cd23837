"""A connected community that the tests of a file share; every test takes back what it changed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from tests.inbox.moderation import told

from veche.core.models import Community


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Build the community inside a transaction around the file's tests; answer its number."""
    with django_db_blocker.unblock(), transaction.atomic():
        community = told.with_chat()
        with django_db_blocker.block():
            yield community.pk
        transaction.set_rollback(True)


@pytest.fixture
def community(built: int, db: None) -> Community:
    """Answer the shared community."""
    return Community.objects.get(pk=built)
