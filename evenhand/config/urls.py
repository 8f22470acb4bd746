"""Every address: a community's prefix, then one include per door. The root names nobody."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from evenhand.shell import errors, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.root, name="root"),
    path("<slug:slug>/", include("evenhand.doors.intake.urls")),
    path("<slug:slug>/statements/", include("evenhand.doors.public.urls")),
    path("<slug:slug>/portal/", include("evenhand.doors.portal.urls")),
    path("<slug:slug>/desk/", include("evenhand.doors.desk.urls")),
    path("<slug:slug>/council/", include("evenhand.doors.council.urls")),
    path("<slug:slug>/office/", include("evenhand.doors.office.urls")),
]
if settings.EVENHAND_LOOK:
    urlpatterns.insert(1, path("_look/", views.look, name="look"))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.failed
