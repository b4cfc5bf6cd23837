"""Given names with their short and foreign forms, as people write them: a line is one name.

A form may belong to several names (Саша, Alex, Женя). Forms are compared by sound, so a spelling
in the other script need not stand here unless it sounds otherwise.
"""

from functools import cache

from veche.kit.text import sound

MEN = """
Александр Саша Саня Сашка Шура Шурик Алекс Alexander Aleksandr Alexandre Alexandr Alex Sasha Sandro Sander
Александр Xander
Алексей Лёша Леша Алёша Алеша Лёха Леха Лёшка Aleksei Alexey Aleksey Alexei Alexis Alex Lesha Lyosha Alyosha
Анатолий Толя Толик Anatoly Anatol Anatolii Tolya
Андрей Андрюша Дрюня Andrey Andrei Andrew Andreas Andre Andres Andy Drew
Антон Антоша Тоха Тоша Anton Anthony Antonio Tony Antoine
Аркадий Аркаша Arkady
Артём Артем Тёма Тема Артёмка Artem Artyom Tyoma Artemy Артемий
Артур Арт Arthur Artur Art
Богдан Богдаша Bogdan
Борис Боря Boris Borya
Вадим Вадик Vadim Vadik
Валентин Валя Валик Valentin Valya
Валерий Валера Валерка Valery Valera
Василий Вася Васёк Vasily Vasilii Vasya Basil
Виктор Витя Витёк Viktor Victor Vitya Vic
Виталий Виталик Vitaly Vitalik Vitalii
Владимир Вова Володя Вован Владим Vladimir Vova Volodya Volodymyr Vlad
Владислав Влад Владик Слава Vladislav Vlad Slava Vladyslav
Вячеслав Слава Славик Vyacheslav Viacheslav Slava
Геннадий Гена Генка Gennady Gena
Георгий Гоша Жора Гога George Georgy Georgii Giorgi Jorge Gosha
Герман Гера German Herman
Глеб Gleb
Григорий Гриша Гришка Grigory Grigorii Grisha Gregory Greg
Даниил Данила Даня Данил Данилка Daniil Danil Danila Daniel Dan Danny Danya Danylo
Денис Дениска Дэн Denis Dennis Den
Дмитрий Дима Димон Митя Димка Dmitry Dmitri Dmitrii Dmitriy Dmytro Dima Mitya Dimitri
Евгений Женя Женёк Жека Evgeny Evgenii Evgeniy Eugene Yevgeny Zhenya Gene Jenya
Егор Егорка Egor Yegor
Захар Zakhar
Иван Ваня Ванёк Ванька Ivan Vanya John Johnny Jack Jean Juan Johan Johannes Hans Ian Giovanni
Игорь Игорёк Гарик Igor Ihor
Илья Илюша Илюха Ilya Ilia Illia
Иннокентий Кеша Innokenty Kesha
Иосиф Ося Josef Joseph Jose Joe Giuseppe
Кирилл Кирюша Кирюха Кир Kirill Kyrylo Cyril Kir
Константин Костя Костик Konstantin Constantine Kostya
Лев Лёва Лева Lev Leo Leon Lyova
Леонид Лёня Леня Leonid Lyonya Leonard
Макар Makar
Максим Макс Максимка Maxim Maksim Maksym Max Maximilian Maxime
Марк Маркуша Mark Marc Marcus Marco Markus
Матвей Мотя Matvey Matvei Matthew Matt Matthias
Михаил Миша Мишка Михаля Мишаня Mikhail Misha Michael Mike Mick Michel Miguel Mykhailo Mickey
Никита Никитос Ник Nikita Nik Nick
Николай Коля Колян Николя Nikolay Nikolai Nikolaj Nicholas Nicolas Nick Nik Kolya Mykola Niklas
Олег Олежка Oleg Oleh
Остап Ostap
Павел Паша Пашка Pavel Pasha Paul Pablo Paolo Pavlo
Пётр Петр Петя Pyotr Petr Peter Pete Petya Pedro Pierre Petro
Родион Родя Rodion
Роман Рома Ромка Roman Roma Romain
Руслан Русик Ruslan Rus
Рустам Рустик Rustam
Савелий Сава Saveliy
Семён Семен Сёма Сема Semyon Semen Simon Syoma
Сергей Серёжа Сережа Серёга Серега Серж Sergey Sergei Serge Sergio Serhii Seryozha
Станислав Стас Стасик Stanislav Stas Stan Slava
Степан Стёпа Степа Stepan Stephen Steven Steve Stefan Stephan Etienne
Тарас Taras
Тимофей Тима Тимоша Timofey Timothy Tim
Тимур Тима Тим Timur Tim
Фёдор Федор Федя Fyodor Fedor Fedya Theodore Ted Teddy
Филипп Филя Filipp Philip Phil Felipe
Эдуард Эдик Eduard Edward Ed Eddie Edik Edouard
Эмиль Emil Emile
Юрий Юра Юрик Yuri Yury Yuriy Iurii Yura
Яков Яша Yakov Jacob Jakob Jacques Jake Yasha
Ян Яник Yan Jan
Ярослав Ярик Слава Yaroslav Yarik
Адам Adam
Аарон Aaron
Альберт Албертик Albert Al Bert
Бенджамин Benjamin Ben Benny
Брайан Brian Bryan
Чарльз Charles Charlie Chuck Carlos Karl Carl
Кристофер Christopher Chris Kris Topher
Давид David Dave Davy
Дональд Donald Don
Фрэнк Francis Frank Francisco Franz
Фредерик Frederick Fred Freddy
Генри Henry Harry Hank Enrique Heinrich
Джеймс James Jim Jimmy Jamie Diego
Джеффри Jeffrey Jeff Geoff Geoffrey
Джейсон Jason
Джошуа Joshua Josh
Кевин Kevin Kev
Кеннет Kenneth Ken Kenny
Лоренс Laurence Lawrence Larry Laurent
Луи Louis Lewis Luis Lou Luigi
Мартин Martin Marty
Натан Nathan Nathaniel Nate
Оливер Oliver Ollie
Патрик Patrick Pat Paddy
Ричард Richard Rick Dick Rich Ricky
Роберт Robert Rob Bob Bobby Robbie Roberto
Рональд Ronald Ron Ronnie
Сэмюэл Samuel Sam Sammy
Скотт Scott
Томас Thomas Tom Tommy Tomas
Уильям William Bill Will Billy Liam Willy Guillaume Wilhelm
Вальтер Walter Walt
Закари Zachary Zach Zack
"""
WOMEN = """
Александра Саша Сашка Саня Шура Алекса Alexandra Aleksandra Alex Sasha Sandra Lexi
Алёна Алена Лена Alyona Alena
Алина Аля Alina
Алиса Аля Alice Alisa Alicia
Алла Alla
Анастасия Настя Настюша Ася Стася Anastasia Anastasiya Nastya Stasia Anastasiia Asya
Ангелина Геля Лина Angelina Lina Angela
Анжела Angela
Анна Аня Анечка Анюта Нюра Нюша Ася Anna Anya Ann Anne Annie Ania Hannah Asya Annette
Антонина Тоня Antonina Tonya
Арина Ариша Arina
Валентина Валя Valentina Valya
Валерия Лера Валера Valeria Valeriya Lera Valerie
Варвара Варя Varvara Varya Barbara
Василиса Вася Vasilisa
Вера Верочка Vera
Вероника Ника Вера Veronika Veronica Nika
Виктория Вика Викуля Viktoria Victoria Vika Vicky Viktoriia Tori
Галина Галя Galina Galya
Дарья Даша Дашка Дарина Daria Darya Dasha Dariia
Диана Диа Diana Diane Di
Ева Eva Eve
Евгения Женя Жека Evgenia Evgeniya Eugenia Zhenya Jenya Yevgenia
Екатерина Катя Катюша Катерина Ката Ekaterina Katya Katerina Catherine Katherine Kate Katie Kathy Kat Kateryna
Елена Лена Леночка Алёна Elena Lena Helen Helena Yelena Olena Ellen Hélène
Елизавета Лиза Лизавета Elizaveta Liza Elizabeth Liz Lisa Beth Betty Eliza Lizzie Isabel Isabella
Зинаида Зина Zinaida Zina
Зоя Zoya Zoe
Инна Inna
Ирина Ира Ириша Иришка Irina Ira Irene Iryna
Карина Karina Carina
Кира Kira Kyra
Кристина Кристи Christina Kristina Chris Kristine Tina Christine Christy
Ксения Ксюша Оксана Kseniya Ksenia Xenia Ksyusha Kseniia
Оксана Ксана Ксюша Oksana Oxana
Лариса Лара Larisa Lara
Лидия Лида Lidia Lydia Lida
Любовь Люба Lyubov Luba Lyuba Liubov
Людмила Люда Мила Люся Lyudmila Liudmila Ludmila Mila
Маргарита Рита Марго Margarita Rita Margaret Maggie Margo Meg Peggy
Марина Мариша Marina
Мария Маша Маруся Машка Марья Мари Maria Mariya Masha Mary Marie Mariia Molly Mia
Милана Мила Milana
Надежда Надя Nadezhda Nadya Nadia
Наталья Наталия Наташа Ната Natalia Natalya Natasha Nataly Natalie Nataliia
Нина Nina
Оксана Oksana
Олеся Леся Olesya Lesya Alesya
Ольга Оля Олечка Olga Olya Olha Helga
Полина Поля Polina Polya Pauline
Раиса Рая Raisa
Регина Regina
Светлана Света Svetlana Sveta Lana Svitlana
София Софья Соня Sofia Sofya Sophia Sophie Sonya Sonia Sofiia
Таисия Тая Taisia Taya
Тамара Тома Tamara Toma
Татьяна Таня Танюша Tatiana Tatyana Tanya Tania Tetiana
Ульяна Уля Ulyana Ulya Uliana Juliana
Эльвира Эля Elvira
Эмилия Emilia Emily Emma
Юлия Юля Юленька Yulia Julia Yuliya Julie Iuliia Yuliia Juliet
Яна Yana Jana
Эми Amy Amelia
Барбара Barbara Barb
Каролина Caroline Carolina Carol Carrie
Шарлотта Charlotte Lottie
Клер Claire Clare Clara Klara
Синтия Cynthia Cindy
Дебора Deborah Debbie Deb
Дороти Dorothy Dot
Грейс Grace
Джейн Jane Janet Janice
Дженнифер Jennifer Jenny Jen
Джессика Jessica Jess
Джоанна Joanna Joan Jo Johanna
Джудит Judith Judy
Карен Karen
Кимберли Kimberly Kim
Лаура Laura Laurie Lora
Линда Linda Lindsay
Люси Lucy Lucia Lucie
Мелисса Melissa Mel
Мишель Michelle
Нэнси Nancy
Патриция Patricia Pat Patty Trish
Рэйчел Rachel
Ребекка Rebecca Becky Becca
Роза Rose Rosa Rosie
Рут Ruth
Сара Sarah Sara Sally
Стефани Stephanie Steph
Сьюзан Susan Sue Susanna Suzanne Susie Сюзанна
Тереза Theresa Teresa Terry Tess
"""


@cache
def given_names() -> dict[str, frozenset[str]]:
    """Answer for the sound of every form the names it may stand for."""
    found: dict[str, set[str]] = {}
    for line in (MEN + WOMEN).strip().splitlines():
        forms = line.split()
        for form in forms:
            found.setdefault(sound(form), set()).add(forms[0])
    return {form: frozenset(names) for form, names in found.items()}
