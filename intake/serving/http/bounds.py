"""What one process holds at most: one table, and the memory that follows from it.

| what | at most | above it |
|---|---|---|
| connections | ``CONNECTIONS`` | the one that waits longest for a whole request makes room |
| head of a request | ``HEAD_BYTES`` | 431 |
| body of a request | ``BODY_BYTES`` | thrown away as it arrives, 413 at its end |
| the same, thrown away | ``DRAINED_BYTES`` | 413 at once; the client may see only a reset |
| requests in one packet | 1 | the others are thrown away; the answer ends the connection |
| read and thrown away after a refusal | ``LINGER_BYTES``, ``LINGER_SECONDS`` | reset |
| unsent answers, together | ``ANSWERS_BYTES`` | who holds most of it loses the connection |
| a connection without a byte | ``IDLE_SECONDS`` | closed |
| ending, after SIGTERM | ``STOP_SECONDS`` | what is not answered by then is not |

A client that sends a byte now and then is never idle and becomes the oldest. Somebody who opens
connections faster than others can finish is for a proxy to stop (README).
"""

from intake.web.wire import MAX_BODY_BYTES

CONNECTIONS = 600
HEAD_BYTES = 16_384
LINE_BYTES = 1_024  # The line before a chunk.
#: Above what any view takes, so that people get its answer: a sealed report has at most 484,503
#: bytes, a readable one 681,904.
BODY_BYTES = MAX_BODY_BYTES + 1
DRAINED_BYTES = 32 << 20
ANSWERS_BYTES = 128 << 20
LINGER_BYTES, LINGER_SECONDS = 1 << 20, 10
IDLE_SECONDS = 60
STOP_SECONDS = 10
RECEIVED_BYTES = 65_536  # At once from one connection.
BACKLOG = 1_024  # Connections that wait to be accepted.
THREADS = 16  # More than twice the places for expensive work (`intake.web.admission.rooms`).
#: What the allocator takes beside the bytes that are asked for: buffers that grow are moved.
ALLOCATED = 1.25


def memory_bound(threads: int = THREADS) -> int:
    """Return how many bytes connections can take of one process, beside the program itself.

    Each connection holds a body that is arriving, or an answer; each thread one body and what it
    makes of it besides.
    """
    arriving = CONNECTIONS * (HEAD_BYTES + BODY_BYTES)
    return int(ALLOCATED * (arriving + ANSWERS_BYTES + threads * 4 * BODY_BYTES))
