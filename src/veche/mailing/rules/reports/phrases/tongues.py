"""Tongues: what servers say in other languages than English, as classes of words that stand near each other.

Letters come here folded: «não» is «nao», «Empfänger» is «empfanger». Every distance is bounded.
"""

from __future__ import annotations

# Whom it is about: a mailbox, its owner, an address.
_WHO = (
    r"(?:usuari[oa]|utilizador|destinatari[oa]|buzon|cuenta|casilla|direccion|conta|endereco"
    r"|caixa (?:postal|de \w+)|utente|casella|indirizzo|utilisateur|destinataire|bo[iî]te|compte|adresse"
    r"|benutzer\w*|empfanger\w*|postfach|konto|e-?mail-?adresse|gebruiker|ontvanger|postbus|adres"
    r"|uzytkownik\w*|odbiorc\w*|skrzynk\w*|adresat\w*|uzivatel\w*|prijemce|schrank\w*|anvandare\w*"
    r"|mottag\w+|brevlada|bruker\w*|mottaker\w*|bruger\w*|modtager\w*|kayttaja\w*|vastaanottaja\w*"
    r"|felhasznalo|cimzett|postafiok|kullanici\w*|alici\w*|posta kutusu|hesap|utilizator\w*|destinatar\w*"
    r"|пользовател\w*|получател\w*|адресат\w*|ящик\w*|адрес\w*|абонент\w*|аккаунт\w*|уч[её]тн\w+ запис\w+"
    r"|користувач\w*|одержувач\w*|скринь\w*|ユーザー?|宛先|アドレス|メールボックス|受信者|用户|收件人|邮箱|信箱"
    r"|地址|[帐账]户|账号|수신자|사용자|메일함|주소|mailbox|account)"
)
_GONE = (
    r"(?:no existe|desconocid\w+|inexistente|no (?:se )?(?:ha )?encontr\w+|no (?:es )?valid\w+|nao existe"
    r"|desconhecid\w+|nao (?:foi )?encontrad\w+|nao foi possivel (?:encontrar|localizar)|invalid[oa]"
    r"|non esiste|sconosciut\w+|inesistente"
    r"|non (?:e )?(?:stat\w )?trovat\w+|non (?:e )?valid\w+|n'existe (?:pas|plus)|inconnu\w*|inexistant\w*"
    r"|introuvable|pas (?:ete )?trouv\w+|impossible de (?:trouver|localiser)|no hemos (?:podido )?encontr\w+"
    r"|non abbiamo trovato|impossibile trovare|nao encontr\w+|invalide|existiert nicht|unbekannt\w*"
    r"|nicht (?:gefunden|bekannt|vorhanden|existent)"
    r"|ungultig\w*|bestaat niet|onbekend\w*|niet (?:worden )?(?:gevonden|bekend)|ongeldig\w*|nie istnieje"
    r"|nieznan\w+"
    r"|nie (?:zostal\w* )?znalezion\w+|nie mozna (?:odnalezc|znalezc)|nie odnaleziono|nie ma|neexistuje"
    r"|neznam\w+|nenalezen\w*|finns (?:inte|ej)|okand\w*"
    r"|ukendt|ukjent|findes ikke|finnes ikke|eksisterer ikke|hittades inte|tuntematon|ei loydy|nem letezik"
    r"|ismeretlen|nem talalhato|bulunamadi|mevcut degil|gecersiz|nu exista|necunoscut|inexistent"
    r"|не уда(?:ется|лось) найти|nelze (?:nalezt|najit)|gick inte att hitta|khong (?:ton tai|tim thay)"
    r"|tidak ditemukan"
    r"|не существу\w+|не вдається знайти|не найден\w*|неизвест\w+|несуществу\w+|не зарегистрирован\w*"
    r"|нет такого"
    r"|недействител\w+|удал[её]н\w*|отсутству\w+|не існу\w+|не знайден\w*|невідом\w+|存在しません|存在しない"
    r"|見つかり?ら?(?:ません|ない)|不明|不存在|找不到|未找到|无效|無效|존재하지 않|찾을 수 없)"
)
# Not on a list of theirs: «nicht im Domino-Verzeichnis», «n'est pas dans l'annuaire».
_LIST = (
    r"(?:verzeichnis|annuaire|domino[- ]director\w*|directorio (?:de nombres|domino|publico)|diretorio"
    r"|rubrica|adressbuch|carnet d'adresses|libreta|katalog\w*|ksiaz\w+ adresow\w+|каталог\w*"
    r"|адресн\w+ книг\w*|ディレクトリ|アドレス帳|名簿|通[讯訊]簿|目[录錄])"
)
_ABSENT = (
    r"(?:\bnicht\b|n'est pas|\bno (?:figura|esta|aparece|se encuentra)|\bnon (?:e|figura|presente)\b"
    r"|\bnao (?:esta|consta)|\bnie (?:ma|figuruje|wystepuje)|\bniet\b"
    r"|не (?:указан|значит|перечислен|числит)\w*|ありません|沒?没有)"
)
_OFF = (
    r"(?:desactivad\w+|deshabilitad\w+|inactiv[oa]|suspendid\w+|bloquead\w+|inativ[oa]|desativad\w+"
    r"|disattivat\w+|disabilitat\w+|sospes\w+|bloccat\w+|desactive\w*|suspendu\w*|gesperrt|deaktiviert"
    r"|stillgelegt|abgeschaltet|geblokkeerd|gedeactiveerd|zablokowan\w+|nieaktywn\w+|wylaczon\w+"
    r"|zawieszon\w+|заблокирован\w*|отключ[её]н\w*|неактив\w+|приостановлен\w*|停用|禁用|冻结|停止|利用停止)"
)
_BOX = (
    r"(?:buzon|casilla|caixa|cuenta|conta|casella|bo[iî]te|postfach|konto|speicher\w*|postbus|skrzynk\w*"
    r"|schrank\w*|brevlada|inkorg|postafiok|posta kutusu|ящик\w*|скринь\w*|メールボックス|邮箱|信箱|메일함"
    r"|mailbox|inbox|destinataire)"
)


