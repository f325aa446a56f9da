"""Who employs a worker shows on a few pages, where it matters, and on no other: one team, two employers.

Every page is read as those who open it, and each list as all staff. A page that names an organisation stands
below with the reason, or this fails. The partnership's own name is everywhere and is not counted.
"""

import html

from tests.samples import samples_for
from tests.test_access import every_page, words_of


SHOWS_ORGANISATIONS = {
    # Of workers: where it matters who employs them.
    "partnership:worker": "under Employment: to managers, leads and the worker themself",
    "partnership:fill_post": "whose manager gives a post",
    "partnership:change_post": "whose manager gives a post",
    "web:who_could": "of which organisation each person is who could see the child",
    "referrals:arrange_sitting": "the panel has members of both",
    "referrals:sitting": "the panel has members of both",
    "referrals:minute": "the panel had members of both",
    "referrals:sign_item": "for which organisation one signs",
    "support:sign": "for which organisation one signs",
    "support:sign_crisis": "for which organisation one signs",
    "reunification:sign": "for which organisation one signs",
    # Of the two organisations with each other.
    "partnership:collaboration": "what each owes the other",
    "partnership:collaboration_version": "what each owes the other",
    "partnership:add_policy": "whose policy it is, for who leads them",
    "partnership:policies": "whose policy binds whom",
    "partnership:policy": "whose policy it is",
    "partnership:policy_subjects": "what each says on a subject",
    "partnership:read_policy": "whose policy it is",
    "partnership:settle": "what each of the two says",
    "partnership:agree_settlement": "what each of the two says",
    "partnership:agreement": "for which organisation who agreed",
    "partnership:version": "for which organisation who agreed",
    "partnership:proposal": "which organisation proposed",
    "partnership:propose_version": "for which organisation one proposes",
    "partnership:propose_extension": "for which organisation one proposes",
    # Of those who write to a family.
    "letters:letter": "in whose name it is written",
    "letters:change": "in whose name it is written",
    "letters:issue": "in whose name it is written",
    "letters:templates": "whose words they are",
    "letters:template": "whose words they are",
    "letters:write_template": "whose words they are",
    "letters:template_version": "whose words they are",
    "voice:issue_plan": "a family is told which two organisations keep the record",
    "voice:issued": "a family is told which two organisations keep the record",
    # Of teams: which organisation manages one.
    "partnership:teams": "which organisation manages each team",
    "partnership:team": "which organisation manages the team",
    "partnership:change_management": "which organisation manages the team",
}


def named_on(cast, response) -> set[str]:
    words = html.unescape(words_of(response)).replace(cast.partnership.name, "")
    organisations = (cast.founded.council.name, cast.founded.charity.name)
    return {name for name in organisations if name in words}


def test_employers_show_where_it_matters_and_nowhere_else(cast, client):
    samples = samples_for(cast)

    showing = {}
    for name, who, read in every_page(cast, samples, client):
        if found := named_on(cast, read()):
            showing.setdefault(name, set()).add((who, *found))

    assert set(showing) == set(SHOWS_ORGANISATIONS), showing


def test_colleague_who_leads_nothing_reads_no_employer_on_a_workers_page(cast, client):
    client.force_login(cast.alex)

    page = client.get(f"/workers/{cast.robin.pk}/")

    assert page.status_code == 200
    assert named_on(cast, page) == set()
