"""What several journeys do with an event: plan it, register for it, and stand at its door."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from veche.core.terms import SYSTEM
from veche.events.actions import invite_device
from veche.kit.time import as_datetime

# Reads a QR code off a picture, as a camera would.
READ = """async ([script, picture]) => {
    const { default: jsQR } = await import(script)
    const image = new Image()
    image.src = picture
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    canvas.getContext("2d").drawImage(image, 0, 0)
    const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, image.width, image.height)
    return jsQR(data, width, height).data
}"""


def url(name, community, *more):
    """The address of a page of the desk."""
    return reverse(f"events:{name}", args=[community.slug, *more])


def wall(at, zone="Europe/Moscow"):
    """A moment as the field of a form has it, on the clock of a zone."""
    return as_datetime(at, zone).strftime("%Y-%m-%dT%H:%M")


def register(guest, event, name, email, seats="1", **more):
    """Somebody fills in the public form."""
    guest.go(f"/e/{event.community.slug}/{event.slug}/?language={guest.language}")
    guest.page.fill("[name=name]", name)
    guest.page.fill("[name=email]", email)
    guest.page.select_option("[name=seats]", seats)
    for field, words in more.items():
        guest.page.locator(f"details:has([name={field}]) summary").click()
        guest.page.fill(f"[name={field}]", words)
    guest.page.locator("button[name=answer][value=going]").click()
    expect(guest.page).to_have_url(re.compile(r"/g/[\w-]+/"))


def open_phone(visitors, event, title, door, expected=2):
    """A volunteer's phone that opened its link and has everything it needs."""
    phone = visitors(device="phone")
    phone.go(reverse("events:device_page", args=[invite_device(event, title, door=door, by=SYSTEM)[1]]))
    expect(phone.page.locator("#door[data-ready=yes]")).to_be_attached()
    expect(phone.page.locator("#door-numbers")).to_contain_text(re.compile(rf"0 \D+ {expected}"))
    return phone


def scan(phone, words):
    """A scanner types a code and Enter."""
    phone.page.fill("#door-words", words)
    phone.page.press("#door-words", "Enter")


def outcome(phone, name):
    """What the phone says of the last scan."""
    return expect(phone.page.locator(f"#door-result[data-outcome={name}]"))
