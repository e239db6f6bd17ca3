"""Mail to one or many on a list: written by a colleague, sent to each apart, remembered with those it went to.

Danish words: mail, skabelon, skriv til. It is no newsletter: it is about what the recipients are part of, so it needs no consent, says who writes and why, and is answered to
the one who wrote. Where the centre's mail leaves, and whether it does, is told here too. It knows no list by name (``core.addressing``).
"""
