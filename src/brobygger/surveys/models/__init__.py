from brobygger.surveys.models.answers import Envelope, Response, Way
from brobygger.surveys.models.questionnaires import About, Edition, Questionnaire
from brobygger.surveys.models.sendings import PersonalLink, Sending, random_key

__all__ = ["About", "Edition", "Envelope", "PersonalLink", "Questionnaire", "Response", "Sending", "Way", "random_key"]
