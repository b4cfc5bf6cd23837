"""Tags every template may use: icons, bundled files, times, numbers, reasons."""

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from veche.kit.forms import dress, kind_of, say_reason
from veche.kit.markup import to_html
from veche.kit.money import Money
from veche.kit.terms import Reason
from veche.kit.text import initials as initials_of

register = template.Library()
DIST = Path(__file__).resolve().parent.parent / "static/kit/dist"


@lru_cache(maxsize=1)
def _manifest(changed: float) -> dict[str, str]:  # noqa: ARG001 - the key of the cache
    found: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    return found


@register.simple_tag
def asset(name: str) -> str:
    """Answer the URL of a bundled file by its plain name, such as «app.css»."""
    path = DIST / "manifest.json"
    known = _manifest(path.stat().st_mtime) if path.exists() else {}
    return f"{settings.STATIC_URL}{known.get(name, name)}"


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """Draw an icon; without a title it is for the eye only and hidden from screen readers."""
    href = f"{asset('icons.svg')}#{name}"
    if title:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', title, href
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.filter
def translated(text: object) -> str:
    """Answer a marked text (a title from terms) in the reader's language."""
    return gettext(str(text)) if text else ""


@register.filter
def markdown(text: str) -> SafeString:
    """Show a text in Markdown, made safe."""
    return to_html(text or "")


@register.filter
def reason(found: Reason) -> str:
    """Answer a reason of a refusal in the reader's language."""
    return say_reason(found)


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw a form's field in the look of the house, whoever made the form."""
    dress(field.field.widget)
    return format_html("{}", field)


@register.filter
def control_parts(field: BoundField) -> list[BoundWidget]:
    """Answer the single choices of a field of radios or checkboxes."""
    dress(field.field.widget)
    return list(field)


@register.filter
def kind_of_control(field: BoundField) -> str:
    """Answer how a field is laid out: check, choices, swatches or line."""
    return kind_of(field.field.widget)


@register.filter
def initials(name: str) -> str:
    """Answer the letters that stand for a person without a picture."""
    return initials_of(name)


@register.filter
def hue(key: object) -> int:
    """Answer one of twelve stable colours for somebody without a picture."""
    return hash_of(str(key)) % 12


def hash_of(text: str) -> int:
    """Answer a small number that is the same in every process."""
    return sum((position + 1) * ord(letter) for position, letter in enumerate(text))


@register.filter
def when(at: datetime | None) -> SafeString | str:
    """Show a moment the way people say it, with the exact one for machines and on hover."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    full = formats.date_format(local, "DATETIME_FORMAT")
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(), full, _spoken(local))


def _spoken(local: datetime) -> str:
    today = timezone.localtime()
    days = (today.date() - local.date()).days
    clock = local.strftime("%H:%M")
    if days == 0:
        return clock
    if days == 1:
        return gettext("yesterday, {time}").format(time=clock)
    if 1 < days < 7:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    if days == -1:
        return gettext("tomorrow, {time}").format(time=clock)
    day = formats.date_format(local, "j E" if local.year == today.year else "j E Y")
    # Of what is over the day is enough; what is to come is waited for by the hour.
    return f"{day}, {clock}" if days < 0 else day


@register.filter
def number(value: float | None, digits: int = 0) -> str:
    """Show a number with the reader's separators."""
    if value is None:
        return "–"
    return formats.number_format(round(value, digits), digits, use_l10n=True, force_grouping=True)


@register.filter
def money(value: Money | None) -> str:
    """Show an amount with its currency."""
    if value is None:
        return "–"
    return (
        f"{formats.number_format(value.as_decimal(), force_grouping=True)}\N{NO-BREAK SPACE}{value.currency}"
    )


@register.filter
def in_json(value: object) -> str:
    """Answer a value as JSON for an attribute, which escapes it like any text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@register.simple_tag(takes_context=True)
def keep(context: template.Context, **changes: Any) -> str:
    """Answer this page's query string with some values changed; an empty value drops its key."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = value
    return f"?{query.urlencode()}"
