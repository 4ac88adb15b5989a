//! `missing-full-name`

use crate::{
    call::Call,
    characters::is_invisible,
    draft::{insert_after, json_string, replace},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "missing-full-name",
    group: Group::Traits,
    level: Level::Note,
    fixes: &[Safety::Safe, Safety::Unsafe],
    formats: &[],
    summary: "given and family name are here, but not the full name",
    docs: "\
`first_name` and `last_name` are there and not blank, and `name` is missing or null.

The specification has the full name filled in from the two, and `identify normalize` does it. A \
reader that takes the call as it comes, such as a mail template or a warehouse, finds no name; and \
one that joins the parts itself may do it in another way.

Send `name` as well, or normalise before sending. The fix adds it exactly as normalisation makes \
it: each part without the white space around it, one space between. Where the user writes the \
family name first, send the full name as they write it.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "first_name": "Ada", "last_name": "Lovelace" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "first_name": "Ada", "last_name": "Lovelace", "name": "Ada Lovelace" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[Trigger::Text("user_traits.first_name", |_, _| true)],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for traits in call.traits().filter(|traits| !traits.object.is_damaged()) {
        let Some(name) = traits.full_name(call) else { continue };
        let parts = [traits.get("first_name"), traits.get("last_name")];
        let last = parts.into_iter().flatten().max_by_key(|part| part.key.index());
        let (draft, edits) = if let Some(null) = traits.get("name") {
            let message = "`name` is null, though `first_name` and `last_name` are here";
            let draft = offences.value(null.value, message);
            draft.label("no full name");
            (draft, Some(replace(null.value, json_string(&name))))
        } else {
            let message = "`name` is missing, though `first_name` and `last_name` are here";
            let draft = offences.opening(traits.object, message);
            draft.label("no `name` in here");
            let edits = last.and_then(|last| insert_after(traits.object, last, "name", &name));
            (draft, edits)
        };
        draft.help("add it as normalisation does: the two, with a space between");
        if let Some(edits) = edits {
            // What is invisible in a part would be found in the whole as well.
            let is_plain = !name.chars().any(|letter| letter != ' ' && is_invisible(letter));
            let safety = if is_plain { call.safety(&edits, 0) } else { Safety::Unsafe };
            draft.fix(safety, edits);
        }
    }
}
