"""Setting the passphrase of the file for an outage, handing it on, and making the file."""

from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.utils.timezone import localdate, localtime

from homeward.access.ciphers import under_signing_key
from homeward.access.guard import Refused, require
from homeward.access.rules import allow, refuse
from homeward.duty import ciphering, queries, rules
from homeward.duty.models import DutyFile, Given, Passphrase
from homeward.locks import unlocked
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Partnership, Worker
from homeward.people.models import Child
from homeward.sharing.models import facts_of_many
from homeward.trail import actions as trail


FOR = b"duty file"


@unlocked()
def set_passphrase(partnership: Partnership, *, by: Worker) -> Passphrase:
    """A new one, in `words` for this once. What was derived from the one before is gone, and the next file is under
    the new one; files under the old one that somebody kept can be opened with it still."""
    lock_partnership(partnership.pk)
    today = localdate()
    teams = queries.duty_teams([partnership.pk])
    answer = require(rules.may_set(by.on(today), teams, partnership.pk))
    words = ciphering.made_up()
    derived = ciphering.derive(words)
    Passphrase.objects.filter(partnership=partnership, key__isnull=False).update(key=None)
    made = Passphrase.objects.create(
        partnership=partnership,
        salt=derived.salt,
        iterations=derived.rounds,
        key=under_signing_key(FOR).encrypt(derived.key),
        set_by=by,
    )
    Given.objects.create(partnership=partnership, passphrase=made, worker=by, given_by=by)
    trail.record("set the passphrase of the duty file", made, by=by, because=answer.reason)
    made.words = words
    return made


@unlocked()
def give_passphrase(partnership: Partnership, worker: Worker, *, by: Worker) -> Given:
    """That it was handed to a colleague, by hand. To nobody who is not on duty."""
    lock_partnership(partnership.pk)
    today = localdate()
    held = queries.passphrase_in_force(partnership.pk)
    teams = queries.duty_teams([partnership.pk])
    answer = require(
        rules.may_give(
            rules.may_set(by.on(today), teams, partnership.pk),
            rules.may_know(
                rules.may_be_on_duty(worker.on(today), teams, partnership.pk), worker.name
            ),
            known=bool(held and held.given.filter(worker=worker).exists()),
            there_is=held is not None,
        )
    )
    given = Given.objects.create(
        partnership=partnership, passphrase=held, worker=worker, given_by=by
    )
    trail.record("gave somebody the passphrase", given, by=by, because=answer.reason)
    return given


@dataclass(frozen=True)
class Made:
    """A file, before it is enciphered, and the key that it is to be under."""

    file: DutyFile
    cards: list[queries.Card]
    key: bytes

    @property
    def child_ids(self) -> list[int]:
        return [card.child.pk for card in self.cards]


@unlocked()
def make_file(partnership: Partnership, *, by: Worker | None) -> Made:
    """The cards of all open children but of those whose record is closed to somebody who may know the passphrase. By
    nobody: the hour came. By a worker: they took it away, and may."""
    moment = localtime()
    today = moment.date()
    answer = require(
        queries.on_duty(by.on(today), partnership.pk) if by else allow("the hour came")
    )
    held = queries.passphrase_in_force(partnership.pk)
    if held is None:
        raise Refused(
            refuse(
                "no passphrase is set, so there is no file",
                "The manager of a duty team, a head of service or a director sets one.",
            )
        )
    try:
        key = under_signing_key(FOR).decrypt(bytes(held.key))
    except InvalidToken as lost:
        raise Refused(
            refuse(
                "the signing key under which the passphrase is kept has changed",
                "The manager of a duty team, a head of service or a director sets another passphrase.",
            )
        ) from lost
    readers = {worker.pk for worker in queries.may_have(partnership.pk, today)}
    readers |= set(held.given.values_list("worker_id", flat=True))
    children = list(queries.open_children(partnership.pk, today))
    facts = facts_of_many({child.pk: partnership.pk for child in children})
    kept = [child for child in children if rules.in_file(facts[child.pk].closed, readers, today)]
    left_out = [child for child in children if child not in kept]

    def hidden(ids) -> set[int]:
        """Of brothers and sisters too, who may not be open themselves."""
        those = facts_of_many(dict.fromkeys(ids, partnership.pk))
        return {pk for pk in ids if not rules.in_file(those[pk].closed, readers, today)}

    cards = queries.cards_of(_by_name(kept), moment, hidden)
    file = DutyFile.objects.create(
        partnership=partnership,
        passphrase=held,
        made_at=moment,
        cards=len(cards),
        left_out=sum(rules.tells_of(facts[child.pk].closed, today) for child in left_out),
        taken_by=by,
    )
    trail.record(
        "made the duty file",
        file,
        by=by,
        because=answer.reason,
    )
    if by is not None:
        trail.looked(
            "took away the cards of all open children as a file",
            by=by,
            children=[card.child.pk for card in cards],
            subject=file,
            because=answer.reason,
        )
    return Made(file, cards, key)


@unlocked()
def missed_places(file: DutyFile, places: int) -> DutyFile:
    """It could not be put into so many of the places in which duty looks for it."""
    file.places_missed = places
    file.save(update_fields=["places_missed"])
    trail.record("could not put the duty file into every place", file, by=None)
    return file


def _by_name(children: list[Child]) -> list[Child]:
    return sorted(children, key=lambda child: (child.family_name, child.first_name, child.pk))
