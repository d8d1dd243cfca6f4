"""Addresses of the API; what stands below v1/ never changes its meaning."""

from django.urls import include, path

from . import reference
from .contract import api

app_name = "api"
operations, _app, _namespace = api.urls

urlpatterns = [
    path("v1/", reference.reference, name="reference"),
    path("v1/openapi.json", reference.openapi, name="openapi"),
    path("v1/", include((operations, "operations"))),
]
