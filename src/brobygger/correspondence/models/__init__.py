from brobygger.correspondence.models.letters import Letter, LetterTemplate, LetterTo
from brobygger.correspondence.models.trials import MailTrial

__all__ = ["Letter", "LetterTemplate", "LetterTo", "MailTrial"]
