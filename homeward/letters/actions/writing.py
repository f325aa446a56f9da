"""Writing a letter from what is in force, changing its words, issuing it, or throwing it away.

When it is issued it becomes a file of the children, enciphered under their keys, as a PDF and as a Word document;
its words are nowhere else from then on.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from django.utils.timezone import localdate, now

from homeward.access.guard import Overtaken, Refused, require
from homeward.access.rules import refuse
from homeward.decisions.models import Decision
from homeward.files.actions import NewFile, keep_file
from homeward.files.models import File
from homeward.files.receiving import NotTaken, Received, scanned
from homeward.files.rules import PDF, WORD, FileKind
from homeward.letters import paper as papers
from homeward.letters import queries, rules
from homeward.letters.models import Letter, LetterChild
from homeward.letters.rules import LetterKind, filled
from homeward.locks import unlocked
from homeward.partnership.models import Partnership, Worker
from homeward.partnership.rules import DataGroup
from homeward.people.models import Adult, Child
from homeward.sharing.models import entitled
from homeward.support.models import Plan
from homeward.trail import actions as trail


@dataclass(frozen=True)
class NewLetter:
    """What is chosen when a letter is begun. `places`: what was typed for this letter, by the place's name."""

    kind: LetterKind
    children: Sequence[Child]
    to: Adult | Child
    address: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    decision: Decision | None = None
    plan: Plan | None = None


@unlocked()
def write_letter(new: NewLetter, *, by: Worker) -> Letter:
    """With all that is known filled in. What is not known stays as a place to fill in."""
    today, worker = localdate(), by.on(localdate())
    if not new.children:
        raise Refused(refuse("a letter is about one or more children", "Choose whom it is about."))
    for child in new.children:
        require(entitled(worker, child, today).may_see())
    require(rules.may_be_written_to(_belongs(new)))
    partnership = Partnership.objects.get(pk=new.children[0].partnership_id)
    ours = queries.organisations(partnership.pk).values_list("pk", flat=True)
    answer = require(rules.may_write(worker, ours))
    post = queries.writing_post(worker, partnership.pk)
    assert post is not None  # `may_write` found it
    words = queries.words_in_force(post.employer_id, new.kind)
    values = {
        **queries.values_for(
            by=by,
            post=post,
            children=new.children,
            to=new.to.name,
            partnership=partnership,
            day=today,
            decision=new.decision,
            plan=new.plan,
        ),
        **new.places,
    }
    letter = Letter.objects.create(
        partnership=partnership,
        kind=new.kind,
        organisation_id=post.employer_id,
        template=words.template,
        to_adult=new.to if isinstance(new.to, Adult) else None,
        to_child=new.to if isinstance(new.to, Child) else None,
        address=new.address,
        decision=new.decision,
        plan=new.plan,
        title=filled(words.title, values)[:200],
        text=filled(words.text, values),
        written_by=by,
    )
    LetterChild.objects.bulk_create(
        LetterChild(partnership=partnership, letter=letter, child=child) for child in new.children
    )
    trail.record(
        "began a letter",
        letter,
        by=by,
        children=[child.pk for child in new.children],
        because=answer.reason,
    )
    return letter


def _belongs(new: NewLetter) -> bool:
    """Whether whoever gets it is one of the children, or an adult around each of them today."""
    children = {child.pk for child in new.children}
    if isinstance(new.to, Child):
        return new.to.pk in children
    around = new.to.relationships.filter(child__in=children, period__contains=localdate())
    return set(around.values_list("child_id", flat=True)) == children


@unlocked()
def change_letter(
    letter: Letter, *, title: str, text: str, address: str, seen: int, by: Worker
) -> Letter:
    """`seen`: the version that was on the page."""
    letter = _locked(letter, by)
    answer = require(rules.may_change(letter))
    if letter.version != seen:
        raise Overtaken(
            refuse(
                "somebody changed the words since you opened this page",
                "Copy what you wrote, open the letter again and put it in.",
            )
        )
    letter.title, letter.text, letter.address = title, text, address
    letter.version += 1
    letter.save(update_fields=["title", "text", "address", "version"])
    trail.record(
        "changed the words of a letter",
        letter,
        by=by,
        children=letter.about.values_list("child_id", flat=True),
        because=answer.reason,
    )
    return letter


@unlocked()
def issue_letter(letter: Letter, *, seen: int, by: Worker) -> Letter:
    """`seen`: the version that was read before. A refusal leaves no file behind."""
    letter = _locked(letter, by)
    answer = require(rules.may_be_issued(letter, seen, queries.told_of_others(letter)))
    letter.issued_at = now()
    drawn = _drawn(letter)
    said = NewFile(
        title=letter.title,
        kind=FileKind.SENT,
        group=DataGroup.CORE,
        children=list(letter.children.order_by("born", "pk")),
        dated=letter.issued_on,
        came_from=by.name,
        told="issued a letter",
        because=answer.reason,
    )
    with ExitStack() as vault:
        for one in drawn:
            name, key = vault.enter_context(File.vault.put(one.content))
            file = keep_file(said, one, name=name, key=key, by=by)
            if letter.file is None:
                letter.file = file
                said = replace(said, form_of=file, title=file.title)
        letter.issued_by, letter.text = by, ""
        letter.save(update_fields=["issued_at", "issued_by", "file", "text"])
    return letter


def _drawn(letter: Letter) -> list[Received]:
    """As a PDF first, where this machine can draw one, and as a Word document; scanned as all that is kept."""
    paper = queries.paper_of(letter)
    forms = [(PDF, papers.as_pdf)] if papers.can_be_drawn() else []
    try:
        return [
            Received(content, content_type, scanned(content))
            for content_type, draw in (*forms, (WORD, papers.as_word))
            for content in [draw(paper)]
        ]
    except NotTaken as why:
        raise Refused(why.answer) from why


@unlocked()
def throw_away_letter(letter: Letter, *, by: Worker) -> None:
    """A draft that is not sent is nothing that happened: its words go."""
    letter = _locked(letter, by)
    answer = require(rules.may_change(letter))
    children = list(letter.about.values_list("child_id", flat=True))
    trail.record(
        "threw the draft of a letter away",
        letter,
        by=by,
        children=children,
        because=answer.reason,
    )
    letter.about.all().delete()
    letter.delete()


def _locked(letter: Letter, by: Worker) -> Letter:
    """Of those who see the children and write to families."""
    letter = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("to_adult", "to_child", "organisation", "written_by", "issued_by", "file")
        .get(pk=letter.pk)
    )
    today, worker = localdate(), by.on(localdate())
    for child in letter.children.all():
        require(entitled(worker, child, today).may_see())
    ours = queries.organisations(letter.partnership_id).values_list("pk", flat=True)
    require(rules.may_write(worker, ours))
    return letter
