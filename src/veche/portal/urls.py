"""The portal's addresses."""

from django.urls import path

from veche.portal.views import beginning, filling, knowledge, public

app_name = "portal"
urlpatterns = [
    path("", beginning.home, name="home"),
    path("first-run/", beginning.first_run, name="first_run"),
    path("p/<slug:community>/", public.community_page, name="community_page"),
    path("k/<slug:community>/", knowledge.knowledge_list, name="knowledge_list"),
    path("k/<slug:community>/sitemap.xml", knowledge.knowledge_map, name="knowledge_map"),
    path("k/<slug:community>/<slug:article>/", knowledge.knowledge_article, name="knowledge_article"),
    path("k/<slug:community>/<slug:article>/helped/", knowledge.knowledge_helped, name="knowledge_helped"),
    path("f/<slug:community>/<slug:key>/", filling.form_page, name="form_page"),
    path("f/<slug:community>/<slug:key>/embed/", filling.form_frame, name="form_frame"),
    path("healthz", public.health, name="health"),
]
