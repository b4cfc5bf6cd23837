"""Encrypted lines: the address is the checked one, the name is still the host's."""

import ssl
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.kit.web.listening import listening, reply

from veche.kit.terms import Trouble
from veche.kit.web import Web


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of «secure.test» that nobody has signed but itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "secure.test")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(1)).not_valid_after(today + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("secure.test")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    plain = serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture(scope="module")
def names():
    return []


@pytest.fixture(scope="module")
def secure(certificate, names):
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate)
    trust.sni_callback = lambda _line, name, _context: names.append(name)
    with listening(lambda _, __, line: reply(line, b"secret"), trust=trust) as one:
        yield one


@pytest.fixture(scope="module")
def web(certificate):
    def local(_host):
        return ["127.0.0.1"]

    return Web(may_reach=(".test",), resolve=local, trust=ssl.create_default_context(cafile=str(certificate)))


def test_the_name_is_asked_for_and_the_checked_address_is_called(ask, web, secure, names):
    names.clear()

    assert ask(web, f"https://secure.test:{secure.port}/") == b"secret"
    assert names == ["secure.test"]
    assert b"\r\nhost: secure.test:%d\r\n" % secure.port in secure.heard[-1].lower()


@pytest.mark.parametrize("host", ["other.test", "secure.test"])
def test_whoever_cannot_prove_a_name_is_not_spoken_to(ask, web, secure, host):
    trusting = web if host == "other.test" else Web(may_reach=web.may_reach, resolve=web.resolve)
    before = len(secure.heard)

    with pytest.raises((Trouble, aiohttp.ClientError)):
        ask(trusting, f"https://{host}:{secure.port}/")
    assert len(secure.heard) == before


def test_a_line_is_encrypted_by_whoever_took_it(web, secure):
    line = web.connect("secure.test", secure.port, 5)

    with web.certificates.wrap_socket(line, server_hostname="secure.test") as encrypted:
        encrypted.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert encrypted.recv(15) == b"HTTP/1.1 200 OK"


def test_verifying_cannot_be_switched_off(web, secure):
    bare = Web(may_reach=web.may_reach, resolve=web.resolve)

    with bare.requests_session() as session, pytest.raises(Trouble):
        session.get(f"https://secure.test:{secure.port}/", verify=False)
