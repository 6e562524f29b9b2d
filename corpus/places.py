"""Places and peoples: which names stand for each other in reporting."""

# Places and peoples that stand for each other in reporting: any one of a group meets any other.
GROUPS = (
    "united states|america|american|americans|washington",
    "united kingdom|britain|british|london",
    "european union|europe|european|europeans|brussels",
    "russia|russian|russians|moscow|kremlin",
    "china|chinese|beijing",
    "iran|iranian|iranians|tehran",
    "iraq|iraqi|iraqis|baghdad",
    "syria|syrian|syrians|damascus",
    "turkey|turkish|turks|turkiye|ankara",
    "pakistan|pakistani|pakistanis|islamabad",
    "afghanistan|afghan|afghans",
    "germany|german|germans|berlin",
    "spain|spanish|spaniards|spaniard|madrid",
    "france|french|paris",
    "netherlands|dutch",
    "japan|japanese|tokyo",
    "tajikistan|tajik|tajiks|dushanbe",
    "uzbekistan|uzbek|uzbeks|tashkent",
    "turkmenistan|turkmen",
    "kyrgyzstan|kyrgyz",
    "saudi|saudis|riyadh",
    "israel|israeli|israelis",
    "ukraine|ukrainian|ukrainians|kyiv",
    "central asia|central asian|central asians",
    "kurdistan|kurdish|kurds|erbil",
    "isis|islamic state|daesh|isil",
    "isis k|islamic state khorasan province|iskp|isk",
    "taliban|talibs|islamic emirate",
    "west|western|westerners",
    "islam|islamic|muslim|muslims",
    "shia|shiite|shiites|shias",
    "sunni|sunnis",
    "pashtun|pashtuns",
    "baloch|baluch|baluchistan|balochistan",
)
ALIKE: dict[str, frozenset[str]] = {}
for _group in GROUPS:
    _members = frozenset(_group.split("|"))
    for _member in _members:
        ALIKE[_member] = ALIKE.get(_member, frozenset()) | _members

# A capital stands for its government, but an attack in Baghdad is not met by one in Iraq.
CAPITALS = frozenset(
    """washington london brussels moscow kremlin beijing tehran baghdad damascus ankara islamabad berlin madrid paris
    tokyo dushanbe tashkent riyadh kyiv erbil""".split()
)
# Whole classes of places or people: a text about Germany rarely says "European".
CLASSES = frozenset("european europe western asian african arab muslim islamic english".split())
