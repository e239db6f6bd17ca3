"""Volunteers and the jobs they find: opportunities, the volunteer bank, talks, matches with reasons, hours and shifts."""
