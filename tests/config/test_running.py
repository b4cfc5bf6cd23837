"""Where the web server listens follows from what the operator said."""

import pytest

from veche.config.running import listening


@pytest.mark.parametrize(
    ("listen", "address", "where"),
    [
        ("", "http://127.0.0.1:8000", ("127.0.0.1", 8000)),
        ("", "http://localhost:8100", ("127.0.0.1", 8100)),
        ("", "http://192.0.2.7:8080", ("192.0.2.7", 8080)),
        ("", "http://[::1]:9000", ("::1", 9000)),
        ("", "https://veche.example.org", ("127.0.0.1", 8000)),
        ("", "https://veche.example.org:8443", ("127.0.0.1", 8000)),
        ("0.0.0.0:80", "https://veche.example.org", ("0.0.0.0", 80)),
        ("localhost:81", "https://veche.example.org", ("127.0.0.1", 81)),
        ("0.0.0.0", "https://veche.example.org", ("0.0.0.0", 8000)),
        ("[::]:8000", "", ("::", 8000)),
    ],
)
def test_the_server_listens_where_it_was_told_or_where_a_proxy_looks_for_it(listen, address, where):
    assert listening(listen, address) == where
