"""Brobygger: the written plan of a volunteer centre joined to its daily work.

Work is registered once, where it happens, and counts by itself towards every target it serves.
"""

__version__ = "0.1.0"
