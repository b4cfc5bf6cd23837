"""What every answer carries: a strict content policy and no caching of signed-in pages."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control

Respond = Callable[[HttpRequest], HttpResponseBase]
POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
        "font-src 'self'", "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
        "base-uri 'none'", "manifest-src 'self'", "object-src 'none'", "media-src 'self'",
    )
)  # fmt: skip
NOBODY_FRAMES = "frame-ancestors 'none'"
# A letter in a frame: nothing runs, nothing is sent anywhere, and the page is nobody's (`sandbox` without
# `allow-same-origin`).
LETTER_POLICY = (
    "default-src 'none'; img-src 'self' https: http: data:; style-src 'unsafe-inline'; font-src 'none'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups"
)


def framed_by(sites: Sequence[str]) -> str:
    """Answer the policy of a page that these sites may show in theirs; with none named, every site may."""
    return POLICY.replace(NOBODY_FRAMES, f"frame-ancestors {' '.join(sites) or '*'}")


def framing(response: HttpResponse) -> HttpResponse:
    """Answer a page that shows pages of this site in frames of its own; those have their own policy."""
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


def guard(respond: Respond) -> Respond:
    """Middleware: add the safety headers; nothing signed-in is kept by browser or proxy."""

    def guarded(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", POLICY)
        headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
        if "Cache-Control" not in headers:
            patch_cache_control(response, no_store=True, private=True)
        return response

    return guarded
