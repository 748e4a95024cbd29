"""Which ids were met, and a small number for each, in about one byte an id."""

PAGE_BITS = 6
PAGE_SIZE = 1 << PAGE_BITS


class IdMap:
    """A map from ids (any whole numbers) to 0..255, where 0 means never set.

    Ids of a dump are nearly dense, so pages of bytes stay thirty times smaller than a dictionary; small
    pages keep a hostile file with scattered ids from costing more than a dictionary would.
    """

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    def __getitem__(self, key: int) -> int:
        page = self._pages.get(key >> PAGE_BITS)
        return page[key & (PAGE_SIZE - 1)] if page else 0

    def __setitem__(self, key: int, value: int) -> None:
        self._pages.setdefault(key >> PAGE_BITS, bytearray(PAGE_SIZE))[key & (PAGE_SIZE - 1)] = value

    def __contains__(self, key: int) -> bool:
        return self[key] != 0

    def claim(self, key: int) -> bool:
        """Mark the id as met; False when it had been met before."""
        if key in self:
            return False
        self[key] = 1
        return True
