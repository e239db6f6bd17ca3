"""Consultations (konsulentstøtte, sparring), the initiatives they help along, what the centre offers, and the shelf of guides."""

from brobygger.advice.models.catalogue import Adviser, AdviserTime, Request, Service
from brobygger.advice.models.consultations import About, Carrier, Channel, Client, Consultation, FellThrough, Initiative
from brobygger.advice.models.shelf import AnswerMail, ItemSent, ShelfItem

__all__ = ["About", "Adviser", "AdviserTime", "AnswerMail", "Carrier", "Channel", "Client", "Consultation", "FellThrough", "Initiative", "ItemSent", "Request", "Service", "ShelfItem"]
