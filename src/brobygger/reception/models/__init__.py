"""What comes to the desk: post for associations."""

from brobygger.reception.models.post import Ending, Post, Sort

__all__ = ["Ending", "Post", "Sort"]
