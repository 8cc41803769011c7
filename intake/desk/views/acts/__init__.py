"""The addresses of everything that staff do to a case, by job."""

from intake.desk.views.acts import agreeing, holding, moving, writing

__all__ = ["agreeing", "holding", "moving", "writing"]
