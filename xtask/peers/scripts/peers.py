"""python peers.py WAY FILE SCHEMA: a file of one call a line, by msgspec or by jsonschema-rs."""

import json
import sys
from datetime import date, datetime
from typing import Any

way, path, schema = sys.argv[1:]

if way == "msgspec":
    import msgspec

    # A struct as a user would write it: what the types of Python can say of a call. Patterns for
    # addresses are left out, and members that it does not know are passed over.
    class Address(msgspec.Struct):
        city: str | None = None
        country: str | None = None
        postal_code: str | None = None
        state: str | None = None
        street: str | None = None

    NotNegative = msgspec.Meta(ge=0)

    from typing import Annotated

    class Company(msgspec.Struct):
        employee_count: Annotated[float, NotNegative] | None = None
        id: str | float | None = None
        industry: str | None = None
        name: str | None = None
        plan: str | None = None

    class Traits(msgspec.Struct):
        address: Address | None = None
        age: Annotated[float, NotNegative] | None = None
        avatar: str | None = None
        birthday: date | None = None
        company: Company | None = None
        description: str | None = None
        email: str | None = None
        first_name: str | None = None
        gender: str | None = None
        last_name: str | None = None
        name: str | None = None
        phone: str | None = None
        title: str | None = None
        username: str | None = None
        website: str | None = None

    class Identify(msgspec.Struct):
        user_id: Annotated[str, msgspec.Meta(min_length=1)]
        user_traits: Traits
        timestamp: Annotated[datetime, msgspec.Meta(tz=True)]
        context: dict[str, Any] | None = None

    decode = msgspec.json.Decoder(Identify).decode

    def is_valid(line: bytes) -> bool:
        try:
            decode(line)
        except msgspec.MsgspecError:
            return False
        return True

elif way == "jsonschema-rs":
    import jsonschema_rs
    import orjson

    with open(schema, encoding="utf-8") as file:
        judge = jsonschema_rs.Draft202012Validator(json.load(file), validate_formats=True)

    def is_valid(line: bytes) -> bool:
        try:
            return judge.is_valid(orjson.loads(line))
        except orjson.JSONDecodeError:
            return False

else:
    sys.exit(f"there is no way {way!r}")

valid = invalid = 0
with open(path, "rb", buffering=1 << 18) as file:
    for line in file:
        if is_valid(line):
            valid += 1
        else:
            invalid += 1
print(f"valid {valid} invalid {invalid}")
