from brobygger.core.schedule import Job, jobs
from brobygger.organisations.lists.keeping import JOB, read_in

jobs.add(JOB, Job(read_in))
