"""Other programs: open data for everybody, and rows for those that a centre lets in, which may be told of what has changed as well.

Open data is a centre's public offers as Open Referral HSDS 3 (docs/how-to/open-data.md), read only. Its words are the standard's: service (tilbud), organization, service at location,
taxonomy, term. It shows nothing that the public pages do not: an offer while it is public, and of whoever offers it what they have said yes to.

Rows (``rows/``) are what the contexts declare in their ``resources.py``, for programs with an access token (docs/how-to/api.md); messages to programs (``webhooks/``) say which of them have changed.
What the rows mean is none of its business: it knows no context's models but its own.
"""
