"""The demonstration service: invented agencies, staff, women and six months of nights, the same every time for one day.

Nobody here exists. ``names``, ``particulars``, ``agreements``, ``wording`` and ``tasks`` are what is written down.
``people``, ``women``, ``details``, ``sharing``, ``information``, ``intake``, ``nights`` and ``key_work`` make rows of
it, and ``fill`` puts it all into an empty embedded database in one transaction.
"""
