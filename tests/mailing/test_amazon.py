"""Amazon tells of letters: its certificate and its question are asked for over HTTPS, and nobody else's."""

import json
import secrets
import socket

import pytest
from tests import make
from tests.channels.connectors.live.certificates import certificate, showing
from tests.channels.connectors.live.scripted import Answer, outside
from tests.mailing.amazon import amazon_key
from tests.mailing.returned import came_back, delivery, world

from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import drain
from veche.kit.terms import Trouble
from veche.kit.time import DAY, as_datetime, now
from veche.kit.web.door import trusted
from veche.mailing import actions, jobs
from veche.mailing.models import Returning, Suppression
from veche.mailing.terms import Stand
from veche.mailing.terms.returning import ReturningState

pytestmark = pytest.mark.django_db
HOST, EVIL = "sns.eu-west-1.amazonaws.com", "sns.example.org"


class Amazon:
    """The service on this machine: what it serves, and what it signs."""

    def __init__(self, edge):
        self.edge = edge
        self.certificate, self._sign = amazon_key()
        # Certificates are kept once they were asked for: each test has one of its own.
        self.path = f"/SimpleNotificationService-{secrets.token_hex(8)}.pem"
        self.edge.on("GET /SimpleNotificationService-*.pem", Answer(self.certificate))
        self.edge.on("GET /", Answer(b"<ConfirmSubscriptionResponse/>"))

    def call(self, told, kind="Notification", *, version="2", host=HOST, **more):
        """A call as SNS makes it."""
        message = {
            "Type": kind, "MessageId": secrets.token_hex(4), "TopicArn": "arn:aws:sns:eu-west-1:1:letters",
            "Message": told if isinstance(told, str) else json.dumps(told),
            "Timestamp": "2026-11-27T10:00:00.000Z", "SignatureVersion": version,
        } | more  # fmt: skip
        signed = {"Signature": self._sign(message, version), "SigningCertURL": f"https://{host}{self.path}"}
        return json.dumps(message | signed).encode()


@pytest.fixture
def amazon(tmp_path, monkeypatch, settings):
    """Amazon's names lead to this machine, which shows a certificate that is believed here."""
    settings.MAY_REACH = [HOST, EVIL]
    certificate(tmp_path, HOST, EVIL)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    trusted.cache_clear()
    with outside(showing(tmp_path)) as edge:
        found, connect = socket.getaddrinfo, socket.socket.connect

        def look_up(host, *rest, **more):
            return found("127.0.0.1" if host in (HOST, EVIL) else host, *rest, **more)

        def call(self, address):
            connect(self, (address[0], edge.port) if address == ("127.0.0.1", 443) else address)

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        monkeypatch.setattr(socket.socket, "connect", call)
        yield Amazon(edge)
    trusted.cache_clear()


@pytest.fixture
def home(client):
    """A community whose provider knocks: its letter to somebody, and the address that is knocked at."""
    community, way, letter = world()
    secret = actions.open_knock(way, "ses", "", by=make.actor(Role.OWNER, community))

    def knock(body):
        assert client.post(f"/m/{secret}/", body, "text/plain; charset=UTF-8").status_code == 200

    return community, delivery(letter, foreign_id="ses-1"), knock


def bounced(one):
    """What SES tells of an address at which nobody is."""
    told = {"emailAddress": one.email, "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 unknown"}
    bounce = {"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": [told]}
    return {"notificationType": "Bounce", "mail": {"messageId": "ses-1"}, "bounce": bounce}


@pytest.mark.parametrize("version", ["1", "2"])
def test_what_amazon_signed_counts_and_its_certificate_is_asked_for_once(amazon, home, version):
    community, one, knock = home

    knock(amazon.call(bounced(one), version=version, Subject="Amazon SES"))
    knock(amazon.call(bounced(one), version=version))
    actions.read_returns(in_=community, by=SYSTEM)

    one.refresh_from_db()
    assert one.state == Stand.BOUNCED
    assert Suppression.objects.get().email == one.email
    assert [asked.path for asked in amazon.edge.asked()] == [amazon.path]


@pytest.mark.parametrize("version", ["1", "2"])
def test_its_question_is_said_yes_to_once(amazon, home, version):
    community, _, knock = home
    address = f"https://{HOST}/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-west-1:1:letters&Token=t0"

    knock(amazon.call("You have chosen …", "SubscriptionConfirmation", version=version, Token="t0",
                      SubscribeURL=address))  # fmt: skip
    for _ in range(2):
        actions.read_returns(in_=community, by=SYSTEM)

    (asked,) = amazon.edge.asked("GET /")
    assert (asked.query["Action"], asked.query["Token"]) == ("ConfirmSubscription", "t0")
    assert Returning.objects.get().state == ReturningState.TAKEN


def test_what_others_wrote_or_signed_changes_nothing_and_nobody_else_is_asked(amazon, home):
    community, one, knock = home
    genuine = amazon.call(bounced(one))
    forged = genuine.replace(b"Permanent", b"Transient")
    unasked = amazon.call("…", "SubscriptionConfirmation", Token="t0", SubscribeURL=f"https://{EVIL}/?yes=1")
    elsewhere = amazon.call(bounced(one), host=EVIL)
    amazon.edge.on("GET /moved.pem", Answer(b"", 302, {"location": f"https://{EVIL}{amazon.path}"}))
    moved = amazon.call(bounced(one)).replace(amazon.path.encode(), b"/moved.pem")

    for body in (forged, unasked, elsewhere, moved):
        knock(body)
    actions.read_returns(in_=community, by=SYSTEM)

    one.refresh_from_db()
    assert one.state == Stand.SENT
    assert not Suppression.objects.exists()
    assert {asked.headers["host"] for asked in amazon.edge.asked()} == {HOST}
    assert not amazon.edge.asked("GET /")


def test_what_cannot_be_looked_at_now_waits_until_amazon_is_there(amazon, home):
    community, one, knock = home
    amazon.edge.on("GET /SimpleNotificationService-*.pem", Answer(b"", 503), Answer(amazon.certificate))

    knock(amazon.call(bounced(one)))
    with pytest.raises(Trouble):
        actions.read_returns(in_=community, by=SYSTEM)
    one.refresh_from_db()
    before = one.state
    actions.read_returns(in_=community, by=SYSTEM)

    one.refresh_from_db()
    assert (before, one.state) == (Stand.SENT, Stand.BOUNCED)


def test_where_amazon_is_away_other_communities_are_tidied_all_the_same(amazon, home):
    community, one, knock = home
    amazon.edge.on("GET /SimpleNotificationService-*.pem", Answer(b"", 503))
    knock(amazon.call(bounced(one)))
    _, way, _ = world()
    (old,) = came_back(way, b"Subject: long ago\n\nhello\n")
    Returning.objects.filter(pk=old.pk).update(received_at=as_datetime(now() - 40 * DAY))

    jobs.tidy_returns.run()
    drain()

    old.refresh_from_db()
    assert not bytes(old.payload)
    assert Returning.objects.get(community=community).state == ReturningState.WAITING
