from brobygger.core.schedule import Job, jobs
from brobygger.directory.finding import index

jobs.add(index.JOB, Job(index.mend_everywhere, when="40 2 * * *"))
