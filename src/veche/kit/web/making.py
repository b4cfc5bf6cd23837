"""The door as the settings of this installation make it."""

from collections.abc import Iterable

from django.conf import settings

from veche.kit.web.door import LARGEST, PATIENCE, Web


def web_for(
    hosts: Iterable[str] | None = None, *, ports: Iterable[int] = (), patience: float = PATIENCE,
    largest: int = LARGEST,
) -> Web:  # fmt: skip
    """Answer the door to a service's hosts, or to all that is public, with VECHE_MAY_REACH."""
    return Web(
        hosts=None if hosts is None else frozenset(hosts), may_reach=tuple(settings.MAY_REACH),
        patience=patience, largest=largest, ports=frozenset(ports),
    )  # fmt: skip
