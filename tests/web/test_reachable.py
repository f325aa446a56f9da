"""Every page that stands for itself is led to from somewhere, and no link leads nowhere."""

import html
import re
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from homeward.partnership.rules import Role
from tests.samples import samples_for
from tests.test_access import ADDRESSES, PUBLIC


LED_TO = re.compile(r'(?:href|action|src|formaction|data-[a-z-]+)="(/[^"]*)"')
# Led to by no page, each with the reason.
OF_SECOND_STEPS = "from the page of the password, where the settings ask for a second step"
FROM_ELSEWHERE = {
    **dict.fromkeys(
        [
            "access:confirm",
            "access:second_step",
            "access:second_steps",
            "access:set_up",
            "access:set_up_app",
            "access:set_up_passkey",
        ],
        OF_SECOND_STEPS,
    ),
    "duty:give_passphrase": "once a passphrase is set; none is here",
    "duty:take_file": "once a passphrase is set; none is here",
    "partnership:collaboration_changes": "from the second version on; there is one here",
    "partnership:propose_collaboration": "while none is proposed; one is here",
    "web:choose_partnership": "for who works in several",
    "web:components": "the catalogue of parts, for those who write pages",
}


def test_every_page_is_led_to_and_no_link_leads_nowhere(cast, as_worker):
    samples_for(cast)
    lead = cast.join("Lou Leading", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.council)
    duty = cast.join("Uma Nightly", cast.founded.duty, Role.SOCIAL_WORKER, cast.founded.council)
    workers = [cast.kit, cast.sam, cast.jo, cast.morgan, lead, duty]

    walks = [Walk(as_worker(worker)) for worker in workers]

    reached = set().union(*(walk.found for walk in walks))
    pages = {name for name, arguments in ADDRESSES if not arguments} - set(PUBLIC)
    alone = sorted(pages - reached - set(FROM_ELSEWHERE))
    assert alone == [], ", ".join(alone)
    assert [fault for walk in walks for fault in walk.nowhere] == []


class Walk:
    """What one worker comes upon who follows every link, opening one page of each name."""

    def __init__(self, client) -> None:
        self.client, self.found, self.nowhere = client, set(), []
        self.opened: set[str] = set()
        self.follow("/")

    def follow(self, start: str) -> None:
        waits = [(start, "")]
        while waits:
            path, before = waits.pop()
            try:
                name = resolve(urlsplit(path).path).view_name
            except Resolver404:
                continue  # a file
            self.found.add(name)
            if name in self.opened:
                continue
            self.opened.add(name)
            answer = self.client.get(path)
            if answer.status_code not in (200, 302, 405):  # 405: it is only posted to
                self.nowhere.append((before, path, answer.status_code))
            if answer.status_code == 302:
                waits.append((answer.headers["Location"], before))
            elif "text/html" in answer.headers.get("Content-Type", ""):
                page = answer.content.decode()
                waits += [(html.unescape(href), path) for href in LED_TO.findall(page)]
