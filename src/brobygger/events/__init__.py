"""Events and networks: what is held, who signs up, who came, and what became of it.

Danish words: arrangement, tilmelding, venteliste, fremmøde, række, netværksmøde, dagsorden, referat, arbejdsgruppe. An event stands on a
registration of the journal, which is the row that counts (ADR 9); here lives what an event needs beside it. Knows nothing of meetings of the
board or of reports.
"""
