"""What the addresses of returned letters name: a way out, something that came in, an address of the list."""

from typing import Any

from tests.mailing.readers import sender

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.mailing.actions import keep_returned, suppress_addresses
from veche.mailing.actions.returns.keeping import Raw
from veche.mailing.models import Returning, Suppression


def things_of_returns(community: Community) -> dict[str, Any]:
    """Answer something for every name that stands in an address of what came back."""
    way = sender(community)
    keep_returned(way, [Raw("INBOX/1/1", b"Subject: hello\n\nhello")], by=SYSTEM)
    suppress_addresses("nobody@example.org", "asked", in_=community, by=SYSTEM)
    return {
        "sender": way.pk,
        "returning": Returning.objects.filter(community=community).values_list("pk", flat=True)[0],
        "suppression": Suppression.objects.filter(community=community).values_list("pk", flat=True)[0],
    }
