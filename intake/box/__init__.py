"""The reporter comes back with the code: reads, and adds messages."""

from intake.box.views import bp

blueprints = (bp,)
