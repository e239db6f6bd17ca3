from brobygger.advice.actions import TOOL
from brobygger.journal.tools import Tool, tools

tools.add(TOOL, Tool("sparring"))
