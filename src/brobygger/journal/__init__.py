"""The journal: plain registrations of work, in one line or in full, back-dated or in bulk; and figures from elsewhere.

Danish words: registrering, slags, tilhørsforhold, eksterne tal. It carries every kind of work until a context with a tool of
its own takes the kind over; then the rows move there, the key stays, and nothing is counted twice. It must not know of
meetings of the board or of reports.
"""
