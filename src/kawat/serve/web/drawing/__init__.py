"""What pages draw, as positions and marks: from answers to plain values that templates put into HTML and SVG.

    marking   the received text with zones and records marked, one inside the other
    strip     happenings and sayings along the days
    weeks     one pair of actors, week by week
    series    figures over time, with ranges
    months    a calendar of what is due
    earth     places on a map of the land
"""
