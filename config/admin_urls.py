"""Addresses of the admin. Loading them loads every screen, so config/urls.py leaves that to the first visit."""

from django.contrib import admin

admin.autodiscover()
urlpatterns = admin.site.urls[0]
