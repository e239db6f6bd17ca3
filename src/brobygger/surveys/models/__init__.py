from brobygger.surveys.models.answers import Envelope, Response, SavedAnswers, Way
from brobygger.surveys.models.questionnaires import About, Edition, Questionnaire
from brobygger.surveys.models.sendings import PersonalLink, Sending, random_key
from brobygger.surveys.models.themes import WordThemes

__all__ = ["About", "Edition", "Envelope", "PersonalLink", "Questionnaire", "Response", "SavedAnswers", "Sending", "Way", "WordThemes", "random_key"]
