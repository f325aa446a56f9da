"""Addresses of referrals and the panel: nouns, then the verb."""

from django.urls import path

from homeward.referrals.views import deciding, drafts, panel, referrals, sending


app_name = "referrals"
urlpatterns = [
    path("", referrals.inbox, name="inbox"),
    path("start/", drafts.start, name="start"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/children/", drafts.draft_children, name="draft_children"),
    path("drafts/<int:pk>/children/<int:number>/", drafts.draft_child, name="draft_child"),
    path(
        "drafts/<int:pk>/children/<int:number>/remove/",
        drafts.remove_child,
        name="remove_child",
    ),
    path("drafts/<int:pk>/adults/", drafts.draft_adults, name="draft_adults"),
    path("drafts/<int:pk>/adults/<int:number>/", drafts.draft_adult, name="draft_adult"),
    path(
        "drafts/<int:pk>/adults/<int:number>/remove/",
        drafts.remove_adult,
        name="remove_adult",
    ),
    path("drafts/<int:pk>/why-now/", drafts.draft_why_now, name="draft_why_now"),
    path("drafts/<int:pk>/tried/", drafts.draft_tried, name="draft_tried"),
    path("drafts/<int:pk>/family/", drafts.draft_family, name="draft_family"),
    path("drafts/<int:pk>/urgency/", drafts.draft_urgency, name="draft_urgency"),
    path("drafts/<int:pk>/check/", sending.check_draft, name="check_draft"),
    path("drafts/<int:pk>/send/", sending.send, name="send"),
    path("drafts/<int:pk>/throw-away/", drafts.throw_away, name="throw_away"),
    path("<int:pk>/", referrals.referral, name="referral"),
    path("<int:pk>/sent/", sending.sent, name="sent"),
    path("<int:pk>/screen/", referrals.screen, name="screen"),
    path("<int:pk>/answer/", referrals.answer, name="answer"),
    path("<int:pk>/bring/", panel.bring, name="bring"),
    path("panel/", panel.panel, name="panel"),
    path("panel/arrange/", panel.arrange_sitting, name="arrange_sitting"),
    path("panel/<int:pk>/", panel.sitting, name="sitting"),
    path("panel/items/<int:pk>/", deciding.item, name="item"),
    path("panel/items/<int:pk>/declare/", deciding.declare, name="declare"),
    path("panel/items/<int:pk>/conditions/add/", deciding.add_condition, name="add_condition"),
    path("panel/items/<int:pk>/views/add/", deciding.add_panel_view, name="add_panel_view"),
    path("panel/items/<int:pk>/send/", deciding.send_item, name="send_item"),
    path("panel/items/<int:pk>/sign/", deciding.sign_item, name="sign_item"),
]
