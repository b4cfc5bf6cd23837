"""Connecting: an outside is filled in, checked, listened to, let go of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from secrets import token_hex, token_urlsafe
from typing import TYPE_CHECKING, Any

import orjson
from django.db import transaction
from django.db.models import F

from veche.channels.connectors import connector_of
from veche.channels.models import Connection
from veche.channels.queries.connections import channels_reached
from veche.channels.queries.doors import access_of, live_of
from veche.channels.terms import CONNECT_CHANNELS, outside_of
from veche.channels.terms.live import Checked, Finding, Live, Setting, Way
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.jobs import enqueue
from veche.kit.sealing import seal, unseal
from veche.kit.terms import N_, Reason, Refusal, Trouble, refuse_if
from veche.kit.text import clean, clean_name
from veche.kit.time import now
from veche.ledger.actions import open_origin

if TYPE_CHECKING:
    from veche.core.models import Community

ORIGIN = "live"
LONGEST_SETTING = 20_000
_EMPTY = N_("This is needed.")
_LONG = N_("This is longer than anything of the kind.")
_CHOICE = N_("Choose one of the list.")
_NO_LIVE = N_("This kind of channel cannot be connected: {kind}.")
_NO_WAY = N_("It cannot be heard that way.")
_FAILED = N_("The check could not be made: {error}")
_INSTALLED = N_("Our address is set on the other side.")
_NOT_INSTALLED = N_("Our address could not be set on the other side: {error}")


def connect_channel(
    community: Community, connector: str, filled: Mapping[str, str], *, way: str = "", by: Actor
) -> Connection:
    """Connect an outside with what was filled in, and have it checked; it is listened to at once.

    Refuses with all that is missing or wrong at once. Secrets are sealed and never shown again.
    """
    require(by, CONNECT_CHANNELS, in_=community)
    live = _live_part(connector)
    way = way or live.ways[0]
    refuse_if([*_faults_of(live, filled, ()), *_faults_of_way(live, way)])
    title = clean_name(filled.get("title", ""))[:200] or outside_of(connector_of(connector)).title  # type: ignore[arg-type]
    with transaction.atomic():
        origin = open_origin(community, ORIGIN, title, by=by)
        made = Connection.objects.create(
            community=community, origin=origin, connector=connector, title=title, way=way,
            settings=_plain(live, filled), secrets=_sealed(live, filled, {}), door=token_urlsafe(24),
            made_at=now(), user_id=by.user_id, check_asked_at=now(),
        )  # fmt: skip
        enqueue("channels.jobs.check_connection", community=community.pk, pk=made.pk)
        audit(by, "channels.connect_channel", in_=community, on=made, connector=connector, title=title)
    return made


def change_connection(connection: Connection, filled: Mapping[str, str], *, way: str = "", by: Actor) -> None:
    """Fill in anew; a secret left empty stays what it was. Has the connection checked again."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    live = live_of(connection)
    way = way or connection.way
    held: dict[str, str] = orjson.loads(unseal(connection.secrets)) if connection.secrets else {}
    refuse_if([*_faults_of(live, filled, tuple(held)), *_faults_of_way(live, way)])
    with transaction.atomic():
        title = clean_name(filled.get("title", ""))[:200] or connection.title
        _change(
            connection, title=title, way=way, settings=_plain(live, filled),
            secrets=_sealed(live, filled, held), check_asked_at=now(), failures=0, retry_at=None,
        )  # fmt: skip
        enqueue("channels.jobs.check_connection", community=connection.community_id, pk=connection.pk)
        audit(by, "channels.change_connection", in_=connection.community, on=connection, title=title)


def ask_for_check(connection: Connection, *, by: Actor) -> None:
    """Have a connection checked again, and tried at once where it waits. May be repeated."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    with transaction.atomic():
        _change(connection, check_asked_at=now(), retry_at=None)
        enqueue("channels.jobs.check_connection", community=connection.community_id, pk=connection.pk)


def switch_connection(connection: Connection, *, is_on: bool, by: Actor) -> None:
    """Listen to a connection or leave it alone; what was kept stays. May be repeated."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    with transaction.atomic():
        _change(connection, is_on=is_on, failing_since=None, failures=0, retry_at=None, error="")
        audit(by, "channels.switch_connection", in_=connection.community, on=connection, is_on=is_on)


def remove_connection(connection: Connection, *, by: Actor) -> None:
    """Take a connection off the list; what it brought stays. `restore_connection` undoes it."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    with transaction.atomic():
        _change(connection, removed_at=now())
        if connection.way == Way.HOOK:
            enqueue("channels.jobs.take_address_back", community=connection.community_id, pk=connection.pk)
        audit(
            by, "channels.remove_connection", in_=connection.community, on=connection, title=connection.title
        )


def restore_connection(connection: Connection, *, by: Actor) -> None:
    """Bring a removed connection back, with its secrets. May be repeated."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    with transaction.atomic():
        _change(connection, removed_at=None, check_asked_at=now())
        enqueue("channels.jobs.check_connection", community=connection.community_id, pk=connection.pk)
        audit(
            by, "channels.restore_connection", in_=connection.community, on=connection, title=connection.title
        )


