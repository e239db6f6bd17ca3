"""Who may come in and what they may do: accounts, the eight roles, the policy on one screen, and access per request.

An account (bruger) is one person's sign-in for the whole installation; what it opens depends on its roles at each centre.
"""
