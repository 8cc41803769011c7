"""What a WSGI server imports: the application, and the thread that keeps checkpoints fresh."""

from intake.app import create_app, start_publisher

app = create_app()
publisher = start_publisher(app)
