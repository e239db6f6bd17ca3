"""Open data for other programs: a centre's public offers as Open Referral HSDS 3 (docs/how-to/open-data.md). Read only, for everybody.

Words are the standard's: service (tilbud), organization, service at location, taxonomy, term. It keeps nothing of its own, and shows nothing that
the public pages do not: an offer while it is public, and of whoever offers it what they have said yes to.
"""
