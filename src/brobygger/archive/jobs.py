from brobygger.archive.making import JOB, give_up, make, sweep
from brobygger.core.schedule import Job, jobs

jobs.add(JOB, Job(make))
jobs.add("archive.sweep", Job(sweep, when="35 3 * * *"))
jobs.add("archive.give_up", Job(give_up, when="*/5 * * * *"))
