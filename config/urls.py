"""All addresses: the admin, the API, and the public pages in five languages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("strategy.api.urls")),
    path("preview/", include("strategy.public.preview_urls")),
    path("", include("strategy.public.urls")),
]
