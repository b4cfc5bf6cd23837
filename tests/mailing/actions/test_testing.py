"""A test letter goes by the way the letter will take, as a reader gets it, and says so where it does not."""

from email import message_from_bytes
from email.policy import default

import pytest
from tests import make
from tests.mailing.readers import people_named
from tests.mailing.sending.world import smtp_sender
from tests.mailing.servers import serving
from tests.mailing.written import TEXT, letter

from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import drain
from veche.kit.mail import Letter as Mail
from veche.kit.terms import Trouble
from veche.mailing import actions
from veche.mailing.jobs import try_letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(settings):
    settings.MAY_REACH = ["127.0.0.1"]
    home = make.community(language="ru")
    one = letter(
        home, {**TEXT, "text": "Здравствуйте, {first_name|друг}!"}, subject="Суббота, {first_name|друг}"
    )
    actions.change_letter(one, from_name="Клуб «Бег»", reply_to="answers@example.org", by=SYSTEM)
    return home, one, make.user(Role.EDITOR, home)


def test_it_goes_by_the_sender_of_the_letter_with_its_name_and_as_the_reader_gets_it(desk):
    home, one, colleague = desk
    reader = people_named(home, "Vera Smirnova")["Vera Smirnova"]
    with serving() as server:
        smtp_sender(home, server)

        actions.send_test(one, [colleague.email], person=reader.pk, by=SYSTEM)
        drain()

    ((_, to, data),) = server.letters
    made = message_from_bytes(data, policy=default)
    assert to.strip("<>") == colleague.email
    assert (made["From"].addresses[0].display_name, made["Reply-To"]) == ("Клуб «Бег»", "answers@example.org")
    assert made["Subject"] == "[Проба] Суббота, Vera"
    assert "Vera" in made.get_body(("plain",)).get_content()
    assert "<html" in made.get_body(("html",)).get_content()
    assert not Mail.objects.exists()


def test_a_server_that_does_not_take_it_is_said_with_its_words(desk):
    home, one, colleague = desk
    with serving(fault=lambda stage, to: b"550 5.7.1 no" if stage == "rcpt" else None) as server:
        sender = smtp_sender(home, server)

        with pytest.raises(Trouble, match="was not taken"):
            try_letter.run(one.pk, sender.pk, colleague.email)
