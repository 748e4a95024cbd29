"""Moderation: cases, flags, appeals, acts of power, watched words, sanctions, and the level beside each member."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
MEMBER, CASE = "accounts_member.id", "moderation_case.id"
REASONS = (
    *("COPYRIGHT", "HATE_VIOLENCE", "IMPERSONATION", "MEDIA_INQUIRY", "OFF_TOPIC", "PII", "POLITICAL", "OBSCENITY"),
    *("SPAM_MALWARE", "UNSUPPORTED_ACCUSATION", "OTHER_RISK"),
)
STATES = ("open", "upheld", "kept", "overturned")


def upgrade() -> None:
    """Create the tables of the moderation room."""
    op.add_column("accounts_member", sa.Column("trust_level", sa.Integer(), nullable=False, server_default="0"))
    _create_cases()
    _create_flags()
    _create_appeals()
    _create_acts()
    _create_words()
    _create_sanctions()
    _create_sayings()


def _create_cases() -> None:
    table = "moderation_case"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("thing_kind", sa.String(), nullable=False),
        sa.Column("thing_id", BIG_ID, nullable=False),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("noticed", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("severe", sa.Boolean(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("flags", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("claimed_by_id", BIG_ID, nullable=True),
        sa.Column("claimed_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", BIG_ID, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        _among(table, "origin", ("flag", "check")),
        _among(table, "state", STATES),
        _among(table, "reason", REASONS),
        sa.CheckConstraint(
            "state NOT IN ('upheld', 'overturned') OR reason IS NOT NULL", name=op.f(f"ck_{table}_upheld_with_reason")
        ),
        *(_refers(table, name, MEMBER) for name in ("author_id", "claimed_by_id", "decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    _create_index_of_some("uq_moderation_case_open", table, ["thing_kind", "thing_id"], "state = 'open'")
    op.create_index("ix_moderation_case_thing", table, ["thing_kind", "thing_id", "id"])
    op.create_index("ix_moderation_case_state", table, ["state", "severe", "weight", "id"])
    op.create_index("ix_moderation_case_author_id", table, ["author_id", "opened_at"])
    op.create_index("ix_moderation_case_decided_at", table, ["decided_at"])


def _create_flags() -> None:
    table = "moderation_flag"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("case_id", BIG_ID, nullable=False),
        sa.Column("thing_kind", sa.String(), nullable=False),
        sa.Column("thing_id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        _among(table, "reason", REASONS),
        _among(table, "outcome", ("open", "upheld", "declined")),
        _refers(table, "case_id", CASE),
        _refers(table, "member_id", MEMBER),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    one_each = ["member_id", "thing_kind", "thing_id"]
    _create_index_of_some("uq_moderation_flag_open", table, one_each, "outcome = 'open'")
    op.create_index("ix_moderation_flag_case_id", table, ["case_id"])
    op.create_index("ix_moderation_flag_member_id", table, ["member_id", "outcome"])
    op.create_index("ix_moderation_flag_at", table, ["at"])


def _create_appeals() -> None:
    table = "moderation_appeal"
    op.create_table(
        table,
        sa.Column("case_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("ruling", sa.String(), nullable=False),
        sa.Column("ruled_by_id", BIG_ID, nullable=True),
        sa.Column("ruled_at", MOMENT, nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        _among(table, "ruling", ("open", "overturned", "confirmed")),
        _refers(table, "case_id", CASE),
        _refers(table, "ruled_by_id", MEMBER),
        sa.PrimaryKeyConstraint("case_id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_moderation_appeal_ruling", table, ["ruling", "case_id"])


def _create_acts() -> None:
    table = "moderation_act"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("case_id", BIG_ID, nullable=True),
        sa.Column("member_id", BIG_ID, nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        *(_refers(table, name, MEMBER) for name in ("by_id", "member_id")),
        _refers(table, "case_id", CASE),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_moderation_act_case_id", table, ["case_id"])
    _let_nothing_change(table)


def _let_nothing_change(table: str) -> None:
    """Have the database itself refuse to change or remove a row."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            body = "BEGIN SELECT RAISE(ABORT, 'acts of power are kept as they are'); END"
            op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {body}")
        return
    op.execute(
        f"CREATE FUNCTION {table}_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'acts of power are kept as they are'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_kept()"
    )


def _create_words() -> None:
    table = "moderation_word"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("phrase", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        _among(table, "action", ("block", "hold", "mask", "alert")),
        _refers(table, "by_id", MEMBER),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("folded", name=op.f(f"uq_{table}_folded")),
    )


def _create_sanctions() -> None:
    table = "moderation_sanction"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.Column("lifted_by_id", BIG_ID, nullable=True),
        _among(table, "kind", ("silence", "suspend")),
        _among(table, "reason", REASONS),
        sa.CheckConstraint("ends_at > at", name=op.f(f"ck_{table}_ends_later")),
        *(_refers(table, name, MEMBER) for name in ("member_id", "by_id", "lifted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_moderation_sanction_member_id", table, ["member_id", "ends_at"])


def _create_sayings() -> None:
    table = "moderation_saying"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        _refers(table, "member_id", MEMBER),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_moderation_saying_member_id", table, ["member_id", "at"])
    op.create_index("ix_moderation_saying_digest", table, ["digest", "at"])


def _among(table: str, column: str, words: tuple[str, ...]) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN {words}", name=op.f(f"ck_{table}_{column}"))


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def _create_index_of_some(name: str, table: str, columns: list[str], condition: str) -> None:
    only = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=only, postgresql_where=only)
