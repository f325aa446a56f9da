"""Who opens the pages, and whose: workers with real caseloads, and children, names and numbers they know."""

from dataclasses import dataclass
from random import Random

from django.db import connection

from homeward.partnership.models import Worker
from homeward.partnership.rules import Role


OF_EACH = 5  # workers of each role, as far as there are
KNOWN = 40  # children of each worker's team that are opened in turn

CASELOADS = """
SELECT m.worker_id FROM partnership_membership m
LEFT JOIN support_allocation a ON a.worker_id = m.worker_id AND upper_inf(a.period)
WHERE m.role = %s AND m.period @> current_date
GROUP BY m.worker_id, m.team_id ORDER BY count(a.id) DESC, m.worker_id LIMIT 200
"""
KNOWN_CHILDREN = """
SELECT c.id, c.given_name, c.family_name, c.born, r.reference
FROM sharing_involvement i JOIN people_child c ON c.id = i.child_id
JOIN referrals_referralchild rc ON rc.child_id = c.id
JOIN referrals_referral r ON r.id = rc.referral_id
WHERE i.team_id IN (SELECT team_id FROM partnership_membership
                    WHERE worker_id = %s AND period @> current_date)
AND i.period @> current_date ORDER BY md5(c.id::text) LIMIT %s
"""


@dataclass(frozen=True)
class Known:
    """A child that a worker may open, and what somebody would type to find them."""

    pk: int
    given_name: str
    family_name: str
    born: str
    reference: str

    @property
    def begins(self) -> str:
        return f"{self.given_name} {self.family_name[:4]}"

    @property
    def sounds(self) -> str:
        """Spelled by ear: the vowels are other ones, so only the sound is the same."""
        first, rest = self.family_name[0], self.family_name[1:]
        return first + "".join("e" if letter in "aiou" else letter for letter in rest)


@dataclass(frozen=True)
class Who:
    worker: Worker
    team_ids: list[int]
    children: list[Known]


def workers(role: Role) -> list[Who]:
    """Several workers of a role, of different teams where there are several. The same ones each time."""
    with connection.cursor() as cursor:
        cursor.execute(CASELOADS, [role.value])
        ids = [pk for (pk,) in cursor.fetchall()]
    chosen = Random("bench").sample(
        ids[: max(len(ids) // 2, 1)], min(OF_EACH, max(len(ids) // 2, 1))
    )
    return [_who(pk) for pk in sorted(chosen)]


def _who(pk: int) -> Who:
    worker = Worker.objects.get(pk=pk)
    with connection.cursor() as cursor:
        cursor.execute(KNOWN_CHILDREN, [pk, KNOWN])
        children = [
            Known(child, given, family, f"{born:%d/%m/%Y}", reference)
            for child, given, family, born, reference in cursor.fetchall()
        ]
    teams = list(worker.memberships.values_list("team_id", flat=True))
    return Who(worker, teams, children)
