"""hold_pydantic.py SAMPLES: the generated models hold the valid calls and refuse broken ones."""

import json
import sys
from pathlib import Path

from identify_models import Call
from pydantic import ValidationError

held = 0
for sample in json.loads(Path(sys.argv[1]).read_text("utf-8")):
    if sample["plain"] is True and not sample["leap_second"]:
        call = json.loads(sample["text"])
        model = Call.model_validate(call)
        if model.user_id != call["user_id"]:
            sys.exit(f"{sample['name']}: user_id changed")
        held += 1

BROKEN = [
    {"user_traits": {}, "timestamp": "2023-11-20T22:28:55Z"},
    {"user_id": 1, "user_traits": {}, "timestamp": "2023-11-20T22:28:55Z"},
    {"user_id": "u", "user_traits": {"age": "old"}, "timestamp": "2023-11-20T22:28:55Z"},
]
for call in BROKEN:
    try:
        Call.model_validate(call)
    except ValidationError:
        continue
    sys.exit(f"should be refused: {call}")
print(f"imported, {held} calls held, {len(BROKEN)} refused")
