"""What is offered where somebody describes a community."""

from veche.kit.terms import N_

CURRENCIES = {
    "RUB": N_("Russian rouble"), "USD": N_("US dollar"), "EUR": N_("Euro"), "KZT": N_("Kazakh tenge"),
    "BYN": N_("Belarusian rouble"), "UAH": N_("Ukrainian hryvnia"), "AMD": N_("Armenian dram"),
    "GEL": N_("Georgian lari"), "AZN": N_("Azerbaijani manat"), "UZS": N_("Uzbek sum"),
    "KGS": N_("Kyrgyz som"), "TRY": N_("Turkish lira"), "RSD": N_("Serbian dinar"),
    "ILS": N_("Israeli shekel"), "AED": N_("UAE dirham"), "GBP": N_("British pound"),
    "CHF": N_("Swiss franc"), "PLN": N_("Polish złoty"), "CZK": N_("Czech koruna"),
    "CNY": N_("Chinese yuan"), "JPY": N_("Japanese yen"), "INR": N_("Indian rupee"), "THB": N_("Thai baht"),
    "CAD": N_("Canadian dollar"), "AUD": N_("Australian dollar"), "BRL": N_("Brazilian real"),
}  # fmt: skip
COUNTRIES = {
    "RU": N_("Russia"), "BY": N_("Belarus"), "KZ": N_("Kazakhstan"), "UA": N_("Ukraine"),
    "AM": N_("Armenia"), "GE": N_("Georgia"), "AZ": N_("Azerbaijan"), "UZ": N_("Uzbekistan"),
    "KG": N_("Kyrgyzstan"), "TJ": N_("Tajikistan"), "MD": N_("Moldova"), "LT": N_("Lithuania"),
    "LV": N_("Latvia"), "EE": N_("Estonia"), "FI": N_("Finland"), "PL": N_("Poland"), "DE": N_("Germany"),
    "FR": N_("France"), "GB": N_("United Kingdom"), "IE": N_("Ireland"), "NL": N_("Netherlands"),
    "ES": N_("Spain"), "PT": N_("Portugal"), "IT": N_("Italy"), "CZ": N_("Czechia"), "AT": N_("Austria"),
    "CH": N_("Switzerland"), "RS": N_("Serbia"), "ME": N_("Montenegro"), "BG": N_("Bulgaria"),
    "GR": N_("Greece"), "CY": N_("Cyprus"), "TR": N_("Türkiye"), "IL": N_("Israel"),
    "AE": N_("United Arab Emirates"), "US": N_("United States"), "CA": N_("Canada"), "IN": N_("India"),
    "CN": N_("China"), "JP": N_("Japan"), "TH": N_("Thailand"), "ID": N_("Indonesia"),
    "AU": N_("Australia"), "BR": N_("Brazil"), "AR": N_("Argentina"), "MX": N_("Mexico"),
}  # fmt: skip
COLOURS = {
    "blue": N_("Blue"), "azure": N_("Azure"), "indigo": N_("Indigo"), "purple": N_("Purple"),
    "pink": N_("Pink"), "red": N_("Red"), "orange": N_("Orange"), "yellow": N_("Ochre"), "lime": N_("Lime"),
    "green": N_("Green"), "teal": N_("Teal"), "cyan": N_("Cyan"),
}  # fmt: skip
