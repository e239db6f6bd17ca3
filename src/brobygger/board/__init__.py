"""The board (bestyrelsen): its seats, meetings and documents; follow-up of the plan, frozen at each meeting.

Danish words: bestyrelsesmøde, opfølgning, trafiklys, beslutning, dagsorden, referat, vedtægter. Teams and staff meetings hold
the same follow-up. It reads the plan's proposals and lets a person decide; it must not know how reports look.
"""
