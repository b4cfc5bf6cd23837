"""What is public and what is not, by the standard library's tables; and exceptions as they are read."""

from ipaddress import IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.kit.terms import Refusal
from veche.kit.web.addresses import canonical, is_among, is_public, literal, read_exceptions, shown

NAT64 = ip_network("64:ff9b::/96")
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "149.154.167.220",
    "87.240.132.72",
    "2606:4700::1111",
    "2a00:1450::1",
    "64:ff9b::808:808",
]


@pytest.mark.parametrize("text", PUBLIC)
def test_the_public_net_is_public(text):
    assert is_public(ip_address(text))


@settings(max_examples=examples(150))
@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=4, network="100.0.0.0/9")))
def test_an_ipv4_address_is_public_only_where_the_standard_library_says_so(address):
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_reserved


@settings(max_examples=examples(150))
@given(
    st.one_of(
        st.ip_addresses(v=6),
        st.ip_addresses(v=6, network="2001::/22"),
        st.ip_addresses(v=6, network="2000::/3"),
    )
)
def test_an_ipv6_address_is_public_only_where_the_standard_library_says_so(address):
    if is_public(address) and address not in NAT64:
        assert address.is_global
        assert not any((address.is_multicast, address.is_reserved, address.is_site_local))
        assert (address.ipv4_mapped, address.sixtofour, address.teredo) == (None, None, None)


@settings(max_examples=examples(200))
@given(st.ip_addresses(v=4), st.integers(0, 2**16 - 1))
def test_no_address_is_public_by_what_it_carries(inner, rest):
    value = int(inner)

    assert is_public(IPv6Address(int(IPv6Address("64:ff9b::")) | value)) is is_public(inner)
    for shell in (value, 0xFFFF << 32 | value, 0x2002 << 112 | value << 80 | rest,
                  0x20010000 << 96 | value << 64 | rest, 0x20010000 << 96 | value ^ 0xFFFFFFFF):  # fmt: skip
        assert not is_public(IPv6Address(shell))


@settings(max_examples=examples(60))
@given(st.text(max_size=30))
def test_a_canonical_host_has_one_reading(text):
    try:
        host = canonical(text)
    except Refusal:
        return
    assert canonical(host) == host
    assert host.isascii()
    if literal(host) is None:
        assert not host.rpartition(".")[2].isdigit()


def test_hosts_are_compared_in_one_spelling():
    assert canonical("ExAmple.ORG") == canonical("ｅxample．org") == "example.org"
    assert canonical("пример.рф") == "xn--e1afmkfd.xn--p1ai"
    assert canonical("[2001:DB8::0:1]") == "2001:db8::1"
    assert is_among("a.b.example.org", {".example.org"})
    assert not is_among("badexample.org", {".example.org", "example.org"})


def test_exceptions_open_what_they_name_and_nothing_else():
    found = read_exceptions(
        ["localhost", "Chat.local:8065", "10.1.0.0/16", "[::1]:8008", "192.0.2.1", ".in.example", "fd00::/8"]
    )

    def lets(host, address, port=80):
        return found.let(host, ip_address(address), port)

    assert lets("localhost", "127.0.0.1")
    assert lets("chat.local", "10.0.0.9", 8065)
    assert lets("x", "10.1.255.255", 5)
    assert lets("x", "::1", 8008)
    assert lets("a.in.example", "10.9.9.9")
    assert lets("", "fd12::1")
    assert not lets("x", "127.0.0.1")
    assert not lets("chat.local", "10.0.0.9", 80)
    assert not lets("x", "10.2.0.0")
    assert not lets("x", "::1", 80)
    assert not lets("in.example", "10.9.9.9")
    assert not lets("x", "::ffff:10.1.0.1")


@pytest.mark.parametrize(
    "text", ["10.0.0.0/33", "10.1.2.3/16", "a b", "host:port", "http://x", "2130706433", "x/24", "", "."]
)
def test_a_misspelt_exception_opens_nothing(text):
    with pytest.raises(ValueError, match="no "):
        read_exceptions([text])


@given(st.text())
def test_what_is_shown_of_an_address_keeps_its_path_to_itself(text):
    assert shown("https://name:secret@host.test/" + text) == "https://host.test"
