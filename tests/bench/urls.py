"""The site, and views that answer with fixed bytes."""

from django.urls import include, path

from .comparing import fixed

urlpatterns = [path("bench/fixed/<name>/", fixed), path("", include("config.urls"))]
