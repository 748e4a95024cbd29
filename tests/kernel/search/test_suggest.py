"""What both engines take for a slip of the pen, without giving a secret away."""

import pytest

PUBLIC = frozenset({"public"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("routre", "router"),
        ("firmwere update", "firmware update"),
        ("Firmwear", "firmware"),
        ("my ruter, please", "my router, please"),
        ("router", None),
        ("routers", None),
        ("zzzzzzz", None),
        ("rot", None),
    ],
)
def test_unknown_words_are_corrected_to_known_ones(shelf, document, typed, meant):
    shelf.put(document("a", "body", title="Router firmware"), document("b", "an update", tags=("modem",)))

    suggestion = shelf.engine.suggest(typed, PUBLIC)

    assert suggestion == meant


def test_correction_gives_no_secret_away(shelf, document):
    shelf.put(document("a", title="Acquisition of Zanzibar", scope="staff"), document("b", title="Router"))

    asked_from_outside = shelf.engine.suggest("zanzibra", PUBLIC)
    asked_by_staff = shelf.engine.suggest("zanzibra", frozenset({"staff"}))

    assert (asked_from_outside, asked_by_staff) == (None, "zanzibar")


def test_words_of_deleted_and_changed_documents_are_not_suggested(shelf, document):
    shelf.put(document("a", title="Zanzibar"), document("b", title="Mombasa"))

    shelf.put(document("b", title="Router"), deleted=("a",))

    assert shelf.engine.suggest("zanzibra", PUBLIC) is None
    assert shelf.engine.suggest("mombassa", PUBLIC) is None


def test_more_frequent_of_two_near_words_is_suggested(shelf, document):
    shelf.put(document("a", title="tower"), document("b", title="power"), document("c", title="power"))

    suggestion = shelf.engine.suggest("ppwer", PUBLIC)

    assert suggestion == "power"
