"""Tables as files: what is on the screen, and nothing else, as CSV or Excel; and pages as PDF (`exports.pdf`). A
library without Django.

A cell that a spreadsheet would run as a formula is given as text (OWASP, CSV injection): a note that
begins with an equals sign must never run on the computer of whoever opens it.
"""

from homeward.exports.tables import Cell, Table, as_csv, as_excel


__all__ = ["Cell", "Table", "as_csv", "as_excel"]
