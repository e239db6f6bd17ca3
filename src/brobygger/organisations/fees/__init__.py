"""Membership fees (kontingent): what it costs, the renewal round, payments by hand and from the bank, reminders, the accounts."""
