"""Rooms: the house with its premises and rooms, who may book them on which terms, and bookings that never overlap.

What is lent out, posted, copied, grown and inspected in the house has files of its own beside these.
"""
