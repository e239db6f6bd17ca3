"""Organisations of every sector and the networks they form; who came from where.

Danish words: forening, aktør, kommune, medlem, kontakt, samarbejde, netværk, tilhørsforhold. Knows nothing of the work that
organisations take part in: other contexts show it on an organisation's page through ``timeline``.
"""
