from brobygger.advice import guessing
from brobygger.advice.actions import TOOL
from brobygger.journal.tools import Guess, Tool, guesses, tools

tools.add(TOOL, Tool("sparring"))
guesses.add(TOOL, Guess(guessing.keep, guessing.facts))
