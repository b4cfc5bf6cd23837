"""Letters of people who never lived, in the boxes that real programs make of them."""

from email.message import EmailMessage

from tests.channels.connectors import contract

from veche.channels.connectors.mail import CONNECTOR
from veche.channels.terms import Surroundings

LIST = """From anna@example.org Wed Oct 17 09:10:00 2012
From: =?utf-8?b?0JDQvdC90LA=?= Ray <Anna@Example.org>
To: runners@lists.example.org
List-Id: "The Runners" <runners.lists.example.org>
Subject: [Runners] Where do we run?
Date: Wed, 17 Oct 2012 09:10:00 +0400
Message-ID: <one@example.org>

Shall we run by the river?

>From the bridge on.

--\x20
Anna Ray
+7 900 000

From petra@example.org Wed Oct 17 10:10:00 2012
From: petra@example.org (Petra Stone)
To: runners@lists.example.org
List-Id: "The Runners" <runners.lists.example.org>
Subject: Re: [Runners] Where do we run?
Date: Wed, 17 Oct 2012 10:10:00 +0400
Message-ID: <two@example.org>
In-Reply-To: <one@example.org>
References: <one@example.org>

17 октября 2012 г., 9:10 пользователь Anna Ray <anna@example.org> написал:

> Shall we run by the river?

Да, в шесть.
_______________________________________________
Runners mailing list
Runners@lists.example.org
http://lists.example.org/mailman/listinfo/runners

From olha@example.net Wed Oct 17 11:10:00 2012
From: Olha <olha@example.net>
To: runners@lists.example.org
List-Id: "The Runners" <runners.lists.example.org>
Subject: RE: [Runners] Where do we run?
Date: Wed, 17 Oct 2012 11:10:00 +0400
Message-ID: <three@example.net>
In-Reply-To: <two@example.org>

Me too.
"""
PIPERMAIL = """From anna at example.org  Wed Oct 17 09:10:00 2012
From: anna at example.org (=?koi8-r?Q?=E1=CE=CE=C1?=)
Date: Wed Oct 17 09:10:00 2012
Subject: [Runners] Shoes
Message-ID: <four@example.org>

Which ones?

From petra at example.org  Wed Oct 17 10:10:00 2012
From: petra at example.org (Petra Stone)
Date: Wed, 17 Oct 2012 10:10:00 +0200
Subject: [Runners] Shoes
In-Reply-To: <four@example.org>
Message-ID: <five@example.org>

On Wed, Oct 17, 2012 at 9:10 AM, Anna <anna at example.org> wrote:
> Which ones?
The red ones.

"""
LISTSERV = """=========================================================================
Date:         Wed, 17 Oct 2012 09:10:00 +0000
Reply-To:     Anna <anna@EXAMPLE.ORG>
From:         Anna <anna@EXAMPLE.ORG>
Subject:      Shoes
Message-ID:  <six@example.org>

Which ones?
=========================================================================
Date:         Wed, 17 Oct 2012 10:10:00 +0000
From:         Petra <petra@EXAMPLE.ORG>
Subject:      Re: Shoes
Message-ID:  <seven@example.org>

The red ones.
"""
LETTER = "\n".join(LIST.split("\n")[1:8]) + "\n\nOne letter.\n"
BOUNCE = """From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: news@example.org
Subject: Undelivered Mail Returned to Sender
Date: Wed, 17 Oct 2012 09:10:00 +0000
Message-ID: <eight@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; gone@example.net
Action: failed
Status: 5.1.1
--b--
"""
COMPLAINT = BOUNCE.replace("delivery-status", "feedback-report").replace(
    "Reporting-MTA: dns; mx.example.org", "Feedback-Type: abuse\nOriginal-Rcpt-To: cross@example.net"
)
BOXES = {"list": LIST, "pipermail": PIPERMAIL, "listserv": LISTSERV, "letter": LETTER, "bounce": BOUNCE}


def sightings(tmp_path, content, name="box", **answers):
    path = contract.file(tmp_path, content, name)
    surroundings = Surroundings(time_zone="Europe/Moscow", file_name=name)
    return contract.sightings(contract.read(CONNECTOR, path, answers or None, surroundings))


def letter(text="", *, subject="Hello", html="", **headers):
    made = EmailMessage()
    told = {
        "From": "Anna <anna@example.org>",
        "Date": "Wed, 17 Oct 2012 09:10:00 +0000",
        "Message-ID": "<x@y>",
    }
    for key, value in (told | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        made[key] = value
    made["Subject"] = subject
    if text or not html:
        made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html") if text else made.set_content(html, subtype="html")
    return made.as_bytes()
