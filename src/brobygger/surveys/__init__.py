"""Questionnaires: made of questions, sent out, answered, and told in figures. Where anonymity is promised, nothing ties an answer to anybody (ADR 14).

Danish words: spørgeskema, udgave, udsendelse, personligt link, besvarelse, evaluering. Named surveys say as plainly that they are not anonymous.
"""
