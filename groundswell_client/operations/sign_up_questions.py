"""`client.sign_up_questions`. Written by `make client`."""

from ..resource import Resource
from ..shapes.accounts import QuestionMade, Questions


class SignUpQuestionsResource(Resource):
    """Operations below `/sign-up-questions`."""

    def list(self) -> Questions:
        """List what doubtful sign-ups are asked.

        `GET /sign-up-questions` (accounts_list_questions). Needs a token with the role of its member, who is admin.
        """
        return self._ask(Questions, "GET", "/sign-up-questions")

    def create(self, *, question: str, answers: str, idempotency_key: str | None = None) -> QuestionMade:
        """Add a question for doubtful sign-ups.

        `POST /sign-up-questions` (accounts_add_question). Needs a token that may write with the role of its member,
        who is admin.
        """
        return self._ask(
            QuestionMade,
            "POST",
            "/sign-up-questions",
            body={"question": question, "answers": answers},
            key=idempotency_key,
        )

    def remove(self, question_id: int) -> None:
        """Remove a question; one must stay.

        `DELETE /sign-up-questions/{question_id}` (accounts_remove_question). Needs a token that may write with the
        role of its member, who is admin.
        """
        self._do("DELETE", f"/sign-up-questions/{question_id}")
