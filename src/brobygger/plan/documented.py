"""What plans ask to be documented, line by line: the kind of phrase as their documentation columns have it, the measures that answer it, and the test that proves each of them.

Beside the one test that counts every measure by hand in every way, each line names the test of the work it comes from. Written out as a page of the reference.
"""

from typing import Final, NamedTuple

from brobygger.core.references import references, table
from brobygger.plan.measures import measures

ALL: Final = "tests/plan/test_every_measure_by_hand.py::test_every_figure_is_the_one_counted_by_hand_and_the_sum_of_its_rows"
_PROOFS: Final = "tests/proofs/test_row_"


class Documented(NamedTuple):
    """``keys`` empty: it is shown by something else than a count, and ``instead`` says by what."""

    phrase: str
    keys: tuple[str, ...]
    proof: str
    instead: str = ""


LINES: Final = (
    Documented("samtaler med frivillige", ("volunteer_talks", "volunteer_enquiries"), f"{_PROOFS}17_talks_and_matching.py::test_from_the_enquiry_to_still_there"),
    Documented("arrangementer, invitation og deltagere", ("events_held", "event_participants", "event_organisations", "events_with_invitation", "events_without_attendance"), f"{_PROOFS}12_sixty_people_from_thirty_three.py::test_sixty_from_thirty_three_with_the_split_by_sector"),
    Documented("kurser, temamøder, workshops og andre arter", ("events_held",), f"{_PROOFS}35_what_came_of_a_course_programme.py::test_the_evenings_held_count_and_the_one_to_come_does_not", "narrowed by kind"),
    Documented("fælles aktiviteter og foreninger med", ("joint_activities", "event_organisations"), f"{_PROOFS}09_what_a_grant_was_used_for.py::test_every_figure_of_the_evaluation_opens"),
    Documented("arbejdsgrupper", ("working_groups_active", "working_group_meetings", "working_groups_formed"), f"{_PROOFS}15_six_working_groups_formed_four_active.py::test_six_formed_four_active"),
    Documented("partnerskaber og kommunale indsatser", ("collaborations_active",), "tests/organisations/test_measures.py::test_collaborations_count_while_they_run_and_by_whom_they_are_with"),
    Documented("kontakt til aktører", ("contacts_made",), ALL),
    Documented("kopiering, post og udlån af udstyr", ("practical_services", "equipment_loans"), f"{_PROOFS}28_equipment_desks_and_copies.py::test_copies_are_logged_at_their_price_and_add_up_in_a_month"),
    Documented("alle velkomstmøder", ("visibility_events",), f"{_PROOFS}13_a_share_of_all.py::test_five_of_six_are_83_per_cent_and_not_green_without_a_comment", "a share of a whole that somebody counts"),
    Documented("planer, politikker og aftaler vedtaget og evalueret", ("documents_adopted", "documents_reviewed"), f"{_PROOFS}42_a_first_edition_counts_when_it_is_adopted.py::test_a_document_looked_over_again_counts_as_evaluated"),
    Documented("spørgeskemaer sendt og besvaret", ("questionnaires_sent", "questionnaire_answers"), "tests/surveys/test_measures.py::test_each_sending_counts_once_when_it_was_opened_and_each_answer_that_may_be_told"),
    Documented("synlig ved andres arrangementer", ("visibility_events",), ALL),
    Documented("deltagelse i andres netværk og møder", ("meetings_attended",), ALL),
    Documented("netværksmøder med dagsorden", ("network_meetings", "network_meetings_with_agenda"), f"{_PROOFS}14_networks_against_at_least_two_meetings_each.py::test_a_meeting_has_an_agenda_when_there_are_points_on_it_and_not_for_any_file"),
    Documented("foreninger i hvert netværk", ("network_organisations",), f"{_PROOFS}14_networks_against_at_least_two_meetings_each.py::test_each_network_is_judged_for_itself"),
    Documented("interessemøder, nye netværk, behov", ("interest_meetings", "networks_started", "needs_surveys", "networks_evaluated", "networks_closed"), f"{_PROOFS}14_networks_against_at_least_two_meetings_each.py::test_from_the_need_to_the_end_every_step_is_dated_and_counts"),
    Documented("konsulentstøtte og sparring", ("consultations", "consulted_organisations", "consultation_hours"), f"{_PROOFS}16_a_talk_is_logged_and_counted_by_theme.py::test_the_plan_counts_them_with_no_second_entry"),
    Documented("temaer og målgrupper", ("registrations",), f"{_PROOFS}16_a_talk_is_logged_and_counted_by_theme.py::test_the_figures_by_theme_are_those_of_the_rows_and_open", "any measure, told apart by theme and target group"),
    Documented("opslag, presse og kampagner", ("publications",), f"{_PROOFS}37_campaigns_films_and_materials_are_counted.py::test_each_counts_as_publicity_and_by_its_channel"),
    Documented("synliggørelse af foreninger", ("organisations_made_visible",), ALL),
    Documented("frivilligjob: støtte og opslag", ("opportunity_support", "opportunities_published"), ALL),
    Documented("formidling af frivillige", ("matches_introduced", "matches_started", "matches_lasting"), f"{_PROOFS}17_talks_and_matching.py::test_from_the_enquiry_to_still_there"),
    Documented("foreninger åbne for udsatte som frivillige", ("inclusive_associations",), f"{_PROOFS}11_members_by_type_and_locality_on_any_day.py::test_the_flag_carries_its_date"),
    Documented("frivilligsteder forberedt", ("place_preparations",), ALL),
    Documented("materialer og metoder", ("materials_developed",), f"{_PROOFS}37_campaigns_films_and_materials_are_counted.py::test_a_new_version_of_a_material_counts_anew_in_its_own_year"),
    Documented("nye fællesskaber", ("communities_started",), "tests/groups/test_measures.py::test_a_community_that_grew_out_of_an_initiative_is_one_new_community"),
    Documented("selvhjælpsgrupper", ("groups_started", "groups_running", "group_participants"), f"{_PROOFS}23_self_help_is_recommended_and_the_public_list_shows_no_people.py::test_from_the_talk_to_the_last_meeting_and_the_evaluation_it_counts"),
    Documented("vejvisning, henvisning og følgeskab", ("guidance_contacts", "referrals_made", "referrals_started", "accompaniments"), f"{_PROOFS}22_accompaniments_count_by_year_and_both_are_forgotten.py::test_four_in_two_years"),
    Documented("tal fra Socialkompas og andre portaler", ("offer_searches", "offer_views", "offers_verified", "external_figures"), f"{_PROOFS}45_figures_of_portals_count_marked_as_external.py::test_a_file_is_read_and_its_figures_count_like_any_other"),
    Documented("evaluering og udbytte", ("evaluations_done", "evaluation_score"), "tests/surveys/test_measures.py::test_the_score_is_of_evaluations_unless_another_kind_is_asked_for"),
    Documented("lokaler og husets brug", ("bookings_held", "booking_hours", "booking_organisations"), ALL),
    Documented("tjenestebytte", ("exchanges_made", "exchange_hours"), f"{_PROOFS}30_an_exchange_and_a_fair_without_money.py::test_the_light_moves_when_both_have_said_yes_and_back_when_it_is_called_off"),
    Documented("fondsansøgninger", ("applications_sent", "applications_granted", "amount_granted"), "tests/projects/test_seeking.py::test_what_was_sent_granted_and_how_much_is_counted_as_by_hand"),
    Documented("medlemmer og mangfoldighed", ("members", "new_members", "member_types", "member_localities"), f"{_PROOFS}11_members_by_type_and_locality_on_any_day.py::test_type_by_locality_on_any_past_day"),
    Documented("lokalområder med aktiviteter", ("localities_active",), ALL),
    Documented("proces, metode og redegørelse som bilag", ("process_notes",), "tests/plan/test_evaluation.py::test_proof_counts_when_accepted", "a target with proof: text, link or file, accepted by a person"),
    Documented("teamets opfølgning og tilbagemeldinger", ("follow_ups_done", "goal_feedback"), f"{_PROOFS}06_a_team_follows_up_twice_a_year.py::test_a_target_on_the_follow_up_itself_counts_each_team"),
    Documented("bus og stafet", ("tours_held", "tour_organisations", "tour_visitors", "relay_km", "relay_localities", "relay_communities"), f"{_PROOFS}34_the_legs_of_a_relay_add_up.py::test_ten_localities_over_a_hundred_communities_over_125_km"),
    Documented("samarbejdsaftale og dialogmøde", ("political_meetings", "agreements_signed"), f"{_PROOFS}41_an_agreement_obliges_and_shows_in_calendar_and_report.py::test_an_evaluation_is_counted_when_it_has_been_held"),
    Documented("centrets frivillige og deres timer", ("own_volunteers", "volunteer_hours"), ALL),
)


def documentation() -> str:
    head = (
        "# What plans ask to be documented\n\n"
        "Each line is a kind of phrase that stands in the documentation column of plans, the measures that answer it, and the test that proves it. Every measure is counted by hand, narrowed in "
        f"every way it offers, in `{ALL.partition('::')[0]}`.\n\n"
    )
    rows = [[line.phrase, ", ".join(f"`{key}` ({measures[key].label})" for key in line.keys), line.instead, f"`{line.proof}`"] for line in LINES]
    return head + table(["Phrase", "Measures", "Shown as", "Proof"], rows)


references.add("documentation", documentation)
