"""Persons without a sign-in: board members, contacts, later volunteers. Consent and retention hang on them.

Knows nothing of what they do; the contexts above say that. One person is kept once per centre.
"""
