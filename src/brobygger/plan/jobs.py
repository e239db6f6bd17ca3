from brobygger.core.schedule import Job, jobs
from brobygger.plan.reminders import remind_everywhere

jobs.add("plan.remind_owners", Job(remind_everywhere, when="15 5 * * 1-5"))
