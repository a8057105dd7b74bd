"""What staff wrote, in plain words. ``{keyworker}`` is the first name of her keyworker."""

DROP_IN_NOTES = (
    "Came for a shower and clean clothes. Stayed at her sister's last night.",
    "Quiet. Did not want to talk, stayed for a hot chocolate. Said it helped just to sit.",
    "Did the crossword with Ruth. Laughed a lot.",
    "Asked for {keyworker}. Told her when she is next in.",
    "Brought in a cake for everybody. It was her birthday on Sunday.",
    "Slept on the sofa for an hour. We woke her before closing as she had asked.",
    "Had her hair washed and plaited. Said she felt like herself.",
    "Talked about her daughter's school play. She has seen photographs.",
    "Has a viewing for a flat next week. Nervous, hopeful.",
    "Her script is back on. Picking up daily at the pharmacy on Tannery Lane.",
    "Missed two pick-ups and feels rough. Knows to ring the clinic before noon.",
    "Toothache again. Wrote down the emergency dentist's number.",
    "Filled in the first half of the housing form together. She chose to stop there.",
    "Came with a friend and looked after her. Ate well.",
    "Only popped in for dry socks. In a good mood.",
    "Wanted to know about the Thursday group. Gave her the times.",
    "Has not used since Monday. Proud, and tired.",
    "Said the week was long. We left it at that, she knows where we are.",
    "Took a food parcel for two days. Hostel kitchen is shut.",
    "Wrote a card to her mum. We will post it.",
    "Asked what happens to what we write down. Showed her her own page.",
    "Her leg is better. Nurse looked at the dressing and was pleased.",
    "Practised ringing the benefits line with us. Call is tomorrow.",
    "Argued with another woman about a lighter. Both sat down in different rooms, both stayed.",
    "Told us about her dog. He is at her brother's until she has a place.",
    "Ate two plates. First hot meal since Saturday.",
    "Would like to try the art table next week.",
    "Came late, as we were clearing up. Tea in a paper cup and a hug.",
    "Needed to sit away from the window. Moved the chairs, she was fine after that.",
    "Charged her phone and rang her son.",
    "Came straight from the hospital, still with the wristband on. All clear.",
    "Asked for bigger sizes in underwear. We have ordered some.",
    "Thought she had lost her bank card. It was in the lining of her bag.",
    "Good talk with {keyworker} about what she wants from the next month.",
    "Sang while washing up. Everyone joined in.",
    "Did not feel like company. Took a sandwich, said thank you, went.",
)

DROP_IN_WINTER_NOTES = (
    "Talked about where it is warm by day: the library, the market hall, here.",
    "Soup and two teas by the heater. Chatty tonight.",
    "Chose a coat from the rail. The green one suits her.",
    "Poorly with a cold. Honey, paracetamol, an early night if she can get one.",
    "Came in blue with cold. Two blankets and a bowl of stew, colour back by nine.",
    "Ice on the steps, so Ruth walked her to the bus.",
    "Chose a hat and scarf. Wore them out of the door.",
    "Warmed her hands on the teapot and told us about the snow when she was small.",
)

VAN_WINTER_NOTES = (
    "Waved us over. Wanted gloves and a chat.",
    "Soaked through. Dry socks, poncho, hot chocolate.",
    "Asked whether we are out when it freezes. We are.",
    "Sat in the van to get warm. Ten minutes, did not want to talk.",
    "Spoke a little more than last time. Likes the red blankets.",
    "Stamping her feet. Hand warmers, socks, tea to take away.",
    "Too cold for anybody tonight, she said. Drove her to the hostel.",
)

VAN_NOTES = (
    "Stopped for tea at the window. In a hurry.",
    "Busy night for her. Took condoms and a flapjack, said see you next week.",
    "With a friend. Both took alarms, tried them out, nearly deafened us.",
    "Her phone is dead, so nobody can ring her. Gave her the card with our number.",
    "Asked what time the drop-in opens. Might come.",
    "First time she told us her name.",
    "Told us about a car to look out for. Wrote it down and passed it on, without her name.",
    "Said the lights on Ropewalk are out. We will ring the council.",
    "In good spirits. Going home after this one.",
    "Wanted naloxone for the house. Showed her and her friend how to use it.",
    "Took the sharps box, brought the old one back.",
    "Ran across the road to say she has a room. Millrace hostel, second floor.",
    "Not working tonight, only wanted to say hello.",
    "Asked us to tell {keyworker} she is all right.",
    "Could not find the clinic last week. Drew her a map.",
    "Hungry. Two pasties and a banana.",
    "Long talk about what she would do if she stopped one day. Her idea, her words. Listened.",
    "Said no thank you to everything but stayed to talk about the football.",
    "Someone had taken her shoes. Found her a pair that fit.",
    "Asked for a woman doctor. Gave her the clinic's Tuesday time.",
)

