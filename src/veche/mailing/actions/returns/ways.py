"""Ways back: the mailbox that returned letters are read from, and the address a provider tells us at."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

import orjson
from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.sealing import seal
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.web.mailboxes import NONE, STARTTLS, TLS
from veche.mailing.models import Sender
from veche.mailing.queries.ways import digest_of, ways_of
from veche.mailing.rules.knocks import KNOCKS
from veche.mailing.terms import KEEP_DELIVERIES, KEEP_SENDERS

_OWN_MACHINE = frozenset(("localhost", "127.0.0.1", "::1"))
_PORTS = {TLS: 993, STARTTLS: 143, NONE: 143}
NO_HOST = N_("Say which server it is.")
NO_LOGIN_NAME = N_("Say under which name to log in.")
NO_PASSWORD = N_("Say the password of the mailbox.")
WRONG_PORT = N_("A port is a number from 1 to 65535.")
UNSAFE = N_("A password goes to another machine only encrypted: choose TLS or STARTTLS.")
WRONG_FOLDER = N_("A folder's name has no quotes, backslashes or line breaks.")
NO_PROVIDER = N_("We know no such provider.")
NO_KEY = N_("This provider signs its calls: say the key it signs with.")
LONGEST = 200


def set_return_box(sender: Sender, told: Mapping[str, str], *, by: Actor) -> None:
    """Set which mailbox a sender's returned letters are read from; without a host none is read any more.

    `told`: host, port, security, login, password, folder, done_folder. An empty password keeps the one
    there is for the same server and name. Refuses all that is wrong at once. May be repeated.
    """
    require(by, KEEP_SENDERS, in_=sender.community)
    ways = ways_of(sender)
    box = {name: str(told.get(name, "")).strip()[:LONGEST] for name in
           ("host", "port", "security", "login", "folder", "done_folder")}  # fmt: skip
    if box["host"]:
        box["security"] = box["security"] or TLS
        box["port"] = box["port"] or str(_PORTS.get(box["security"], 993))
        box["folder"] = box["folder"] or "INBOX"
        box["password"] = str(told.get("password", ""))[:LONGEST] or _password_kept(ways, box)
        refuse_if(_faults_of(box))
        ways = {**ways, "box": box}
    else:
        ways = {name: value for name, value in ways.items() if name != "box"}
    _keep(sender, ways, by, host=box["host"])


def open_knock(sender: Sender, provider: str, key: str, *, by: Actor) -> str:
    """Open an address at which a provider tells of a sender's letters, and answer its secret part, once.

    An address opened before is closed. Refuses a provider that we do not know, and one that signs
    without the key it signs with.
    """
    require(by, KEEP_SENDERS, in_=sender.community)
    knocking = KNOCKS.get(provider)
    reasons = []
    if knocking is None:
        reasons.append(Reason(NO_PROVIDER, field="provider"))
    elif knocking.needs_key and not key.strip():
        reasons.append(Reason(NO_KEY, field="key"))
    refuse_if(reasons)
    secret = secrets.token_urlsafe(24)
    ways = {**ways_of(sender), "knock": {"provider": provider, "key": key.strip()[:500]}}
    with transaction.atomic():
        Sender.objects.filter(pk=sender.pk).update(knock_digest=digest_of(secret))
        _keep(sender, ways, by, provider=provider)
    return secret


def note_return_box(sender: Sender, trouble: str, *, by: Actor) -> None:
    """Write down what is wrong with a return mailbox, or that nothing is."""
    require(by, KEEP_DELIVERIES, in_=sender.community)
    if sender.return_trouble != trouble[:300]:
        Sender.objects.filter(pk=sender.pk).update(return_trouble=trouble[:300])


def _password_kept(ways: Mapping[str, Mapping[str, str]], box: Mapping[str, str]) -> str:
    """A password is never sent to a server that it was not given for."""
    before = ways.get("box", {})
    same = all(before.get(name) == box[name] for name in ("host", "port", "security", "login"))
    return before.get("password", "") if same else ""


def _faults_of(box: Mapping[str, str]) -> list[Reason]:
    reasons = []
    if not re.fullmatch(r"[\w.:\[\]-]{1,200}", box["host"]):
        reasons.append(Reason(NO_HOST, field="host"))
    if not (box["port"].isascii() and box["port"].isdigit() and 0 < int(box["port"][:6]) < 65_536):
        reasons.append(Reason(WRONG_PORT, field="port"))
    if box["security"] not in (TLS, STARTTLS) and box["host"] not in _OWN_MACHINE:
        reasons.append(Reason(UNSAFE, field="security"))
    if not box["login"]:
        reasons.append(Reason(NO_LOGIN_NAME, field="login"))
    if not box["password"]:
        reasons.append(Reason(NO_PASSWORD, field="password"))
    reasons += [
        Reason(WRONG_FOLDER, field=name)
        for name in ("folder", "done_folder")
        if re.search(r"[\"\\\x00-\x1f]", box[name])
    ]
    return reasons


def _keep(sender: Sender, ways: Mapping[str, Mapping[str, str]], by: Actor, **told: str) -> None:
    with transaction.atomic():
        sender.return_box = seal(orjson.dumps(ways).decode()) if ways else ""
        Sender.objects.filter(pk=sender.pk).update(return_box=sender.return_box)
        audit(by, "mailing.set_ways_back", in_=sender.community, on=sender, **told)
