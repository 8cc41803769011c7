"""What a WSGI server imports: the application, and the thread that keeps checkpoints fresh."""

from intake.app import create_app, start_publisher
from intake.web.failures import hide_server_name, quiet_server_log

app = create_app()
hide_server_name()
quiet_server_log()  # From here on: what stops the start is still told in full.
publisher = start_publisher(app)
