"""One row of everything that an address can name, and which of them stands behind each address."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from brobygger.board.models import Meeting
from brobygger.plan.importing.preview import Preview
from brobygger.plan.models import Plan
from tests.factories import (
    AccessTokenFactory,
    AccompanimentFactory,
    ActivityFactory,
    AdviserFactory,
    AgendaItemFactory,
    AllocationChangeFactory,
    AnnexFactory,
    ApplicationFactory,
    ApplicationTextFactory,
    AssessorFactory,
    AudienceFactory,
    BankFileFactory,
    BlockFactory,
    BookerTermsFactory,
    BookingFactory,
    BookingSeriesFactory,
    BudgetLineFactory,
    CentreArchiveFactory,
    ChargeFactory,
    CheckPointFactory,
    CollaborationFactory,
    CollectionAskFactory,
    ConsultationFactory,
    ContactFactory,
    CopyingFactory,
    DecisionFactory,
    DocumentVersionFactory,
    EditionFactory,
    EquipmentFactory,
    EventFactory,
    EventTaskFactory,
    EvidenceFactory,
    ExchangeFactory,
    ExchangePostFactory,
    ExpenseFactory,
    ExpenseImportFactory,
    ExternalFigureFactory,
    FairFactory,
    FaultFactory,
    FeedbackFactory,
    FeeRoundFactory,
    FeeRuleFactory,
    FundDeadlineFactory,
    GoalFactory,
    GroupFactory,
    GroupMeetingFactory,
    HeadCountFactory,
    HelpLineFactory,
    ImprovementFactory,
    InitiativeFactory,
    InstalmentFactory,
    IntakeFactory,
    InvitationFactory,
    JobFeedFactory,
    JointAnswerFactory,
    KindFactory,
    LentPremisesFactory,
    LetterTemplateFactory,
    LetterToFactory,
    ListImportFactory,
    LoanFactory,
    MarkerFactory,
    MatchFactory,
    MaterialFactory,
    MeaningFactory,
    MeetingFactory,
    MembershipFactory,
    MergeFactory,
    NetworkFactory,
    NetworkMemberFactory,
    NewsletterFactory,
    NoteFactory,
    OfferFactory,
    OfferFeedFactory,
    OpenYearFactory,
    OpportunityFactory,
    OrganisationFactory,
    PaidHoursFactory,
    ParticipantFactory,
    PartnerFactory,
    PayerFactory,
    PaymentFactory,
    PersonFactory,
    PersonMergeFactory,
    PlanDraftFactory,
    PlanFactory,
    PointFactory,
    PostFactory,
    PremisesFactory,
    PreparedFactory,
    PriceClassFactory,
    ProjectFactory,
    ProofFactory,
    PublishedReportFactory,
    QuestionFactory,
    ReferralFactory,
    RegistrationFactory,
    ReportDateFactory,
    ReportFactory,
    ReportPictureFactory,
    RequestFactory,
    RoomFactory,
    SeatFactory,
    SendingFactory,
    SeriesFactory,
    ServiceFactory,
    SheetFactory,
    SheetPriceFactory,
    SheetVersionFactory,
    ShelfItemFactory,
    SignUpFactory,
    SignUpListFactory,
    StaffHoursFactory,
    StopFactory,
    StoryFactory,
    SubscriberFactory,
    TargetFactory,
    TeamFactory,
    TemplatePartFactory,
    ThemeFactory,
    UpkeepTurnFactory,
    VolunteerFactory,
    VolunteerTalkFactory,
    WebhookFactory,
    WorkedHoursFactory,
)


def rows_behind(cast: dict[str, Any]) -> Callable[[str, Any], dict[str, Any]]:
    """``of(name, user)``: what to put into the address ``name`` so that it names something that is there for ``user``."""
    plan = PlanFactory.create(status=Plan.Status.ADOPTED, public=True, previous=PlanFactory.create(status=Plan.Status.CLOSED))
    goal = GoalFactory.create(area__plan=plan)
    activity = ActivityFactory.create(goal=goal)
    target, proof = TargetFactory.create(activity=activity), ProofFactory.create(target__activity=activity)
    proof.file.save("bevis.txt", ContentFile(b"bevis"))
    meeting = MeetingFactory.create(held_on=timezone.localdate())
    meeting.plans.add(plan)
    staff_meeting = MeetingFactory.create(kind=Meeting.Kind.STAFF, held_on=timezone.localdate() + timedelta(days=1))
    version = DocumentVersionFactory.create()
    version.file.save("vedtaegt.txt", ContentFile(b"vedtaegt"))
    member, spare = MembershipFactory.create(), OrganisationFactory.create().pk
    stranger = PersonFactory.create().pk
    kind, theme, team = KindFactory.create(), ThemeFactory.create(), TeamFactory.create()
    draft = PlanDraftFactory.create(outline=Preview().as_json())
    own: dict[int, int] = {}
    files: dict[int, int] = {}
    pamphlets: dict[int, int] = {}
    lists: dict[int, int] = {}
    brought: dict[int, int] = {}
    banks: dict[int, int] = {}
    referred: dict[int, int] = {}
    for user in cast.values():
        row = RegistrationFactory.create(kind=kind, created_by=user)
        row.attachment.save("bilag.txt", ContentFile(b"bilag"))
        own[user.pk] = row.pk
        for kept, asked in ((files, {}), (pamphlets, {"kind": "pamphlet"})):
            made = PreparedFactory.create(asked_by=user, asked=asked, percent=100)
            made.file.save("opfoelgning.xlsx", ContentFile(b"ark"), save=False)
            made.made_at = timezone.now()
            made.save()
            kept[user.pk] = made.pk
        lists[user.pk] = ListImportFactory.create(uploaded_by=user).pk
        brought[user.pk] = IntakeFactory.create(uploaded_by=user).pk
        banks[user.pk] = BankFileFactory.create(uploaded_by=user).pk
        referred[user.pk] = ReferralFactory.create(made_by=user).pk
        CollectionAskFactory.create(meeting=meeting, user=user)
    rows = {
        "journal:figure": ExternalFigureFactory.create().pk, "journal:kind": kind.pk, "plan:goal": goal.pk, "plan:change_goal": goal.pk,
        "plan:activity": activity.pk, "plan:new_target": activity.pk, "plan:evidence": target.pk, "plan:target": target.pk,
        "plan:judge_proof": proof.pk, "plan:proof_file": proof.pk, "plan:team": team.pk, "plan:marker": MarkerFactory.create().pk,
        "plan:import_preview": draft.pk, "plan:import_discard": draft.pk,
        "board:decision": DecisionFactory.create(meeting=meeting).pk, "board:item": AgendaItemFactory.create(meeting=meeting).pk,
        "board:team": team.pk, "board:seat": SeatFactory.create().pk, "board:hours_edit": StaffHoursFactory.create().pk,
        "board:version": version.pk, "board:version_file": version.pk,
        "organisations:contact": (spoken := ContactFactory.create()).pk, "organisations:let_in": spoken.pk,
        "organisations:application": ApplicationFactory.create(type__public=True).pk, "organisations:part": MergeFactory.create().pk, "organisations:merge_persons": PersonFactory.create().pk, "organisations:part_persons": PersonMergeFactory.create().pk, "organisations:note_delete": NoteFactory.create().pk,
        "organisations:membership": member.pk, "organisations:correct_membership": member.pk, "organisations:type": member.type_id,
        "organisations:collaboration": CollaborationFactory.create().pk, "settings:line": theme.pk, "settings:colleague": cast["S"].pk, "api:token": AccessTokenFactory.create(kept_by=cast["L"]).pk,
        "api:new_webhook": AccessTokenFactory.create(kept_by=cast["L"]).pk, "api:webhook": (hook := WebhookFactory.create()).pk, "api:edit_webhook": hook.pk,
        "settings:invitation_act": InvitationFactory.create(expires_at=timezone.now() + timedelta(days=1)).pk,
    }
    event = EventFactory.create(signup_list=SignUpListFactory.create(), starts_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now() + timedelta(hours=1))
    guest = SignUpFactory.create(signup_list=event.signup_list)
    rows |= {"events:signup": guest.pk, "events:uncount": HeadCountFactory.create(event=event).pk}
    rows["events:change_rule"] = EventFactory.create(series=SeriesFactory.create()).pk
    question = QuestionFactory.create(signup_list=event.signup_list).pk
    tour = EventFactory.create(registration__kind=KindFactory.create(base="tour"))
    network, file = NetworkFactory.create(), MaterialFactory.create(event=event)
    file.file.save("oplaeg.txt", ContentFile(b"oplaeg"))
    task, stop = EventTaskFactory.create(event=event), StopFactory.create(event=tour)
    point, sheet = PointFactory.create(network=network), SheetFactory.create(network=network)
    kept, story = SheetVersionFactory.create(sheet=sheet), StoryFactory.create(sheet=sheet, picture_text="To ved et bord")
    story.picture.save("historie.jpg", ContentFile(b"billede"))
    rows |= dict.fromkeys(("events:stops", "events:new_stop", "events:stop"), tour.pk)
    rows["events:network_member"] = NetworkMemberFactory.create(network=network).pk
    rows |= dict.fromkeys((f"events:{name}" for name in ("network", "edit_network", "step", "new_point", "point")), network.pk)
    rows |= dict.fromkeys((f"events:{name}" for name in ("initiative_sheet", "edit_initiative_sheet", "keep_sheet", "sheet_version", "new_story", "story", "story_picture")), sheet.pk)
    rows |= {"events:material_file": file.pk, "events:tick_task": task.pk, "events:take_out_answer": FeedbackFactory.create(event=event).pk, "events:close_point": point.pk, "events:move_point": point.pk}
    talk, shelf = ConsultationFactory.create(), ShelfItemFactory.create()
    shelf.file.save("guide.txt", ContentFile(b"guide"))
    rows |= dict.fromkeys((f"advice:{name}" for name in ("consultation", "edit", "act", "answer")), talk.pk)
    rows |= dict.fromkeys(("advice:initiative", "advice:edit_initiative"), InitiativeFactory.create().pk) | dict.fromkeys(("advice:item", "advice:shelf_file"), shelf.pk)
    rows |= {"advice:request": RequestFactory.create(service__sort="practical").pk, "advice:service": ServiceFactory.create().pk, "advice:adviser": AdviserFactory.create().pk}
    rows |= dict.fromkeys(("matching:job", "matching:edit_job", "matching:prepare", "matching:shifts"), OpportunityFactory.create().pk)
    rows |= dict.fromkeys((f"matching:{name}" for name in ("volunteer", "edit_volunteer", "new_talk", "suggest", "thank")), VolunteerFactory.create().pk) | {"matching:match": MatchFactory.create().pk, "matching:feed": JobFeedFactory.create().pk} | {"matching:talk": VolunteerTalkFactory.create().pk}
    rows |= dict.fromkeys((f"matching:{name}_accompaniment" for name in ("edit", "act")), AccompanimentFactory.create().pk) | {"matching:accompaniment": AccompanimentFactory.create().pk}
    hers = ContactFactory.create(person__account=cast["E"], acts_since=timezone.now())
    her_offer = OfferFactory.create(provider=hers.organisation, state="draft", published_at=None, verified_on=None, short="En café.", contact_phone="12 34 56 78")
    rows |= dict.fromkeys(("directory:offer", "directory:edit_offer", "directory:act"), OfferFactory.create().pk) | {"directory:meaning": MeaningFactory.create().pk, "directory:line": HelpLineFactory.create().pk} | dict.fromkeys(("directory:feed", "directory:edit_feed"), OfferFeedFactory.create().pk) | {"directory:translation": OfferFactory.create().pk}
    self_help = GroupFactory.create()
    theirs = GroupFactory.create(organisation=hers.organisation)
    room = RoomFactory.create().pk
    rows |= dict.fromkeys((f"rooms:{name}" for name in ("booking", "move", "edit", "act", "prolong")), BookingFactory.create(room_id=room, series=BookingSeriesFactory.create(), series_day=timezone.localdate()).pk)
    rows |= dict.fromkeys(("rooms:room", "rooms:edit_room", "rooms:delete_room"), room)
    rows |= {"rooms:edit_equipment": EquipmentFactory.create().pk} | dict.fromkeys(("rooms:loan", "rooms:act_loan"), LoanFactory.create().pk)
    rows |= {"rooms:premises": PremisesFactory.create().pk, "rooms:price_class": PriceClassFactory.create().pk, "rooms:terms": BookerTermsFactory.create().pk, "rooms:edit_lent": LentPremisesFactory.create().pk}
    rows |= dict.fromkeys((f"groups:{name}" for name in ("group", "edit", "step", "act", "people", "add_person", "plan_meetings", "rota", "today", "facilitators", "supervision", "verdicts")), self_help.pk)
    rows |= {"groups:participant": ParticipantFactory.create(group=self_help).pk, "groups:theme_list": theme.pk}
    rows |= dict.fromkeys(("groups:meeting", "groups:change_meeting"), GroupMeetingFactory.create(group=self_help).pk)
    sent = SendingFactory.create()
    rows |= dict.fromkeys((f"surveys:{name}" for name in ("questionnaire", "edit", "preview", "act", "new_question", "question", "prepare", "translation")), sent.edition.questionnaire_id)
    rows |= dict.fromkeys((f"surveys:{name}" for name in ("sending", "edit_sending", "act_sending", "people", "paper", "results_file")), sent.pk) | {"surveys:words": SendingFactory.create(edition=EditionFactory.create(content={"items": [{"key": "q1", "kind": "text", "text": "Hvorfor?"}]})).pk} | {"reports:survey_paper": sent.pk, "reports:survey_results": sent.pk}
    rows["surveys:answers"] = SendingFactory.create(anonymous=False, open_token="").pk
    rows |= dict.fromkeys((f"newsletters:{name}" for name in ("audience", "edit_audience", "act_audience")), AudienceFactory.create().pk) | {"newsletters:remove": SubscriberFactory.create().pk}
    rows |= dict.fromkeys((f"correspondence:{name}" for name in ("letter", "progress", "stop")), LetterToFactory.create().letter_id) | {"correspondence:template": LetterTemplateFactory.create().pk}
    rows["newsletters:stopped"] = OrganisationFactory.create().pk
    piece = BlockFactory.create()
    rows |= dict.fromkeys((f"newsletters:{name}" for name in ("newsletter", "edit", "new_block", "block", "preview", "letter", "act", "deliveries", "progress")), piece.newsletter_id) | {"newsletters:published": NewsletterFactory.create(registration=RegistrationFactory.create()).registration_id}
    rows |= dict.fromkeys(("exchange:post", "exchange:edit_post"), ExchangePostFactory.create().pk) | dict.fromkeys(("exchange:exchange", "exchange:edit_exchange"), ExchangeFactory.create().pk)
    rows |= dict.fromkeys((f"exchange:{name}" for name in ("fair", "edit_fair", "slips", "take_out_slip", "wall")), fair := FairFactory.create().pk) | dict.fromkeys(("reports:catalogue", "reports:catalogue_file"), fair)
    written, picture = ReportFactory.create(), ReportPictureFactory.create()
    rows |= dict.fromkeys((f"reports:{name}" for name in ("edit_report", "act_report", "new_part")), written.pk) | dict.fromkeys(("reports:part", "reports:new_picture"), picture.part.report_id)
    published = PublishedReportFactory.create()
    shown = ReportPictureFactory.create(part__report=published)
    rows |= dict.fromkeys((f"reports:{name}" for name in ("report", "report_file", "next_edition", "picture_file")), published.pk)
    rows |= dict.fromkeys(("reports:open_year", "reports:act_open_year"), OpenYearFactory.create().pk)
    template_part = TemplatePartFactory.create()
    rows |= dict.fromkeys((f"reports:{name}" for name in ("template", "template_part", "new_template_part")), template_part.template_id)
    letter, broken = PostFactory.create(), FaultFactory.create()
    broken.picture.save("fejl.jpg", ContentFile(b"fejl"))
    rows |= {"reception:point": CheckPointFactory.create().pk, "reception:turn_done": UpkeepTurnFactory.create().pk} | dict.fromkeys(("reception:fault", "reception:step_fault", "reception:fault_picture"), broken.pk)
    rows |= {"reception:take_back_copies": CopyingFactory.create().pk, "reception:sheet_price": SheetPriceFactory.create().pk}
    rows |= {"reception:take_back_post": letter.pk} | dict.fromkeys(("reception:post_of", "reception:undo_post"), letter.organisation_id)
    asked = ChargeFactory.create(membership=member).pk
    rows |= dict.fromkeys(("organisations:charge", "organisations:settle"), asked) | {"organisations:charge_member": member.pk, "organisations:fee_round": FeeRoundFactory.create().pk}
    rows |= dict.fromkeys(("organisations:fee_rules", "organisations:new_fee_rule"), member.type_id) | {"organisations:fee_rule": FeeRuleFactory.create().pk, "organisations:return_payment": PaymentFactory.create(charge_id=asked, amount=100).pk}
    project = ProjectFactory.create()
    partner = PartnerFactory.create(project=project)
    partner.agreement.save("aftale.txt", ContentFile(b"aftale"))
    rows |= dict.fromkeys((f"projects:{name}" for name in ("project", "edit", "work", "new_partner", "partners_file")), project.pk) | dict.fromkeys(("projects:partner", "projects:agreement"), partner.pk)
    line = BudgetLineFactory.create()
    rows |= dict.fromkeys((f"projects:{name}" for name in ("grant", "edit_grant", "budget_file", "expenses", "new_expense", "new_payer", "new_line", "new_change", "new_instalment", "new_report_date", "new_paid_hours")), line.grant_id)
    rows |= {"projects:payer": PayerFactory.create().pk, "projects:line": line.pk, "projects:change": AllocationChangeFactory.create().pk, "projects:expense": ExpenseFactory.create().pk, "projects:upload": line.grant_id, "projects:import": ExpenseImportFactory.create(grant=line.grant).pk}
    rows |= dict.fromkeys(("projects:instalment", "projects:receive"), InstalmentFactory.create().pk) | dict.fromkeys(("projects:report_date", "projects:hand_in"), ReportDateFactory.create().pk)
    rows |= {"projects:paid_hours": PaidHoursFactory.create().pk, "projects:hours": project.pk, "projects:worked": WorkedHoursFactory.create(project=project).pk}
    annex, deadline = AnnexFactory.create(), FundDeadlineFactory.create()
    rows |= dict.fromkeys((f"projects:{name}" for name in ("application", "edit_application", "step", "step_back", "new_text", "new_annex", "reuse")), annex.application_id) | dict.fromkeys(("projects:annex", "projects:tick"), annex.pk)
    rows |= {"projects:text": ApplicationTextFactory.create().pk, "projects:deadline": deadline.pk} | dict.fromkeys((f"projects:{name}" for name in ("fund", "edit_fund", "new_deadline")), deadline.fund_id)
    answer = JointAnswerFactory.create()
    for user in cast.values():
        AssessorFactory.create(round=answer.round, user=user)
    rows |= dict.fromkeys((f"quality:{name}" for name in ("framework", "edit", "texts", "new_edition", "new_point", "new_round")), answer.point.framework_id) | dict.fromkeys(("quality:point", "quality:move_point"), answer.point_id)
    rows |= dict.fromkeys((f"quality:{name}" for name in ("round", "edit_round", "mine", "close", "joint")), answer.round_id) | {"reports:quality_file": answer.round_id}
    rows |= {"quality:take_evidence_out": EvidenceFactory.create(point=answer.point, round=answer.round).pk} | dict.fromkeys(("quality:improvement", "quality:into_plan"), ImprovementFactory.create(point=answer.point, round=answer.round).pk)
    for name in ("organisation", "edit_organisation", "new_contact", "join", "note", "merge", "consents", "told", "prospect", "delete_organisation"):
        rows[f"organisations:{name}"] = member.organisation_id
    for same, like in (("decision_edit", "decision"), ("carried_out", "decision"), ("item_move", "item"), ("item_delete", "item")):
        rows[f"board:{same}"] = rows[f"board:{like}"]
    for name in ("document", "document_edit", "obligations", "version_new"):
        rows[f"board:{name}"] = version.document_id

    def of(name: str, user: Any) -> dict[str, Any]:
        if name in rows:
            pk = rows[name]
        elif name.startswith("journal:"):
            pk = own[user.pk]
        elif name.startswith("events:"):
            pk = event.pk
        elif name.startswith(("board:", "reports:pack")):
            pk = staff_meeting.pk if name == "board:meeting_new" else meeting.pk
        else:
            pk = plan.pk
        part = {"plan:add": ("area", plan.pk), "plan:part": ("goal", goal.pk), "plan:split": ("goal", goal.pk), "plan:move": ("goal", goal.pk)}.get(name)
        if name.startswith("reports:prepared_pamphlet"):
            return {"centre": "testby", "pk": pamphlets[user.pk]}
        if name.startswith("reports:prepared"):
            return {"centre": "testby", "pk": files[user.pk]}
        if name == "quality:joint":
            return {"centre": "testby", "pk": pk, "point": answer.point_id}
        if name == "plan:measure":
            return {"centre": "testby", "key": "events_held"}
        if name in {"reports:part", "reports:new_picture", "reports:template_part", "reports:picture_file"}:
            return {"centre": "testby", "pk": pk, "part": template_part.pk if "template" in name else picture.part_id, "picture": shown.pk}
        if name == "directory_refer:referral":
            return {"centre": "testby", "pk": referred[user.pk]}
        if name == "organisations:bank_file":
            return {"centre": "testby", "pk": banks[user.pk]}
        if name == "organisations:merge_persons":
            return {"centre": "testby", "pk": pk, "other": stranger}
        if name in ("organisations:list", "organisations:list_faults"):
            return {"centre": "testby", "pk": lists[user.pk]}
        if name in ("intake:list", "intake:faults"):
            return {"centre": "testby", "pk": brought[user.pk]}
        if name == "events:scanned":
            return {"centre": "testby", "token": guest.token}
        if name.startswith("own_matching:"):
            return {"centre": "testby", "pk": hers.organisation_id, "job": OpportunityFactory.create(organisation=hers.organisation).pk}
        if name.startswith("own_rooms:"):
            return {"centre": "testby", "pk": hers.organisation_id}
        if name == "own_reception:turn":
            return {"centre": "testby", "pk": hers.organisation_id, "turn": UpkeepTurnFactory.create(organisation=hers.organisation).pk}
        if name.startswith("own_exchange:"):
            return {"centre": "testby", "pk": hers.organisation_id, "post": ExchangePostFactory.create(organisation=hers.organisation).pk}
        if name.startswith("own_directory:"):
            return {"centre": "testby", "pk": hers.organisation_id, "offer": her_offer.pk, "language": "en"}
        if name.startswith(("own:", "own_events:", "own_groups:", "own_rooms:", "own_reception:")):
            # taking the right away ends at the office's door: a colleague's, so that the pages go on being there for her
            colleague = ContactFactory.create(organisation=hers.organisation)
            return {"centre": "testby", "pk": hers.organisation_id, "contact": colleague.pk, "group": theirs.pk}
        if name.startswith("archive:"):
            pk = CentreArchiveFactory.create(made_at=timezone.now(), file=ContentFile(b"PK", name="centre.zip")).pk
        if name.startswith("people:"):
            pk = cast["S"].pk
            return {"centre": "testby", "kind": "konto", "pk": pk}
        given = {
            "centre": "testby", "pk": part[1] if part and name != "plan:add" else pk, "kind": part[0] if part else "csv", "parent": plan.pk,
            "goal": goal.pk, "other": spare, "name": "temaer", "ending": "xlsx", "token": "x", "question": question, "block": piece.pk,
            "task": task.pk, "material": file.pk, "stop": stop.pk, "point": point.pk, "kept": kept.pk, "story": story.pk, "language": "en", "key": "q1", "about": "event", "state": "sent", "what": "registrations",
        }
        return given

    return of
