"""The words that give a part of a plan away: what is most used against a woman by whoever reads her post.

They find too much at times ("use the bus" goes with drugs): that costs a line which the worker is shown before she
prints. ``tests/casework/printing/test_words.py`` has sentences that each part has to take, and harmless ones that stay.
"""

import re
from collections.abc import Mapping

from casework.printing.rules.parts import Part

_SERVICE = """keyworker caseworker outreach|key worker|support worker|project worker|case worker|outreach worker
|my worker|her worker|the worker|the project|the service|the charity|drop in|the van"""
_WORKERS = """keyworker caseworker|key worker|support worker|project worker|case worker|outreach worker|my worker
|her worker|the worker"""
_SEX_WORK = """sex sexwork sexual punter punters customer client escort parlour brothel prostitut streetwork trick
tricks kerb outreach pimp webcam onlyfans hiv hep hepatitis sti std prep condom chlamydia gonorrhoea syphilis exiting
regulars|red light|on the beat|the game|working girl|street work|street based|on the street|ugly mugs|doing business
|drop in|the van|gum clinic|my regular|a regular"""
_SUBSTANCES = """drug drugged drugging heroin crack cocaine coke gear smack methadone subutex buprenorphine buvidal
opioid opiate ost script needle needles inject detox rehab alcohol alcoholic drink drank drunk booze vodka cider wine
beer lager overdose naloxone benzo diazepam valium xanax pregabalin gabapentin spice cannabis weed skunk ketamine mdma
amphetamine narcotic withdrawal relapse sober recovery substance addict dealer rattling clucking scoring
use used user using|clean time|in recovery|stay clean|staying clean|get clean|getting clean|been clean|clean since
|twelve step|12 step|aa meeting|na meeting|ca meeting"""
_TREATMENT = """treatment therapy therapist counsel prescribe prescription detox rehab clinic methadone subutex
buprenorphine buvidal script ost opioid opiate naloxone psychosocial stabilisation stabilise residential pharmac
chemist|needle exchange"""
_MENTAL = """mental depress anxiety anxious panic ptsd trauma suicid psych bipolar schizophren medication medicated
antidepressant overdose nightmare flashback sectioned cpn cmht|self harm|harm myself|hurt myself|kill myself
|cut myself|cutting|eating disorder|hearing voices|crisis team|low mood"""
_SAFETY = """partner boyfriend girlfriend husband wife wives fiance ex relationship threat afraid scare frighten fear
temper jealous police court magistrate solicitor injunction refuge shelter violen abuse abusi rape raped raping rapist
assault attacked stalk coerc controlling marac sarc idva isva probation bail arrest beat beaten beating hit hits hitting
punch choke choking strangle strangling stab stabbed knife weapon bruise pimp danger unsafe safeguard escape divorce
domestic|leave him|leaving him|left him|leave her|leaving her|left her|leave them|get away|getting away|got away
|move away|moving away|moved away|run away|running away|away from him|away from her|non molestation|safe house
|safe place|womens aid|hurt me|hurts me|hurting me|must not know|mustnt know|not find out|not tell him|dont tell him"""
_FAMILY = """child children kids daughter baby babies pregnan custody adoption adopted foster|son|sons|social
services|social worker|contact centre|care order"""
_DATES = """january february april june july august september october november december monday tuesday wednesday
thursday friday saturday sunday"""


def _words(said: str) -> tuple[str, ...]:
    """Single words before the first stroke; phrases after it, each of which may go on in the next line."""
    singles, *phrases = said.split("|")
    return (*singles.split(), *(" ".join(phrase.split()) for phrase in phrases))


#: Words that give a part away. A line that holds one, in any form, goes with the part.
WORDS_OF: dict[Part, tuple[str, ...]] = {
    Part.SERVICE: _words(_SERVICE),
    Part.WORKERS: _words(_WORKERS),
    Part.SEX_WORK: _words(_SEX_WORK),
    Part.SUBSTANCES: _words(_SUBSTANCES),
    Part.TREATMENT: _words(_TREATMENT),
    Part.MENTAL_HEALTH: _words(_MENTAL),
    Part.SAFETY: _words(_SAFETY),
    Part.FAMILY: _words(_FAMILY),
    Part.DATES: _words(_DATES),
}

# Whoever is left is mostly called by name, in capitals or not: so whatever follows, but for what nobody is called.
_LEAVING = re.compile(
    r"\b(?:leav(?:e|ing)|left)\s+(?!(?:the|a|an|it|at|by|on|in|to|for|from|when|before|after|and|or|early|late|school|"
    r"college|work|messages?|time|over|hand|side|some|enough|things?|food|room)\b)[^\W\d_]",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|march|apr|may|jun|jul|aug|sept?|oct|nov|dec)"
_WEEKDAY = r"(?:mon|tues?|wed|weds|thurs?|thu|fri|sat|sun)"
# What the names of days alone do not find: short ones, and numbers. "May" and "March", "Sat" and "Sun" are words too.
_DAY = re.compile(
    rf"\b(?i:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|weds?|thurs?|fri)s?\b"
    rf"|\b(?:May|MAY|March|MARCH|Mar|MAR|Sat|SAT|Sats|Sun|SUN|Suns)\b"
    rf"|(?i:\b(?:in|by|on|this|next|last|early|late|mid|until|till|since|every|of)[\s-]+(?:may|march|mar|sat|sun)s?\b)"
    rf"|(?i:\b\d{{1,2}}\s*{_MONTH}\b|\b{_MONTH}\s*\d{{1,4}}\b|\b{_WEEKDAY}\s*\d{{1,2}}\b)"
    r"|(?i:\b\d{1,2}\s*(?:st|nd|rd|th)\b)"
    r"|\b\d{1,2}\s*/\s*\d{1,2}\b|\b\d{1,2}[.-]\d{1,2}[.-]\d{2,4}\b"
    r"|\b(?:19|20)\d\d\b"
)

#: What no list of words holds: how it is named, and what finds it.
PATTERNS_OF: Mapping[Part, tuple[str, re.Pattern[str]]] = {
    Part.SAFETY: ("leaving somebody", _LEAVING),
    Part.DATES: ("a day", _DAY),
}
