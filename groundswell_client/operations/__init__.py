"""Every operation of the API, in groups. Written from its description by `make client`."""

from ..wire import Wire
from .articles import ArticlesResource
from .blogs import BlogsResource
from .boards import BoardsResource
from .changes import ChangesResource
from .customer_names import CustomerNamesResource
from .customers import CustomersResource
from .engagement import EngagementResource
from .files import FilesResource
from .ideas import IdeasResource
from .insight import InsightResource
from .me import MeResource
from .moderation import ModerationResource
from .notices import NoticesResource
from .organisations import OrganisationsResource
from .people import PeopleResource
from .posts import PostsResource
from .reputation import ReputationResource
from .search import SearchResource
from .sign_up_questions import SignUpQuestionsResource
from .tags import TagsResource
from .topics import TopicsResource
from .webhooks import WebhooksResource


class Operations:
    """The groups of operations, by the first word of their addresses."""

    def __init__(self, wire: Wire) -> None:
        self.articles = ArticlesResource(wire)
        self.blogs = BlogsResource(wire)
        self.boards = BoardsResource(wire)
        self.changes = ChangesResource(wire)
        self.customer_names = CustomerNamesResource(wire)
        self.customers = CustomersResource(wire)
        self.engagement = EngagementResource(wire)
        self.files = FilesResource(wire)
        self.ideas = IdeasResource(wire)
        self.insight = InsightResource(wire)
        self.me = MeResource(wire)
        self.moderation = ModerationResource(wire)
        self.notices = NoticesResource(wire)
        self.organisations = OrganisationsResource(wire)
        self.people = PeopleResource(wire)
        self.posts = PostsResource(wire)
        self.reputation = ReputationResource(wire)
        self.search = SearchResource(wire)
        self.sign_up_questions = SignUpQuestionsResource(wire)
        self.tags = TagsResource(wire)
        self.topics = TopicsResource(wire)
        self.webhooks = WebhooksResource(wire)
