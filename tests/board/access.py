"""Who opens which of the board's pages: the url's name, and the roles that may. All others of the centre get 403.

``gaps`` in the data (a mail to answer that was never asked, a file that is not there) answer 404 to those who may.
"""

SEE = "leader staff board"
FOLLOW = "leader staff"
RUN = "leader"

ACCESS = {
    "board:meetings": SEE,
    "board:meetings_file": SEE,
    "board:meeting": SEE,
    "board:meeting_new": FOLLOW,
    "board:meeting_edit": FOLLOW,  # of the board's own meetings the leader alone: the view asks may_run
    "board:minutes": FOLLOW,
    "board:ask": FOLLOW,  # likewise
    "board:answer": "leader staff desk board volunteer",  # those who were asked; 404 for the others of them
    "board:item_new": FOLLOW,
    "board:item": FOLLOW,
    "board:item_move": FOLLOW,
    "board:item_delete": FOLLOW,
    "board:follow_up": SEE,
    "board:accept": FOLLOW,
    "board:decide": FOLLOW,
    "board:freeze": FOLLOW,  # of the board's own meetings the leader alone
    "board:decisions": SEE,
    "board:decisions_file": SEE,
    "board:decision_new": FOLLOW,
    "board:decision": SEE,
    "board:decision_edit": FOLLOW,
    "board:carried_out": FOLLOW,
    "board:teams": SEE,
    "board:team": SEE,
    "board:board": SEE,
    "board:seats_file": SEE,
    "board:rules": RUN,
    "board:seat_new": RUN,
    "board:seat": RUN,
    "board:hours": SEE,
    "board:hours_file": SEE,
    "board:hours_new": RUN,
    "board:hours_edit": RUN,
    "board:documents": SEE,
    "board:documents_file": SEE,
    "board:document_new": RUN,
    "board:document": SEE,
    "board:document_edit": RUN,
    "board:obligations": RUN,
    "board:version_new": RUN,
    "board:version": RUN,
    "board:version_file": SEE,
}
