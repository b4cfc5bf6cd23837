"""The demo's events one by one: an evening that was, a run and an evening to come, and every Saturday."""

from collections.abc import Mapping

from veche.events.terms import Category, GuestState, MealKind, SessionKind, Side, Step
from veche.portal.rules.hosting import Cost, Duty, Hosted, Served, Talk, Words

_GOING, _WAITING = GuestState.GOING, GuestState.WAITING
_PAUSE = Words("Чай и знакомства", "Tea and talk")
_TEA = Served(Words("Чай и кофе", "Tea and coffee"), MealKind.DRINKS, 90, 2)
_PIE = Served(Words("Пироги и фрукты", "Pies and fruit"), MealKind.SNACK, 220, 3)

_INJURIES = Hosted(
    template="dozens", parties=((_GOING, 43), (GuestState.CANCELLED, 5)), came=82, done=100,
    talks=(
        Talk(Words("Колени и стопы: что терпеть, а что нет", "Knees and feet: what to bear and what not"),
             0, 50, step=Step.THANKED,
             abstract=Words("Спортивный врач о том, когда пора отдохнуть.",
                            "A sports doctor on when it is time to rest.")),
        Talk(_PAUSE, 50, 25, SessionKind.BREAK),
        Talk(Words("Сила дома за 15 минут", "Strength at home in 15 minutes"), 75, 40, SessionKind.WORKSHOP,
             step=Step.SPOKE,
             abstract=Words("Шесть упражнений без железа, показываем и повторяем.",
                            "Six exercises without weights, shown and repeated.")),
        Talk(Words("Ответы на вопросы", "Questions and answers"), 115, 45, SessionKind.PANEL,
             step=Step.THANKED),
    ),
    costs=(
        Cost(Side.COST, Category.VENUE, Words("Зал на вечер", "The hall for an evening"), 9_000, 9_000,
             9_000),
        Cost(Side.COST, Category.CATERING, Words("Чай, пироги, фрукты", "Tea, pies, fruit"), 14_000, 13_200,
             13_650, grows=True),
        Cost(Side.COST, Category.PRINT, Words("Бейджи и памятки", "Badges and leaflets"), 3_000, 2_400,
             2_400),
        Cost(Side.COST, Category.SPEAKERS, Words("Подарки докладчикам", "Gifts for speakers"), 4_000, 4_000,
             4_180),
        Cost(Side.INCOME, Category.SPONSOR, Words("Магазин «Старт»", "The shop “Start”"), 20_000, 20_000,
             20_000),
        Cost(Side.INCOME, Category.SALES, Words("Футболки на месте", "Shirts on the spot"), 5_000, 0, 7_200),
    ),
    meals=(_TEA, _PIE),
)  # fmt: skip
_NIGHT = Hosted(
    template="small", done=40, helpers=7,
    parties=((_GOING, 37), (GuestState.INVITED, 8), (GuestState.INTERESTED, 4), (GuestState.DECLINED, 3)),
    costs=(
        Cost(Side.COST, Category.EQUIPMENT, Words("Светоотражающие жилеты", "Reflective vests"), 12_000,
             11_500, 11_500),
        Cost(Side.COST, Category.CATERING, Words("Чай и пироги на финише", "Tea and pies at the finish"),
             15_000, 13_900, grows=True),
        Cost(Side.COST, Category.STAFF, Words("Медик с машиной", "A medic with a car"), 8_000, 8_000),
        Cost(Side.INCOME, Category.SPONSOR, Words("Магазин «Старт»", "The shop “Start”"), 25_000, 25_000,
             10_000),
        Cost(Side.INCOME, Category.GRANT, Words("Молодёжный центр", "The youth centre"), 10_000),
    ),
    meals=(_TEA, _PIE),
    duties=(
        Duty(Words("Стартовый стол", "The desk at the start"), Words("У лофта", "At the loft"), -45, 60, 2),
        Duty(Words("Маршал у моста", "Marshal at the bridge"), Words("Старый мост", "The old bridge"), 0, 75,
             1),
        Duty(Words("Маршал на развилке", "Marshal at the fork"), Words("4-й километр", "Kilometre 4"), 0, 90,
             1),
        Duty(Words("Чай на финише", "Tea at the finish"), Words("Кухня", "Kitchen"), 45, 75, 2),
    ),
)  # fmt: skip
_MARATHON = Hosted(
    template="dozens", parties=((_GOING, 16), (GuestState.INVITED, 12), (GuestState.DECLINED, 2)), done=25,
    talks=(
        Talk(Words("Первый марафон: план на полгода", "The first marathon: a plan for half a year"), 0, 45,
             step=Step.SLIDES,
             abstract=Words("От десяти километров до сорока двух без спешки.",
                            "From ten kilometres to forty-two without haste.")),
        Talk(_PAUSE, 45, 25, SessionKind.BREAK),
        Talk(Words("Что есть до, во время и после", "What to eat before, during and after"), 70, 30,
             step=Step.AGREED),
        Talk(Words("Бег зимой: одежда и лёд", "Winter running: clothes and ice"), 100, 30, step=Step.ASKED),
        Talk(Words("Как не бросить", "How not to give up"), 135, 25, step=Step.IDEA),
    ),
    costs=(
        Cost(Side.COST, Category.VENUE, Words("Зал на вечер", "The hall for an evening"), 9_000, 9_000),
        Cost(Side.COST, Category.CATERING, Words("Чай и пироги", "Tea and pies"), 12_000, grows=True),
        Cost(Side.INCOME, Category.SPONSOR, Words("Магазин «Старт»", "The shop “Start”"), 15_000),
    ),
    meals=(_TEA, _PIE),
)  # fmt: skip
_SATURDAYS = (
    Hosted(template="small", parties=((_GOING, 21), (GuestState.CANCELLED, 2)), came=78, done=100),
    Hosted(template="small", parties=((_GOING, 30), (_WAITING, 5), (GuestState.DECLINED, 2)), done=50),
    Hosted(template="small", parties=((_GOING, 11),), done=20),
    Hosted(template="small", parties=((_GOING, 4),)),
)
# Of a series one date after another; dates further ahead stand empty, as they do.
HOSTED: Mapping[str, tuple[Hosted, ...]] = {
    "injuries": (_INJURIES,), "night": (_NIGHT,), "marathon": (_MARATHON,), "saturday": _SATURDAYS,
}  # fmt: skip
