"""What of letters stands in the copy of a child's file: those that were sent are listed with the files."""

from homeward.copies.parts import Part


PARTS: list[Part] = []
SENT = "letters that were sent are in the list of files, and a draft that was not sent was told to nobody"
LEFT_OUT = {"letters.Letter": SENT, "letters.LetterChild": SENT}
