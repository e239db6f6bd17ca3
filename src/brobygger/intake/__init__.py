"""Lists that a centre brings along (flyt ind): columns matched, every row looked through before anything is kept, and taken out again while nothing stands on it.

It knows rows, columns and cells, and not what they are about: a context says that in its ``bringing.py`` and registers it here (:mod:`brobygger.intake.kinds`).
"""
