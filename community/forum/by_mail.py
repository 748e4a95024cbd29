"""Answers that come by mail: the same checks, limits and holds as on the page."""

from community.kernel.auth import Viewer
from community.kernel.errors import Refused
from community.kernel.web.uploads import Upload

from . import addresses, topic_page
from .services import posts
from .services.files import Chosen


def answer_topic(by: Viewer, topic_id: int, text: str, files: tuple[Upload, ...]) -> str:
    """Answer a topic that the viewer may see, with files; return where the answer stands."""
    topic = topic_page.topic_for_change(topic_id, by)
    if topic is None:
        raise Refused("What you answered is not there any more, or you may no longer see it.")
    return addresses.post(posts.reply(topic=topic, by=by, body=text, files=Chosen(fresh=files)).id)
