"""What a sender's sealed settings say."""

from __future__ import annotations

from typing import Any

import orjson

from veche.kit.sealing import unseal
from veche.kit.time import moment
from veche.mailing.models import Sender
from veche.mailing.rules.throttling import Limits


def access_of(sender: Sender) -> dict[str, str]:
    """Answer host, port, security, login, password, token … of a sender; refuses what cannot be unsealed."""
    found: Any = orjson.loads(unseal(sender.settings)) if sender.settings else {}
    return {str(key): str(value) for key, value in found.items()}


def limits_of(sender: Sender) -> Limits:
    """Answer the limits of a sender."""
    warms = moment(sender.warms_since) if sender.warms_since else None
    return Limits(sender.per_second, sender.per_hour, sender.per_day, warms)
