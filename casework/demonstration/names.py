"""The women of the demonstration: sixty-two who do not exist, with names that are sometimes alike, as names are."""

from dataclasses import dataclass
from enum import Enum


class Habit(Enum):
    """How likely she is to come on a night that the service is open."""

    REGULAR = 0.72
    OFTEN = 0.4
    SOMETIMES = 0.17
    RARE = 0.05


REGULAR, OFTEN, SOMETIMES, RARE = Habit


class Likes(Enum):
    """Where she rather comes: how much of her habit she keeps at the drop-in, and at the van."""

    BOTH = (1.0, 0.85)
    DROP_IN = (1.1, 0.25)
    VAN = (0.25, 1.15)


BOTH, DROP_IN, VAN = Likes


#: She may be under 18: the youngest estimate of an age.
ESTIMATED_CHILD = 18


@dataclass(frozen=True)
class Woman:
    """One woman.

    ``weeks`` is how many weeks ago she first came; without it she was known before the six months began.
    """

    key: str
    called: str
    legal: str
    age: int | None
    habit: Habit
    likes: Likes
    keyworker: str = ""
    weeks: int | None = None
    about: int | None = None
    others: tuple[str, ...] = ()

    @property
    def may_be_a_child(self) -> bool:
        """Whether staff must reckon with her being under 18."""
        return self.about == ESTIMATED_CHILD


#: What she works as, or worked as: (name, weeks ago she gave it up, or None where she has not).
WORKING_NAMES: dict[str, tuple[str, int | None]] = {
    "claire": ("Crystal", 15),
    "donna": ("Diamond", 9),
    "jess": ("Honey", None),
    "jade": ("Roxy", None),
    "mel": ("Scarlett", 40),
    "nikki": ("Angel", None),
    "sasha": ("Sasha", None),
    "stef": ("Bella", None),
    "tasha": ("Tasha", None),
    "toni": ("Cherry", None),
    "zoe": ("Star", 21),
    "rosa": ("Rosie", None),
}

#: What staff used to call her, until she asked for the name she has now: (name, weeks ago).
FORMERLY_CALLED: dict[str, tuple[str, int]] = {
    "donna": ("Diamond", 9),
    "claire": ("Crystal", 15),
    "mo": ("Maureen", 20),
    "cat": ("Cathy", 25),
}

