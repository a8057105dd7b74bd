"""Names as a city has them: a few are everybody's, most are rare, and many women share one."""

from collections.abc import Sequence
from itertools import accumulate

#: Given names, the most frequent first, each with what friends make of it.
_GIVEN = """
Sarah:Saz,Sal Emma:Em Lisa:Lis Claire:Clairey Michelle:Shell,Chelle Nicola:Nicky,Nic Karen:Kaz Samantha:Sam,Sammy
Rebecca:Becky,Bex Kelly:Kel Joanne:Jo,Joey Donna:Don Amanda:Mandy Rachel:Rach Victoria:Vicky,Vic Louise:Lou
Julie:Jules Tracey:Trace Leanne:Lee Gemma:Gem Laura:Loz Natalie:Nat Stacey:Stace Jennifer:Jen,Jenny Danielle:Dani
Kerry:Kez Zoe: Hayley:Hales Jessica:Jess,Jessie Charlotte:Charlie,Lottie Amy: Stephanie:Steph Angela:Ange Dawn:
Debbie:Debs Paula:Paul Sharon:Shaz Andrea:Andy Tina:Teen Marie:Maz Lindsay:Linz Katie:Kate Jade: Lauren:Loz
Chloe:Clo Kirsty:Kirst Cheryl:Chez Alison:Ali Deborah:Deb,Debs Jacqueline:Jackie,Jax Melanie:Mel Natasha:Tash,Tasha
Catherine:Cat,Cath Elizabeth:Liz,Beth,Lizzie Christine:Chrissie,Chris Jane:Janey Susan:Sue,Suze Vanessa:Ness
Naomi:Nay Bethany:Beth Shannon:Shan Courtney:Court Paige: Megan:Meg Toni:Tone Carly:Carl Lindsey:Linz Heather:Heath
Helen:Hels Margaret:Mags,Peggy Maria:Ria Theresa:Terri,Tess Wendy:Wend Maxine:Max Sandra:Sand,Sandy Anita:Nita
Yvonne:Von Denise:Den Lorraine:Loz,Lol Beverley:Bev Diane:Di Carol:Caz Jasmine:Jas,Jazz Abigail:Abi,Abs Holly:Hol
Georgina:Gina,George Francesca:Fran,Frankie Alexandra:Alex,Lexi Olivia:Liv Ellie:El Molly:Mol Kayleigh:Kay,Kayls
Charlene:Char Nadine:Nads Simone:Sim Tamara:Tam Bernadette:Bernie Colette:Col Roxanne:Roxy Sabrina:Brina
Sophie:Soph Lucy:Luce Alice:Al Grace:Gracie Ruby:Rubes Ella:El Freya: Aimee:Aims Leigh: Robyn:Rob Casey:Case
Ashleigh:Ash Jodie:Jode Keeley:Keels Stella:Stel Rosie:Rose Siobhan:Shiv Niamh:Neeve Aoife: Sinead:Nade Roisin:Ro
Ciara:Keera Orla: Bridget:Biddy Maureen:Mo Noreen:Nor Kathleen:Kath Eilidh:Ayley Morag: Catriona:Cat Mairi:
Cerys:Cez Rhiannon:Rhi Angharad:Harri Bronwen:Bron Carys:Caz Sian:Sharn Elin: Nerys:Ner Delyth:Del
Agnieszka:Aga Katarzyna:Kasia Malgorzata:Gosia Monika:Moni Aleksandra:Ola Joanna:Asia Zofia:Zosia Magdalena:Magda
Ewa: Jolanta:Jola Beata:Bea Dorota:Dora Iwona:Iwa Justyna:Justa Karolina:Karo Ioana:Joanna Mihaela:Miha
Andreea:Andra Elena:Lena Cristina:Cris Daniela:Dana Gabriela:Gabi Alina:Ali Mirela:Mira Simona:Simo Roxana:Roxy
Florentina:Flori Georgeta:Geta Lacramioara:Lacri Blessing:Bless Patience:Pat Precious:Presh Joy: Faith: Mercy:
Comfort: Gift: Ngozi:Ngo Chioma:Chichi Adaeze:Ada Folake:Fola Yetunde:Yeti Aisha:Aish Fatima:Fati Amina:Mina
Samina:Sam Nasreen:Nas Shabana:Shab Rukhsana:Ruky Zainab:Zai Yasmin:Yas Parveen:Parv Kiran:Kiz Manpreet:Manny
Harpreet:Harpy Jaswinder:Jas Nguyet: Thuy: Linh: Mai: Huong: Lindita:Lindi Arjana:Ana Blerta:Bler Xhesika:Jess
Eszter:Esther Katalin:Kati Zsuzsanna:Zsuzsi Ilona:Ilo Rasa: Jurgita:Jurga Ruta: Kristina:Kris Svetlana:Sveta
Oksana:Ksana Tatiana:Tanya Natalia:Nata Olga: Irina:Ira Larisa:Lara Yekaterina:Katya Paloma:Palo Carmen:Carm
Rosangela:Rosa Fernanda:Nanda Luciana:Lu Thais: Marisol:Mari Yolanda:Yoli Ines: Amara: Keisha:Kei Latoya:Toya
Shanice:Shan Tanisha:Nisha Ebony:Eb Chantelle:Chan Shereen:Shez Nikita:Nik Savannah:Sav Destiny:Dez Crystal:Cris
Skye: Summer:Sum Autumn: Willow: Ivy: Hazel:Haze Violet:Vi Pearl: Dorothy:Dot Edith:Edie Florence:Flo Winifred:Win
Geraldine:Ger Philomena:Phil Concepta:Connie Assumpta:Sumpta Jacinta:Jacs Attracta:Attie Dympna:Dymps
"""

