"""A dump's source name, its address and its licence."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from community.kernel.xml_rows import DumpError
from community.porting.stackexchange.site import licence_of, site_of


def test_the_folder_names_the_source():
    site = site_of(Path("bicycles_meta"))

    assert (site.name, site.post_address(5), site.member_address(7)) == ("bicycles_meta", None, None)


def test_the_folder_of_an_official_archive_is_the_address():
    site = site_of(Path("beer.meta.stackexchange.com"))

    assert site.post_address(5) == "https://beer.meta.stackexchange.com/q/5"


def test_options_win_over_the_folder():
    site = site_of(Path("My dump, 2023"), name="Beer", address="https://beer.stackexchange.com/")

    assert site.name == "beer"
    assert site.member_address(-1) == "https://beer.stackexchange.com/users/-1"


@pytest.mark.parametrize(
    ("name", "address"),
    [("a b", None), ("", None), ("x" * 65, None), ("beer", "javascript:alert(1)"), ("beer", "https://a.b/c?d")],
)
def test_a_name_or_address_that_will_not_do_is_refused(name, address):
    with pytest.raises(DumpError):
        site_of(Path("my dump"), name=name, address=address)


@pytest.mark.parametrize(
    ("day", "stated", "licence"),
    [
        (datetime(2011, 4, 7, tzinfo=UTC), None, "CC BY-SA 2.5"),
        (datetime(2011, 4, 8, tzinfo=UTC), None, "CC BY-SA 3.0"),
        (datetime(2018, 5, 1, tzinfo=UTC), None, "CC BY-SA 3.0"),
        (datetime(2018, 5, 2, tzinfo=UTC), None, "CC BY-SA 4.0"),
        (datetime(2010, 1, 1, tzinfo=UTC), "CC BY-SA 4.0", "CC BY-SA 4.0"),
    ],
)
def test_the_licence_is_the_one_stated_or_the_one_in_force(day, stated, licence):
    assert licence_of(day, stated) == licence
