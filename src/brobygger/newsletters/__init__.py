"""Newsletters: who gets them and why, what they are made of, and how they leave, each to each once.

Danish words: nyhedsbrev, modtager, modtagergruppe, afmelding. Members are written to because they are members; everybody else has said yes by a mail of their own.
"""
