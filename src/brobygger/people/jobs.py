from brobygger.core.schedule import Job, jobs
from brobygger.people import retention

jobs.add("people.retention", Job(retention.run, when="15 2 * * *"))
