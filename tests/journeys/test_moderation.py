"""Moderation before people's eyes: a rule is tried, switched on and broken; what was done is taken back."""

import re

import pytest
from playwright.sync_api import expect
from tests import make
from tests.inbox.moderation.told import ANNA, connected, hear, said, url
from tests.people.told import settle_down

from veche.channels.models import Intervention, Outgoing
from veche.core.terms import Role
from veche.kit.jobs import Job

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "У нас не рекламируют казино"


def test_a_rule_is_tried_switched_on_and_what_was_done_is_taken_back(visitor):
    community = make.community()
    hear(community, said(10, "Лучшее казино города", ago=60 * 24 * 3), said(11, "Всем привет", ANNA))
    connected(community)
    Job.objects.all().delete()  # the check of a server that is not there
    visitor.sign_in(make.user(Role.MODERATOR, community, language=visitor.language))
    page = visitor.page

    visitor.go(url("moderation_rule_new", community, "words"))
    page.fill("[name=title]", "Без казино")
    page.fill("[name=words]", "казино")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("#rule [role=status]")).to_be_visible()
    settle_down()
    expect(page.locator("#rule .list-group-item")).to_have_count(1)
    expect(page.locator("#rule .list-group-item")).to_contain_text("Лучшее казино города")
    page.locator("#rule form[action$='/switch/'] button").click()
    expect(page.locator("#rule form[action$='/switch/'] [name=is_on]")).to_have_count(0)

    hear(community, said(12, "Заходите в кaзин0"))
    visitor.go(url("report_list", community))
    report = page.locator("[data-pair]")
    expect(report).to_have_count(1)
    expect(report).to_contain_text("Заходите в кaзин0")
    expect(report).to_contain_text("Без казино")
    visitor.look("moderation-report")
    report.locator("summary").click()
    report.locator("[name=reason]").fill(REASON)
    report.locator("[name=also_delete]").check()
    report.locator("button[value=warn]").click()
    expect(page.locator("[data-pair]")).to_have_count(0)
    assert (Outgoing.objects.get().text, Intervention.objects.get().act) == (REASON, "delete")

    visitor.go(url("report_log", community))
    row = page.locator("main .list-group-item")
    expect(row).to_contain_text(REASON)
    undo = row.locator("form[action$='/undo/'] button")
    undo.click()
    expect(page).to_have_url(re.compile(r"/log/"))
    expect(undo).to_have_count(0)
    assert (Outgoing.objects.get().state, Intervention.objects.get().state) == ("withdrawn", "undone")
    assert visitor.problems == []