#: What was written when somebody who may be a child first came.
MAY_BE_UNDER_18 = (
    "Says she is eighteen, looks younger, gave no date of birth. Rang the manager on call. She knows that we had to"
    " and why. Hot food, our card, and she will look out for us on Wednesday."
)

#: What is written of her on other nights.
OF_A_CHILD = (
    "Came for the food and the warmth. Rang the manager on call again, as agreed.",
    "Ate, sat, watched the door. Said the safeguarding worker has rung her and sounded all right.",
    "Hot chocolate, gloves, not many words. Manager on call told.",
    "Asked who we tell and what. Told her straight. She stayed for a second cup.",
)

#: Words of notes that are not written of the youngest.
OF_FAMILIES = ("daughter", " son", "youngest")

WORRY_NOTES = (
    "Very thin, not eating much this week. Hot meal and a bag of food. Asked her to come again on the next night.",
    "Left in the middle of her tea, upset, after a phone call. Rang her twice, no answer.",
    "A man was waiting for her at the corner, two nights running. Walked her to the taxi. She has an alarm.",
    "Bruise on her arm. Said she fell. Did not press her; told her she can tell any of us, any time.",
    "Said she has nowhere to go tonight. Rang the hostel: a bed from midnight, and we drove her.",
    "Crying when she came in. Her youngest's hearing is on Friday. Sat with her until we closed.",
    "Not herself, slow to answer. Said she had taken something new. Stayed with her, naloxone given to her friend.",
    "Owes money and is frightened of the person she owes. Did not want the police. Talked through where she will stay.",
    "Cough for three weeks, out of breath on the stairs. No hospital tonight, but she will see the nurse on Tuesday.",
    "Said she does not see the point any more. Asked her straight, no plan tonight. Rang the crisis line with her.",
    "New man hurries her along when she talks to us. She looked back at us.",
    "Her script has been stopped and she is very unwell. Rang the clinic's night line with her.",
    "Was followed from the bus station. Stayed in until it was busy outside, then went with two others.",
    "Has not been seen at any stop since last week, which is not like her. Came tonight, tired, would not say why.",
    "Swollen hand, will not have it looked at. Cleaned it, gave her plasters, told her what to look out for.",
    "Told us something hard about last weekend. Wants nothing done for now. Knows we would go with her.",
    "Sleeping in the stairwell on Mill Steps again. Sleeping bag, hot food. Street team told, with her yes.",
    "Shaking and cold, said it was the weather. Blanket, sweet tea, watched her for an hour. Better when she left.",
    "Lost her room over the weekend. Cannot say where she will be tomorrow. Took our number again, in two pockets.",
    "Jumped at every noise tonight. Would not say what it was. Sat by the wall, where she can see the door.",
    "Gave her bag to another woman to keep. We asked why, she shrugged. Told the whole team to look out for her.",
    "He was in the car the whole time. Handed her the card folded in a sock.",
    "Asked whether it hurts to stop drinking all at once. Told her not to do it alone, and rang Harbour with her.",
)

#: Said after a note, or alone, so that no two nights read alike.
ASIDES = (
    "Home by taxi.",
    "Said she will be back on Thursday.",
    "Left with two others.",
    "Stayed until closing.",
    "Asked after the team.",
    "Signed the thank-you card for the cook.",
    "Said the soup was good.",
    "Wanted to be left in peace, so we did.",
    "Gave her the new opening times.",
    "Looked well.",
    "Tired.",
    "In a hurry.",
    "Feet sore from the new boots.",
    "Bus fare from the tin.",
    "Needs a new phone charger.",
    "Says hello to {keyworker}.",
    "Has our card.",
    "Took the leaflet about the group.",
    "Will ring if anything changes.",
)

UNKNOWN_NOTES = (
    "Would not give a name, which is fine. Took a hot drink.",
    "Spoke little English. Showed her the picture card, she pointed at gloves.",
    "First time we have seen her. Told her who we are and where.",
    "Somebody else's friend. Took a card with our number.",
    "Looked unsure and walked off when a car slowed down.",
    "",
    "",
    "",
)

