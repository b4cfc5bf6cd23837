"""What the providers of payments are asked, and what their answers mean: pure translation."""

from collections.abc import Mapping
from types import ModuleType

from veche.events.rules.paying import stripe, yookassa
from veche.events.terms.paying import Way

PROVIDERS: Mapping[Way, ModuleType] = {Way.YOOKASSA: yookassa, Way.STRIPE: stripe}
