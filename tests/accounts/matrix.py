"""Who opens which staff address: the declared answer, address by address. Letters are the cast's roles.

L leader (Astrid), S staff (Bo), D desk volunteer (Carla), B board (Dorte), E association contact (Erik), V volunteer (Fatma),
G referrer (Gerd), R reader (Rie). A second word is who may *act* there (send a form) where fewer may act than look.
"""

from brobygger.accounts.references import addresses

ALL = "LSDBEVGR"

MATRIX: dict[str, str] = {
    # journal: own work for all who register, everybody's for staff
    "journal:list": "LSDBV", "journal:new": "LSDBV", "journal:read": "LSDBV", "journal:keep": "LSDBV", "journal:many": "LSDBV",
    "journal:registration": "LSDBV", "journal:edit": "LSDBV", "journal:attachment": "LSDBV", "journal:delete": "LSDBV", "journal:restore": "LSDBV",
    "journal:figures": "LS", "journal:figure_new": "LS", "journal:figures_file": "LS", "journal:figure": "LS",
    "journal:kinds": "L", "journal:kind": "L",
    # events: seen by staff, desk and board, ticked off by the desk too, planned by leader and staff
    "events:events": "LSDB", "events:event": "LSDB", "events:new": "LS", "events:edit": "LS", "events:move": "LS", "events:cancel": "LS", "events:copy": "LS",
    "events:repeat": "LS", "events:change_rule": "LS", "events:act": "LS", "events:signup_settings": "LS", "events:new_question": "LS", "events:question": "LS", "events:close_signup": "LS",
    "events:signups": "LSD", "events:add_signup": "LSD", "events:signup": "LSD", "events:attendance": "LSD", "events:ticks": "LSD", "events:heads": "LSD",
    "events:held": "LSD", "events:sheet": "LSD", "events:start_kiosk": "LSD", "events:uncount": "LSD", "events:scanned": "LSD",
    "events:invitation": "LS", "events:new_task": "LS", "events:task": "LS", "events:tick_task": "LSD", "events:after": "LS", "events:new_material": "LS", "events:material": "LS",
    "events:material_file": "LSDB", "events:take_out_answer": "LS", "events:agenda": "LS", "events:agenda_on_paper": "LSDB", "events:stops": "LSDB", "events:new_stop": "LS", "events:stop": "LS",
    # advice
    "advice:consultations": "LS", "advice:consultation": "LS", "advice:new": "LS", "advice:edit": "LS", "advice:act": "LS", "advice:answer": "LS", "advice:figures": "LS",
    "advice:initiatives": "LS", "advice:initiative": "LS", "advice:new_initiative": "LS", "advice:edit_initiative": "LS", "advice:requests": "LSD", "advice:request": "LSD",
    "advice:services": "LS", "advice:new_service": "LS", "advice:service": "LS", "advice:new_adviser": "LS", "advice:adviser": "LS", "advice:shelf": "LS", "advice:new_item": "LS",
    "advice:item": "LS", "advice:shelf_file": "LS",
    # matching: volunteer jobs seen by the desk too, written by leader and staff
    "matching:jobs": "LSD", "matching:job": "LSD LS", "matching:new_job": "LS", "matching:edit_job": "LS",
    "matching:accompaniments": "LS", "matching:accompaniment": "LS", "matching:new_accompaniment": "LS", "matching:edit_accompaniment": "LS", "matching:act_accompaniment": "LS",
    # directory: seen and counted from at the desk, written and approved by leader and staff; a referrer has own referrals alone
    "directory:offers": "LSD", "directory:offer": "LSD", "directory:new_offer": "LS", "directory:edit_offer": "LS", "directory:act": "LS", "directory:figures": "LSD", "directory:meanings": "LSD",
    "directory:new_meaning": "LS", "directory:meaning": "LS", "directory:guidance": "LSD", "directory:referrals": "LS", "directory:lines": "LSD", "directory:new_line": "LS", "directory:line": "LS",
    "directory:feeds": "LSD L", "directory:feed": "LSD LS", "directory:languages": "LSD LS", "directory:translation": "LS", "directory:new_feed": "L", "directory:edit_feed": "L",
    "directory_refer:own": "LSDG", "directory_refer:refer": "LSDG", "directory_refer:referral": "LSDG",
    # groups: seen in numbers by staff and desk, counted at the door by the desk too; names for leader and staff alone
    "groups:groups": "LSD", "groups:group": "LSD", "groups:lists": "LSD LS", "groups:meeting": "LSD", "groups:today": "LSD", "groups:new": "LS", "groups:edit": "LS", "groups:step": "LS", "groups:act": "LS",
    "groups:people": "LS", "groups:add_person": "LS", "groups:participant": "LS", "groups:theme_list": "LS", "groups:plan_meetings": "LS", "groups:change_meeting": "LS", "groups:facilitators": "LS",
    "groups:rota": "LS", "groups:supervision": "LS", "groups:verdicts": "LS", "groups:rules": "L",
    # rooms: the house is seen and booked from by the desk too, kept by leader and staff
    "rooms:day": "LSD", "rooms:bookings": "LSD", "rooms:booking": "LSD", "rooms:new": "LSD", "rooms:move": "LSD", "rooms:prolong": "LSD", "rooms:edit": "LSD", "rooms:act": "LSD", "rooms:waits": "LSD", "rooms:month": "LSD", "rooms:use": "LSD",
    "rooms:week": "LSD", "rooms:rooms": "LSD", "rooms:room": "LSD", "rooms:prices": "LSD LS", "rooms:lent": "LSD", "rooms:new_room": "LS", "rooms:edit_room": "LS", "rooms:delete_room": "LS", "rooms:new_premises": "LS",
    "rooms:premises": "LS", "rooms:new_price_class": "LS", "rooms:price_class": "LS", "rooms:new_terms": "LS", "rooms:terms": "LS", "rooms:new_lent": "LS", "rooms:edit_lent": "LS",
    # equipment: lent out and taken back at the desk, kept by leader and staff; associations borrow for themselves
    "rooms:loans": "LSD", "rooms:loan": "LSD", "rooms:new_loan": "LSD", "rooms:act_loan": "LSD", "rooms:equipment": "LSD", "rooms:new_equipment": "LS", "rooms:edit_equipment": "LS", "own_rooms:loans": "E", "own_rooms:borrow": "E",
    # the reception: what comes to the desk is everybody's who sits at it
    "reception:post": "LSD", "reception:post_of": "LSD", "reception:take_back_post": "LSD", "reception:undo_post": "LSD", "reception:tell_of_post": "LSD", "own_reception:page": "E",
    "reception:walk": "LSD", "reception:inspections": "LSD", "reception:points": "LSD LS", "reception:new_point": "LS", "reception:point": "LS", "reception:faults": "LSD", "reception:new_fault": "LSD", "reception:fault": "LSD", "reception:step_fault": "LSD", "reception:fault_picture": "LSD", "own_reception:fault": "E",
    "reception:today": "LSD", "reception:hosts": "LSD LS",
    "reception:garden": "LSD", "reception:turn_done": "LSD", "own_reception:turn": "E",
    "reception:copies": "LSD", "reception:take_back_copies": "LSD", "reception:sheet_prices": "LSD LS", "reception:new_sheet_price": "LS", "reception:sheet_price": "LS",
    "matching:volunteers": "LS", "matching:volunteer": "LS", "matching:new_volunteer": "LS", "matching:ask_unconfirmed": "LS", "matching:edit_volunteer": "LS", "matching:new_talk": "LS", "matching:talks": "LS", "matching:talk": "LS",
    "matching:talk_times": "LS", "matching:take_time_out": "LS", "matching:figures": "LS",
    "matching:matches": "LS", "matching:match": "LS", "matching:suggest": "LS", "matching:prepare": "LS", "matching:hosts": "LS", "matching:feeds": "L", "matching:feed": "L", "matching:weights": "LS", "matching:hours": "LS", "matching:decide_hours": "LS", "matching:thank": "LS", "matching:shifts": "LS",
    # surveys: figures for leader, staff and board; made and sent by leader and staff
    "surveys:sendings": "LSB", "surveys:questionnaires": "LSB", "surveys:questionnaire": "LSB", "surveys:preview": "LSB", "surveys:sending": "LSB", "surveys:results_file": "LSB", "surveys:new": "LS", "surveys:edit": "LS",
    "surveys:act": "LS", "surveys:new_question": "LS", "surveys:question": "LS", "surveys:prepare": "LS", "surveys:edit_sending": "LS", "surveys:act_sending": "LS", "surveys:people": "LS", "surveys:paper": "LS", "surveys:answers": "LS", "surveys:words": "LS", "surveys:translation": "LS", "surveys:evaluate": "LS", "surveys:by_itself": "LS", "surveys:rule": "LS",
    # correspondence: written by leader and staff, each to the lists she may see
    **dict.fromkeys((f"correspondence:{name}" for name in ("letters", "write", "letter", "progress", "stop", "templates", "new_template", "template")), "LS"),
    "correspondence:server": "L", "correspondence:trial": "L",
    # newsletters: written by leader and staff, let go by the leader
    "newsletters:newsletters": "LS", "newsletters:new": "LS", "newsletters:newsletter": "LS", "newsletters:edit": "LS", "newsletters:new_block": "LS", "newsletters:block": "LS", "newsletters:preview": "LS", "newsletters:letter": "LS", "newsletters:act": "LS", "newsletters:deliveries": "LS", "newsletters:progress": "LS", "newsletters:published": "LS", "newsletters:bounces": "LS",
    "newsletters:audiences": "LS", "newsletters:new_audience": "LS", "newsletters:audience": "LS", "newsletters:edit_audience": "LS", "newsletters:act_audience": "LS", "newsletters:subscribers": "LS", "newsletters:ask": "LS", "newsletters:remove": "LS", "newsletters:stopped": "LS", "newsletters:rules": "L",
    # exchange: posts seen by the desk too, written by leader and staff
    "exchange:posts": "LSD", "exchange:post": "LSD LS", "exchange:new_post": "LS", "exchange:edit_post": "LS", "exchange:exchanges": "LSD", "exchange:exchange": "LSD LS", "exchange:edit_exchange": "LS", "exchange:figures": "LSD", "exchange:fairs": "LSD", "exchange:fair": "LSD", "exchange:new_fair": "LS", "exchange:edit_fair": "LS", "exchange:slips": "LSD", "exchange:take_out_slip": "LSD", "exchange:wall": "LSD", "exchange:hours": "LSD", "exchange:rules": "L", "reports:catalogue": "LSD", "reports:catalogue_file": "LSD",
    "own_exchange:posts": "E", "own_exchange:new_post": "E", "own_exchange:post": "E",
    # networks
    "events:networks": "LSD", "events:network": "LSD LS", "events:new_network": "LS", "events:edit_network": "LS", "events:network_member": "LS", "events:step": "LS", "events:new_point": "LS", "events:point": "LS",
    "events:move_point": "LS", "events:close_point": "LS", "events:initiative_sheets": "LSDB", "events:new_initiative_sheet": "LS", "events:initiative_sheet": "LSDB", "events:edit_initiative_sheet": "LS",
    "events:keep_sheet": "LS", "events:sheet_version": "LSDB", "events:new_story": "LS", "events:story": "LS", "events:story_picture": "LSDB",
    # plan: seen by staff, desk, board and reader; written by leader and staff
    "plan:plans": "LSDBR", "plan:plan": "LSDBR", "plan:uncounted": "LSDBR", "plan:manage": "LSDBR LS", "plan:compare": "LSDBR",
    "plan:goal": "LSDBR", "plan:evidence": "LSDBR LSDB", "plan:proof_file": "LSDBR", "plan:teams": "LSDBR", "plan:markers": "LSDBR",
    "plan:new": "LS", "plan:particulars": "LS", "plan:copy": "LS", "plan:edit": "LS", "plan:steps": "LS", "plan:add": "LS", "plan:part": "LS",
    "plan:split": "LS", "plan:move": "LS", "plan:change_goal": "LS", "plan:activity": "LS", "plan:new_target": "LS", "plan:target": "LS",
    "plan:judge_proof": "LS", "plan:new_team": "LS", "plan:team": "LS", "plan:new_marker": "LS", "plan:marker": "LS",
    "plan:import": "LS", "plan:import_preview": "LS", "plan:import_discard": "LS",
    # board: seen by staff and board, followed up by leader and staff, run by the leader
    "board:meetings": "LSB", "board:meeting": "LSB", "board:follow_up": "LSB", "board:decisions": "LSB", "board:decision": "LSB",
    "board:teams": "LSB", "board:team": "LSB", "board:board": "LSB", "board:hours": "LSB", "board:documents": "LSB", "board:document": "LSB",
    "board:version_file": "LSB", "board:meetings_file": "LSB", "board:decisions_file": "LSB", "board:seats_file": "LSB", "board:hours_file": "LSB",
    "board:documents_file": "LSB", "board:meeting_new": "LS", "board:meeting_edit": "L", "board:minutes": "LS", "board:ask": "LS L", "board:item_new": "LS",
    "board:item": "LS", "board:item_move": "LS", "board:item_delete": "LS", "board:accept": "LS", "board:decide": "LS", "board:freeze": "L",
    "board:decision_new": "LS", "board:decision_edit": "LS", "board:carried_out": "LS", "board:answer": "LSDBV",
    "board:rules": "L", "board:seat_new": "L", "board:seat": "L", "board:hours_new": "L", "board:hours_edit": "L", "board:document_new": "L",
    "board:document_edit": "L", "board:obligations": "L", "board:version_new": "L", "board:version": "L",
    # quality: seen and answered by staff and board, run by leader and staff
    "quality:frameworks": "LSB", "quality:framework": "LSB", "quality:round": "LSB", "quality:mine": "LSB", "quality:new": "LS", "quality:edit": "LS", "quality:texts": "LS", "quality:new_edition": "LS", "quality:new_point": "LS", "quality:point": "LS", "quality:move_point": "LS",
    "quality:new_round": "LS", "quality:edit_round": "LS", "quality:close": "LS", "quality:joint": "LS", "quality:take_evidence_out": "LS", "quality:improvement": "LS", "quality:into_plan": "LS", "reports:quality_file": "LSB",
    # projects: seen by staff and board, written by leader and staff; money is the leader's to write
    "projects:projects": "LSB", "projects:project": "LSB", "projects:work": "LSB", "projects:partners_file": "LSB", "projects:agreement": "LSB",
    "projects:new": "LS", "projects:edit": "LS", "projects:new_partner": "LS", "projects:partner": "LS",
    "projects:grants": "LSB", "projects:grant": "LSB", "projects:budget_file": "LSB", "projects:expenses": "LSB", "projects:new_grant": "L", "projects:edit_grant": "L", "projects:receive": "L", "projects:hand_in": "L",
    "projects:new_payer": "L", "projects:payer": "L", "projects:new_line": "L", "projects:line": "L", "projects:new_change": "L", "projects:change": "L", "projects:new_instalment": "L", "projects:instalment": "L",
    "projects:new_report_date": "L", "projects:report_date": "L", "projects:new_expense": "L", "projects:expense": "L", "projects:upload": "L", "projects:import": "L", "projects:new_paid_hours": "L", "projects:paid_hours": "L", "projects:hours": "LSB LS", "projects:worked": "LS",
    "projects:funds": "LSB", "projects:fund": "LSB", "projects:new_fund": "LS", "projects:edit_fund": "LS", "projects:new_deadline": "LS", "projects:deadline": "LS",
    "projects:applications": "LSB", "projects:application": "LSB", "projects:new_application": "LS", "projects:edit_application": "LS", "projects:step": "LS", "projects:step_back": "LS", "projects:new_text": "LS",
    "projects:new_annex": "LS", "projects:reuse": "LS", "projects:text": "LS", "projects:annex": "LS", "projects:tick": "LS",
    # reports
    "reports:reports": "LSBR", "reports:followup": "LSBR", "reports:followup_file": "LSBR", "reports:plan": "LSDBR", "reports:plan_file": "LSDBR",
    # reports that people write: drafts are theirs who write, what is published is for all who see reports
    "reports:report": "LSBR", "reports:report_file": "LSBR", "reports:picture_file": "LSBR LS", "reports:new_report": "LS", "reports:edit_report": "LS", "reports:act_report": "LS", "reports:next_edition": "LS",
    "reports:part": "LS", "reports:new_part": "LS", "reports:new_picture": "LS", "reports:templates": "LS", "reports:new_template": "LS", "reports:template": "LS", "reports:template_part": "LS", "reports:new_template_part": "LS",
    "reports:open_years": "LSBR", "reports:new_open_year": "LS", "reports:open_year": "LS", "reports:act_open_year": "LS",
    "plan:measure": "LSDBR", "reports:survey_paper": "LS", "reports:survey_results": "LSB", "reports:pack": "LSB", "reports:pack_file": "LSB", "reports:prepared": "LSBR", "reports:prepared_file": "LSBR", "reports:pamphlet": "LSD", "reports:pamphlet_file": "LSD", "reports:prepared_pamphlet": "LSD", "reports:prepared_pamphlet_file": "LSD",
    # organisations
    "organisations:organisations": "LSD", "organisations:organisation": "LSD", "organisations:note": "LSD", "organisations:prospect": "LS", "organisations:note_delete": "LSD",
    "organisations:collaborations": "LSD", "organisations:members": "LSD", "organisations:diversity": "LSD", "organisations:membership": "LSD LS",
    "organisations:new_organisation": "LS", "organisations:edit_organisation": "LS", "organisations:delete_organisation": "LS", "organisations:new_contact": "LS", "organisations:contact": "LS",
    "organisations:let_in": "LS", "organisations:consents": "LS", "organisations:rounds": "LS", "organisations:told": "LS",
    "organisations:applications": "LSB", "organisations:application": "LSB LB", "organisations:alike": "LS", "organisations:merge": "LS", "organisations:part": "LS", "organisations:alike_persons": "LS", "organisations:merge_persons": "LS", "organisations:part_persons": "LS", "organisations:lists": "LS", "organisations:list": "LS", "organisations:list_faults": "LS", "organisations:list_template": "LS", "organisations:join": "LS", "organisations:join_person": "LS", "organisations:correct_membership": "LS",
    "organisations:new_collaboration": "LS", "organisations:collaboration": "LS",
    "organisations:fees": "LS", "organisations:charge": "LS", "organisations:settle": "LS", "organisations:return_payment": "LS", "organisations:charge_member": "LS",
    "organisations:round": "LS", "organisations:fee_round": "LS", "organisations:bank": "LS", "organisations:bank_file": "LS", "organisations:accounts": "LS",
    "organisations:fee_rules": "L", "organisations:new_fee_rule": "L", "organisations:fee_rule": "L", "organisations:fee_settings": "L",
    "organisations:types": "L", "organisations:new_type": "L", "organisations:type": "L",
    # an association's own pages: its contacts, and nobody of the centre's
    "own:own": "E", "own:start": "E", "own:profile": "E", "own:contacts": "E", "own:new_contact": "E", "own:contact": "E", "own:entry": "E", "own:consents": "E", "own:check": "E", "own_events:events": "E", "own_matching:jobs": "E", "own_matching:new_job": "E", "own_matching:job": "E", "own_matching:hours": "E",
    "own_directory:offers": "E", "own_directory:new_offer": "E", "own_directory:offer": "E", "own_directory:act": "E", "own_directory:translation": "E",
    "own_rooms:bookings": "E", "own_rooms:book": "E", "own_groups:groups": "E", "own_groups:new": "E", "own_groups:group": "E",
    # the centre's own set-up
    # moving in
    "intake:start": "LS", "intake:upload": "LS", "intake:template": "LS", "intake:list": "LS", "intake:faults": "LS",
    # programs that are let in
    "api:programs": "L", "api:new_token": "L", "api:token": "L", "api:new_webhook": "L", "api:webhook": "L", "api:edit_webhook": "L",
    "settings:settings": "LSDBVR", "settings:particulars": "L", "settings:accessibility": "L", "settings:lists": "L", "settings:listed": "L", "settings:line": "L",
    "settings:colleagues": "L", "settings:invite": "L", "settings:colleague": "L", "settings:invitation_act": "L",
    "archive:archives": "L", "archive:archive": "L", "archive:file": "L",
    "people:search": "L", "people:subject": "L", "people:copy": "L",
    # start
    "overview:start": "LSDBVR", "overview:search": "LSDBVR", "overview:calendar": "LSDBVR", "overview:trail": "L",
}

