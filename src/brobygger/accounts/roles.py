"""The whole policy on one screen: eight roles, what each may do. *May this person?* is asked here and nowhere else;
*is it possible in this state?* is asked by the models.
"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    LEADER = "leader", _("leader")
    STAFF = "staff", _("staff member")
    DESK = "desk", _("desk volunteer")
    BOARD = "board", _("board member")
    ASSOCIATION = "association", _("association contact")
    VOLUNTEER = "volunteer", _("volunteer")
    REFERRER = "referrer", _("referrer")
    READER = "reader", _("reader")


class May(StrEnum):
    """What can be permitted. The names are the policy's words; a view asks for exactly one."""

    SEE_OFFICE = "see_office"  # the staff part of the site at all
    SEE_PLAN = "see_plan"  # plans with counts, lights and the evidence's headlines
    EDIT_PLAN = "edit_plan"
    IMPORT_PLAN = "import_plan"
    REGISTER = "register"  # own registrations
    SEE_WORK = "see_work"  # everybody's registrations, with names
    EDIT_WORK = "edit_work"  # others' registrations too
    SEE_ORGANISATIONS = "see_organisations"
    EDIT_ORGANISATIONS = "edit_organisations"
    SEE_APPLICATIONS = "see_applications"  # who asks to become a member, with the applicant's words
    DECIDE_MEMBERSHIP = "decide_membership"  # approve and decline them
    SEE_EVENTS = "see_events"  # events, with the number of sign-ups
    EDIT_EVENTS = "edit_events"  # plan, publish, move, cancel; sign-ups with names and mails
    CHECK_IN = "check_in"  # names of those who signed up, to tick who comes
    SEE_GROUPS = "see_groups"  # groups with numbers: who waits and who is in them is nobody's name
    EDIT_GROUPS = "edit_groups"  # groups, their lists and seats, with first names and how to reach them
    SEE_ROOMS = "see_rooms"  # the house, its bookings and who has them
    BOOK_ROOMS = "book_rooms"  # book for others, answer, move and cancel
    EDIT_ROOMS = "edit_rooms"  # the rooms themselves, their rules and prices
    SERVE = "serve"  # requests for practical help: read, take up, do
    SEE_OPPORTUNITIES = "see_opportunities"  # volunteer jobs, drafts too
    EDIT_OPPORTUNITIES = "edit_opportunities"  # write, approve, publish, close them
    SEE_VOLUNTEERS = "see_volunteers"  # the volunteer bank, with names, talks, matches and hours
    EDIT_VOLUNTEERS = "edit_volunteers"  # talks, matches, approval of hours
    SEE_NEEDS = "see_needs"  # what volunteers wish and need, in their own words
    SEE_OFFERS = "see_offers"  # offers to citizens, also those that are not public; count those who are shown the way
    EDIT_OFFERS = "edit_offers"  # write, approve, confirm and hide them; the words they are found by
    REFER = "refer"  # refer somebody, and see one's own referrals and nothing else
    SEE_SURVEYS = "see_surveys"  # questionnaires and what was answered, in figures
    EDIT_SURVEYS = "edit_surveys"  # make and send them; who was asked, and the answers of those that are not anonymous
    WRITE_NEWSLETTERS = "write_newsletters"  # write them, and see who gets them
    SEND_NEWSLETTERS = "send_newsletters"  # let them go
    WRITE_MAIL = "write_mail"  # write to those on a list that one may see; the texts kept for it
    SEE_EXCHANGE = "see_exchange"  # posts and swaps of the exchange, also those that are not public
    RECEIVE = "receive"  # the desk of the house: post, copies, inspections, faults, who is host
    EDIT_EXCHANGE = "edit_exchange"  # write posts for associations, hide them, see to swaps and fairs
    SEE_BOARD = "see_board"  # meetings, agenda, decisions, governing documents
    FOLLOW_UP = "follow_up"  # decide lights and comments
    RUN_BOARD = "run_board"  # call meetings, freeze, seats, rule of composition
    SEE_PROJECTS = "see_projects"  # projects with their partners, grants, budgets and applications
    EDIT_PROJECTS = "edit_projects"  # projects, partners, funds and applications; one's hours
    SEE_QUALITY = "see_quality"  # quality frameworks and self-assessments; one's own answers, if asked
    RUN_QUALITY = "run_quality"  # write frameworks, run rounds, give the joint answers
    EDIT_MONEY = "edit_money"  # grants, budgets, instalments and expenses
    SEE_REPORTS = "see_reports"  # what has been published among those people write
    WRITE_REPORTS = "write_reports"  # begin, write and review reports; their templates
    PUBLISH_REPORTS = "publish_reports"  # freeze them, and put them on the site
    OWN_ORGANISATION = "own_organisation"  # the pages of the association one speaks for, and of no other
    RUN_CENTRE = "run_centre"  # the centre's particulars, lists, colleagues, roles, privacy, audit trail


_READ = {May.SEE_OFFICE, May.SEE_PLAN, May.SEE_REPORTS}
_DESK = {
    May.SEE_OFFICE, May.SEE_PLAN, May.REGISTER, May.SEE_ORGANISATIONS, May.SEE_EVENTS, May.CHECK_IN, May.SERVE, May.SEE_OFFERS,
    May.SEE_OPPORTUNITIES, May.REFER, May.SEE_GROUPS, May.SEE_ROOMS, May.BOOK_ROOMS, May.SEE_EXCHANGE, May.RECEIVE,
}
_STAFF = _DESK | _READ | {
    May.EDIT_PLAN, May.IMPORT_PLAN, May.SEE_WORK, May.EDIT_WORK, May.EDIT_ORGANISATIONS, May.SEE_APPLICATIONS, May.EDIT_EVENTS, May.EDIT_OFFERS, May.SEE_BOARD, May.FOLLOW_UP,
    May.EDIT_GROUPS, May.EDIT_OPPORTUNITIES, May.SEE_VOLUNTEERS, May.EDIT_VOLUNTEERS, May.SEE_NEEDS, May.SEE_SURVEYS, May.EDIT_SURVEYS,
    May.EDIT_ROOMS, May.EDIT_EXCHANGE, May.SEE_PROJECTS, May.EDIT_PROJECTS, May.SEE_QUALITY, May.RUN_QUALITY, May.WRITE_REPORTS, May.WRITE_NEWSLETTERS, May.WRITE_MAIL,
}

POLICY: dict[Role, frozenset[May]] = {
    Role.LEADER: frozenset(May) - {May.OWN_ORGANISATION},  # a leader speaks for the centre; who chairs an association too has that role as well
    Role.STAFF: frozenset(_STAFF),
    Role.DESK: frozenset(_DESK),
    Role.BOARD: frozenset(_READ | {May.REGISTER, May.SEE_EVENTS, May.SEE_BOARD, May.SEE_APPLICATIONS, May.DECIDE_MEMBERSHIP, May.SEE_SURVEYS, May.SEE_PROJECTS, May.SEE_QUALITY}),
    Role.ASSOCIATION: frozenset({May.OWN_ORGANISATION}),
    Role.VOLUNTEER: frozenset({May.SEE_OFFICE, May.REGISTER}),
    Role.REFERRER: frozenset({May.REFER}),
    Role.READER: frozenset(_READ),
}


def permitted(roles: frozenset[Role]) -> frozenset[May]:
    """All that any of ``roles`` permits."""
    return frozenset().union(*(POLICY[role] for role in roles))
