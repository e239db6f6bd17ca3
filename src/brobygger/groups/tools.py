from brobygger.groups.meetings import TOOL
from brobygger.journal.tools import Tool, tools

tools.add(TOOL, Tool("grupper/moeder"))
