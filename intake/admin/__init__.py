"""People: who is invited, enrolled, admitted or disabled. No case is ever shown here."""

from intake.admin.views import bp

blueprints = (bp,)
