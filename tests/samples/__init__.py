"""One record of each kind for the sweeps, all about Ash and Wren Sampleton.

`samples_for` gives the arguments of every address that takes one. A new address fails the sweep until it
is here.
"""

from tests.samples.children import of_children
from tests.samples.duty import of_duty
from tests.samples.family import of_family
from tests.samples.governance import of_governance
from tests.samples.letters import of_letters
from tests.samples.measures import of_measures
from tests.samples.partnership import of_partnership
from tests.samples.readers import OF_NO_RECORD, OF_PARTNERSHIP, READERS, WITHOUT_CHILDREN
from tests.samples.referrals import of_referrals
from tests.samples.reunification import of_reunification
from tests.samples.safeguarding import of_safeguarding
from tests.samples.support import of_support
from tests.samples.voice import of_voice


__all__ = ["OF_NO_RECORD", "OF_PARTNERSHIP", "READERS", "WITHOUT_CHILDREN", "samples_for"]


def samples_for(cast) -> dict[str, dict]:
    about_referrals = of_referrals(cast)
    about_support, child = of_support(cast)
    return {
        **about_referrals,
        **about_support,
        **of_children(cast, child),
        **of_family(cast, child),
        **of_duty(cast, child),
        **of_governance(cast, child),
        **of_measures(cast, child),
        **of_safeguarding(cast, child),
        **of_letters(cast, child),
        **of_voice(
            cast,
            child,
            about_support["support:episode"]["pk"],
            about_support["decisions:decision"]["pk"],
        ),
        **of_partnership(cast),
        **of_reunification(cast),
    }
