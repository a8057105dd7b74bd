"""Every address of the service."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # Those with a beginning of their own first: what is asked for most is found soonest.
    path("clients/", include("casework.clients.urls")),
    path("clients/", include("casework.contacts.her_urls")),
    path("clients/", include("casework.intake.her_urls")),
    path("clients/", include("casework.care_plans.her_urls")),
    path("clients/", include("casework.assessments.her_urls")),
    path("clients/", include("consent.agreements.her_urls")),
    path("clients/", include("consent.sharing.her_urls")),
    path("clients/", include("consent.disclosures.her_urls")),
    path("clients/", include("consent.referrals.her_urls")),
    path("clients/", include("casework.looking.her_urls")),
    path("clients/", include("casework.information.her_urls")),
    path("clients/", include("casework.change.her_urls")),
    path("clients/", include("casework.printing.her_urls")),
    path("", include("consent.subject_access.her_urls")),
    path("nights/", include("casework.contacts.urls")),
    path("intake/", include("casework.intake.urls")),
    path("consent/", include("consent.agreements.urls")),
    path("releases/", include("consent.disclosures.urls")),
    path("provisional/", include("consent.sharing.urls")),
    path("import/", include("casework.importing.urls")),
    path("referrals/", include("consent.referrals.urls")),
    path("services/", include("consent.referrals.service_urls")),
    path("reviews/", include("casework.change.review_urls")),
    path("emergencies/", include("casework.looking.urls")),
    path("subject-access/", include("consent.subject_access.urls")),
    path("information/", include("casework.information.urls")),
    path("plans/", include("casework.care_plans.urls")),
    path("plans/print/", include("casework.printing.urls")),
    path("lists/", include("casework.lists.urls")),
    path("not-saved/", include("dussk.drafts.urls")),
    path("jobs/", include("dussk.jobs.urls")),
    path("hers/", include("dussk.handover.urls")),
    path("", include("casework.care_plans.hers_urls")),
    path("", include("consent.agreements.hers_urls")),
    path("assessments/", include("casework.assessments.urls")),
    path("", include("casework.assessments.hers_urls")),
    path("", include("casework.clients.kept_urls")),
    path("", include("dussk.today.urls")),
    path("", include("dussk.staff.urls")),
    path("", include("dussk.staff.library_urls")),
]

handler400 = "dussk.faults.bad_request"
handler403 = "dussk.faults.forbidden"
handler404 = "dussk.faults.not_found"
handler500 = "dussk.faults.server_error"
