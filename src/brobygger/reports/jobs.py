from brobygger.core.schedule import Job, jobs
from brobygger.reports.preparing import JOB, prepare, sweep

jobs.add(JOB, Job(prepare))
jobs.add("reports.sweep", Job(sweep, when="40 3 * * *"))
