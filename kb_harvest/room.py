"""What the knowledge base offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import EDITORS, EVERYONE, STAFF
from community.kernel.rooms import NavItem, Panel, Room

from . import announcing, api_acts, api_work, credit, personal, powers, resolutions, rules, sitemaps, things, views

ROOM = Room(
    name="kb_harvest",
    facts="kernel.changes",
    blueprints=(views.bp, *{part.bp for part in (api_acts, api_work)}),
    tools=("list_articles", "show_article", "list_candidates", "list_due"),
    nav=(
        NavItem(endpoint="kb_harvest.articles", label=_l("Articles"), icon="book-open", permission="kb_harvest.read"),
        NavItem(
            endpoint="kb_harvest.candidates",
            label=_l("Harvest"),
            icon="inbox",
            permission="kb_harvest.draft",
            at_work=True,
        ),
    ),
    panels=(
        Panel(slot="topic", render=views.articles.topic_panel),
        Panel(slot="member", render=views.articles.member_panel),
        Panel(slot="work", render=views.articles.work_panel),
    ),
    permissions={
        "kb_harvest.read": EVERYONE,
        "kb_harvest.work": STAFF,
        "kb_harvest.draft": rules.CANDIDATES,
        "kb_harvest.publish": EDITORS,
    },
    things=(things.ARTICLE,),
    projections=(resolutions.RESOLUTIONS,),
    actors=(credit.CREDIT,),
    sitemaps=sitemaps.SITEMAPS,
    announcements=(announcing.ARTICLES,),
    open_pages=("kb_harvest.articles",),
    personal=personal.PERSONAL,
    powers=powers.POWERS,
)
