"""The money of an event: lines, receipts, files, and accounts that close only when all is paid."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader
from tests import make
from tests.events.coming import guest, move

from veche.core.terms import SYSTEM, Role
from veche.events import jobs
from veche.events.actions import move_event
from veche.events.models import BudgetLine, Event, Receipt, TicketType
from veche.events.queries import budget_of
from veche.events.terms import EventState, GuestState
from veche.kit.time import DAY, now

pytestmark = pytest.mark.django_db
HOSTILE = "=cmd() <b>Зал</b>"


@pytest.fixture
def event():
    """An evening with three paying guests, two of whom have paid."""
    found = make.event(make.community(), "Концерт", capacity=50)
    kind = TicketType.objects.create(event=found, title="Seat", amount=1000_00)
    for number in range(3):
        paid = 1000_00 if number < 2 else 0
        guest(found, f"guest{number}", amount=1000_00, paid=paid, ticket_type=kind)
    return found


@pytest.fixture
def client(event):
    return entering(event, Role.EVENT_ORGANISER)


def entering(event, role):
    client = Client()
    client.force_login(make.user(role, event.community, language="en"))
    return client


def url(name, event, *more):
    return reverse(f"events:{name}", args=[event.community.slug, event.pk, *more])


def note(client, event, side="cost", **given):
    form = {"title": HOSTILE, "category": "venue", "planned": "4 000"} | given
    return client.post(url("line_new", event, side), form)


def photo():
    """A photo as a phone makes it, with a place in it."""
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    file = BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile("чек.jpg", file.getvalue(), "image/jpeg")


def test_the_page_adds_up_both_sides_and_costs_few_queries(event, client, django_assert_max_num_queries):
    note(client, event, promised="4 000")
    note(client, event, "income", title="Bank", category="sponsor", promised="1500", paid="1500", planned="")
    client.get(url("budget_page", event))

    with django_assert_max_num_queries(16):
        page = client.get(url("budget_page", event)).content.decode()

    found = budget_of(event)
    assert "=cmd() &lt;b&gt;Зал" in page
    assert found.tickets[:2] == (3000_00, 2000_00)
    # 2500 of the hall are left to three guests of 1000 each.
    assert (found.balance.break_even, found.balance.paying) == (3, 3)
    assert found.balance.incomes.paid == 3500_00
    assert "not yet paid in full" in page


def test_a_line_is_refused_with_every_reason_at_once(event, client):
    page = note(client, event, title=" ", category="sponsor", planned="$3", paid="-5").content.decode()
    assert "Select a valid choice" in page

    page = note(client, event, title=" ", planned="$3", paid="-5")

    assert page.status_code == 422
    for reason in ("Say what the money is for", "counts in RUB", "like 30 000"):
        assert reason in page.content.decode()
    assert "one amount at least" in note(client, event, planned="").content.decode()
    assert not BudgetLine.objects.exists()


def test_files_tell_every_line_and_run_nothing(event, client):
    note(client, event)

    table = b"".join(client.get(url("budget_file", event, "csv"))).decode("utf-8-sig")
    paper = client.get(url("budget_file", event, "pdf"))

    assert ",'=cmd() <b>Зал</b>,4000.00," in table
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(paper.content)).pages)
    assert "=cmd() <b>Зал</b>" in text
    assert "Концерт" in text


def test_receipts_are_drawn_anew_or_only_saved_and_nothing_else_is_taken(
    event, client, settings, django_capture_on_commit_callbacks
):
    note(client, event)
    line = BudgetLine.objects.get()
    add = url("receipt_add", event, line.pk)
    page = b"%PDF-1.4 <script>alert(1)</script>"

    client.post(add, {"file": photo()})
    client.post(add, {"file": SimpleUploadedFile("bill.pdf", page, "image/png")})
    bad = client.post(add, {"file": SimpleUploadedFile("bill.png", b"<svg onload=x>", "image/png")})

    assert bad.status_code == 422
    drawn, bill = Receipt.objects.order_by("pk")
    assert b"secret place" not in (settings.FILES / drawn.file).read_bytes()
    seen = client.get(url("receipt_file", event, drawn.pk))
    assert (seen["Content-Type"], seen["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    saved = client.get(url("receipt_file", event, bill.pk))
    assert saved["Content-Disposition"].startswith("attachment")
    assert b"".join(saved) == page
    other = make.event(event.community)
    assert client.get(url("receipt_file", other, bill.pk)).status_code == 404
    assert entering(event, Role.ANALYST).get(url("receipt_file", event, bill.pk)).status_code == 403

    client.post(url("receipt_remove", event, bill.pk))
    assert client.get(url("receipt_file", event, bill.pk)).status_code == 404
    client.post(url("receipt_restore", event, bill.pk))
    assert client.get(url("receipt_file", event, bill.pk)).status_code == 200
    client.post(url("receipt_remove", event, bill.pk))
    Receipt.objects.filter(pk=bill.pk).update(removed_at=now() - 40 * DAY)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.forget_diets()
    assert not (settings.FILES / bill.file).exists()
    assert (settings.FILES / drawn.file).exists()


def test_accounts_close_when_the_event_is_over_and_all_that_was_promised_is_paid(event, client):
    note(client, event, title="Hall", promised="4000", paid="1000")
    line = BudgetLine.objects.get()

    refused = client.post(url("budget_settle", event))
    assert refused.status_code == 422
    assert "is not over yet" in refused.content.decode()
    assert "“Hall”: 3000.00 RUB" in refused.content.decode()

    move_to_yesterday(event)
    edit = {"title": "Hall", "category": "venue", "planned": "4000", "promised": "4000", "paid": "4000"}
    client.post(url("line_edit", event, line.pk), edit)
    client.post(url("budget_settle", event))
    assert Event.objects.get(pk=event.pk).state == "settled"
    assert budget_of(event).balance.per_head == 2000_00

    assert client.post(url("line_remove", event, line.pk)).status_code == 422
    assert client.post(url("line_edit", event, line.pk), edit).status_code == 422
    client.post(url("budget_reopen", event))
    client.post(url("line_remove", event, line.pk))
    assert not budget_of(event).costs
    client.post(url("line_restore", event, line.pk))
    assert budget_of(event).costs == [line]


def move_to_yesterday(event):
    """Let the evening be over: two came, one did not."""
    Event.objects.filter(pk=event.pk).update(starts_at=now() - DAY, ends_at=now() - DAY // 2)
    for number, one in enumerate(event.guests.order_by("pk")):
        move(one, GuestState.CAME if number < 2 else GuestState.MISSED)


def test_no_way_leads_round_the_accounts(event, client):
    note(client, event, title="Hall", promised="4000")
    move_to_yesterday(event)
    move_event(event, EventState.CLOSED, by=SYSTEM)

    refused = client.post(url("event_move", event), {"state": "settled"})

    assert "“Hall”: 4000.00 RUB" in refused.content.decode()
    assert Event.objects.get(pk=event.pk).state == "closed"


def test_only_who_keeps_money_sees_it(event):
    assert entering(event, Role.EDITOR).get(url("budget_page", event)).status_code == 403
