"""A typed client for the API of a Groundswell community.

    from groundswell_client import Client

    client = Client("https://community.example", token="gsw_...")
    for topic in client.topics.all(board="hub-and-app", sort="unanswered"):
        print(topic.title)

Every operation of the API is a method: the first word of its address names the group (`client.topics`), its name in the
description the method. Answers are frozen dataclasses (`groundswell_client.shapes`), problems are exceptions
(`groundswell_client.errors`).
"""

from .client import Client
from .errors import GroundswellError, Problem, Refused, Unexpected, Unreachable
from .resource import NULL

__all__ = ["NULL", "Client", "GroundswellError", "Problem", "Refused", "Unexpected", "Unreachable"]
