"""A family of the county that speaks for itself: a drawing, what hurts told once, a decision told, each one's own page,
and a mother who opens hers by a link at night and says that she is not happy."""

from io import BytesIO

from django.utils.timezone import localdate
from PIL import Image, ImageDraw

from homeward.county.journey import Journey
from homeward.files.pictures import Picture, rewritten
from homeward.partnership.rules import Role
from homeward.people.models import Adult, Child
from homeward.voice.actions import contact, feedback, plans, retelling, saying, telling
from homeward.voice.actions.feedback import Statement
from homeward.voice.rules.feedback import Feeling
from homeward.voice.rules.plans import Agreed, Checked
from homeward.voice.rules.retelling import Permission
from homeward.voice.rules.saying import How
from homeward.voice.rules.telling import Way


def for_themselves(j: Journey, ago: int) -> None:
    eldest = j.episode.children.order_by("born", "pk")[0]
    adult = Adult.objects.filter(relationships__child=eldest).order_by("pk")[0]
    with j.ago(ago):
        _says(j, eldest)
        _told_once(j, eldest, adult)
        _hears_what_was_decided(j, eldest, adult)
    with j.ago(ago - 1):
        _has_a_page(j, eldest, adult)
    with j.ago(ago - 2):
        _opens_it(j, adult)
    with j.ago(ago - 3):
        one = j.episode.feedback.get()
        feedback.answer_feedback(
            one,
            answer="I am sorry. From now on I ring on Mondays at ten, and tell you if I cannot come.",
            by=j.key_worker,
        )
    with j.ago(1):
        plans.make_link(j.episode, adult, by=j.key_worker)


def _says(j: Journey, child: Child) -> None:
    saying.write_down(
        child,
        on=localdate(),
        how=How.DRAWING,
        words="This is us. The door is green now, and it is closed.",
        to_whom=str(j.key_worker),
        picture=_drawing(),
        by=j.key_worker,
    )


def _drawing() -> Picture:
    """A house, as a child draws one."""
    paper = Image.new("RGB", (600, 420), "white")
    pen = ImageDraw.Draw(paper)
    pen.line([(140, 220), (300, 90), (460, 220)], fill="#9c2a1c", width=9)
    pen.rectangle([160, 220, 440, 380], outline="#29232b", width=7)
    pen.rectangle([270, 280, 335, 380], fill="#24603d")
    pen.ellipse([500, 30, 575, 105], outline="#c9701f", width=8)
    for number, size in enumerate((70, 55, 40)):
        left = 40 + 34 * number
        pen.ellipse([left, 380 - size, left + 18, 398 - size], outline="#4a2545", width=4)
        pen.line([(left + 9, 398 - size), (left + 9, 395)], fill="#4a2545", width=4)
    out = BytesIO()
    paper.save(out, "PNG")
    return rewritten(out, out.tell())


def _told_once(j: Journey, child: Child, adult: Adult) -> None:
    retelling.write_fact(
        child,
        about="The winter before they moved here",
        fact="They slept in the car for three weeks. The children do not want to talk about it again.",
        teller=f"{adult.name}, at the kitchen table",
        source=f"To {j.key_worker}, at the third visit",
        told_on=localdate(),
        team=j.cast.teams[j.to_team],
        permission=Permission.YES,
        by=j.key_worker,
    )


def _hears_what_was_decided(j: Journey, child: Child, adult: Adult) -> None:
    decision = j.item.decision
    for person, said in (
        (child, "So you come every week? Good."),
        (adult, "I was afraid that they would say no."),
    ):
        telling.tell_decision(
            decision,
            person,
            on=localdate(),
            who=str(j.key_worker),
            way=Way.FACE,
            said=said,
            by=j.key_worker,
        )


def _has_a_page(j: Journey, child: Child, adult: Adult) -> None:
    contact.write_safe_way(
        adult,
        how="Text first, to their own phone",
        hours="Weekdays, before three",
        never="No letters, no voicemail",
        by=j.key_worker,
    )
    for person, agreed in (
        (
            adult,
            (
                Agreed("Nobody shouts after eight", "You go for a walk. We practise it with you."),
                Agreed("You are not alone with it", "We come every week, and ring on Mondays."),
            ),
        ),
        (
            child,
            (Agreed("You have a quiet place", "You can go to it, and nobody follows you."),),
        ),
    ):
        plans.issue_plan(
            j.episode,
            person,
            Checked(agreed, "Phone us. At night phone the number on this page.", True),
            children=list(j.episode.children.all()),
            by=j.key_worker,
        )


def _opens_it(j: Journey, adult: Adult) -> None:
    made = plans.make_link(j.episode, adult, by=j.key_worker)
    link, _ = plans.open_page(made.secret, made.code)
    feedback.say_by_link(
        link, Statement(Feeling.UNHAPPY, "You said Monday and nobody came.", by_name=True)
    )
    plans.leave_page(link)
    manager = j.cast.one(j.to_team, Role.TEAM_MANAGER)
    feedback.write_feedback(
        j.episode, adult, Statement(Feeling.GOOD, "Somebody listens.", by_name=False), by=manager
    )
