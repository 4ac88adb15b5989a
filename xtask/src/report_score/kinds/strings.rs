//! What stands inside quotation marks, and white space that is none.

use crate::report_score::{
    call::Call,
    kind::{Kind, choosable, fixable, personal},
    planted::Planted,
    seed::Seed,
};

const RULE: &str = "malformed-json";

pub(super) const KINDS: &[Kind] = &[
    fixable("raw-line-break", RULE, "a raw line break in a text", |call, _| {
        call.wrong_text("description", ["likes tea", "\n", "and cake"], Some("likes tea\nand cake"))
    }),
    fixable("raw-tab", RULE, "a raw tab in a text", |call, _| {
        call.wrong_text("description", ["likes tea", "\t", "and cake"], Some("likes tea\tand cake"))
    }),
    personal("raw-control-character", RULE, "a raw control character in a text", |call, _| {
        call.wrong_text("description", ["likes", "\u{1}", "tea"], None)
    }),
    personal("raw-nul", RULE, "a raw NUL in a text", |call, _| {
        call.wrong_text("description", ["likes", "\0", "tea"], None)
    }),
    fixable("hexadecimal-escape", RULE, r"an escape such as \x41", |call, _| {
        call.wrong_text("description", ["plan ", r"\x41", "1"], Some("plan A1"))
    }),
    fixable("quote-escape", RULE, r"an apostrophe with a backslash", |call, _| {
        call.wrong_text("description", ["O", r"\'", "Brien"], Some("O'Brien"))
    }),
    fixable("windows-path", RULE, "a path with single backslashes", |call, _| {
        let meant = r"C:\Users\ada\photo";
        call.wrong_text("description", ["C:", r"\Users\ada\photo", ""], Some(meant))
    }),
    personal("broken-unicode-escape", RULE, r"an escape such as \u12G4", |call, _| {
        call.wrong_text("description", ["tea ", r"\u12G4", " time"], None)
    }),
    personal(
        "lone-high-surrogate",
        "lone-surrogate",
        "the first half of a character",
        |call, _| call.wrong_text("description", ["tea ", r"\ud83d", " time"], None),
    ),
    personal(
        "lone-low-surrogate",
        "lone-surrogate",
        "the second half of a character",
        |call, _| call.wrong_text("description", ["tea ", r"\ude00", " time"], None),
    ),
    choosable(
        "quotes-in-text",
        RULE,
        "quotation marks in a text without backslashes",
        |call, _| {
            let parts = ["likes ", "\"green\"", " tea"];
            call.wrong_text("description", parts, Some("likes \"green\" tea"))
        },
    ),
    fixable("no-break-space", RULE, "a no-break space between tokens", |call, seed| {
        between_tokens(call, seed, "\u{a0}")
    }),
    fixable("zero-width-space-between", RULE, "a zero-width space between tokens", |call, seed| {
        between_tokens(call, seed, "\u{200b}")
    }),
    fixable("form-feed", RULE, "a form feed between tokens", |call, seed| {
        between_tokens(call, seed, "\u{c}")
    }),
    fixable("nul-between-tokens", RULE, "a NUL between tokens", |call, seed| {
        between_tokens(call, seed, "\0")
    }),
];

fn between_tokens(call: &Call<'_>, seed: &mut Seed, text: &str) -> Option<Planted> {
    let mut places = call.punctuation(':');
    places.extend(call.punctuation(','));
    let behind = seed.one_of(&places)?.saturating_add(1);
    Some(call.edit(behind..behind, text))
}
