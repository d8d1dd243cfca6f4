"""All addresses: the admin and the way into it, the API, and the public pages in five languages."""

from django.urls import include, path

from municipalities.later import Addresses

urlpatterns = [
    Addresses("admin/", "config.admin_urls", namespace="admin"),
    path("accounts/", include("municipalities.signing_in.urls")),
    Addresses("api/", "strategy.api.urls", namespace="api"),
    Addresses("preview/", "strategy.public.preview_urls", namespace="preview"),
    path("", include("strategy.public.urls")),
]

handler500 = "config.faults.failed"