WOMEN = (
    Woman("kelly", "Kelly", "Kelly-Anne Marsden", 34, REGULAR, BOTH, "jo", others=("Kel",)),
    Woman("kelly_rudge", "Kelly", "Kelly Louise Rudge", 41, OFTEN, DROP_IN, "temi"),
    Woman("kellie", "Kellie", "Kellie Dunmore", 27, SOMETIMES, VAN, "", 9),
    Woman("kaz", "Kaz", "Karen Hoult", 45, REGULAR, DROP_IN, "jo", others=("Kaz H",)),
    Woman("karen", "Karen", "Karen Hoult", 45, RARE, VAN, "", 4),
    Woman("sam", "Sam", "Samantha Peverell", 38, REGULAR, BOTH, "marta"),
    Woman("sammy", "Sammy", "Samina Aslam", 29, OFTEN, BOTH, "temi"),
    Woman("samantha", "Samantha", "Samantha Peverill", 26, RARE, VAN, "", 13),
    Woman("sian", "Siân", "Siân Prosser", 36, OFTEN, BOTH, "rowan", others=("Sharne",)),
    Woman("shan", "Shan", "Shannon Tully", 24, OFTEN, VAN, "jo", 22),
    Woman("sharn", "Sharn", "Sharnelle Briggs", 31, SOMETIMES, BOTH, "temi"),
    Woman("niamh", "Niamh", "Niamh Gallahue", 33, OFTEN, DROP_IN, "marta", others=("Neeve",)),
    Woman("neve", "Neve", "", None, SOMETIMES, VAN, "", 7, about=28),
    Woman("ola", "Ola", "Aleksandra Wilczek", 32, OFTEN, BOTH, "marta", 19, others=("Alexandra",)),
    Woman("alex", "Alex", "Alexandra Fairbrother", 43, SOMETIMES, DROP_IN, "rowan"),
    Woman("steph", "Steph", "Stephanie Crabbe", 39, REGULAR, VAN, "temi"),
    Woman("stef", "Stef", "Ștefania Moraru", 25, SOMETIMES, VAN, "marta", 11),
    Woman("tash", "Tash", "Natasha Kimber", 37, OFTEN, DROP_IN, "jo"),
    Woman("tasha", "Tasha", "", None, SOMETIMES, VAN, "", 16, about=30),
    Woman("donna", "Donna", "Donna Maria Keogh", 47, REGULAR, DROP_IN, "rowan"),
    Woman("claire", "Claire", "Claire Ovenden", 44, OFTEN, DROP_IN, "jo"),
    Woman("jade", "Jade", "Jade Whitlock", 23, REGULAR, VAN, "temi"),
    Woman("jade_van", "Jade", "", None, RARE, VAN, "", 17, about=26),
    Woman("leanne", "Leanne", "Leanne Stubbs", 35, OFTEN, BOTH, "marta"),
    Woman("lee", "Lee", "Lianne Stubbings", 36, SOMETIMES, DROP_IN, "", 14),
    Woman("becky", "Becky", "Rebecca Arkwell", 30, OFTEN, BOTH, "temi"),
    Woman("bex", "Bex", "Rebecca Tarrant", 28, SOMETIMES, VAN, "", 20),
    Woman("mo", "Mo", "Maureen Catterick", 52, REGULAR, DROP_IN, "jo"),
    Woman("tina", "Tina", "Christina Blewett", 50, SOMETIMES, DROP_IN, "rowan"),
    Woman("chrissie", "Chrissie", "Christine Ellery", 49, OFTEN, DROP_IN, "marta"),
    Woman("dee", "Dee", "Deirdre Scanlan", 46, SOMETIMES, BOTH, "temi", others=("Dee-Dee",)),
    Woman("gem", "Gem", "Gemma Louise Pratten", 33, OFTEN, VAN, "jo"),
    Woman("gemma", "Gemma", "Gemma Lowther", 29, RARE, DROP_IN, "", 24),
    Woman("zoe", "Zoë", "Zoë Hannaford", 27, SOMETIMES, DROP_IN, "rowan"),
    Woman("zosia", "Zosia", "Zofia Bartnik", 41, OFTEN, DROP_IN, "marta", 23),
    Woman("ioana", "Ioana", "Ioana Crăciun", 22, SOMETIMES, VAN, "marta", 8, others=("Joanna",)),
    Woman("mirela", "Mirela", "", None, RARE, VAN, "", 6, about=27),
    Woman("lindita", "Lindita", "Lindita Brahja", 29, RARE, DROP_IN, "temi", 10),
    Woman("thuy", "Thuỳ", "", None, RARE, VAN, "", 3, about=26),
    Woman("blessing", "Blessing", "Blessing Osaghae", 31, SOMETIMES, DROP_IN, "temi", 12),
    Woman("rosa", "Rosa", "Rosângela Teixeira", 36, OFTEN, BOTH, "jo", others=("Rosie T",)),
    Woman("eszter", "Eszter", "Eszter Vadas", 30, RARE, VAN, "", 15, others=("Esther",)),
    Woman("carys", "Carys", "Carys Penhale", 26, SOMETIMES, BOTH, "temi", 18),
    Woman("mel", "Mel", "Melanie Jupp", 40, OFTEN, DROP_IN, "rowan"),
    Woman("mel_tranter", "Mel", "Melissa Tranter", 32, SOMETIMES, VAN, "", 21),
    Woman("nikki", "Nikki", "Nicola Bramhall", 42, REGULAR, BOTH, "marta"),
    Woman("nicky", "Nicky", "Nichola Brammall", 37, SOMETIMES, VAN, ""),
    Woman("shaz", "Shaz", "Sharon Gittins", 48, OFTEN, DROP_IN, "jo"),
    Woman("ange", "Ange", "Angela Mossop", 51, SOMETIMES, DROP_IN, "temi"),
    Woman("tracey", "Tracey", "Tracey Lomas", 45, OFTEN, BOTH, "jo"),
    Woman("paige", "Paige", "Paige Sollers", 19, SOMETIMES, VAN, "temi", 5),
    Woman("ellie", "Ellie", "", None, SOMETIMES, VAN, "", 2, about=ESTIMATED_CHILD),
    Woman("courtney", "Courtney", "Courtney Haddow", 25, OFTEN, VAN, "marta"),
    Woman("robyn", "Robyn", "Robyn Ashcombe", 28, OFTEN, BOTH, "temi", 25),
    Woman("jess", "Jess", "Jessica Merrow", 31, REGULAR, VAN, "jo"),
    Woman("cat", "Cat", "Catherine Delahunt", 38, OFTEN, DROP_IN, "jo"),
    Woman("lou", "Lou", "Louise Garside", 43, SOMETIMES, BOTH, "marta"),
    Woman("vic", "Vic", "Victoria Nunney", 37, OFTEN, DROP_IN, "temi"),
    Woman("hayley", "Hayley", "Hayley Dredge", 34, SOMETIMES, VAN, "rowan"),
    Woman("mags", "Mags", "Margaret Corless", 52, SOMETIMES, DROP_IN, "marta"),
    Woman("sasha", "Sasha", "", None, SOMETIMES, VAN, "", about=35),
    Woman("toni", "Toni", "Antonia Beckwith", 29, OFTEN, VAN, "rowan", 1),
)
