"""The stable names of what can be counted. Keys stand in people's plans and never change meaning.

A key is here whether or not a context of this installation counts it yet; the contexts add *sources* under it
(:mod:`brobygger.plan.measures`). The list is read off the documentation columns of real plans.
"""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Unit(StrEnum):
    """What the number counts: the rows themselves, persons, distinct organisations, a sum of minutes, km or kroner; or an average.

    An average is in per cent of the highest. It is as good as it is at any time: it does not grow towards the end of a period.
    """

    ROWS = "rows"
    PERSONS = "persons"
    ORGANISATIONS = "organisations"
    HOURS = "hours"
    SUM = "sum"
    AVERAGE = "average"


KEYS: dict[str, tuple[str | Promise, Unit]] = {
    "volunteer_talks": (_("clarifying talks with people who want to volunteer"), Unit.ROWS),
    "volunteer_enquiries": (_("enquiries from people who want to volunteer"), Unit.ROWS),
    "events_held": (_("events held"), Unit.ROWS),
    "event_participants": (_("participants in events"), Unit.PERSONS),
    "event_organisations": (_("organisations at events"), Unit.ORGANISATIONS),
    "events_with_invitation": (_("events with the invitation kept"), Unit.ROWS),
    "events_without_attendance": (_("events without registered attendance"), Unit.ROWS),
    "joint_activities": (_("joint activities"), Unit.ROWS),
    "working_groups_formed": (_("working groups formed"), Unit.ROWS),
    "working_groups_active": (_("active working groups"), Unit.ROWS),
    "working_group_meetings": (_("meetings of working groups"), Unit.ROWS),
    "collaborations_active": (_("active collaborations"), Unit.ROWS),
    "contacts_made": (_("contacts made"), Unit.ROWS),
    "practical_services": (_("practical services"), Unit.ROWS),
    "equipment_loans": (_("loans of equipment"), Unit.ROWS),
    "visibility_events": (_("others’ events where the centre was visible"), Unit.ROWS),
    "documents_adopted": (_("documents adopted"), Unit.ROWS),
    "documents_reviewed": (_("documents evaluated"), Unit.ROWS),
    "questionnaires_sent": (_("questionnaires sent"), Unit.ROWS),
    "questionnaire_answers": (_("answers to questionnaires"), Unit.ROWS),
    "meetings_attended": (_("others’ networks and meetings attended"), Unit.ROWS),
    "network_meetings": (_("network meetings"), Unit.ROWS),
    "network_meetings_with_agenda": (_("network meetings with the agenda kept"), Unit.ROWS),
    "network_organisations": (_("organisations in networks"), Unit.ORGANISATIONS),
    "interest_meetings": (_("interest meetings"), Unit.ROWS),
    "networks_started": (_("networks started"), Unit.ROWS),
    "networks_evaluated": (_("networks evaluated"), Unit.ROWS),
    "networks_closed": (_("networks closed"), Unit.ROWS),
    "needs_surveys": (_("surveys of needs"), Unit.ROWS),
    "consultations": (_("consultations"), Unit.ROWS),
    "consulted_organisations": (_("organisations advised"), Unit.ORGANISATIONS),
    "consultation_hours": (_("hours of consultation"), Unit.HOURS),
    "publications": (_("posts, articles and other publicity"), Unit.ROWS),
    "organisations_made_visible": (_("organisations made visible"), Unit.ORGANISATIONS),
    "opportunity_support": (_("help with volunteer-job posts"), Unit.ROWS),
    "opportunities_published": (_("volunteer jobs published"), Unit.ROWS),
    "matches_introduced": (_("volunteers introduced"), Unit.ROWS),
    "matches_started": (_("volunteers who started"), Unit.ROWS),
    "matches_lasting": (_("volunteers still there after three months"), Unit.ROWS),
    "inclusive_associations": (_("associations ready for vulnerable volunteers"), Unit.ROWS),
    "place_preparations": (_("volunteer places prepared"), Unit.ROWS),
    "materials_developed": (_("materials and methods developed"), Unit.ROWS),
    "communities_started": (_("new communities started"), Unit.ROWS),
    "groups_started": (_("groups started"), Unit.ROWS),
    "groups_running": (_("groups running"), Unit.ROWS),
    "group_participants": (_("participants in groups"), Unit.PERSONS),
    "guidance_contacts": (_("citizens shown the way"), Unit.ROWS),
    "referrals_made": (_("referrals made"), Unit.ROWS),
    "referrals_started": (_("referrals that led to a start"), Unit.ROWS),
    "accompaniments": (_("accompaniments"), Unit.ROWS),
    "offer_searches": (_("searches for offers"), Unit.ROWS),
    "offer_views": (_("offers looked at"), Unit.ROWS),
    "offers_verified": (_("offers verified"), Unit.ROWS),
    "external_figures": (_("figures from other sources"), Unit.SUM),
    "evaluations_done": (_("evaluations carried out"), Unit.ROWS),
    "evaluation_score": (_("score in evaluations, in per cent of the highest"), Unit.AVERAGE),
    "bookings_held": (_("bookings of rooms"), Unit.ROWS),
    "booking_hours": (_("hours booked"), Unit.HOURS),
    "booking_organisations": (_("organisations using the house"), Unit.ORGANISATIONS),
    "exchanges_made": (_("exchanges made"), Unit.ROWS),
    "exchange_hours": (_("hours exchanged"), Unit.HOURS),
    "applications_sent": (_("applications to foundations"), Unit.ROWS),
    "applications_granted": (_("applications granted"), Unit.ROWS),
    "amount_granted": (_("kroner granted"), Unit.SUM),
    "members": (_("members"), Unit.ROWS),
    "new_members": (_("new members"), Unit.ROWS),
    "member_types": (_("types of member"), Unit.ROWS),
    "member_localities": (_("localities with members"), Unit.ROWS),
    "localities_active": (_("localities with activities"), Unit.ROWS),
    "follow_ups_done": (_("follow-ups held"), Unit.ROWS),
    "goal_feedback": (_("feedback on goals"), Unit.ROWS),
    "tours_held": (_("tours held"), Unit.ROWS),
    "tour_organisations": (_("organisations on tours"), Unit.ORGANISATIONS),
    "tour_visitors": (_("visitors on tours"), Unit.PERSONS),
    "relay_km": (_("kilometres of the relay"), Unit.SUM),
    "relay_localities": (_("localities of the relay"), Unit.ROWS),
    "relay_communities": (_("communities in the relay"), Unit.ORGANISATIONS),
    "political_meetings": (_("meetings with politicians or top management"), Unit.ROWS),
    "agreements_signed": (_("agreements signed"), Unit.ROWS),
    "own_volunteers": (_("the centre’s own volunteers"), Unit.ROWS),
    "volunteer_hours": (_("hours of own volunteers"), Unit.HOURS),
    "process_notes": (_("notes on a process"), Unit.ROWS),
    "registrations": (_("registrations of any kind"), Unit.ROWS),
}
