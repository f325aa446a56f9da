"""Small makers for the tests of support: a plan, a visit, a decision ready to sign, a date in three boxes."""

from datetime import date, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate, now
from PIL import Image
from time_machine import travel

from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision
from homeward.files.pictures import rewritten
from homeward.partnership.models import Membership
from homeward.partnership.rules import Function
from homeward.people.models import Child
from homeward.support import actions
from homeward.support.actions import ChildSeen, NewGoal
from homeward.support.models.visits import PHOTOS
from homeward.support.rules import Happened, Said, Why


def address(name: str, pk: int) -> str:
    return reverse(f"support:{name}", args=[pk])


def boxes(name: str, day: date) -> dict:
    """A date as the page posts it."""
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def in_days(days: int) -> date:
    return localdate() + timedelta(days=days)


def write_plan(episode, *, by, words="Less shouting", seen_version=0):
    return actions.write_plan(
        episode,
        starts_on=localdate(),
        review_on=in_days(30),
        if_it_goes_wrong="Phone Nan.",
        goals=[NewGoal(whose="Dee", words=words)],
        seen_version=seen_version,
        by=by,
    )


def write_visit(episode, *, by, unsafe=False, on=None, minutes=60):
    ash, wren = episode.children.order_by("born")
    return actions.write_up_visit(
        episode,
        on=on or localdate(),
        minutes=minutes,
        where="At home",
        who_was_there="Ash, Wren, Dee",
        what_happened="We ate together.",
        what_next="Robin phones on Friday.",
        unsafe_tonight=unsafe,
        children=[
            ChildSeen(
                ash, seen="alone", words="Nan is fine.", about_only="Walked to the shop with Robin."
            ),
            ChildSeen(
                wren, seen="not alone", why_not_alone="The cat", words="A padlock for the cat."
            ),
        ],
        by=by,
    )


def begun(cast, episode, function=Function.STAY_AT_HOME) -> Decision:
    return actions.prepare_safety_decision(
        episode, function=function, due=in_days(20), by=cast.robin
    )


def completed(cast, decision: Decision) -> Decision:
    for whose, who in (
        ("child", "Ash"),
        ("council", "Sam Placeholder"),
        ("charity", "Robin Testerton"),
    ):
        decisions.add_view(
            decision, whose=whose, who=who, words="Stay, with Nan’s at weekends.", by=cast.robin
        )
    decision.refresh_from_db()
    return decision


def sent(cast, episode, function=Function.STAY_AT_HOME) -> Decision:
    decision = completed(cast, begun(cast, episode, function))
    return decisions.send_for_signing(decision, version=decision.version, by=cast.robin)


def signed(decision: Decision, *, by, code: str) -> Decision:
    decision.refresh_from_db()
    return actions.sign_safety_decision(
        decision,
        outcome=decision.options.get(code=code),
        reasons="You told us where you feel safe.",
        look_again_if="A weekend goes wrong.",
        look_again_by=in_days(28),
        dissent="",
        signed_name=by.name,
        version=decision.version,
        by=by,
    )


def typed_visit(episode, **changes):
    """A write-up as the page posts it."""
    ash, wren = episode.children.order_by("born")
    given = {
        **boxes("on", localdate()),
        "place": "At home",
        "minutes": "90",
        "who_was_there": "Ash, Wren, Dee",
        f"seen_{ash.pk}": "alone",
        f"words_{ash.pk}": "Nan is fine.",
        f"seen_{wren.pk}": "not alone",
        f"why_{wren.pk}": "The cat",
        "what_happened": "We ate together.",
        "what_next": "Robin phones on Friday.",
        "unsafe_tonight": "no",
    }
    return {**given, **changes}


def photo_file(*, size=(40, 30), kind="JPEG", name="plan.jpg", **saved):
    """A photo as a phone sends it."""
    out = BytesIO()
    Image.new("RGB", size, "sienna").save(out, kind, **saved)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def happen(episode, kind, by, *, child=None, on=None, at=None):
    return actions.record_happening(
        child or episode.children.order_by("born").first(),
        kind=kind,
        on=on or localdate(),
        at=at,
        what="What Dee said.",
        episode=episode,
        by=by,
    )


def offered(found, *, by, at=None, said=Said.ACCEPTS, words="Not at home."):
    """A return interview, an hour after the child was found."""
    return actions.offer_interview(
        found,
        at=at or found.moment + timedelta(hours=1),
        who=by.name,
        said=said,
        words=words,
        by=by,
    )


def held(found, *, by, on=None, independent=True, words="It was loud.", themes=None):
    talk = actions.Talk(
        on=on or localdate(),
        who="Bell Talkwell, advocate",
        independent=independent,
        where="The park café",
        words=words,
        themes=[Why.ROWS, Why.PEOPLE] if themes is None else themes,
        follows="Robin agrees with Dee where Ash may stay.",
    )
    return actions.hold_interview(found, talk, by=by)


def withdrawn(cast, *, before=timedelta(0)):
    """An episode that the family withdrew from, some time ago."""
    with travel(now() - before):
        episode = cast.episode()
        happen(episode, Happened.FAMILY_WITHDREW, cast.robin)
    return episode


def ended(cast):
    episode = withdrawn(cast)
    return actions.close_episode(episode, because="They withdrew.", by=cast.robin)


def sees(worker, episode, day):
    children = Child.objects.visible_to(worker.on(day), day)
    return children.filter(pk__in=episode.children.all()).exists()


def leaves(worker):
    """The worker's post ended yesterday."""
    for membership in Membership.objects.filter(worker=worker):
        membership.period = (membership.start, in_days(-1))
        membership.save(update_fields=["period"])


def taken(file):
    return rewritten(file, file.size)


def add_photo_to(visit, *, by, children=None, **more):
    picture = taken(photo_file())
    about = children if children is not None else [one.child for one in visit.about.all()]
    return actions.add_photo(
        visit, picture=picture, shows="The plan on the fridge", children=about, by=by, **more
    )


def photo_files():
    """What lies in the storage, by name."""
    held = {}
    for name in PHOTOS.storage.listdir("")[1]:
        with PHOTOS.storage.open(name) as file:
            held[name] = file.read()
    return held
