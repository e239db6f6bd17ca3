"""Offers to citizens (tilbud): who does what for whom, found in people's own words, kept fresh, and shown the way to.

Words: offer (tilbud), life situation (livssituation), guidance contact (vejvisning), referral (henvisning). Of a citizen who searches or
is shown the way nothing is kept but a count. It knows events and organisations; volunteers and those who go along stand above it.
"""