# Below a centre's address and open to everybody: public by their nature, or behind a secret in the address.
PUBLIC = {"plan_public:plan", "centre_pages:logo", "public:centre", "organisations_public:apply", "organisations_public:invitation", "organisations_public:check", "organisations_public:members", "organisations_public:member", "organisations_public:logo", "public:calendar_feed",
    "events_public:calendar", "events_public:ics", "events_public:network_ics", "events_public:own_ics", "events_public:rss", "events_public:json", "events_public:embedded", "events_public:embed_help",
    "centre_pages:accessibility", "centre_pages:was", "rooms_public:overview", "rooms_public:room", "rooms_public:picture", "rooms_public:lent", "rooms_public:find", "rooms_public:door", "rooms_public:house", "rooms_public:room_ics", "rooms_public:organisation_ics", "rooms_public:book", "rooms_public:booking", "rooms_public:move", "rooms_public:prolong", "rooms_public:booking_ics", "rooms_public:waiting", "rooms_public:still_used", "groups_public:overview", "groups_public:group", "groups_public:wait", "groups_public:mine", "groups_public:verdict", "groups_public:ask_for_link", "groups_public:facilitator",
    "events_public:event", "events_public:image", "events_public:event_ics", "events_public:signup", "events_public:signup_ics", "events_public:kiosk", "events_public:door_worker", "events_public:material", "events_public:feedback", "advice_public:catalogue", "advice_public:ask", "advice_public:shelf", "advice_public:item", "advice_public:sent", "advice_public:appointment",
    "matching_public:jobs", "matching_public:rss", "matching_public:feed", "matching_public:embedded", "matching_public:embed_help", "matching_public:tell_me", "matching_public:told", "matching_public:still", "matching_public:job",
    "reception_public:fault", "exchange_public:posts", "exchange_public:post", "exchange_public:image", "exchange_public:answer", "exchange_public:swap", "exchange_public:report", "exchange_public:still",
    "matching_public:along", "matching_public:approve_hours", "matching_public:own_ics",
    "directory_public:find", "directory_public:suggest", "directory_public:embedded", "directory_public:embed_help", "directory_public:shortlist", "directory_public:check", "directory_public:answer", "directory_public:offer", "directory_public:image",
    "newsletters_public:sign_up", "newsletters_public:letter", "newsletters_public:picture", "newsletters_public:mine", "newsletters_public:unsubscribe", "newsletters_public:lead_on",
    "matching_public:sign_up", "matching_public:ask_for_link", "matching_public:mine", "matching_public:particulars", "matching_public:book", "matching_public:answer", "matching_public:own_hours", "matching_public:own_shifts", "surveys_public:answer", "surveys_public:no_thanks", "reports_public:certificate", "reports_public:reports", "reports_public:report", "reports_public:report_pdf", "reports_public:open_years", "reports_public:open_year", "reports_public:open_year_file", "reports_public:open_catalogue", "reports_public:picked", "directory_public:fed_offers", "directory_public:fed_offer", "directory_public:translated",
}

# Not below a centre: who comes in. Nothing here belongs to a centre, or a secret in the address is the key.
OF_THE_SITE = {
    "core:language", "core:accent", "core:readable", "accounts:accessibility", "accounts:was", "accounts:invitation", "accounts:me", "accounts:demo_sign_in",
    "accounts:post", "front:front", "events_site:all", "events_site:ics", "events_site:rss", "events_site:json", "events_site:embedded",
    "events_site:embed_help", "events_site:component",
    "matching_site:all", "matching_site:rss", "matching_site:feed", "matching_site:embedded", "matching_site:embed_help", "matching_site:component",
}

# Open data has the same addresses below a centre and over all of them.
_LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
_OPEN_DATA = ("page", "about", "openapi", "nothing", *_LISTS, *(f"{name}_one" for name in _LISTS))
PUBLIC |= {f"api_public:{name}" for name in _OPEN_DATA}
OF_THE_SITE |= {f"api_site:{name}" for name in _OPEN_DATA}

# Rows for programs: whoever comes with a token; tests/api/test_tokens.py asks them all.
TOKEN = {name for name, _path, needs in addresses() if needs == "token"}
PUBLIC |= TOKEN
