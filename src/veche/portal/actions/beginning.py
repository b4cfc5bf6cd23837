"""Beginning: an organisation, its owner and its first community at one go, once."""

from django.db import transaction

from veche.core.actions import found_organisation, open_community
from veche.core.models import Community, User
from veche.core.queries import is_founded
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.terms import N_, Refusal
from veche.portal.actions.filling import open_demo
from veche.portal.terms import FILL_DEMO


def begin(
    organisation: str, *, owner_name: str, email: str, password: str, language: str, by: Actor,
    community: dict[str, str] | None,
) -> tuple[User, Community]:  # fmt: skip
    """Found the organisation with its owner and open its first community, all or nothing.

    Without a community it is a demo, which a job fills. Refuses what founding and opening
    refuse, and always once an organisation is founded: of two who begin at the same moment one wins.
    """
    with transaction.atomic():
        sql.lock("portal.begin")
        if is_founded():
            raise Refusal(N_("An organisation has been founded here already. Sign in."))
        founded, owner = found_organisation(
            organisation, owner_email=email, owner_name=owner_name, password=password,
            language=language, by=by,
        )  # fmt: skip
        if community:
            return owner, open_community(founded, by=by, **community)
        demo = open_demo(founded, language=language, by=by)
        enqueue(FILL_DEMO, community=demo.pk, community_id=demo.pk)
    return owner, demo