DESCRIPTIONS = (
    "Grey hooded top, red rucksack",
    "Tall, long dark plait, denim jacket",
    "About forty, short fair hair, walks with a limp",
    "Young, purple coat, stood by the bus station wall",
    "Silver boots, northern accent",
    "Small, glasses, black puffer jacket",
    "Curly red hair, green scarf",
    "Blue raincoat, little English",
    "Shaved at the sides, nose ring, friendly",
    "White trainers, pink phone, came with a friend",
    "Camel coat, carries a big tartan bag",
    "Long cardigan, said to call her love",
    "Bob with a fringe, leopard print scarf",
    "Leather jacket, tattoo of a swallow on her wrist",
    "Bright yellow hat, stayed across the road",
    "Plaster on her chin, said it was the stairs",
    "Thirty or so, soft voice, long grey skirt",
    "Football shirt, hair tied up",
    "Cream jumper, brought a small dog",
    "Two coats, one over the other, hands very cold",
)

CLOSING_NOTES = (
    "Steady night. All home by a quarter to.",
    "Busy and warm. Ran out of soup at ten: cook more on Tuesdays.",
    "Quiet, rain all evening. Those who came stayed long.",
    "Two women arguing, settled. Talked it over as a team afterwards.",
    "New volunteer did well. Heater in the back room is broken again.",
    "Low on size 5 shoes and on gloves.",
    "Good night. Somebody brought a guitar.",
    "Police car parked outside until nine, fewer women in. Dilys will speak to them.",
    "Naloxone kits down to four. Harbour will bring more on Thursday.",
    "Calm. Nurse saw five women.",
    "Hard night for the team. Debrief on Monday at ten.",
    "Street lights out on Ropewalk. Reported, reference taken.",
    "Lots of laughing. Clothes rail is nearly empty.",
    "Van had a slow puncture, back by one.",
    "Short of hands, everyone pulled together.",
    "All quiet, an early finish.",
    "More new faces than usual at the bus station.",
    "Everybody asked about the new hours. Poster goes up on Saturday.",
    "Fridge checked, cash box counted, keys in the safe.",
    "",
    "",
)

#: Key work between nights, by setting. Some are attempts that nobody answered: they count, and none is a failure.
KEY_WORK_NOTES: dict[str, tuple[str, ...]] = {
    "centre": (
        "An hour on her housing form. Sent. She kept a copy.",
        "Talked through the week. Sleeping better. Wants to try the Thursday group.",
        "Looked at her money together. Rent first, then the phone.",
        "Came to ring her solicitor from here. Date is confirmed.",
        "Made a list of what she wants to have done by the end of the month. Three things, in her words.",
        "Letter from the council read and answered.",
        "Photographs for her bus pass, and a cup of tea.",
        "Spoke about the group. She found it hard to sit still and went back in twice. That took some doing.",
        "Planned what to do if he turns up. She has written it on the back of our card.",
        "Benefits form finished. Medical part is next.",
    ),
    "phone": (
        "Rang to ask how the appointment went. Went well, blood test on Monday.",
        "Rang twice at the time she likes. No answer, no message left.",
        "She rang: lost her keys, sorted with the hostel.",
        "Short call. Busy, fine, sends her love.",
        "Reminded her of tomorrow. She had it on the fridge.",
    ),
    "text": (
        "Texted about Tuesday's appointment. No answer yet.",
        "Texted the evening before and in the morning. She came.",
        "She texted: all right, at her sister's until Sunday.",
        "Texted hello, no questions. A heart came back.",
        "Texted. Third time without an answer, will look for her from the van.",
    ),
    "hospital": (
        "Visited on the ward. Brought pyjamas, a charger and the good biscuits.",
        "Sat with her in A&E until she was seen. Stitches, home by taxi.",
        "Ward rang with her consent: discharge on Thursday, we will fetch her.",
    ),
    "court": (
        "Went with her. Adjourned for four weeks. She kept her head up.",
        "Waited with her from nine until three. Conditional discharge.",
    ),
    "prison": (
        "Visit. Thinking about where she will go when she is out. Wants the same hostel.",
        "Posted her the course leaflet, and spoke to resettlement with her in the room.",
    ),
    "gate": ("Met her at the gate at nine. Breakfast, pharmacy, housing office, in that order.",),
    "home": (
        "Helped her put up curtains. First ones of her own.",
        "Two of us, as agreed. Flat is warm, food in. Boiler noise reported.",
        "Nobody in. Put a card through with her name only.",
    ),
    "email": ("Sent her the form and the address of the clinic. She answered from the library.",),
}

#: Notes of those that say that nobody was reached, and what the attempt came to.
ATTEMPTS = {
    "Rang twice at the time she likes. No answer, no message left.": "no_answer",
    "Texted about Tuesday's appointment. No answer yet.": "message",
    "Texted. Third time without an answer, will look for her from the van.": "message",
    "Nobody in. Put a card through with her name only.": "not_there",
}
