"""Every ready sequence may be started as it comes: nothing in it has to be mended first."""

import pytest
from tests import make
from tests.mailing import readers

from veche.core.terms import SYSTEM
from veche.mailing import actions
from veche.mailing.queries.checking import faults_in
from veche.mailing.terms.sequencing import READY_TITLES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_in_a_ready_sequence_has_to_be_mended(language):
    news = readers.newsletter(make.community(), language=language)

    for key in READY_TITLES:
        for step in actions.begin_ready(news.community, news, key, by=SYSTEM).steps.all():
            assert faults_in(step.letter) == [], key
