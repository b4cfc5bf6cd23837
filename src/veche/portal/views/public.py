"""What anybody may see: a community's public page, and whether Veche is well."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from veche.core.queries import public_community
from veche.core.terms import ANYONE
from veche.kit.jobs.queueing import oldest_wait
from veche.kit.pages import or_404, page, show


@page(ANYONE)
def community_page(request: HttpRequest, community: str) -> HttpResponse:
    """Show a community to the world, if it wants to be shown."""
    found = or_404(public_community(community))
    return show(request, "portal/community_page.html", community=found)


@page(ANYONE)
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Tell a watcher that pages and the database answer, and for how long the oldest job waits."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waits = oldest_wait()
    except DatabaseError:
        return JsonResponse({"well": False, "database": False}, status=503)
    return JsonResponse({"well": True, "database": True, "oldest_job_waits_s": waits})
