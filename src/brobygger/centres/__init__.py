"""The volunteer centre (frivilligcenter) as tenant: its particulars, localities, themes, target groups, its audit trail.

Every row of every centre's work hangs on a :class:`Centre`; :mod:`brobygger.centres.scoping` keeps one centre's rows from
another's. Knows nothing of users' roles, plans or work.
"""
