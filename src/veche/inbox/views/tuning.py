"""How the inbox is tuned, how right its rule is, and the stream of all that is said."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows, user_in
from veche.inbox import actions, queries
from veche.inbox.forms.tuning import DAYS, METHODS, ChannelForm, DeskForm, RuleForm, WeekForm
from veche.inbox.rules.hours import hours_text
from veche.inbox.terms import ANSWER_PEOPLE, ANY_REASON, READ_INBOX, TUNE_INBOX, WHY_TEXTS, reasons_in
from veche.kit.pages import or_404, page, say, show
from veche.kit.terms import Refusal
from veche.kit.text import number_of
from veche.ledger.queries import channel_of


@page(TUNE_INBOX)
def tuning_page(request: HttpRequest, community: Community) -> HttpResponse:
    """Show how the inbox is tuned."""
    return _tuning(request, community)


def _tuning(request: HttpRequest, community: Community, status: int = 200, **forms: Any) -> HttpResponse:
    choices = queries.choices_of(community, request.actor.user_id)
    names = dict(choices.people)
    methods = {method.value: title for method, title in METHODS}
    duties: dict[int, list[tuple[str, str]]] = {}
    for duty in queries.duties_of(community):
        day = (gettext(DAYS[duty.weekday]), hours_text((duty.start, duty.end)))
        duties.setdefault(duty.user_id, []).append(day)
    data: dict[str, Any] = {
        "desk_form": DeskForm(desk=queries.desk_told(community)), "choices": choices,
        "channels": queries.channels_tuned(community), "measured": queries.measured(community),
        "ratings": queries.ratings_told(community),
        "reasons": [(int(why), *WHY_TEXTS[why]) for why in reasons_in(int(ANY_REASON))],
        "rules": [(rule, ", ".join(names.get(pk, "?") for pk in rule.users), methods.get(rule.method, ""))
                  for rule in queries.rules_of(community)],
        "rule_form": RuleForm(channels=choices.channels, people=choices.people, auto_id="rule_%s"),
        "duty_form": WeekForm(auto_id="duty_%s"),
        "duties": [(names.get(pk, "?"), days) for pk, days in duties.items()],
    } | forms  # fmt: skip
    return show(request, "inbox/tuning_page.html", status=status, **data)


@page(TUNE_INBOX, methods=("POST",))
def tuning_save(request: HttpRequest, community: Community) -> HttpResponse:
    """Set hours, holidays, promises and how far the inbox looks back."""
    form = DeskForm(request.POST, desk=queries.desk_told(community))
    if form.is_valid():
        with form.showing_refusals():
            actions.tune_desk(form.tuned(), in_=community, by=request.actor)
    if form.errors:
        return _tuning(request, community, 422, desk_form=form)
    say(request, gettext("The inbox is tuned."))
    return redirect("inbox:tuning_page", community.slug)


@page(TUNE_INBOX, methods=("POST",))
def tuning_channel(request: HttpRequest, community: Community, channel: int) -> HttpResponse:
    """Set what opens a conversation in one channel."""
    found = or_404(channel_of(community, channel))
    form = ChannelForm(request.POST)
    if not form.is_valid():
        raise Refusal(*(str(fault) for faults in form.errors.values() for fault in faults))
    given = form.cleaned_data
    actions.tune_channel(
        found, form.mask(), given["first_minutes"], given["whole_minutes"], asks_how=given["asks_how"],
        in_=community, by=request.actor,
    )  # fmt: skip
    say(request, gettext("“{title}” is tuned.").format(title=found.title))
    return redirect(reverse("inbox:tuning_page", args=[community.slug]) + "#channels")


@page(TUNE_INBOX, methods=("POST",))
def rule_add(request: HttpRequest, community: Community) -> HttpResponse:
    """Add a rule of who gets conversations."""
    choices = queries.choices_of(community, request.actor.user_id)
    form = RuleForm(request.POST, channels=choices.channels, people=choices.people, auto_id="rule_%s")
    if form.is_valid():
        with form.showing_refusals():
            actions.save_rule(form.ruled(), in_=community, by=request.actor)
    if form.errors:
        return _tuning(request, community, 422, rule_form=form)
    say(request, gettext("The rule holds from the next conversation on."))
    return redirect(reverse("inbox:tuning_page", args=[community.slug]) + "#rules")


@page(TUNE_INBOX, methods=("POST",))
def rule_remove(request: HttpRequest, community: Community, rule: int) -> HttpResponse:
    """Take a rule away."""
    found = or_404(queries.rule_of(community, rule))
    actions.remove_rule(found, in_=community, by=request.actor)
    undo = reverse("inbox:rule_restore", args=[community.slug, rule])
    say(request, gettext("The rule is removed."), undo=undo)
    return redirect(reverse("inbox:tuning_page", args=[community.slug]) + "#rules")


@page(TUNE_INBOX, methods=("POST",))
def rule_restore(request: HttpRequest, community: Community, rule: int) -> HttpResponse:
    """Bring a rule back."""
    found = or_404(queries.rule_of(community, rule))
    actions.restore_rule(found, in_=community, by=request.actor)
    return redirect(reverse("inbox:tuning_page", args=[community.slug]) + "#rules")


@page(TUNE_INBOX, methods=("POST",))
def duty_set(request: HttpRequest, community: Community) -> HttpResponse:
    """Set when somebody is on duty."""
    key = number_of(request.POST.get("user", ""))
    user = or_404(None if key is None else user_in(community.organisation, key))
    form = WeekForm(request.POST, auto_id="duty_%s")
    if not form.is_valid():
        return _tuning(request, community, 422, duty_form=form)
    hours = {number: day for number, day in enumerate(form.hours()) if day}
    actions.set_duty(user, hours, in_=community, by=request.actor)
    say(request, gettext("The duty of {name} is set.").format(name=user))
    return redirect(reverse("inbox:tuning_page", args=[community.slug]) + "#duty")


@page(READ_INBOX)
def stream_page(request: HttpRequest, community: Community) -> HttpResponse:
    """Show all that is said in all channels, the latest first; what wants an answer is chosen from here."""
    asked = {name: request.GET.get(name, "") for name in ("before", "channel")}
    given = {name: number_of(text) or 0 for name, text in asked.items()}
    lines, further = queries.stream_of(community, before=given["before"], channel=given["channel"])
    placed = queries.items_among(community, [line.interaction.pk for line in lines])
    return show(
        request, "inbox/stream_page.html", further=further, chosen=given["channel"],
        lines=[(line, placed.get(line.interaction.pk)) for line in lines],
        choices=queries.choices_of(community, request.actor.user_id),
        may_answer=allows(request.actor, ANSWER_PEOPLE, community),
    )  # fmt: skip
