"""Words every room shares: refusals, troubles and the mark for translatable texts."""

import dataclasses
from collections.abc import Iterable, Mapping


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a text for translation without translating it: rules and terms stay free of Django."""
    return text


@dataclasses.dataclass(frozen=True, slots=True)
class Reason:
    """One reason why something was refused, in a text that the page translates.

    `text` is a gettext id with `{named}` places, `values` fills them, `field`
    names the form field and `place` the row, line or message it is about.
    """

    text: str
    field: str = ""
    place: str = ""
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)


class Refusal(Exception):
    """We say no, with every reason at once; nothing was changed."""

    def __init__(self, *reasons: Reason | str) -> None:
        self.reasons = tuple(Reason(r) if isinstance(r, str) else r for r in reasons)
        super().__init__("; ".join(r.text.format(**r.values) for r in self.reasons))

    def __reduce__(self) -> tuple[type["Refusal"], tuple[Reason, ...]]:
        """Survive being sent between processes."""
        return type(self), self.reasons


class NotAllowed(Refusal):
    """The actor may not do this here."""


class TooOften(Refusal):
    """So much came from one place that the next has to wait."""


class Trouble(Exception):
    """The outside failed. `retry_after` is in seconds where the outside named it."""

    def __init__(self, text: str, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(text)


def refuse_if(reasons: Iterable[Reason]) -> None:
    """Raise one refusal with all the reasons, or do nothing when there are none."""
    found = tuple(reasons)
    if found:
        raise Refusal(*found)
