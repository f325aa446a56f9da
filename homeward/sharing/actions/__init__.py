"""Actions of sharing: involving, closing and opening."""

from homeward.sharing.actions.closing import break_glass, close_record, open_record, review_glass
from homeward.sharing.actions.involving import (
    end_involvement,
    end_naming,
    involve_team,
    involve_team_with_many,
    name_worker,
)


__all__ = [
    "break_glass",
    "close_record",
    "end_involvement",
    "end_naming",
    "involve_team",
    "involve_team_with_many",
    "name_worker",
    "open_record",
    "review_glass",
]
