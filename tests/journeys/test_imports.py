"""An import by hand: dropped, asked about, looked through, taken in, taken back."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import make
from tests.channels.files import PEOPLE, messages, work

from veche.channels import actions
from veche.channels.models import Import
from veche.core.terms import Role
from veche.ledger.models import Interaction

pytestmark = pytest.mark.django_db(transaction=True)
MORE = "<b>жирный</b>;bad address;Пермь\n"


@pytest.fixture
def house():
    community = make.community(accent="teal")
    return community, make.user(Role.COMMUNITY_MANAGER, community)


def test_a_list_of_guests_comes_in_and_goes_again(visitor, house, tmp_path):
    community, user = house
    user.language, user.theme = visitor.language, visitor.theme
    user.save()
    visitor.sign_in(user)
    page, home = visitor.page, reverse("channels:import_list", args=[community.slug])
    file = tmp_path / "Гости 2026-03-04.csv"
    file.write_text(PEOPLE + MORE)

    visitor.go(reverse("channels:channel_list", args=[community.slug]))
    visitor.look("no-channels")
    visitor.go(home)
    visitor.look("no-imports")
    page.locator("main a.btn-primary").first.click()
    visitor.look("upload")
    page.set_input_files("#files", file)
    page.click("#upload button[type=submit]")
    page.wait_for_url(re.compile(r"/imports/\d+/"))
    visitor.look("recognising")
    work()
    page.wait_for_selector("table.mapping")
    visitor.look("mapping")
    page.locator("form .form-buttons .btn-primary").click()
    page.wait_for_url(re.compile(r"/imports/\d+/"))
    work()
    page.wait_for_selector("dl.account")
    visitor.look("dry-run")
    page.locator(".form-buttons .btn-primary").click()
    page.wait_for_load_state()
    work()
    page.wait_for_selector("text=2026")
    page.wait_for_selector("details button.text-danger", state="attached")
    visitor.look("done")
    assert Interaction.objects.exists()
    visitor.go(home)
    visitor.look("imports")
    visitor.go(reverse("channels:channel_list", args=[community.slug]))
    visitor.look("channels")
    page.locator("main .list-group-item a").first.click()
    visitor.look("channel")
    visitor.go(reverse("channels:import_page", args=[community.slug, Import.objects.get().pk]))
    page.locator("details summary.opens").last.click()
    visitor.look("take-back")
    page.locator("details button.text-danger").click()
    page.wait_for_load_state()
    work()
    page.wait_for_selector("a.btn[href$='/imports/new/']")
    visitor.look("taken-back")

    assert not Interaction.objects.exists()


def test_files_dropped_on_the_page_are_named_and_refused_by_name(visitor, house):
    community, user = house
    visitor.sign_in(user)
    visitor.go(reverse("channels:import_new", args=[community.slug]))
    page = visitor.page

    page.evaluate(
        """() => {
            const files = new DataTransfer()
            files.items.add(new File(['a'], 'one.csv'))
            files.items.add(new File([], '<b>empty.csv'))
            const form = document.querySelector('#upload')
            form.dispatchEvent(new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}))
        }"""
    )

    expect(page.locator(".alert-danger")).to_contain_text("<b>empty.csv")
    visitor.look("refused")
    assert Import.objects.get().name == "one.csv"


def test_an_import_on_its_way_shows_how_far_it_is_and_stops(visitor, house, tmp_path):
    community, user = house
    visitor.sign_in(user)
    path = tmp_path / "chat.csv"
    path.write_text(messages(300))
    by = make.actor(Role.COMMUNITY_MANAGER, community)
    found = actions.accept_upload(community, path, "chat.csv", by=by, here=True)
    actions.look_at_import(found, by=by, here=True)
    actions.answer_questions(found, {}, by=by, here=True)
    actions.check_import(found, by=by)
    actions.start_import(found, by=by, here=True)
    Import.objects.filter(pk=found.pk).update(seen=120, new=120, resumed_at=found.made_at)
    visitor.go(reverse("channels:import_page", args=[community.slug, found.pk]))

    expect(visitor.page.locator("progress")).to_have_attribute("value", "40")
    visitor.look("moving")
    visitor.page.locator(".form-buttons button").click()

    expect(visitor.page.locator(".badge").first).to_contain_text("остановлен")
    visitor.look("stopped")


def test_a_file_goes_up_without_scripts(visitors, house, tmp_path):
    community, user = house
    visitor = visitors(java_script_enabled=False)
    visitor.sign_in(user)
    file = tmp_path / "guests.csv"
    file.write_text(PEOPLE)
    visitor.go(reverse("channels:import_new", args=[community.slug]))

    visitor.page.set_input_files("#files", file)
    visitor.page.click("#upload button[type=submit]")
    visitor.page.wait_for_url(re.compile(r"/imports/\d+/"))

    assert Import.objects.get().name == "guests.csv"
