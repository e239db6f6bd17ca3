from brobygger.core.archiving import no_keys_in
from brobygger.projects.models import ExpenseImport

no_keys_in(ExpenseImport, "headings", "rows", "chosen")
