"""Missing at night, in the browser, on a phone: reported, found, an interview offered and held, and read.

Robin hears it first, and everybody who works with Ash is told. Sam, for the council, offers a talk and writes down
what an advocate heard; Robin reads it on Ash's page, where nothing says any more that Ash is missing.
"""

from datetime import time, timedelta

from django.utils.timezone import localdate

from homeward.people.models import Child
from homeward.support.models import Happening, ReturnInterview


def test_child_is_missing_at_night_and_says_why_after_the_return(cast, someone):
    cast.episode()
    child = Child.objects.get(preferred_name="Ash")
    yesterday = localdate() - timedelta(days=1)

    with someone(cast.robin, width=320) as robin:
        robin.open(f"/children/{child.pk}/")
        robin.follow("Something happened: record it now")
        robin.choose("kind", "went missing")
        robin.date("on", yesterday)
        robin.fill(at="9.30pm", what="Not back from school. The phone is off.")
        robin.finds_no_barrier()
        robin.send()
        robin.sees("When Ash is found, record it")
        robin.finds_no_barrier()

    with someone(cast.sam, width=320) as sam:
        sam.sees("Missing now")
        sam.finds_no_barrier()
        sam.follow("Ash Sampleton")
        sam.sees("9.30pm")
        sam.sees("Ash has been missing since")
        sam.finds_no_barrier()

    with someone(cast.robin, width=320) as robin:
        robin.open("/")
        robin.page.get_by_role("link", name="Found, or news: record it").click()
        robin.choose("kind", "found after being missing")
        robin.date("on", yesterday)
        robin.fill(at="11.50pm", what="At a cousin’s.")
        robin.send()
        robin.sees("Offer a return interview")
        robin.open("/")
        assert "Missing now" not in robin.page.locator("body").inner_text()

    with someone(cast.sam, width=320) as sam:
        sam.open("/support/missing/")
        sam.sees("Not offered yet")
        sam.finds_no_barrier()
        sam.open("/")
        sam.follow("Offer a return interview, by somebody independent")
        sam.fill(at="12.01am", words="Not at home.")
        sam.choose("said", "accepts")
        sam.finds_no_barrier()
        sam.send()
        sam.sees("Offered in time")
        sam.finds_no_barrier()
        sam.page.get_by_role("button", name="It was held").click()
        sam.fill(
            who="Bell Talkwell, advocate",
            where="The skate park",
            words="It was loud at home.",
            follows="Robin agrees with Dee where Ash may stay.",
        )
        sam.choose("independent", "yes")
        sam.choose("themes", "rows")
        sam.choose("themes", "people")
        sam.finds_no_barrier()
        sam.send()
        sam.sees("Away from rows at home")

    with someone(cast.robin, width=320) as robin:
        robin.open(f"/children/{child.pk}/")
        robin.sees("It was loud at home.")
        robin.finds_no_barrier()
        assert "missing since" not in robin.page.locator("body").inner_text().lower()
        robin.open("/support/missing/")
        robin.sees("To be with family or friends")
        robin.finds_no_barrier()

    assert ReturnInterview.objects.get().independent is True
    assert Happening.objects.get(kind="went missing").at == time(21, 30)
