"""In random worlds every page says what the rule says: page, list, count, search, file, timeline and error.

The pages are asked as a browser asks them, so both locks hold. `tests/sharing/test_worlds.py` holds the rule,
the condition of queries and the database together in many more worlds.
"""

import re
from random import Random

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from homeward.partnership.models import Worker
from homeward.partnership.rules import DataGroup
from homeward.sharing.models import facts_of
from homeward.sharing.rules import Entitlement, Level, during, entitlement
from tests.sharing.worlds import BORN, TIMES, World, make_world


WORLDS = 50 * TIMES
BATCHES = 2
NAME = re.compile(r"Fakerley\d\d")
PAGES = ("web:child", "web:timeline", "web:who_looked", "web:who_could")


def who_sees_most(world: World) -> tuple[Worker, dict[int, Entitlement]]:
    """The worker to whom the rule gives the most answers that differ, and the answers: for each child."""
    moment = localtime()
    facts = {child.pk: facts_of(child.pk, child.partnership_id) for child in world.children}
    answers = []
    for who in world.workers:
        worker = who.on(moment.date())
        rule = {
            pk: entitlement(worker, held, moment.date(), during(moment.date(), moment))
            for pk, held in facts.items()
        }
        answers.append((len({sight.level for sight in rule.values()}), who.pk, who, rule))
    *_, who, rule = max(answers, key=lambda answer: answer[:2])
    return who, rule


def status_of(name: str, sight: Entitlement) -> int:
    """What the rule says of a page of the child."""
    if DataGroup.CORE in sight.groups:
        return 200
    if name != "web:child":
        return 404
    if sight.level == Level.EXISTS:
        return 403
    return 200 if DataGroup.SAFETY in sight.groups else 404


def named_in(response) -> set[str]:
    return set(NAME.findall(response.content.decode()))


def plain(response) -> str:
    """Without what differs from one answer to the next whatever was asked."""
    return re.sub(
        r'(nonce|value|content)="[^"]*"|/children/\d+[^"]*', "", response.content.decode()
    )


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_page_names_whom_the_rule_lets_see_and_nobody_else(db, client, batch):
    told = {200: 0, 403: 0, 404: 0}
    for number in range(WORLDS // BATCHES):
        rng = Random(batch * 1_000_000 + number)
        world = make_world(rng)
        who, rule = who_sees_most(world)
        if not who.on(localdate()).posts:
            continue
        names = {child.pk: child.family_name for child in world.children}
        listed = {
            names[pk]
            for pk, sight in rule.items()
            if sight.groups & {DataGroup.CORE, DataGroup.SAFETY}
        }
        client.force_login(who)
        where = f"batch {batch}, world {number}, worker {who.pk}"

        page = client.get("/children/")
        assert named_in(page) == listed, where
        assert f"{len(listed)} child" in page.content.decode(), where
        assert named_in(client.get("/children/?as=csv")) == listed, where
        found = client.post("/find/", {"words": f"{BORN:%-d/%-m/%Y}"})
        assert named_in(found) == listed, where
        assert named_in(client.get("/")) <= listed, where

        nobody = plain(client.get(reverse("web:child", args=[10**9])))
        one_of_each = {rule[child.pk].level: child for child in world.children}
        for child in one_of_each.values():
            for name in PAGES:
                response = client.get(reverse(name, args=[child.pk]))
                expected = status_of(name, rule[child.pk])
                assert response.status_code == expected, (where, name, child.pk)
                assert (names[child.pk] in named_in(response)) == (expected == 200), where
                assert named_in(response) <= listed, where
                if expected == 404:
                    assert plain(response) == nobody, (where, name)
                told[expected] += 1

    assert min(told.values()) > 0, told  # or the worlds would prove nothing
