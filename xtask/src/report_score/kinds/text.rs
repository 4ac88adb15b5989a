//! Characters that deceive the eye, and names that end up in one column.

use crate::report_score::{
    call::Call,
    kind::{Kind, fixable, personal},
    planted::Planted,
};

const CONTROL: &str = "control-character";
const BIDI: &str = "bidirectional-text";
const INVISIBLE: &str = "invisible-character";
const CONFUSABLE: &str = "confusable-character";

pub(super) const KINDS: &[Kind] = &[
    personal(
        "control-character-in-text",
        CONTROL,
        "an escaped control character in a text",
        |call, seed| {
            let character = seed.word(&[r"\u0000", r"\u001b", r"\u0008", r"\u0085"]);
            call.wrong_text("title", ["VP", character, " of Engineering"], None)
        },
    ),
    personal(
        "control-character-in-name",
        CONTROL,
        "an escaped control character in a name",
        |call, _| in_name(call, ["plan", r"\u0007", "code"]),
    ),
    personal(
        "control-character-in-id",
        CONTROL,
        "an escaped control character in the id",
        |call, _| {
            let planted = call.spoil("/user_id", r#""user\u0007123""#)?;
            planted.inside(r"\u0007")
        },
    ),
    personal("bidirectional-override", BIDI, "text that is turned around", |call, seed| {
        let character = seed.word(&["\u{202e}", "\u{2066}", r"\u202e", "\u{202d}"]);
        call.wrong_text("title", ["VP ", character, "gnireenignE"], None)
    }),
    personal("bidirectional-name", BIDI, "a name that is turned around", |call, seed| {
        in_name(call, ["plan", seed.word(&["\u{202e}", r"\u2067"]), "edoc"])
    }),
    personal("bidirectional-id", BIDI, "an id that is turned around", |call, _| {
        call.spoil("/user_id", "\"user\u{202e}321\"")?.inside("\u{202e}")
    }),
    fixable("zero-width-in-name", INVISIBLE, "a zero-width character in a name", |call, seed| {
        let planted =
            in_name(call, ["favourite", seed.word(&["\u{200b}", "\u{2060}"]), "_colour"])?;
        let mut meant = call.value();
        let traits = meant.get_mut("user_traits")?.as_object_mut()?;
        traits.insert("favourite_colour".to_owned(), "green".into());
        Some(planted.meaning(vec![meant]))
    }),
    fixable("homoglyph-in-name", CONFUSABLE, "a Cyrillic letter in a Latin name", |call, seed| {
        let (cyrillic, latin) =
            seed.one_of(&[("\u{430}", "a"), ("\u{435}", "e"), ("\u{43e}", "o")])?;
        let planted = in_name(call, ["pl", cyrillic, "n_code"])?;
        let mut meant = call.value();
        let traits = meant.get_mut("user_traits")?.as_object_mut()?;
        traits.insert(format!("pl{latin}n_code"), "green".into());
        Some(planted.meaning(vec![meant]))
    }),
    personal("prototype-member", "prototype-member", "`__proto__`", |call, _| {
        let planted = call.add_trait(r#""__proto__": {"is_admin": true}"#)?.meaning_lost();
        planted.inside(r#""__proto__""#)
    }),
    personal(
        "colliding-case",
        "colliding-members",
        "two names that differ in letter case",
        |call, _| Some(call.add_trait(r#""loyaltyTier": 1, "LoyaltyTier": 2"#)?.meaning_lost()),
    ),
    personal(
        "colliding-convention",
        "colliding-members",
        "two names that become one column",
        |call, _| Some(call.add_trait(r#""loyaltyTier": 1, "loyalty_tier": 2"#)?.meaning_lost()),
    ),
    personal(
        "colliding-normal-forms",
        "colliding-members",
        "two names in two normal forms",
        |call, _| Some(call.add_trait("\"caf\u{e9}\": 1, \"cafe\u{301}\": 2")?.meaning_lost()),
    ),
];

/// A trait whose name has something wrong in it: the fault is that part.
fn in_name(call: &Call<'_>, [before, wrong, behind]: [&str; 3]) -> Option<Planted> {
    let member = format!("\"{before}{wrong}{behind}\": \"green\"");
    call.add_trait(&member)?.meaning_lost().inside(wrong)
}
