"""Messages to programs: when a row that a program may read is made, changed or taken away, it is told, at the address that a leader has written.

What is told is only that it happened: the program reads the row with its token, so nothing leaves here that its token does not open. Signed and named as
`Standard Webhooks <https://www.standardwebhooks.com>`_ has it, so that its libraries can be used at the other end. Each is told at least once, in no certain order.
"""
