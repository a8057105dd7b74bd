"""Which given names may be one: long and short forms, and other spellings of each.

The list of the package ``nicknames`` (some 1,600 English names) with what it lacks and is said here: British short
forms, and short forms of names from where women who come here, or those around them, often are from.
"""

from functools import lru_cache

from nicknames import NickNamer

_OURS = {
    "aleksander": "alex olek",
    "aleksandra": "ola alex sasha",
    "alexandru": "alex sandu",
    "agnieszka": "aga agnes",
    "amelia": "millie mel",
    "anastasia": "nastia nastya stacey",
    "andrzej": "andy jedrek",
    "anthony": "tony ant anto",
    "barry": "baz bazza",
    "beata": "bea",
    "bogdan": "bogdi",
    "carolyn": "caz caro",
    "caroline": "caz caro",
    "catherine": "caz cath kate",
    "charlene": "shaz char",
    "cheryl": "chez chezza",
    "christina": "tina chris",
    "christine": "chris chrissie",
    "constantin": "costel costi",
    "craig": "craigy",
    "darren": "daz dazza",
    "david": "dave davey dafydd dai",
    "derek": "del dez",
    "desmond": "des dez",
    "dimitri": "dima mitya",
    "dmitry": "dima mitya",
    "elzbieta": "ela elizabeth",
    "florin": "flo",
    "gareth": "gaz gazza gar",
    "gary": "gaz gazza",
    "gavin": "gav",
    "geraint": "ger",
    "gheorghe": "george gigi",
    "grzegorz": "greg grzesiek",
    "harold": "hal harry",
    "hassan": "has",
    "ibrahim": "ibby abe",
    "ioan": "john ion",
    "ion": "john ionut nelu",
    "iwan": "ivan",
    "jacek": "jack",
    "jaroslaw": "jarek",
    "jeremy": "jez jezza jem",
    "jerome": "jez",
    "jerzy": "jurek george",
    "karen": "kaz kazza",
    "katarzyna": "kasia kate",
    "keith": "keef",
    "krzysztof": "kris krzysiek chris",
    "leanne": "lee lea",
    "lindsay": "linz",
    "lorraine": "lol loz",
    "laurence": "loz lol larry",
    "magdalena": "magda",
    "malgorzata": "gosia margaret",
    "marek": "mark",
    "marion": "maz",
    "mariusz": "mario",
    "maureen": "mo",
    "michal": "michael",
    "mihai": "michael misu",
    "mohamed": "mo mohammed muhammad",
    "mohammad": "mo mohammed muhammad",
    "mohammed": "mo mohamed muhammad",
    "muhammad": "mo mohammed mohamed",
    "nicola": "nicky nikki nic",
    "nicolae": "nicu nick",
    "nigel": "nige",
    "pawel": "paul",
    "piotr": "peter",
    "rachel": "rach",
    "roderick": "rod roddy",
    "sharon": "shaz shazza shazzy",
    "siobhan": "shiv shivs",
    "stanislaw": "staszek stan",
    "stefan": "steve stephen steven",
    "stephen": "ste steve",
    "steven": "ste steve",
    "svetlana": "sveta lana",
    "terence": "tel tez terry",
    "terrence": "tel tez terry",
    "terry": "tel tez",
    "tomasz": "tomek tom thomas",
    "tracey": "trace trey",
    "tracy": "trace trey",
    "vasile": "vasi",
    "vladimir": "vlad vova",
    "vincent": "vin vinny vinnie",
    "wayne": "wayno",
    "wojciech": "wojtek",
    "yusuf": "joe joseph yussuf",
    "zbigniew": "zbyszek",
}


@lru_cache(maxsize=1)
def _names() -> NickNamer:
    """The package's list with ours added. Read once: it takes some milliseconds."""
    known = {name: set(short) for name, short in NickNamer.default_lookup().items()}
    for name, short in _OURS.items():
        known.setdefault(name, set()).update(short.split())
    return NickNamer(nickname_lookup=known)


@lru_cache(maxsize=4096)
def _long_forms(name: str) -> frozenset[str]:
    """The names that one may stand for, itself among them."""
    return frozenset({name, *_names().canonicals_of(name)})


def may_be_one(one: str, other: str) -> bool:
    """Whether two given names, in plain small letters, may be forms of one name: Gaz and Gareth, Liz and Beth."""
    return not _long_forms(one).isdisjoint(_long_forms(other))
