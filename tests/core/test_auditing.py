"""Every act is noted in a chain that shows any later change; what it says of people can be erased."""

import pytest
from django.core.management import CommandError, call_command
from tests import make

from veche.core.actions import audit, change_organisation, erase_payloads
from veche.core.models import AuditEntry
from veche.core.queries import audit_entries, broken_link
from veche.core.terms import SYSTEM, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    found = make.organisation()
    for number in range(5):
        audit(SYSTEM, "core.sign_in", in_=found, on=found, number=number)
    return found


def test_an_entry_says_who_what_when_on_what_and_from_where(organisation):
    by = make.actor(Role.OWNER, organisation)

    change_organisation(organisation, name="Новое", by=by)

    entry = audit_entries(organisation).first()
    assert (entry.user_id, entry.act) == (by.user_id, "core.change_organisation")
    assert (entry.on_kind, entry.on_id) == ("core.organisation", str(organisation.pk))
    assert entry.payload == {"by": by.name, "from": "", "before": "Клуб", "after": "Новое"}


def test_an_untouched_chain_is_whole(organisation):
    assert broken_link(organisation) is None


@pytest.mark.parametrize(
    "harm",
    [
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(act="core.sign_out"),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(user_id=7),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(payload={"by": "somebody else"}),
        lambda entry: entry.delete(),
    ],
    ids=["another act", "another user", "other words", "removed"],
)
def test_any_later_change_breaks_the_chain_where_it_was_made(organisation, harm):
    entry = AuditEntry.objects.get(organisation=organisation, number=4)

    harm(entry)

    assert broken_link(organisation) == 4


def test_erasing_what_entries_say_of_somebody_leaves_the_chain_whole(organisation):
    user = make.user(Role.EDITOR, make.community(in_=organisation))
    erased = erase_payloads("core.user", str(user.pk))

    assert erased >= 1
    assert broken_link(organisation) is None
    assert not AuditEntry.objects.filter(on_kind="core.user", on_id=str(user.pk), payload__isnull=False)


def test_the_check_command_finds_it(organisation, capsys):
    call_command("check")
    AuditEntry.objects.filter(organisation=organisation, number=2).update(act="core.sign_out")

    with pytest.raises((CommandError, SystemExit)):
        call_command("check")
