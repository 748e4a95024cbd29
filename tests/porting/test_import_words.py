"""What imported words look like here, and how two communities stand side by side."""

import pytest
from sqlalchemy import func, select
from support import people

from community.accounts.models import Member
from community.forum.models import Board, Post, Tag, Topic
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from tests.porting.canonical import canonical, facts
from tests.porting.dump_builder import answer, write_dump
from tests.porting.invented_site import invented_site
from tests.porting.running import import_dump
from tests.shared_data import shared

URL = "https://beer.stackexchange.com"


def post(source, source_id, kind="post"):
    own = (Post.source == source, Post.source_kind == kind, Post.source_id == source_id)
    return db.session.scalars(select(Post).where(*own)).one()


def test_post_names_its_source_and_links_lead_back_to_it(live_app, tmp_path):
    body = "<p>See <a href='/help'>this</a> and <script>alert(1)</script><img src=\"/i.png\">.</p>"
    write_dump(tmp_path, Posts=[{"Body": body}], Comments=[{"Text": "As [said](/q/9), *no*."}])

    import_dump(tmp_path, "--site", "beer", "--site-url", URL)

    opening, comment = post("beer", 1), post("beer", 1, "comment")
    assert (opening.source_url, opening.licence) == (f"{URL}/q/1", "CC BY-SA 4.0")
    assert f'href="{URL}/help"' in opening.html
    assert "script" not in opening.html
    assert opening.body.startswith(f"<p>See <a href='{URL}/help'>")
    assert (comment.source_url, comment.licence) == (f"{URL}/posts/comments/1", "CC BY-SA 4.0")
    assert f'<a href="{URL}/q/9"' in comment.html
    assert "<em>no</em>" in comment.html


def test_imported_topic_page_shows_author_source_and_licence(live_app, tmp_path):
    write_dump(
        tmp_path,
        Users=[{"Id": 7}],
        Posts=[{}, answer(2, 1, Body="<p>Slowly.</p>", OwnerUserId=None, OwnerDisplayName="Gone")],
    )
    import_dump(tmp_path, "--site", "beer", "--site-url", URL)

    page = live_app.test_client().get(f"/forum/topics/{post('beer', 1).topic_id}/brewing").get_data(as_text=True)

    assert all(word in page for word in ("Ada", "Gone", "Slowly.", f"{URL}/q/2", "CC BY-SA 4.0"))


def test_members_cannot_sign_in_and_joined_when_they_joined(live_app, tmp_path):
    users = [{"Id": -1, "DisplayName": "Community"}, {"Id": 7, "AboutMe": "<p>Brews &amp; <b>reads</b>.</p>"}]

    import_dump(write_dump(tmp_path, Users=users), "--site", "beer")

    bot, ada = db.session.scalars(select(Member).order_by(Member.source_id)).all()
    assert (bot.is_bot, ada.is_bot) == (True, False)
    assert (ada.handle, ada.email, ada.password, ada.about) == ("ada", None, None, "Brews & reads.")
    assert ada.joined_at.isoformat() == "2020-01-01T08:00:00+00:00"
    joined = db.session.execute(select(EventRow.at, EventRow.imported).where(EventRow.actor_id == ada.id)).first()
    assert tuple(joined) == (ada.joined_at, True)


def test_dump_of_posts_alone_keeps_names_and_invents_no_votes(live_app):
    says = import_dump(shared("stackexchange/coffee_posts_2015"))

    assert "the posts begin without kudos" in says
    assert db.session.scalar(select(func.count(Member.id))) == 0
    assert db.session.scalar(select(func.count(Post.id))) == 225 + 327
    assert db.session.scalar(select(func.sum(Post.kudos))) == 0
    accepted = db.session.execute(select(Post.accepted_at, Post.created_at).where(Post.accepted_at.is_not(None))).all()
    assert len(accepted) == 105
    assert all(moment == written for moment, written in accepted)


def test_board_of_our_own_takes_a_site(live_app, tmp_path):
    people.board("Brewing corner")

    import_dump(write_dump(tmp_path), "--site", "beer", "--board", "brewing-corner")

    assert db.session.execute(select(Board.slug, Board.topics, Board.posts)).all() == [("brewing-corner", 1, 1)]


def test_site_lands_beside_the_people_and_tags_that_are_here(live_app, tmp_path):
    ada, board = people.member("Ada"), people.board("Lounge")
    people.topic(board, ada, "A topic of ours", tags=("hops",))
    before = canonical()

    import_dump(write_dump(tmp_path, Users=[{"Id": 7}, {"Id": 8}], Tags=[{}]), "--site", "beer")

    assert set(before) <= set(canonical())
    assert db.session.scalars(select(Member.handle).order_by(Member.id)).all() == ["ada", "ada-2", "ada-3"]
    assert db.session.scalars(select(Tag.name).order_by(Tag.name)).all() == ["hops", "yeast"]


def test_two_sites_with_the_same_numbers_stand_side_by_side(live_app, tmp_path):
    site = invented_site(tmp_path / "brewing")
    import_dump(site, "--site", "one")
    once, told = canonical(), facts()

    import_dump(site, "--site", "two")
    import_dump(site, "--site", "one")

    assert set(once) <= set(canonical())
    assert facts() == 2 * told
    numbers = db.session.execute(select(Topic.source, func.count()).group_by(Topic.source).order_by(Topic.source)).all()
    assert numbers == [("one", 160), ("two", 160)]


@pytest.mark.parametrize("option", [["--site", "Beer & Wine"], ["--site-url", "beer"]])
def test_name_or_address_that_will_not_do_is_refused(live_app, tmp_path, option):
    write_dump(tmp_path)

    with pytest.raises(Refused, match=r"cannot name a source|must look like"):
        import_dump(tmp_path, *option)
