"""What comes to the desk: post for associations; copies and what a sheet costs; inspections, what one looks for, and faults; turns in the garden; the hosts."""

from brobygger.reception.models.copies import Copying, SheetPrice
from brobygger.reception.models.garden import UpkeepTurn
from brobygger.reception.models.hosts import HostRota
from brobygger.reception.models.post import Ending, Post, Sort
from brobygger.reception.models.rounds import CheckPoint, Effect, Fault, FaultState, Inspection

__all__ = ["CheckPoint", "Copying", "Effect", "Ending", "Fault", "FaultState", "HostRota", "Inspection", "Post", "SheetPrice", "Sort", "UpkeepTurn"]
