"""Addresses as their countries write them, and points on a map."""

import pytest

from veche.events.rules.addresses import address_line, clean_address, faults_of_address, parts_of
from veche.events.rules.venues import map_link, point_in


def test_a_country_has_its_own_parts_in_its_own_order():
    assert [part.name for part in parts_of("RU")] == ["street_address", "city", "country_area", "postal_code"]
    assert [part.name for part in parts_of("DE")] == ["street_address", "postal_code", "city"]
    assert [part.name for part in parts_of("US")] == ["street_address", "city", "country_area", "postal_code"]
    assert "Тверская область" in next(part for part in parts_of("RU") if part.name == "country_area").choices


def test_an_address_is_one_line_and_a_great_city_is_its_own_region():
    moscow = clean_address("RU", {"street_address": "ул. Покровка,  12", "city": "Москва"})

    assert moscow["country_area"] == "Москва"
    assert faults_of_address("RU", moscow) == []
    assert address_line("RU", moscow) == "ул. Покровка, 12, Москва"
    berlin = {"street_address": "Ringstr. 1", "city": "Berlin", "postal_code": "10115"}
    assert address_line("DE", berlin) == "Ringstr. 1, 10115 Berlin"


def test_everything_wrong_is_said_at_once_and_no_address_is_right():
    assert faults_of_address("RU", {}) == []
    wrong = {"city": "Тверь", "country_area": "Бавария", "postal_code": "12"}

    faults = faults_of_address("RU", wrong)

    assert {fault.field for fault in faults} == {"street_address", "country_area", "postal_code"}


@pytest.mark.parametrize(
    "text",
    [
        "55.7512, 37.6184", "55.7512 37.6184", "https://www.openstreetmap.org/?mlat=55.7512&mlon=37.6184#map=17/1/1",
        "https://www.openstreetmap.org/#map=17/55.7512/37.6184", "https://www.google.com/maps/@55.7512,37.6184,17z",
        "https://yandex.ru/maps/?ll=37.6184%2C55.7512&z=17",
    ],
)  # fmt: skip
def test_a_point_is_read_from_numbers_and_from_links(text):
    point = point_in(text)

    assert point == (55_751_200, 37_618_400)
    assert "mlat=55.751200" in map_link(*point, "")


def test_what_is_no_point_is_none():
    assert [point_in(text) for text in ("", "Москва", "155.1, 37.6", "https://evil.example/")] == [None] * 4
