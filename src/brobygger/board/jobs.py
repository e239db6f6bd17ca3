from brobygger.board.collecting import ask_everywhere
from brobygger.core.schedule import Job, jobs

jobs.add("board.collection_round", Job(ask_everywhere, when="30 5 * * *"))