def start_backfill(connection: Connection, *, by: Actor) -> None:
    """Have taken in what there was before; refuses where the service does not tell it. May be repeated."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    if live_of(connection).backfill is None:
        raise Refusal(N_("This service does not tell what there was before. Import an export instead."))
    with transaction.atomic():
        if connection.backfill is None:
            _change(connection, backfill={}, backfilled_at=None)
        audit(by, "channels.start_backfill", in_=connection.community, on=connection, title=connection.title)


def check_connection(connection: Connection, *, by: Actor) -> Checked:
    """Ask the outside what works, and set our address there where it knocks; keeps what was found."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    asked = connection.check_asked_at
    live = live_of(connection)
    checked = _checked(connection, live)
    if checked.is_good and connection.way == Way.HOOK and live.install is not None:
        # Some outsides knock at an address before they have taken it: what was found is needed then.
        Connection.objects.filter(pk=connection.pk).update(facts=dict(checked.facts or connection.facts))
        checked = _installed(connection, live, checked)
    facts: dict[str, Any] = {"findings": [_as_json(one) for one in checked.findings], "checked_at": now()}
    if checked.facts:
        facts["facts"] = dict(checked.facts)
    if checked.facts and dict(checked.facts) != connection.facts:
        facts["version"] = F("version") + 1
    if asked is not None:
        facts["checked_at"] = max(now(), int(asked.timestamp() * 1000))
    Connection.objects.filter(pk=connection.pk).update(**facts)
    return checked


def take_address_back(connection: Connection, *, by: Actor) -> None:
    """Tell the outside not to knock any more; one that does not listen is left alone."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    live = live_of(connection)
    if live.remove is not None and connection.removed_at is not None:
        live.remove(access_of(connection))


def _checked(connection: Connection, live: Live) -> Checked:
    try:
        access = access_of(connection)
        places = [channel.key for channel in channels_reached(connection)]
        return live.check(replace(access, facts={**access.facts, "places": places}))
    except Refusal as refusal:
        found = tuple(Finding(each.text, False, "", dict(each.values)) for each in refusal.reasons)
        return Checked(connection.title, found)
    except Trouble as trouble:
        return Checked(connection.title, (Finding(_FAILED, False, "", {"error": str(trouble)[:300]}),))


def _installed(connection: Connection, live: Live, checked: Checked) -> Checked:
    try:
        live.install(access_of(connection))  # type: ignore[misc]
        finding = Finding(_INSTALLED)
    except (Refusal, Trouble) as error:
        finding = Finding(_NOT_INSTALLED, False, "", {"error": str(error)[:300]})
    return Checked(checked.title, (*checked.findings, finding), checked.facts)


def _as_json(finding: Finding) -> dict[str, Any]:
    found = finding._asdict()
    return found | {"values": {name: str(value)[:300] for name, value in finding.values.items()}}


def _change(connection: Connection, **changes: Any) -> None:
    """Write changes and raise the version, so that whoever holds the line begins anew."""
    Connection.objects.filter(pk=connection.pk).update(version=F("version") + 1, **changes)
    connection.refresh_from_db()


def _live_part(connector: str) -> Live:
    found = connector_of(connector)
    if found is None or found.live is None:
        raise Refusal(Reason(_NO_LIVE, values={"kind": connector}))
    return found.live


def _faults_of(live: Live, filled: Mapping[str, str], held: tuple[str, ...]) -> list[Reason]:
    """Answer all that is wrong with what was filled in; secrets that are held need not be given again."""
    faults = []
    for setting in live.settings:
        value = clean(filled.get(setting.key, "")).strip()
        if not value and not setting.is_optional and setting.key not in held:
            faults.append(Reason(_EMPTY, field=setting.key))
        elif len(value) > LONGEST_SETTING:
            faults.append(Reason(_LONG, field=setting.key))
        elif value and setting.choices and value not in {key for key, _ in setting.choices}:
            faults.append(Reason(_CHOICE, field=setting.key))
    return faults


def _faults_of_way(live: Live, way: str) -> list[Reason]:
    return [] if way in live.ways else [Reason(_NO_WAY, field="way")]


def _plain(live: Live, filled: Mapping[str, str]) -> dict[str, str]:
    return {one.key: _value(one, filled) for one in live.settings if not one.is_secret}


def _sealed(live: Live, filled: Mapping[str, str], held: Mapping[str, str]) -> str:
    secrets = {
        one.key: _value(one, filled) or held.get(one.key, "") or (token_hex(16) if one.is_ours else "")
        for one in live.settings
        if one.is_secret
    }
    return seal(orjson.dumps(secrets).decode())


def _value(setting: Setting, filled: Mapping[str, str]) -> str:
    return clean(filled.get(setting.key, "")).strip()
