"""Who opens which of the reports: the url's name, and the roles that may. All others of the centre get 403.

The follow-up as a meeting saw it (``?meeting=``) opens to those who see the board alone: the view asks.
"""

READ = "leader staff board reader"
PLAN = "leader staff desk board reader"
BOARD = "leader staff board"

ACCESS = {
    "reports:reports": READ,
    "reports:followup": READ,
    "reports:followup_file": READ,
    "reports:prepared": READ,  # and 404 to all but the one who asked
    "reports:prepared_file": READ,  # likewise
    "reports:plan": PLAN,
    "reports:plan_file": PLAN,
    "reports:pack": BOARD,
    "reports:pack_file": BOARD,
}
