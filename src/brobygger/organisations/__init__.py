"""Organisations of every sector and the networks they form; who came from where.

Danish words: forening, aktør, kommune, netværk, tilhørsforhold. Membership and contacts arrive here later. Knows nothing
of the work that organisations take part in.
"""
