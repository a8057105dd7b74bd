"""How a page says which language its words are in, so that they are read out loud as they should be."""

#: English names of languages, as an administrator types them, and their codes (BCP 47).
_CODES = {
    "albanian": "sq",
    "amharic": "am",
    "arabic": "ar",
    "bengali": "bn",
    "bulgarian": "bg",
    "cantonese": "yue",
    "chinese": "zh",
    "croatian": "hr",
    "czech": "cs",
    "dari": "prs",
    "dutch": "nl",
    "english": "en",
    "estonian": "et",
    "farsi": "fa",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "gujarati": "gu",
    "hindi": "hi",
    "hungarian": "hu",
    "italian": "it",
    "kurdish": "ku",
    "latvian": "lv",
    "lithuanian": "lt",
    "mandarin": "cmn",
    "pashto": "ps",
    "persian": "fa",
    "polish": "pl",
    "portuguese": "pt",
    "punjabi": "pa",
    "romanian": "ro",
    "russian": "ru",
    "serbian": "sr",
    "slovak": "sk",
    "slovene": "sl",
    "slovenian": "sl",
    "somali": "so",
    "spanish": "es",
    "swahili": "sw",
    "tamil": "ta",
    "thai": "th",
    "tigrinya": "ti",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
    "vietnamese": "vi",
    "welsh": "cy",
    "yoruba": "yo",
}


def code_of(language: str) -> str:
    """The code of a language by its English name ("Portuguese (Brazil)" is Portuguese); "" where it is not known."""
    words = language.casefold().replace("(", " ").split()
    return _CODES.get(words[0], "") if words else ""
