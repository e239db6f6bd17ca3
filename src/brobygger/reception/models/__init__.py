"""What comes to the desk: post for associations; copies and what a sheet costs."""

from brobygger.reception.models.copies import Copying, SheetPrice
from brobygger.reception.models.post import Ending, Post, Sort

__all__ = ["Copying", "Ending", "Post", "SheetPrice", "Sort"]