def _near(one: str, other: str, apart: int = 50) -> str:
    """Answer a pattern of two classes near each other, whichever comes first."""
    return rf"{one}.{{0,{apart}}}?{other}|{other}.{{0,{apart}}}?{one}"


UNKNOWN = (
    _near(_WHO, _GONE), _near(_LIST, _ABSENT, 40), r"nessun (?:utente|destinatario)",
    r"no hay (?:nadie|ningun)",
    r"\bkein\w* (?:benutzer|empfanger|postfach|konto)", r"aucun (?:utilisateur|destinataire|compte)",
    r"(?:brak|nie ma) (?:takiego )?"
    r"(?:uzytkownika|konta|adresata|adresu|skrzynki)", r"нет такого (?:пользовател|получател|адрес|ящик)",
    r"\bsconosciut|\binesistente|destinatario errato|\bdesconhecid|\bdesconocid|nie istnieje|nao existe"
    r"|bestaat niet|neexistuje|finns inte|findes ikke|не существует|не найден|不存在|存在しません",
    _near(r"\bno\b", r"(?:dicha persona|ese usuario)", 30),
    r"(?:查无|無此|没有此|無)(?:此人|用户|使用者|帳號)",
)  # fmt: skip
FULL = (
    _near(_BOX, r"(?:\bllen[oa]\b|\bpien[oa]\b|\bpleine?\b|\bvoll\b|uberfullt|\bvol\b|chei[ao]\b|lotad[oa]"
          r"|peln[aey]\b|przepelnion\w+|\bplna\b|\bfull\b|taynna|megtelt|\bdolu\b|переполнен\w*|полон"
          r"|полн[ая]|заполнен\w*|いっぱい|満杯|已满|已滿|가득)", 40),
    _near(r"(?:quota|cuota|cota|kvot\w*|квот\w*|лимит\w*|配额|容量|용량)",
          r"(?:depasse\w*|superat\w*|esaurit\w*"
          r"|uberschritten|overschreden|excedid\w*|superad\w*|sobrepasad\w*|przekroczon\w*|prekrocen\w*"
          r"|превышен\w*|исчерпан\w*|超|不足|초과)", 40),
    r"(?:espacio|espaco|spazio|espace|speicherplatz|miejsca|места).{0,30}(?:insuficiente|insufficiente"
    r"|esaurito|insuffisant|erschopft|nicht aus|brak|не хватает|недостаточно)",
    r"(?:недостаточно|нет|не хватает) (?:свободного |дискового )?(?:места|пространства)",
    r"空间不足|空き容量",
)  # fmt: skip
DISABLED = (_near(_WHO, _OFF, 40),)
SPAM = (
    r"correo (?:no deseado|basura)", r"(?:courrier|message|email) indesirable|pourriel",
    r"posta indesiderata",
    r"niechcian\w+", r"垃圾|迷惑メール|スパム|스팸|反垃圾",
)  # fmt: skip
LISTED = (
    r"lista negra|liste noire|schwarze\w* liste|zwarte lijst|czarn\w+ li[s]\w+|ч[её]рн\w+ спис\w+|黑名单"
    r"|黑名單|ブラックリスト|sperrliste|blockliste",
)  # fmt: skip
RATE = (
    r"demasiad\w+ .{0,20}(?:conexion|mensaj|correo)", r"trop de (?:connexions|messages|destinataires|mails)",
    r"tropp[eio] .{0,12}(?:conness|messagg|destinat)", r"zu viele",
    r"muit[oa]s .{0,12}(?:conex|mensag|desti)",
    r"слишком (?:много|часто)", r"频率|過多|过多|发送.{0,10}超",
)  # fmt: skip
TOO_LARGE = (
    r"demasiado grande|trop (?:gros|volumineu|grand)|troppo grande|zu gro(?:ss|b)|muito grande|te groot"
    r"|zbyt duz\w+|слишком (?:велик|больш)\w*",
    _near(r"(?:taille|dimensione|tamano|tamanho|grosse|rozmiar|размер\w*)",
          r"(?:limite|maximal\w*|depass\w*|massim\w+|supera\w*|maxim\w+|exced\w+|przekr\w+|превыша\w+"
          r"|превышен\w*)",
          30),
    r"邮件.{0,6}(?:过大|太大)|サイズ.{0,15}(?:超|大き)|大きすぎ",
)  # fmt: skip
UNKNOWN_HOST = (_near(r"(?:dominio|domaine|domane|domein|domen\w*|домен\w*|域名|ドメイン)", _GONE, 30),)
# What is written over a letter that comes back, one that is late, and one that answers for somebody away.
RETURNED = (
    r"no (?:se )?(?:ha |pudo |puede )?(?:podido |sido |ser )*entreg|no entregad|devuelt"
    r"|non (?:\w+ ){0,4}(?:recapitat"
    r"|consegnat|recapitabil)|mancato recapito|impossibile (?:recapit|consegn)|nao (?:\w+ ){0,4}entreg"
    r"|devolvid|n'a (?:pas )?pu etre|non[- ](?:remis|distribu|delivr)|echec de (?:la )?(?:remise|distribution"
    r"|livraison)"
    r"|remise (?:impossible|echou)|nicht zugestellt|zustell(?:ung|fehler|problem)|unzustellbar|onbestelbaar"
    r"|niet (?:worden )?(?:bezorgd|afgeleverd)|nie (?:\w+ ){0,3}dostarcz|niedostarcz|nedoruc"
    r"|kunde inte levereras"
    r"|kunne ikke leveres|olevererbar|ikke leveret|toimittaminen epaonnistui|kezbesithetetlen"
    r"|teslim edilemedi"
    r"|iletilemedi|nelivrat|не ?доставл|возвра(?:т|щен)|невозможно доставить|не удалось (?:доставить"
    r"|отправить)|не вдалося доставити|退信|退件|投[递遞]|未送[达達]"
    r"|配信(?:できま|不能|エラー)|送信できません|不達|エラー通知|반송|전달되지|배달"
)
DELAYED = (
    r"verzoger|\bretard|retrasad|ritardat|atrasad|opoznion|vertraag|zpozden|задерж|затрим|延[迟遲]|遅延|지연"
)
AWAY = (
    r"^\W{0,3}(?:fuera de (?:la )?oficina|respuesta automatica|ausencia|fuori (?:sede|ufficio)"
    r"|risposta automatica"
    r"|assenza|fora do escritorio|resposta automatica|reponse automatique|absen(?:ce|t)\b|abwesen"
    r"|automatische antwort"
    r"|(?:neem kennis van mijn )?afwezig|automatisch antwoord|poza biurem|nieobecn|automatyczna odpowiedz"
    r"|odpowiedz automatyczna|(?:ответ )?автоответ|autosvar|franvaro|fravaer"
    r"|poissa|nepritomn|автоответ|автоматический ответ|автоматична відповідь|нет на месте|отсутств|відсутн"
    r"|(?:я )?в отпуске|自動(?:応答|返信|回覆)|自动(?:回复|答复)|不在|休暇|부재)"
)
# Said to be for now.
FOR_NOW = (
    r"\btemporal|\btemporair|vorubergehend|tijdelijk|tymczasow|\btemporane|временн|暂时|一時的|일시"
    r"|mas tarde|plus tard|piu tardi|spater|mais tarde|позже|позднее|稍后"
)
_FOLDED = {"a": "àáâãäåāăą", "c": "çćĉċč", "d": "ďđ", "e": "èéêëēĕėęě", "g": "ĝğġģ", "i": "ìíîïĩīĭįı",
           "l": "ĺļľŀł", "n": "ñńņň", "o": "òóôõöøōŏő", "r": "ŕŗř", "s": "śŝşšș", "t": "ţťŧț",
           "u": "ùúûüũūŭůűų", "y": "ýÿŷ", "z": "źżž", "ss": "ß", "ae": "æ", "oe": "œ",
           "'": "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}`´",
           " ": "\N{NO-BREAK SPACE}"}  # fmt: skip
_FOLDS = str.maketrans({letter: plain for plain, letters in _FOLDED.items() for letter in letters})


def folded(text: str) -> str:
    """Answer a text in small letters, Latin ones without their marks."""
    return text.lower().translate(_FOLDS)
