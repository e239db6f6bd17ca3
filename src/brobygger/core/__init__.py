"""What every context stands on: Django, and nothing of volunteer centres.

Registries, text fields that refuse CPR numbers, the outbox, privacy declarations, page components.
"""
