"""Addresses of the public pages: constant in all languages, and permanent."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from municipalities.later import Views

from ..vocabulary import LANGUAGES
from . import converters, views  # noqa: F401 - converters registers itself
from .preview_urls import pages as preview_pages

app_name = "public"
around, crawling, downloads, embedding, feeds, files, lookup, past, record = (
    Views(f"strategy.public.{name}")
    for name in ("around", "crawling", "downloads", "embedding", "feeds", "files", "lookup", "past", "record")
)

of_an_edition: list[URLPattern | URLResolver] = [
    path("", views.plan, name="edition"),
    path("sealed.json", record.sealed, name="sealed"),
    path("extract.pdf", record.extract, name="extract"),
    path("tree/", views.tree, name="edition_tree"),
    path("sdgs/", lookup.sdgs, name="edition_sdgs"),
    path("data/", downloads.data, name="edition_data"),
    path("data/<slug:format>", downloads.file, name="edition_data_file"),
    path("goals/<key:key>/", views.goal, name="edition_goal"),
    path("goals/<key:key>/image.png", files.goal_image, name="edition_goal_image"),
    path("goals/<key:key>/<str:slug>/", views.goal, name="edition_goal"),
]

of_a_plan: list[URLPattern | URLResolver] = [
    path("", views.plan, name="plan"),
    path("tree/", views.tree, name="tree"),
    path("embed/", embedding.embed, name="embed"),
    path("sdgs/", lookup.sdgs, name="sdgs"),
    path("history/", past.history, name="history"),
    path("data/", downloads.data, name="data"),
    path("data/<slug:format>", downloads.file, name="data_file"),
    path("goals/<key:key>/", views.goal, name="goal"),
    path("goals/<key:key>/image.png", files.goal_image, name="goal_image"),
    path("goals/<key:key>/<str:slug>/", views.goal, name="goal"),
    path("image.png", files.plan_image, name="image"),
    path("feed/", feeds.of_plan, name="feed"),
    path("editions/", past.editions, name="editions"),
    path("editions/<int:number>/", include(of_an_edition)),
    path("changes/", past.choose_changes, name="choose_changes"),
    path("changes/<int:before>..<int:after>/", past.changes, name="changes"),
    path("succession/", past.succession, name="succession"),
    path("on/<day:day>/", views.plan, name="on_date"),
    path("proposal/", include((preview_pages, "proposal"))),
    path("files/<int:pk>/<str:name>", files.attachment, name="file"),
    path("pictures/<int:pk>/<str:name>", files.picture, name="picture"),
    path("decisions/<int:pk>/<str:name>", files.decision_document, name="decision_document"),
]

of_a_town: list[URLPattern | URLResolver] = [
    path("search/", lookup.search, name="town_search"),
    path("feed/", feeds.of_town, name="town_feed"),
    path("sitemap.xml", crawling.of_town, name="town_sitemap"),
    path("documents/", around.documents, name="documents"),
    path("accessibility/", around.accessibility, name="accessibility"),
    path("privacy/", around.privacy, name="privacy"),
    path("contact/", around.contact, name="contact"),
    path("help/", around.help, name="help"),
    path("feedback/", around.feedback, name="feedback"),
    path("feedback/thanks/", around.thanks, name="thanks"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("ns", downloads.vocabulary, name="vocabulary"),
    path("robots.txt", crawling.robots, name="robots"),
    path("oembed", embedding.oembed, name="oembed"),
    path("sitemap.xml", crawling.index, name="sitemap"),
    re_path(r"^theme/(?P<town>[-\w]+)-(?P<digest>[0-9a-f]{10})\.css$", files.theme, name="theme"),
    re_path(r"^theme/(?P<town>[-\w]+)-(?P<digest>[0-9a-f]{10})\.svg$", files.shield, name="shield"),
    re_path(r"^theme/(?P<town>[-\w]+)-(?P<digest>[0-9a-f]{10})/logo$", files.logo, name="logo"),
    re_path(r"^theme/(?P<town>[-\w]+)-(?P<digest>[0-9a-f]{10})/header$", files.header_picture, name="header_picture"),
    path("<language:lang>/", views.towns, name="towns"),
    path("<language:lang>/search/", lookup.search, name="search"),
    path("<language:lang>/accessibility/", around.site_accessibility, name="site_accessibility"),
    path("<language:lang>/privacy/", around.site_privacy, name="site_privacy"),
    path("<language:lang>/help/", around.site_help, name="site_help"),
    path("<language:lang>/image.png", files.site_image, name="site_image"),
    path("<language:lang>/compare/", around.compare, name="compare"),
    path("<language:lang>/<slug:town>/", views.plan, name="town"),
    path("<language:lang>/<slug:town>/", include(of_a_town)),
    path("<language:lang>/<slug:town>/<plan:plan>/", include(of_a_plan)),
    # last: whatever else stands below a language gets its 404 in that language
    re_path(rf"^(?P<lang>{'|'.join(LANGUAGES)})/(?P<rest>.+)/$", views.nowhere),
]
