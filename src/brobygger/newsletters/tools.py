from brobygger.journal.tools import Tool, tools
from brobygger.newsletters.sending import TOOL

tools.add(TOOL, Tool("nyhedsbreve/udgivet"))
