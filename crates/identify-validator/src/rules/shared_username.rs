//! `shared-username`

use crate::{
    call::Call,
    draft::Draft,
    identity,
    memory::{Earlier, Fact, Fingerprint},
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
};

pub(super) static RULE: Rule = Rule {
    id: "shared-username",
    group: Group::Records,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "two users have the same username",
    docs: "\
A call gives a user the `username` that an earlier call of the run gave to another `user_id`.

A username tells one user from all others. Where two ids have the same one, either one person has \
two profiles, each with half of the story, or the calls of one person carry the id of another, and \
their traits are being mixed. It also happens when a name is given out again after its first owner \
has left.

Find out which of the two it is before the profiles are merged: the two calls stand where the \
finding says. There is no fix, since identity is the sender's.

Usernames are compared as they are written. Ids that differ only in letter case, padding or Unicode \
form count as one here, and are reported by `variant-user-id`; ids that stand for no user are left \
out, and so are usernames of that kind.",
    failing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {"username": "ada"}, "timestamp": "2020-11-23T22:28:55Z"}
{"user_id": "user456", "user_traits": {"username": "ada"}, "timestamp": "2021-03-04T09:00:00Z"}
"#,
    ),
    passing: Example::ndjson(
        br#"{"user_id": "user123", "user_traits": {"username": "ada"}, "timestamp": "2020-11-23T22:28:55Z"}
{"user_id": "user456", "user_traits": {"username": "grace"}, "timestamp": "2021-03-04T09:00:00Z"}
"#,
    ),
    triggers: &[
        Trigger::Always
    ],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some((_, id)) = call.user() else { return };
    let Some((node, username)) = identity::text_trait(call, "username") else { return };
    if username.is_empty()
        || identity::is_blank(username)
        || call.placeholders.find(username).is_some()
    {
        return;
    }
    let value = Fingerprint::of(&identity::fold(id)).bits();
    offences.remember(&Fact { key: username, value, span: node.span(), conflict });
}

fn conflict(earlier: &Earlier<'_>, draft: &mut Draft) {
    draft.message = format!("`username` belongs to another `user_id` as well, in {earlier}");
    draft
        .label("one username, two users")
        .help("find out whether the two ids are one person, or one call has the wrong id");
}
