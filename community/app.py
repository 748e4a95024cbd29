"""Composition root: the list of rooms, and the application made of them. The only module that knows every room."""

from importlib import import_module

from flask_compress import Compress
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from community import home
from community.accounts import security
from community.kernel import api, config, indexer, page_views, rooms
from community.kernel import db as kernel_db
from community.kernel.config import Settings
from community.kernel.files import resource
from community.kernel.web import drawn, errors, headers, language, limits, routing, sitemaps, static, templating
from community.kernel.web.application import Groundswell
from community.style import views as style

ROOMS = (
    *("community.kernel", "community.accounts", "community.mail", "community.forum"),
    *("community.notifications", "community.search"),
    *("community.moderation", "community.blogs", "community.admin"),
    *("ideas", "kb_harvest", "reputation"),
    *("voc.listening", "voc.engagement", "voc.insight"),
    "community.porting",
)
MOST_FORM_BYTES = 1_000_000


def load_house() -> rooms.House:
    """Load each room's ROOM by name, from the ground up."""
    return rooms.House(tuple(import_module(f"{name}.room").ROOM for name in ROOMS))


def create_app(settings: Settings | None = None) -> Groundswell:
    """Return the application for `settings`, or for those of the environment."""
    settings = settings or config.load()
    app = Groundswell(
        "community",
        title=f"{settings.site_name} API",
        version="1",
        json_errors=False,
        docs_path=None,
        spec_path="/api/openapi.json",
        template_folder=str(resource("templates")),
        static_folder=None,
    )
    app.extensions["settings"] = settings
    app.config.update(_options(settings))
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    kernel_db.init_app(app, settings.database_url)
    headers.init_app(app, settings)
    routing.init_app(app)
    csrf = CSRFProtect(app)
    language.init_app(app, settings)
    Compress(app)
    limits.init_app(app, settings)
    templating.init_app(app, settings.site_name)
    static.init_app(app)
    drawn.init_app(app)
    errors.init_app(app)
    indexer.init_app(app, settings)
    app.extensions["page_views"] = page_views.buffer_for(settings)
    rooms.init_app(app, load_house())
    app.register_blueprint(home.bp)
    app.register_blueprint(sitemaps.bp)
    app.register_blueprint(style.bp)
    security.init_app(app, settings)
    api.init_app(app, csrf)
    return app


def _options(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": MOST_FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": MOST_FORM_BYTES,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.base_url.startswith("https://"),
        "SERVERS": [{"url": settings.base_url}],  # of the API's description; or it names the host of each request
        "WTF_CSRF_TIME_LIMIT": 24 * 3600,
        "COMPRESS_ALGORITHM": ["gzip"],
        "COMPRESS_LEVEL": 4,
        "COMPRESS_MIMETYPES": [
            *("text/html", "application/json", "application/problem+json"),
            *("application/rss+xml", "application/atom+xml"),
        ],
    }
