"""What is printed can be read: names in any script, whole or shrunk, and codes that scan."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from tests import make
from tests.events.guests import going

from veche.events.models import Guest, TicketType
from veche.events.queries import (
    badges_pdf,
    names_not_drawn,
    names_pdf,
    qr_data,
    ticket_number,
    tickets_pdf,
)
from veche.events.terms import GuestState

pytestmark = pytest.mark.django_db
NAMES = (
    "Анна Щёлкина",
    "ნინო ბერიძე",
    "王小明",
    "Զարուհի",
    "さくら 田中",
    "김민수",
    "Łukasz Żółć",
    "สมชาย",
    "अनिल शर्मा",
)
UNKNOWN = "\U00012000\U00012001"


def read(pdf):
    """What stands on each page, without spaces."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_badges_and_lists_have_names_of_any_script():
    event = make.event(title="Встреча")
    speaker = TicketType.objects.create(event=event, title="Докладчик")
    for name in NAMES:
        going(event, name)
    Guest.objects.update(ticket_type=speaker)
    going(event, "А" * 180)
    nobody = going(event, UNKNOWN)
    going(event, "Отменивший", state=GuestState.INVITED)

    badges, names = read(badges_pdf(event)), read(names_pdf(event))

    assert (len(badges), len(names)) == (2, 1)
    assert "".join(badges).count(ticket_number(nobody.places.get())) == 2
    for name in NAMES:
        assert "".join(name.split()) in "".join(badges)
        assert "".join(name.split()) in names[0]
    assert "".join(badges).count("Докладчик") == names[0].count("Докладчик") == len(NAMES)
    assert "Отменивший" not in "".join(badges + names)


def test_names_that_paper_cannot_show_whole_are_told():
    event = make.event()
    for name in (*NAMES, "דוד", "محمد", "Анна \U0001f98a"):
        going(event, name)
    known = names_not_drawn(event)
    for name in (UNKNOWN, "Анна \U0001e800"):
        going(event, name)

    assert known == []
    assert names_not_drawn(event) == [UNKNOWN, "Анна \U0001e800"]


def test_a_party_has_a_page_for_each_ticket():
    event = make.event(title="Встреча")
    anna = going(event, "Анна", seats=3)

    pages = read(tickets_pdf(anna))

    numbers = [ticket_number(seat) for seat in anna.places.order_by("number")]
    assert [number in page for number, page in zip(numbers, pages, strict=True)] == [True] * 3
    assert len(set(numbers)) == 3
    assert "Анна(2/3)" in pages[1]


def test_pictures_of_codes_are_pictures():
    assert qr_data("https://veche.example/d/x/").startswith("data:image/svg+xml")
