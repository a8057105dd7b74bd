"""Generated women, nights and history by the hundred thousand, to measure with. Nobody here exists.

``names`` is what is written down. ``plan`` says how many of everything there are for a number of files and contacts;
``people``, ``women`` and ``nights`` make the rows, ``loading`` copies them in, ``past`` writes the history that real
use would have left, ``looks`` the view log, and ``fill`` puts it all into a database that is stamped for it.
"""
