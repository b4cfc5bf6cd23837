"""Rules of moderation: written, tried on the last 30 days, switched on and off."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from veche.channels.terms import MODERATE
from veche.core.models import Community
from veche.inbox import actions
from veche.inbox.forms.moderation import ModerationRuleForm
from veche.inbox.models import ModerationRule
from veche.inbox.queries import moderation as queries
from veche.inbox.terms.moderation import RULE_FORMS, RuleKind
from veche.kit.pages import back_to, is_htmx, or_404, page, say, show
from veche.kit.terms import Reason
from veche.ledger.queries import lines_with

MOST_SHOWN = 50


@page(MODERATE)
def rule_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the rules, and the kinds of which there may be more."""
    return show(request, "inbox/moderation/rule_list.html", rules=queries.rules_of(community), here="rules",
                kinds=[(kind.value, form) for kind, form in RULE_FORMS.items()])  # fmt: skip


@page(MODERATE, methods=("GET", "POST"))
def rule_new(request: HttpRequest, community: Community, kind: str) -> HttpResponse:
    """Write a rule of a kind."""
    if kind not in set(RuleKind):
        raise Http404
    return _write(
        request, community, ModerationRuleForm(request.POST or None, community=community, kind=RuleKind(kind))
    )


@page(MODERATE, methods=("GET", "POST"))
def rule_change(request: HttpRequest, community: Community, rule: int) -> HttpResponse:
    """Write a rule anew: it is off until it was tried again."""
    found = _rule(community, rule)
    form = ModerationRuleForm(
        request.POST or None, community=community, kind=RuleKind(found.kind), rule=found
    )
    return _write(request, community, form)


@page(MODERATE)
def rule_page(request: HttpRequest, community: Community, rule: int) -> HttpResponse:
    """Show a rule with whom it would have hit in the last 30 days."""
    found = _rule(community, rule)
    latest = (found.trial.get("latest", []) if found.is_tried else [])[:MOST_SHOWN]
    lines = {line.interaction.pk: line for line in lines_with(community, [pk for pk, _, _ in latest])}
    hits = [(lines[pk], Reason(text, values=values)) for pk, text, values in latest if pk in lines]
    template = "_rule.html" if is_htmx(request) else "rule_page.html"
    return show(
        request, f"inbox/moderation/{template}", rule=found, hits=hits, here="rules", settings=_told(found)
    )


@page(MODERATE, methods=("POST",))
def rule_switch(request: HttpRequest, community: Community, rule: int) -> HttpResponse:
    """Switch a rule on or off."""
    is_on = request.POST.get("is_on") == "yes"
    actions.switch_moderation_rule(_rule(community, rule), is_on=is_on, by=request.actor)
    return back_to(request, "inbox:moderation_rule_page", community.slug, rule)


@page(MODERATE, methods=("POST",))
def rule_try(request: HttpRequest, community: Community, rule: int) -> HttpResponse:
    """Try a rule on the last 30 days once more."""
    actions.ask_for_trial(_rule(community, rule), by=request.actor)
    return back_to(request, "inbox:moderation_rule_page", community.slug, rule)


@page(MODERATE, methods=("POST",))
def rule_remove(request: HttpRequest, community: Community, rule: int) -> HttpResponse:
    """Take a rule away; what was said has a button that brings it back."""
    found = _rule(community, rule)
    actions.remove_moderation_rule(found, by=request.actor)
    undo = reverse("inbox:moderation_rule_restore", args=[community.slug, rule])
    say(request, gettext("The rule “{title}” is gone.").format(title=found.title), undo=undo)
    return back_to(request, "inbox:moderation_rule_list", community.slug)


@page(MODERATE, methods=("POST",))
def rule_restore(request: HttpRequest, community: Community, rule: int) -> HttpResponse:
    """Bring a rule back, switched off."""
    actions.restore_moderation_rule(_rule(community, rule), by=request.actor)
    return back_to(request, "inbox:moderation_rule_page", community.slug, rule)


def _write(request: HttpRequest, community: Community, form: ModerationRuleForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            made = actions.save_moderation_rule(community, form.draft(), rule=form.rule, by=request.actor)
        if not form.errors:
            return back_to(request, "inbox:moderation_rule_page", community.slug, made.pk)
    return show(
        request, "inbox/moderation/rule_form.html", form=form, kind=RULE_FORMS[form.kind], rule=form.rule
    )


def _told(rule: ModerationRule) -> list[tuple[str, str]]:
    """Answer what the rule was told, as lines of a page."""
    held = rule.settings
    return [
        (one.title, ", ".join(held.get(one.key, ())) if one.is_lines else str(held.get(one.key, "")))
        for one in rule.form.parameters
    ]


def _rule(community: Community, pk: int) -> ModerationRule:
    return or_404(queries.rule_of(community, pk))
