"""Every route declares what it asks for; one that does not keeps Veche from starting."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.core.checks import Error, register
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponseBase]


def page(permission: Any, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare the permission and the methods of a view; the gate checks them before it runs."""
    allowed = [*methods, "HEAD"] if "GET" in methods else list(methods)

    def declare(view: View) -> View:
        bounded = require_http_methods(allowed)(view)

        @wraps(view)
        def declared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return bounded(request, *args, **kwargs)

        declared.permission = permission  # type: ignore[attr-defined]
        declared.methods = tuple(allowed)  # type: ignore[attr-defined]
        return declared

    return declare


def permission_of(view: Any) -> Any:
    """Answer the permission a view declares, or nothing."""
    return getattr(view, "permission", None)


def routes(
    resolver: URLResolver | None = None, namespace: str = "", prefix: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """Answer every route of the house as its name, its path and its view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, inner, path)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or ''}", path, pattern.callback


@register()
def check_routes(**_: Any) -> list[Error]:
    """Fail start-up for every route without a declared permission: what is not allowed is denied."""
    return [
        Error(
            f"The route {path} ({name}) declares no permission.",
            id="veche.E001",
            hint="Decorate its view with @page(PERMISSION).",
        )
        for name, path, view in routes()
        if permission_of(view) is None
    ]
