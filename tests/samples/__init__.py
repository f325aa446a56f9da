"""One record of each kind for the sweeps, all about Ash and Wren Sampleton.

`samples_for` gives the arguments of every address that takes one. A new address fails the sweep until it
is here.
"""

from tests.samples.children import of_children
from tests.samples.duty import of_duty
from tests.samples.governance import of_governance
from tests.samples.partnership import of_partnership
from tests.samples.readers import OF_NO_RECORD, OF_PARTNERSHIP, READERS, WITHOUT_CHILDREN
from tests.samples.referrals import of_referrals
from tests.samples.support import of_support


__all__ = ["OF_NO_RECORD", "OF_PARTNERSHIP", "READERS", "WITHOUT_CHILDREN", "samples_for"]


def samples_for(cast) -> dict[str, dict]:
    about_referrals = of_referrals(cast)
    about_support, child = of_support(cast)
    return {
        **about_referrals,
        **about_support,
        **of_children(cast, child),
        **of_duty(cast, child),
        **of_governance(cast, child),
        **of_partnership(cast),
    }
