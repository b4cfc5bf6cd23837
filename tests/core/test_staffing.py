"""Staff comes by invitation, holds roles, and loses every open session when those change."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make

from veche.core.actions import (
    accept_invitation,
    assign_role,
    dismiss_user,
    invite_user,
    join_by_invitation,
    make_user,
    reinstate_user,
    restore_invitation,
    send_invitation,
    set_password,
    take_role,
    withdraw_invitation,
)
from veche.core.models import Invitation, User
from veche.core.queries import actor_of, invitation_of
from veche.core.terms import SYSTEM, Role
from veche.kit.mail import Letter
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, now

pytestmark = pytest.mark.django_db

NEW = {"email": "new@example.org", "name": "Нина", "password": make.PASSWORD, "language": "ru"}


@pytest.fixture
def community():
    return make.community()


@pytest.fixture
def owner(community):
    return make.actor(Role.OWNER, community.organisation)


def test_whoever_holds_the_link_joins_in_the_role_once(community, owner):
    invitation, secret = invite_user(community, Role.EDITOR, by=owner)

    user = join_by_invitation(invitation_of(secret), by=SYSTEM, **NEW)

    assert actor_of(user).roles_in(community.pk) == {Role.EDITOR}
    assert invitation_of(secret) is None
    with pytest.raises(Refusal):
        accept_invitation(invitation, make.user(in_=community), by=SYSTEM)


def test_only_a_digest_of_the_secret_is_kept(community, owner):
    invitation, secret = invite_user(community, Role.EDITOR, by=owner)

    assert secret not in str(Invitation.objects.filter(pk=invitation.pk).values())


def test_a_withdrawn_or_old_invitation_opens_nothing(community, owner):
    invitation, secret = invite_user(community, Role.EDITOR, by=owner)
    withdraw_invitation(invitation, by=owner)
    assert invitation_of(secret) is None

    restore_invitation(invitation, by=owner)
    assert invitation_of(secret) is not None

    Invitation.objects.filter(pk=invitation.pk).update(ends_at=now() - 1)
    assert invitation_of(secret) is None
    with pytest.raises(Refusal):
        join_by_invitation(invitation, by=SYSTEM, **NEW)
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_an_invitation_for_an_address_is_a_letter_in_the_communitys_language(owner, community):
    _, link = send_invitation(community, Role.EDITOR, by=owner, email="anna@example.org")

    letter = Letter.objects.get(to="anna@example.org")
    assert link in letter.body
    assert "Редактор" in letter.body


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"name": "  "}, "name"),
        ({"password": "12345678"}, "password"),
        ({"password": "new@example.org"}, "password"),
    ],
)
def test_a_bad_user_is_refused_with_the_field(community, facts, field):
    with pytest.raises(Refusal) as refused:
        make_user(in_=community.organisation, by=SYSTEM, **(NEW | facts))

    assert {reason.field for reason in refused.value.reasons} == {field}


def test_an_address_is_taken_whatever_its_case(community):
    make_user(in_=community.organisation, by=SYSTEM, **NEW)

    with pytest.raises(Refusal):
        make_user(in_=community.organisation, by=SYSTEM, **(NEW | {"email": "NEW@Example.org"}))


def test_only_owners_make_owners(community):
    head = make.actor(Role.HEAD, community.organisation)
    colleague = make.user(Role.EDITOR, community)

    with pytest.raises(NotAllowed):
        assign_role(colleague, Role.OWNER, in_=community.organisation, by=head)
    with pytest.raises(NotAllowed):
        invite_user(community.organisation, Role.OWNER, by=head)
    assign_role(colleague, Role.HEAD, in_=community.organisation, by=head)


def test_an_organisation_keeps_an_owner():
    organisation = make.organisation()
    owner = User.objects.get(appointments__organisation=organisation)

    for act in (
        lambda: take_role(owner, Role.OWNER, in_=organisation, by=actor_of(owner)),
        lambda: dismiss_user(owner, in_=organisation, by=actor_of(owner)),
    ):
        with pytest.raises(Refusal):
            act()
    assert actor_of(owner).roles_in(None) == {Role.OWNER}


def test_who_is_dismissed_by_mistake_gets_every_role_back(community, owner):
    user = make.user(Role.EDITOR, community)
    assign_role(user, Role.MODERATOR, in_=community, by=owner)

    dismiss_user(user, in_=community.organisation, by=owner)
    assert actor_of(user).roles == {}

    reinstate_user(user, in_=community.organisation, by=owner)
    assert actor_of(user).roles_in(community.pk) == {Role.EDITOR, Role.MODERATOR}


@pytest.mark.parametrize("change", ["role given", "role taken", "dismissed", "password"])
def test_open_sessions_end_with_a_change_of_role_or_password(community, owner, change):
    user = make.user(Role.EDITOR, community)
    browser = Client()
    browser.force_login(user)
    assert browser.get(reverse("core:own_page")).status_code == 200

    if change == "role given":
        assign_role(user, Role.ANALYST, in_=community, by=owner)
    elif change == "role taken":
        take_role(user, Role.EDITOR, in_=community, by=owner)
    elif change == "dismissed":
        dismiss_user(user, in_=community.organisation, by=owner)
    else:
        set_password(user, "another long passphrase", in_=community.organisation, by=SYSTEM)

    answer = browser.get(reverse("core:own_page"))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/account/login/")


def test_a_role_in_one_community_is_none_in_another(community, owner):
    other = make.community("Другое", community.organisation)
    manager = make.actor(Role.COMMUNITY_MANAGER, community)

    with pytest.raises(NotAllowed):
        invite_user(other, Role.EDITOR, by=manager)
    assert manager.roles_in(other.pk) == frozenset()


def test_invitations_last_a_week(community, owner):
    invitation, _ = invite_user(community, Role.EDITOR, by=owner)

    assert invitation.ends_at - invitation.made_at == 7 * DAY
