"""What staff do to a case, each act one entry or more: hold it, write in it, decide about it.

Clients make and sign the key files and seal messages and acts; the server checks form, hashes and
who may, and stores everything with its entry in one transaction. What was decided is a signed frame
that readers of the case compare with its row.
"""
