"""The application factory: what runs and what it carries."""

from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from intake import admin, audit, auth, box, desk, report
from intake.clock import Clock, system_clock
from intake.config import Config, load_config
from intake.crypto.keys import derive_key
from intake.form.assessment import load_assessment
from intake.form.loading.emergency import load_emergency
from intake.form.loading.form import load_form
from intake.form.questions.reading import load_reading
from intake.form.urgency.answering import load_answering
from intake.form.urgency.triage import load_rules
from intake.log.signing.signer import Signer
from intake.store.engine import Database, open_database
from intake.store.space import Space
from intake.web import wire
from intake.web.admission.limits import MEGABYTE
from intake.web.admission.shares import make_shares
from intake.web.edge import Edge
from intake.web.failures import init_failures
from intake.web.files.packed import Packed
from intake.web.headers import init_headers
from intake.web.pages import static, wellknown
from intake.web.pages.clientdata import init_client_data, load_assets_with
from intake.web.pages.ordered import in_order
from intake.web.services import Services
from intake.web.staff.guards import init_guards
from intake.web.staff.sessions import RowSessions
from intake.web.staff.speaking import find_language
from intake.web.words import i18n

ROOT = Path(__file__).parent.parent


class CaseId(BaseConverter):
    """A case id in a path; anything else is no such page."""

    regex = "[0-9a-f]{32}"


class Month(BaseConverter):
    """A month in a path, such as 2026-11; anything else is no such page."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"


class EntryIndex(IntegerConverter):
    """The index of a log entry in a path, no larger than an index can be."""

    def __init__(self, url_map: Map) -> None:
        """Accept indices below 2^53."""
        super().__init__(url_map, max=2**53 - 1)


FEATURES = (report, box, auth, desk, admin, audit)


def create_app(
    config: Config | None = None, *, clock: Clock = system_clock, database: Database | None = None
) -> Flask:
    """Return the application of one instance.

    Args:
        config: Settings and keys; read from the environment when left out.
        clock: Returns Unix seconds; tests and the demo pass their own.
        database: An open database; opened from the configuration when left out.
    """
    config = config or load_config()
    app = Flask("intake", template_folder=str(ROOT / "templates"), static_folder=None)
    app.request_class = wire.Request
    app.session_interface = RowSessions()
    app.secret_key = derive_key(config.keys.server, "intake/v1/flask")
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_CHECK_DEFAULT=False)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters["in_order"] = in_order
    app.url_map.converters |= {"case": CaseId, "entry": EntryIndex, "month": Month}
    app.extensions["intake"] = make_services(config, clock, database)
    init_guards(app)
    CSRFProtect(app)  # Only for the token in pages; the guard checks it, from a header.
    for feature in FEATURES:
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
    app.register_blueprint(static.bp)
    app.register_blueprint(wellknown.bp)
    i18n.init_i18n(app, find_language)
    init_client_data(app)
    init_headers(app)
    init_failures(app)
    app.wsgi_app = Edge(app.wsgi_app)  # type: ignore[method-assign]
    return app


def make_services(config: Config, clock: Clock, database: Database | None) -> Services:
    """Load everything a running application carries; whatever is wrong stops the start."""
    own = config.instance / "forms"
    form = load_form(own)
    rules = load_rules(form, own)
    database = database or open_database(config.database_url)
    space = Space(database, config.settings.quota_mb * MEGABYTE)
    return Services(
        config=config,
        database=database,
        clock=clock,
        form=form,
        rules=rules,
        answering=load_answering(own),
        emergency=load_emergency(own),
        assessment=load_assessment(own),
        signer=Signer(config.instance / "signer", config.settings.origin, config.keys.log),
        assets=load_assets_with(form, rules, load_reading(form, own)),
        packed=Packed(),
        space=space,
        shares=make_shares(space.left),
    )
