"""Of what duty reads at night, and of what was done."""

from homeward.duty import actions as duty
from homeward.people.models import Child
from tests.samples.arguments import pk


def of_duty(cast, child: Child) -> dict[str, dict]:
    """Robin wrote the card, and recorded what was done on a night."""
    words = duty.Words(
        where="3 Mock Street",
        tonight="Nan, who said yes.",
        risks="A large dog.",
        keep_away=[],
        do_not_contact="",
    )
    duty.write_card(child, words, seen_version=0, by=cast.robin)
    note = duty.write_night(
        child, happened="A row.", done="Rang Dee.", waits="Ask Ash.", by=cast.robin
    )
    return {
        **{
            f"duty:{name}": pk(child) for name in ("card", "open_card", "write_card", "write_night")
        },
        "duty:take_over": pk(note.told.get(team=cast.north)),
    }
