"""What was done with a conversation, in words."""

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from veche.inbox.terms import PRIORITY_TITLES, Priority
from veche.kit.time import as_datetime


def deed_text(act: str, what: str) -> str:
    """Answer a change of a conversation in the reader's language."""
    if act == "assign":
        return gettext("given to {name}").format(name=what) if what else gettext("given to nobody")
    if act == "snooze":
        return _snoozed(what)
    if act == "priority":
        title = PRIORITY_TITLES[Priority(int(what))] if what.isdecimal() else what
        return gettext("urgency: {title}").format(title=gettext(title))
    if act in {"tag", "untag"}:
        text = gettext("tag “{tag}” put on") if act == "tag" else gettext("tag “{tag}” taken off")
        return text.format(tag=what)
    if act == "stale":
        days = int(what) if what.isdecimal() else 0
        return ngettext("closed after {n} day of waiting", "closed after {n} days of waiting", days).format(
            n=days
        )
    return _moved(act)


def _moved(act: str) -> str:
    known = {
        "close": gettext("closed"), "reopen": gettext("opened again"),
        "answered": gettext("answered elsewhere"), "correct": gettext("needs no answer"),
        "wake": gettext("back from the snooze"), "merge": gettext("merged with another conversation"),
        "split": gettext("split in two"),
    }  # fmt: skip
    return known.get(act, act)


def _snoozed(what: str) -> str:
    if not what.isdecimal():
        return gettext("snoozed until they answer")
    until = timezone.localtime(as_datetime(int(what)))
    return gettext("snoozed until {time}").format(time=formats.date_format(until, "SHORT_DATETIME_FORMAT"))
