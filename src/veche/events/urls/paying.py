"""Money that guests pay."""

from django.urls import path

from veche.events.urls.places import HOME, ONE
from veche.events.views import paying

DESK, ONE_PAYMENT = f"{HOME}payments/", f"{HOME}payments/<int:payment>/"

urlpatterns = [
    path(DESK, paying.desk_page, name="payment_desk"),
    path(f"{DESK}forget/<slug:way>/", paying.keys_forget, name="keys_forget"),
    path(f"{ONE}payments/", paying.payment_list, name="payment_list"),
    path(f"{ONE}guests/<int:guest>/payments/", paying.guest_payments, name="guest_payments"),
    path(f"{ONE_PAYMENT}refund/", paying.payment_refund, name="payment_refund"),
    path(f"{ONE_PAYMENT}<slug:deed>/", paying.payment_act, name="payment_act"),
]
