"""Search that understands people: plain Danish in, offers out with the reason why.

``words`` and ``lexicon`` are pure: words, their stems, compounds, misspellings and the life situations they mean. ``index`` writes for each public
offer one line of marks, ``question`` makes an expression over such marks of what was typed, ``table`` asks the database for it (FTS5 on SQLite,
a tsvector on PostgreSQL, the same expression for both), and ``ranking`` puts the hits in order, in the program and so alike on both.
"""
