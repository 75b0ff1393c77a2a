"""Addresses of the sign-in.

Of django-allauth only the pages that officers need: signing up, e-mail addresses and passwords by
e-mail are kept by administrators on the records desk, and have no address here.
"""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
]
