//! `placeholder-user-id`

use crate::{
    call::Call,
    identity::is_blank,
    placeholders::Means,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "placeholder-user-id",
    group: Group::Identity,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "the user id is a word for nobody in particular",
    docs: "\
`user_id` is not the id of one user but what a program writes where it has none: `null`, \
`undefined`, `anonymous`, `guest`, `[object Object]`, `0`, `-1`, the nil UUID and their like.

All users without an id then share one profile. Traits of strangers are mixed, messages go to the \
wrong person, and the profile cannot be taken apart again. Segment, PostHog and Mixpanel's import \
tool each refuse such ids; this rule has the ids of all three lists, with and without quotation \
marks around them, and those made of zeros and hyphens only.

An id is also nobody's where it is a template, or a part of one, in which nothing was filled in: \
`{{user_id}}`, `${userId}`, `%s`, `<user_id>`.

Look for the place where the id is turned into text without being there: `String(user.id)` before \
the user is loaded, a column that is `NULL`, a template that was not filled. Send no identify call \
until the id is known. No fix exists, since identity is the sender's.",
    failing: Example::json(
        br#"{ "user_id": "undefined", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    passing: Example::json(
        br#"{ "user_id": "user123", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z" }"#,
    ),
    triggers: &[Trigger::Text("user_id", |id, around| around.placeholders.may_have(id))],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some((node, id)) = call.text_of("user_id") else { return };
    // What the schema says against the id is said already.
    if call.causes().instead.is_some() || is_blank(id) || !call.mismatches_of(node).is_empty() {
        return;
    }
    let Some(found) = call.placeholders.find(id) else { return };
    let listed = match found.listed_by.as_slice() {
        [] => String::new(),
        [one] => format!("; {one} refuses such ids too"),
        several => {
            format!("; {} refuse such ids too", wording::listed(several, "and"))
        }
    };
    offences
        .value(node, format!("`user_id` must be the id of one user, found {}", found.means.noun()))
        .label("not the id of a user")
        .help(match found.means {
            Means::Template => {
                "fill the id in where the call is built; send no call until it is known".to_owned()
            }
            _ => format!("send no call until the user's id is known{listed}"),
        });
}
