"""HTTP/1.1 over waitress, with every body and every answer in memory.

Its loop alone reads and writes the connections, so a slow client holds none of the threads that do
the work; a request reaches a thread when it is whole. What we add is what we promise: bounds for
all that is held, nothing in a file, no address and no path in a log, and an end that answers what
arrived whole.
"""
