"""Finding what an address names, within its community."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404

from veche.core.models import Community
from veche.mailing.models import Letter, Newsletter, Sequence, Theme
from veche.mailing.queries.letters import letter_of
from veche.mailing.queries.newsletters import newsletter_of, theme_of
from veche.mailing.queries.sequences import sequence_of

Thing = TypeVar("Thing", Letter, Newsletter, Theme, Sequence)


def found_letter(community: Community, pk: int) -> Letter:
    """Answer a letter of the community, or a page that is not there."""
    return _there(letter_of(community, pk), community)


def found_newsletter(community: Community, pk: int) -> Newsletter:
    """Answer a newsletter of the community, or a page that is not there."""
    return _there(newsletter_of(community, pk), community)


def found_theme(community: Community, pk: int) -> Theme:
    """Answer a look of the community, or a page that is not there."""
    return _there(theme_of(community, pk), community)


def found_sequence(community: Community, pk: int) -> Sequence:
    """Answer a sequence of the community, or a page that is not there."""
    return _there(sequence_of(community, pk), community)


def _there(found: Thing | None, community: Community) -> Thing:
    if found is None:
        raise Http404
    found.community = community
    return found
