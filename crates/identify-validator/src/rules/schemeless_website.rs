//! `schemeless-website`

use crate::{
    call::Call,
    draft::{json_string, replace},
    malformed::source_span,
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    urls::{authority, host, is_host_like, lacks_scheme, seclusion},
};

pub(super) static RULE: Rule = Rule {
    id: "schemeless-website",
    group: Group::Traits,
    level: Level::Warning,
    fixes: &[Safety::Unsafe],
    formats: &[],
    summary: "the address of a website has no scheme",
    docs: "\
`website` begins with the name of a host, as in `example.com/ada`, and no `https://` before it.

A browser's address bar adds the scheme; nothing else does. As a link such a text leads to a page \
of the reader's own site (`https://reader.example/example.com/ada`), and a library that wants an \
absolute address refuses it.

Write the scheme. The fix writes `https://` before the text: a guess, if a good one, since the site \
may be reached by `http://` only. Texts that do not look like the name of a host are left alone.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "website": "example.com/ada" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "website": "https://example.com/ada" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[
        Trigger::Text("user_traits.website", |text, _| {
            !text.starts_with(b"http://") && !text.starts_with(b"https://")
        })
    ],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for traits in call.traits() {
        let Some((node, value)) = traits.text("website") else { continue };
        let text = value.trim();
        let text = text.strip_prefix("//").unwrap_or(text);
        if !lacks_scheme(text) || !is_host_like(text) || text.contains(char::is_whitespace) {
            continue;
        }
        let name = host(text);
        // Where nobody else can get, `unsafe-url` says more.
        if authority(text).is_none() || seclusion(name).is_some() {
            continue;
        }
        let start = value.find(text).unwrap_or_default();
        let at = start..start.saturating_add(name.len());
        offences
            .at(source_span(node, at), "`website` has no scheme, such as `https://`")
            .label("no scheme before this")
            .help("begin with the scheme")
            .fix(Safety::Unsafe, replace(node, json_string(&format!("https://{text}"))));
    }
}
