"""Watching an import: how far it is, what stands in its way, what taking it back would take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from veche.channels.connectors import connector_of
from veche.channels.models import Import
from veche.channels.queries.imports import tending_job
from veche.channels.rules.pacing import Pace, pace_of
from veche.channels.terms import NETWORKS, OTHER_NETWORK, Outside, State
from veche.kit.jobs import Job
from veche.kit.time import moment, now
from veche.ledger.models import Channel, Identity

if TYPE_CHECKING:
    from veche.core.models import Community


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is, and the last line of the error it fell over, if it did."""

    pace: Pace
    is_waiting: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class ImportLine:
    """An import on a list: whose file it is, and where it stands."""

    found: Import
    outside: Outside
    kind: str


def progress_of(found: Import) -> Progress:
    """Answer how far an import is; of one that stands still its pace is empty."""
    job = tending_job(found) if found.is_moving else None
    error = job.error.strip().rpartition("\n")[2] if job and job.state == Job.FAILED else ""
    return Progress(_pace(found, job), job is not None and job.state == Job.WAITING, error)


def _pace(found: Import, job: Job | None) -> Pace:
    if found.stands in (State.TAKING, State.STOPPED):
        since = moment(found.resumed_at) if found.resumed_at else now()
        run = found.seen - found.resumed_from if found.stands is State.TAKING else 0
        return pace_of(found.seen, found.whole, run=run, milliseconds=now() - since)
    if job is None or job.state != Job.RUNNING or not job.whole:
        return Pace(0, 0)
    since = moment(job.started_at) if job.started_at else now()
    return pace_of(job.done_part, job.whole, run=job.done_part, milliseconds=now() - since)


def line_of(found: Import) -> ImportLine:
    """Answer an import as lists show it."""
    connector = connector_of(found.connector)
    return ImportLine(
        found, NETWORKS.get(found.connector, OTHER_NETWORK), connector.title if connector else ""
    )


def unit_of(found: Import) -> str:
    """Answer what a record of this import is called, as a gettext id, or nothing."""
    connector = connector_of(found.connector)
    return connector.unit if connector else ""


def channels_in(found: Import) -> list[Channel]:
    """Answer the channels an import put facts in, as far as its dry run named them."""
    named = {(one["network"], one["key"]) for one in (found.survey or {}).get("channels", ())}
    if not named:
        return []
    here = Channel.objects.filter(community=found.community, key__in=[key for _, key in named])
    return [channel for channel in here.order_by("title", "pk") if (channel.network, channel.key) in named]


def first_seen_in(found: Import) -> int:
    """Answer how many handles were first seen in this import: what would go with it."""
    return Identity.objects.filter(origin=found.origin_id).count() if found.origin_id else 0


def imports_by_channel(community: Community) -> dict[tuple[str, str], list[Import]]:
    """Answer for each channel, by network and key, the imports that brought it, the latest first."""
    brought: dict[tuple[str, str], list[Import]] = {}
    states = (State.TAKING, State.STOPPED, State.DONE)
    found = Import.objects.filter(community=community, state__in=states).order_by("-made_at", "-pk")
    for each in found.only("pk", "name", "made_at", "survey", "state"):
        for one in (each.survey or {}).get("channels", ()):
            brought.setdefault((one["network"], one["key"]), []).append(each)
    return brought
