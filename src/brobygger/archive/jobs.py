from brobygger.archive.making import JOB, make, sweep
from brobygger.core.schedule import Job, jobs

jobs.add(JOB, Job(make))
jobs.add("archive.sweep", Job(sweep, when="35 3 * * *"))
