"""Making help today: asked for, answered, signed."""

from homeward.decisions.models import Decision
from homeward.referrals import actions as referrals
from homeward.referrals.models import Crisis
from homeward.referrals.rules import Night
from homeward.support import actions


def asked(cast, *, night=Night.HOME, **changes) -> Crisis:
    """Sam asks for help today for Ash and Wren."""
    needed = referrals.NeededToday("Dee, mother", "Somebody to sit with them tonight.", night)
    return referrals.ask_for_today(cast.refer(**changes), needed, by=cast.sam)


def answered(cast, **changes) -> Decision:
    """Kit says that Robin goes."""
    return actions.say_who_goes(
        asked(cast, **changes),
        who=cast.robin,
        at=None,
        what="Sit with them until ten.",
        by=cast.kit,
    )


def signed(cast, decision: Decision, *, code="today", by=None, **changes) -> Decision:
    """Lee signs, as the register has it."""
    given = {"reasons": "They asked for it.", "instead": "", "signed_name": "Lee Specimen"}
    return actions.sign_crisis(
        decision,
        outcome=decision.options.get(code=code),
        version=decision.version,
        by=by or cast.lee,
        **{**given, **changes},
    )
