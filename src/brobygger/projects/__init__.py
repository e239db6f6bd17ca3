"""Projects and what pays for them (projekter, bevillinger): partners, grants with their budgets, what was spent, money that is sought.

Danish words: projekt, partner, bevilling, tilskudsgiver, budgetpost, rate, afrapportering, udgift, fond, ansøgning. A project's name, period and
goals are its plan's; work is tagged to that plan where it is registered. Nothing here may know how a report looks.
"""
