from brobygger.core.privacy import declare, personal
from brobygger.people.models import Person

_WHY = "To know who holds an office or is the contact, and to reach them."
declare(
    Person,
    name=personal(_WHY, blank="–"),
    mail=personal(_WHY),
    phone=personal(_WHY),
    subjects=("pk", "account"),
)
