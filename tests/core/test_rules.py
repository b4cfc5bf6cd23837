"""Decisions of the core, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.core import rules
from veche.core.terms import PERMISSIONS, SYSTEM, Actor, Permission, Role

READ = Permission("x.read", "read", frozenset({Role.EDITOR, Role.OWNER}))
LEAD = Permission("x.lead", "lead", frozenset({Role.OWNER}), organisation_wide=True)


def actor(**roles):
    places = {None if key == "all" else int(key[1:]): frozenset({role}) for key, role in roles.items()}
    return Actor("Анна", 1, organisation_id=1, roles=places)


@pytest.mark.parametrize(
    ("who", "permission", "organisation", "community", "may"),
    [
        (actor(c5=Role.EDITOR), READ, 1, 5, True),
        (actor(c5=Role.EDITOR), READ, 1, 6, False),
        (actor(c5=Role.EDITOR), READ, 2, 5, False),
        (actor(all=Role.OWNER), READ, 1, 6, True),
        (actor(c5=Role.OWNER), LEAD, 1, 5, False),
        (actor(all=Role.OWNER), LEAD, 1, 5, True),
        (actor(c5=Role.ANALYST), READ, 1, 5, False),
        (Actor("никто"), READ, 1, 5, False),
        (SYSTEM, LEAD, 1, None, True),
    ],
)
def test_who_may(who, permission, organisation, community, may):
    assert rules.may(who, permission, organisation=organisation, community=community) is may


def test_every_permission_of_the_core_is_held_by_somebody():
    assert all(permission.roles for permission in PERMISSIONS)


@given(st.text(max_size=80))
def test_any_name_makes_an_address_that_is_allowed(name):
    slug = rules.slug_of(name)

    assert rules.faults_of_community("x", slug, "UTC", "EUR", "blue") == []


def test_names_make_readable_addresses():
    assert rules.slug_of("Клуб бегунов") == "klub-begunov"
    assert rules.slug_of("Ёлки & Co.") == "elki-co"


@given(st.dictionaries(st.text(), st.text()), st.text(min_size=1), st.dictionaries(st.text(), st.text()))
def test_a_payload_has_one_digest_and_another_payload_another(payload, salt, other):
    same = rules.digest_of_payload(dict(reversed(payload.items())), salt)

    assert rules.digest_of_payload(payload, salt) == same
    assert (rules.digest_of_payload(other, salt) == same) is (other == payload)
