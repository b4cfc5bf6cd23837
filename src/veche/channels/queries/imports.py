"""Imports and what stands around them: their file, their connector, the job that tends them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet

from veche.channels.connectors import CONNECTORS, connector_of
from veche.channels.models import Import
from veche.channels.terms import HINTS, NETWORKS, OTHER_NETWORK, Connector, State, Surroundings
from veche.kit.jobs import Job
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import Moment

if TYPE_CHECKING:
    from veche.core.models import Community

FOLDER = "imports"
_JOBS = {
    State.LOOKING: "channels.jobs.look_at_file", State.CHECKING: "channels.jobs.check_file",
    State.TAKING: "channels.jobs.take_in", State.LEAVING: "ledger.jobs.take_back",
}  # fmt: skip
_GONE = N_("This version of Veche cannot read such a file any more: {kind}.")


def imports_of(community: Community) -> QuerySet[Import]:
    """Answer the imports of a community, the latest first."""
    return Import.objects.filter(community=community).order_by("-made_at", "-pk")


def import_of(community: Community, pk: int) -> Import | None:
    """Answer one import of the community, or nothing."""
    found = Import.objects.select_related("community__organisation", "origin")
    return found.filter(community=community, pk=pk).first()


def open_import(community: Community, name: str, digest: str) -> Import | None:
    """Answer an import of this very file that was cut off while it was taken in, if there is one."""
    found = Import.objects.select_related("community__organisation", "origin").order_by("-pk")
    unfinished = (State.TAKING, State.STOPPED)
    return found.filter(community=community, name=name, digest=digest, state__in=unfinished).first()


def folder_of_imports() -> Path:
    """Answer where uploaded files stand until their import ends."""
    return Path(settings.FILES) / FOLDER


def path_of(found: Import) -> Path:
    """Answer where the import's file stands; refuses when it is gone."""
    path = folder_of_imports() / found.file
    if not found.file or not path.is_file():
        raise Refusal(N_("The uploaded file is no longer here. Upload it again."))
    return path


def known_connector(found: Import) -> Connector:
    """Answer the connector that reads this import; refuses when this version has it no more."""
    connector = connector_of(found.connector)
    if connector is None:
        raise Refusal(Reason(_GONE, values={"kind": found.connector}))
    return connector


def surroundings_of(found: Import) -> Surroundings:
    """Answer what stands in where the file is silent."""
    home = found.community
    return Surroundings(home.time_zone, home.currency, home.country, found.name, home.language)


def tending_job(found: Import) -> Job | None:
    """Answer the latest job that moves the import on from where it stands, if there is one."""
    name = _JOBS.get(found.stands)
    if name is None:
        return None
    number = found.origin_id if found.stands is State.LEAVING else found.pk
    names = [name, f"{name}_large"]
    keys = [f"{each}:{number}" for each in names]
    return Job.objects.filter(name__in=names, key__in=keys).order_by("-pk").first()


def standstills(since: Moment) -> list[Import]:
    """Answer imports that should move on by themselves but did not since then."""
    found = Import.objects.select_related("community__organisation", "origin")
    states = (State.LOOKING, State.CHECKING, State.TAKING)
    return list(found.filter(state__in=states, moved_at__lt=since))


def known_kinds() -> list[tuple[Connector, str, str]]:
    """Answer the kinds of files we read: each connector, its icon, and how to get such a file."""
    return [
        (connector, NETWORKS.get(connector.key, OTHER_NETWORK).icon, HINTS.get(connector.key, ""))
        for connector in CONNECTORS
    ]
