"""Jobs of insights: shells that load and call."""

from veche.core.models import Community
from veche.insights.models import Alert, Report
from veche.insights.showing import letters
from veche.kit.jobs import enqueue, job
from veche.kit.terms import N_
from veche.kit.time import as_datetime, now

# Reports are sent when somebody may read them: from this hour of the community's clock on.
MORNING = 7


@job(N_("See which reports are due"), bound=300)
def send_reports() -> None:
    """Ask for every report whose period is over and that was not sent."""
    for report in Report.objects.filter(removed_at=None, community__closed_at=None).select_related(
        "community"
    ):
        if as_datetime(now(), report.community.time_zone).hour >= MORNING and letters.is_due(report):
            enqueue(send_report, key=str(report.pk), community=report.community_id, report=report.pk)


@job(N_("Send a report"), bound=600)
def send_report(report: int) -> None:
    """Send a board to whoever asked for it; the same period is not sent twice."""
    found = Report.objects.select_related("community__organisation", "user").filter(pk=report).first()
    if found is not None and found.removed_at is None and letters.is_due(found):
        letters.send_report(found)


@job(N_("See whether measures crossed their lines"), bound=900)
def watch_alerts() -> None:
    """Look at every line that somebody drew."""
    for community in Community.objects.filter(closed_at=None).select_related("organisation"):
        alerts = Alert.objects.filter(community=community, removed_at=None).select_related("user")
        letters.watch(community, list(alerts))
