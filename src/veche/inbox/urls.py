"""The addresses of the inbox."""


urlpatterns: list = []
