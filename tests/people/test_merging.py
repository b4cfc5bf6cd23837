"""Merging, splitting and taking back, in any order and beside facts that come in."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.extra.django import TestCase
from tests import make
from tests.people.test_recognising import do_jobs, people, seen
from tests.people.told import client_of, url

from veche.core.models import AuditEntry
from veche.core.terms import Role
from veche.kit.terms import Refusal
from veche.ledger.models import Identity, Interaction
from veche.ledger.terms import Handle
from veche.people.actions import (
    describe_person,
    merge_persons,
    recognise_all,
    split_identities,
    tag_people,
    undo_merge,
    undo_split,
)
from veche.core.terms import SYSTEM
from veche.people.models import Attachment, Merge, Person, Split, Tagging
from veche.people.terms import Tie