_SURNAMES = """
Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson Thompson Wright Walker White
Edwards Hughes Green Hall Lewis Harris Clarke Patel Jackson Wood Turner Martin Cooper Hill Ward Morris Moore Clark Lee
King Baker Harrison Morgan Allen James Scott Phillips Watson Davis Parker Price Bennett Young Griffiths Mitchell Kelly
Cook Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Richards Khan Marshall Anderson Simpson Ellis Adams
Singh Begum Wilkinson Foster Chapman Powell Webb Rogers Gray Mason Ali Hunt Hussain Campbell Matthews Owen Palmer
Holmes Mills Barnes Knight Lloyd Butler Russell Barker Fisher Stevens Jenkins Murray Dixon Harvey Graham Pearson Ahmed
Fletcher Walsh Kaur Gibson Howard Andrews Stewart Elliott Reynolds Saunders Payne Fox Ford Pearce Day Brooks West
Lawrence Cole Atkinson Bradley Spencer Gill Dawson Watts Burton OBrien Rose Chambers Kennedy Byrne Doyle Nolan Keane
Gallagher Doherty Kavanagh Brennan Maguire Sweeney Quinn McCarthy OConnor OSullivan Ryan Daly Lynch MacDonald Fraser
Sinclair Buchanan Gillespie Nowak Kowalska Wisniewska Wojcik Kaminska Lewandowska Zielinska Szymanska Popescu Ionescu
Popa Radu Dumitru Stan Stoica Gheorghe Okafor Adeyemi Okonkwo Eze Balogun Abubakar Mensah Owusu Nguyen Tran Pham Hoxha
Shehu Gjoka Horvath Nagy Toth Kazlauskas Petrauskas Ivanova Petrova Sokolova Silva Santos Oliveira Pereira Costa
Garcia Lopez Mohamed Hassan Osman Tesfaye Bekele Haile Chowdhury Miah Rahman Uddin Iqbal Malik Sandhu Dhillon
"""

#: The rarer surnames are made of these, as those of villages were.
_PLACES = "Ash Black Brad Brock Burn Carl Chat Cole Craw Dun East Fair Had Hal Hart Hay Hol Kirk Lang Law Mans Mar Mid"
_PLACES += " Nor Old Pem Pick Raw Red Rock Row Sel Shel Stan Staple Sut Thorn Til Wake Wal War Wes Whit Win Wool"
_ENDINGS = "ford ley ton worth well den ham wood field gate bury combe croft dale shaw stead thorpe wick land ridge"

_MIDDLE = """
Louise Marie Ann Jane Elizabeth Rose Grace May Lynn Michelle Claire Jade Leigh Dawn Kay Frances Mary
"""

_WORKING = """
Angel Roxy Crystal Diamond Honey Star Cherry Scarlett Bella Candy Amber Sky Ruby Lola Coco Tiffany Porsha Jade Sapphire
Destiny Chanel Mercedes Ginger Sugar Foxy Kitty Peaches Minx Storm Dolly Sasha Tia Mia Paris Lexi Kiki Bambi Raven
Misty Trixie Gigi Nina Vixen Blaze Jazz Ebony Snow Pixie Dixie Duchess
"""


def _table(words: Sequence[str], *, head: float, slope: float) -> tuple[list[str], list[float]]:
    """Words and their cumulative weights: the word of rank k weighs 1 / (k + head) ** slope, as names do (Zipf)."""
    return list(words), list(accumulate((rank + head) ** -slope for rank in range(1, len(words) + 1)))


_GIVEN_PARTS = [entry.partition(":") for entry in _GIVEN.split()]

#: What friends make of a given name.
SHORT_FOR = {given: [short for short in shorts.split(",") if short] for given, _colon, shorts in _GIVEN_PARTS}

GIVEN, GIVEN_WEIGHTS = _table([given for given, _colon, _shorts in _GIVEN_PARTS], head=12, slope=1.0)

_RARE = [place + ending for ending in _ENDINGS.split() for place in _PLACES.split()]
_COMMON = [f"O'{name[1:]}" if name.startswith("O") and name[1:2].isupper() else name for name in _SURNAMES.split()]
SURNAMES, SURNAME_WEIGHTS = _table([*_COMMON, *_RARE], head=14, slope=0.95)

MIDDLE, MIDDLE_WEIGHTS = _table(_MIDDLE.split(), head=2, slope=1.0)

#: Names that women work under.
WORKING = _WORKING.split()
