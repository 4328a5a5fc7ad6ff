"""Vectors and layout sheets as fixtures/README.md describes them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """Where a field stands: bits of one byte, or whole bytes, most significant first."""

    byte: int
    width: int  # in bytes
    high: int
    low: int

    @property
    def end(self):
        return self.byte + self.width

    @property
    def bits(self):
        return self.high - self.low + 1

    @property
    def is_flag(self):
        return self.bits == 1

    def value(self, data):
        whole = int.from_bytes(data[self.byte:self.end], "big")
        return whole >> self.low & ((1 << self.bits) - 1)

    def covered(self):
        """(byte, bit) of every bit."""
        if self.width > 1:
            return {(byte, bit) for byte in range(self.byte, self.end) for bit in range(8)}
        return {(self.byte, bit) for bit in range(self.low, self.high + 1)}

    def shows_mistakes(self, value):
        """Whether a codec that takes this field from a neighbouring place or in another order gives another value."""
        if value == 0:
            return False
        if self.width > 1:
            parts = value.to_bytes(self.width, "big")
            return len(set(parts)) == len(parts)
        return self.is_flag or value != (1 << self.bits) - 1


def place_of(item):
    if "width" in item:
        return Place(item["byte"], item["width"], 8 * item["width"] - 1, 0)
    return Place(item["byte"], 1, item["high"], item["low"])


@dataclass
class Sheet:
    file: str
    layout: str
    length: int
    places: dict
    only_values: dict  # field -> why the standard leaves no telling value
    repeated: list


def sheets_of(file):
    for layout, content in file.values[0]["layouts"].items():
        names = [item["name"] for item in content["fields"]]
        yield Sheet(file.path, layout, content["length"],
                    {item["name"]: place_of(item) for item in content["fields"]},
                    {item["name"]: item["only_values"] for item in content["fields"] if "only_values" in item},
                    sorted({name for name in names if names.count(name) > 1}))


@dataclass
class Vector:
    file: str
    id: str
    layout: str
    data: bytes
    fields: dict
    texts: list = field(default_factory=list)


def vectors_of(file):
    for item in file.values[0]["vectors"]:
        yield Vector(file.path, item["id"], item["layout"], bytes.fromhex(item["bytes"]), item["fields"],
                     item.get("texts", []))
