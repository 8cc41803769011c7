"""What another WSGI server than ours imports: the application, and what is done by time.

`intake serve` is the server we promise something about (README); here bodies, slow clients and log
lines are the other server's business.
"""

from intake.app import create_app
from intake.serving.timed import Timers, timed_work

app = create_app()
timers = Timers(timed_work(app))
timers.start()
