"""All addresses: the admin and the way into it, the API, and the public pages in five languages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("municipalities.signing_in.urls")),
    path("api/", include("strategy.api.urls")),
    path("preview/", include("strategy.public.preview_urls")),
    path("", include("strategy.public.urls")),
]

handler500 = "config.faults.failed"
