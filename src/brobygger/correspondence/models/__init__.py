from brobygger.correspondence.models.letters import Letter, LetterTemplate, LetterTo

__all__ = ["Letter", "LetterTemplate", "LetterTo"]
