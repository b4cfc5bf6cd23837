"""What leaders watch: background jobs, the audit, letters that were not sent."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from veche.core import actions, queries
from veche.core.forms.finding import AuditForm
from veche.core.terms import READ_OUTBOX, SEE_AUDIT, SEE_JOBS
from veche.kit.pages import back_to, is_htmx, or_404, page, say, show

LONG, FEW = 50, 20


@page(SEE_JOBS)
def job_list(request: HttpRequest) -> HttpResponse:
    """Show background jobs by state; asks itself anew every few seconds."""
    organisation = request.organisation
    counts = queries.counts_of_jobs(organisation)
    state = request.GET.get("state", "")
    found = queries.jobs_of(organisation).order_by("-pk")
    if state in counts:
        found = found.filter(state=state)
    shown = Paginator(found, FEW).get_page(request.GET.get("page"))
    data = {"jobs": queries.shown_jobs(list(shown)), "page_obj": shown, "counts": counts, "state": state}
    return show(request, "core/_jobs.html" if is_htmx(request) else "core/job_list.html", **data)


@page(SEE_JOBS, methods=("POST",))
def retry_job(request: HttpRequest, job: int) -> HttpResponse:
    """Try a failed job again."""
    if not queries.jobs_of(request.organisation).filter(pk=job).exists():
        raise Http404
    actions.retry_job(job, in_=request.organisation, by=request.actor)
    say(request, gettext("The job is tried again."))
    return back_to(request, "core:job_list")


@page(SEE_AUDIT)
def audit_list(request: HttpRequest) -> HttpResponse:
    """Show who did what, newest first."""
    organisation = request.organisation
    users = [(one.user.pk, str(one.user)) for one in queries.colleagues_in(organisation)]
    communities = [(one.pk, one.name) for one in queries.communities_of(request.actor)]
    form = AuditForm(request.GET, users=users, communities=communities)
    found = queries.find_entries(organisation, form.wish(timezone.get_current_timezone_name()))
    shown = Paginator(found, LONG).get_page(request.GET.get("page"))
    data = {"entries": queries.shown_entries(list(shown)), "page_obj": shown, "form": form}
    return show(request, "core/_entries.html" if is_htmx(request) else "core/audit_list.html", **data)


@page(SEE_AUDIT)
def check_audit(request: HttpRequest) -> HttpResponse:
    """Say whether the audit's chain is whole."""
    organisation = request.organisation
    number, last = queries.broken_link(organisation), queries.audit_entries(organisation).first()
    template = "core/_chain.html" if is_htmx(request) else "core/audit_check.html"
    return show(request, template, broken=number, last=last)


@page(READ_OUTBOX)
def outbox(request: HttpRequest) -> HttpResponse:
    """Show Veche's own letters."""
    found = queries.letters_of(request.organisation)
    shown = Paginator(found, FEW).get_page(request.GET.get("page"))
    return show(request, "core/outbox.html", letters=shown, page_obj=shown)


@page(READ_OUTBOX)
def letter_page(request: HttpRequest, letter: int) -> HttpResponse:
    """Show one letter."""
    found = or_404(queries.letters_of(request.organisation).filter(pk=letter).first())
    return show(request, "core/letter_page.html", letter=found)
