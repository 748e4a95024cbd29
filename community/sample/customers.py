"""What Larkspan's sales records and a media service say of its members: most have a tier, a few are widely read."""

from dataclasses import dataclass
from random import Random

from community.sample.model import Person
from community.sample.people import STAFF, weighted

SALES, MEDIA, CONTRACT = "Sales records", "Media watch", "Contract"
TIERS = (("platinum", 3), ("gold", 9), ("silver", 20), ("bronze", 26), ("none", 2), ("", 40))  # of a hundred members
COMPANIES = (
    *("Alder Housing Co-op", "Brook & Dale Farms", "Cobble Street Bakery", "Dunmore Estates", "Eastfield Schools"),
    *("Fernhill Dairy", "Greywater Installers", "Harbour Lofts", "Ivy Lane Hotels", "Juniper Care Homes"),
)
HOUSE = "Alder Housing Co-op"  # has a board of its own here; the member who signs in works there
WIDELY_READ = 0.06  # share of members with followers whom the media service counts
SCORED = 0.5  # of those, with a score of the service's own


@dataclass(frozen=True, kw_only=True)
class Note:
    """What one source said of a person on the day they joined, by field."""

    source: str
    values: dict[str, str]


def notes_on(person: Person) -> list[Note]:
    """Return what is known of the person; the same person is always told of alike."""
    if person.role in STAFF:
        return []
    rng = Random(f"{person.handle}:customer")  # noqa: S311 - not for secrets
    notes = [Note(source=SALES, values=_sales(rng)), Note(source=MEDIA, values=_media(rng))]
    if person.sign_in and person.role == "member":
        notes.append(Note(source=CONTRACT, values={"organisation": HOUSE}))
    return [note for note in notes if note.values]


def organisation_of(person: Person) -> str:
    """Return for whom the person works; "" where nobody says so."""
    named = [note.values["organisation"] for note in notes_on(person) if "organisation" in note.values]
    return named[-1] if named else ""


def _sales(rng: Random) -> dict[str, str]:
    tier, company = weighted(rng, TIERS), rng.choice(COMPANIES)
    if not tier:
        return {}
    return {"tier": tier} | ({"organisation": company} if tier in ("platinum", "gold") else {})


def _media(rng: Random) -> dict[str, str]:
    if rng.random() > WIDELY_READ:
        return {}
    followers = round(10 ** rng.uniform(2, 5))
    values = {"followers": str(followers), "second_degree": str(followers * rng.randint(5, 40))}
    return values | ({"external_score": str(rng.randint(20, 95))} if rng.random() < SCORED else {})
