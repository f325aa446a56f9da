"""What children say of their background when asked."""

from django.db import models
from django.db.models import Q

from homeward.partnership.models import InPartnership, Worker
from homeward.people.models.people import Child
from homeward.people.rules import ABOUT, WHOSE, About, Whose, answer_in_words


class EqualityAnswer(InPartnership):
    """What somebody said of a child when asked. It is asked again as children grow: the last answer stands, and the
    earlier ones are kept. Where there is none, nobody asked."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="equality_answers")
    about = models.CharField(max_length=10, choices=[(a.value, what) for a, what in ABOUT.items()])
    said = models.CharField(max_length=60, blank=True)
    own_words = models.CharField(max_length=160, blank=True)
    prefers_not = models.BooleanField(default=False)
    whose = models.CharField(max_length=10, choices=[(w.value, what) for w, what in WHOSE.items()])
    asked_on = models.DateField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-asked_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="said_or_prefers_not",
                condition=Q(prefers_not=True, said="", own_words="")
                | Q(prefers_not=False) & ~Q(said=""),
            ),
        )

    @property
    def in_words(self) -> str:
        return answer_in_words(About(self.about), self.said, self.own_words, self.prefers_not)

    @property
    def who(self) -> str:
        return Whose(self.whose).label
