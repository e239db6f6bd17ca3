"""Example centres to try everything on: two built from public facts in plans of Slagelse and Helsingør, one invented.

Goals are in our own words, targets as the plans have them; every person and every registration is invented. All of it is
plainly marked as example data. Nothing outside this context knows that it exists.
"""
