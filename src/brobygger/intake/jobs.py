from brobygger.core.schedule import Job, jobs
from brobygger.intake import keeping, undoing

jobs.add(keeping.LOOK, Job(keeping.looked_through))
jobs.add(keeping.KEEP, Job(keeping.keep))
jobs.add(undoing.JOB, Job(undoing.take_out))
