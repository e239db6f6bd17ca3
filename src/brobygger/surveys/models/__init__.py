from brobygger.surveys.models.answers import Envelope, Response, SavedAnswers, Way
from brobygger.surveys.models.by_itself import Declined, EvaluationRule, SentByItself
from brobygger.surveys.models.questionnaires import About, Edition, Questionnaire
from brobygger.surveys.models.sendings import PersonalLink, Sending, random_key
from brobygger.surveys.models.themes import WordThemes

__all__ = [
    "About", "Declined", "Edition", "Envelope", "EvaluationRule", "PersonalLink", "Questionnaire", "Response", "SavedAnswers", "Sending", "SentByItself", "Way", "WordThemes", "random_key",
]
