//! Commas, colons, brackets and comments.

use identify_json::{
    Kind::{Array, Object},
    Node,
};

use crate::report_score::{
    call::{Call, span},
    kind::{Kind, fixable, personal},
    planted::Planted,
    seed::Seed,
};

const RULE: &str = "malformed-json";

pub(super) const KINDS: &[Kind] = &[
    fixable("trailing-comma-in-object", RULE, "a comma after the last member", |call, seed| {
        let object = call.any_where(seed, |node| node.kind() == Object && !node.is_empty())?;
        let end = span(object.members().last()?.value).end;
        Some(call.edit(end..end, ","))
    }),
    fixable("trailing-comma-in-array", RULE, "a comma after the last element", |call, seed| {
        let array = call.any_where(seed, |node| node.kind() == Array && !node.is_empty())?;
        let end = span(array.elements().last()?).end;
        Some(call.edit(end..end, ","))
    }),
    fixable("missing-comma-in-object", RULE, "no comma between two members", |call, seed| {
        let of_object = |node| call.comma_behind(node).is_some() && node.as_member().is_some();
        let before = call.any_where(seed, of_object)?;
        call.drop_token(call.comma_behind(before)?)
    }),
    fixable("missing-comma-in-array", RULE, "no comma between two elements", |call, seed| {
        let of_array = |node| call.comma_behind(node).is_some() && node.as_member().is_none();
        let before = call.any_where(seed, of_array)?;
        call.drop_token(call.comma_behind(before)?)
    }),
    fixable("doubled-comma-in-object", RULE, "two commas between members", |call, seed| {
        doubled_comma(call, seed, true)
    }),
    fixable("doubled-comma-in-array", RULE, "two commas between elements", |call, seed| {
        doubled_comma(call, seed, false)
    }),
    fixable("leading-comma", RULE, "a comma before the first member", |call, seed| {
        let object = call.any_where(seed, |node| node.kind() == Object && !node.is_empty())?;
        let start = span(object).start.saturating_add(1);
        Some(call.edit(start..start, ","))
    }),
    fixable("semicolon-for-comma", RULE, "a semicolon for a comma", |call, seed| {
        instead(call, seed, ',', ";")
    }),
    fixable("wide-comma", RULE, "a full-width comma", |call, seed| instead(call, seed, ',', "，")),
    fixable("missing-colon", RULE, "no colon between a name and its value", |call, seed| {
        call.drop_token(seed.one_of(&call.punctuation(':'))?)
    }),
    fixable("equals-for-colon", RULE, "an equals sign for a colon", |call, seed| {
        instead(call, seed, ':', "=")
    }),
    fixable("arrow-for-colon", RULE, "an arrow of PHP or Ruby for a colon", |call, seed| {
        instead(call, seed, ':', "=>")
    }),
    fixable("wide-colon", RULE, "a full-width colon", |call, seed| instead(call, seed, ':', "：")),
    personal("missing-value", RULE, "nothing between a colon and what follows", |call, seed| {
        let value = call.any_where(seed, |node| node.as_member().is_some())?;
        let (name, value) = (span(value.as_member()?.key), span(value));
        let planted = call.edit(value.clone(), "").meaning_lost();
        // Where the next token begins, or what is left of the member.
        let rest = call.text().get(value.end..)?;
        let space = rest.len().saturating_sub(rest.trim_start().len());
        Some(planted.missing_in(name.start..value.start.saturating_add(space), 1))
    }),
    fixable("missing-brace-behind-traits", RULE, "the traits are not closed", |call, _| {
        let traits = call.at("/user_traits").filter(|traits| !traits.is_empty())?;
        // Before the end of the call nobody can tell which of two is missing.
        call.comma_behind(traits)?;
        call.drop_token(span(traits).end.saturating_sub(1))
    }),
    fixable(
        "missing-brace-behind-company",
        RULE,
        "an object of traits is not closed",
        |call, seed| unclosed(call, seed, "/user_traits/"),
    ),
    fixable(
        "missing-brace-in-context",
        RULE,
        "an object of the context is not closed",
        |call, seed| unclosed(call, seed, "/context/"),
    ),
    fixable("missing-last-brace", RULE, "the call is not closed", |call, _| {
        let end = span(call.root()).end;
        let last = end.saturating_sub(1);
        let planted = call.edit(last..end, "");
        let (from, to) = (call.text().get(..last)?.trim_end().len(), planted.input.len());
        Some(planted.missing_in(from..to, 1))
    }),
    fixable("missing-bracket", RULE, "an array is not closed", |call, seed| {
        let array = call.any_where(seed, |node| node.kind() == Array)?;
        let planted = call.drop_token(span(array).end.saturating_sub(1))?;
        let Some(outer) = around(array) else { return Some(planted) };
        // Of arrays in an array nobody can tell which of them is not closed.
        let outermost = around(outer).unwrap_or(outer);
        let place = planted.place.start..span(outermost).end;
        Some(planted.missing_in(place, 1).meaning_lost())
    }),
    fixable("brace-for-bracket", RULE, "an array closed with a brace", |call, seed| {
        let end = span(call.any(Array, seed)?).end;
        Some(call.edit(end.saturating_sub(1)..end, "}"))
    }),
    fixable("bracket-for-brace", RULE, "an object closed with a bracket", |call, seed| {
        let end = span(call.any(Object, seed)?).end;
        Some(call.edit(end.saturating_sub(1)..end, "]"))
    }),
    fixable("extra-last-brace", RULE, "one brace too many at the end", |call, _| {
        let end = span(call.root()).end;
        Some(call.edit(end..end, "}"))
    }),
    fixable(
        "extra-brace-behind-traits",
        RULE,
        "one brace too many behind the traits",
        |call, _| {
            let traits = call.at("/user_traits")?;
            call.comma_behind(traits)?;
            let end = span(traits).end;
            let both = end.saturating_sub(1)..end.saturating_add(1);
            Some(call.edit(end..end, "}").at(both))
        },
    ),
    fixable("doubled-first-brace", RULE, "two opening braces", |call, _| {
        Some(call.edit(0..0, "{").at(0..2))
    }),
    fixable("line-comment", RULE, "a comment after //", |call, seed| {
        comment(call, seed, "// from the shop\n")
    }),
    fixable("hash-comment", RULE, "a comment after #", |call, seed| {
        comment(call, seed, "# from the shop\n")
    }),
    fixable("block-comment", RULE, "a comment between /* and */", |call, seed| {
        comment(call, seed, "/* from the shop */")
    }),
    fixable("comment-before-the-call", RULE, "a comment in the first line", |call, _| {
        Some(call.edit(0..0, "// exported by the shop\n"))
    }),
];

/// Another text for one of these characters.
fn instead(call: &Call<'_>, seed: &mut Seed, wanted: char, text: &str) -> Option<Planted> {
    let at = seed.one_of(&call.punctuation(wanted))?;
    Some(call.edit(at..at.saturating_add(1), text))
}

/// The array that an array is an element of.
fn around(array: Node<'_>) -> Option<Node<'_>> {
    array.parent().filter(|outer| outer.kind() == Array)
}

fn doubled_comma(call: &Call<'_>, seed: &mut Seed, in_object: bool) -> Option<Planted> {
    let before = call.any_where(seed, |node| {
        call.comma_behind(node).is_some() && node.as_member().is_some() == in_object
    })?;
    let comma = call.comma_behind(before)?;
    Some(call.edit(comma..comma, ",").at(comma..comma.saturating_add(2)))
}

/// An object in here without its brace. Whether what follows belongs to it, nobody can tell, so the
/// brace may be missed anywhere behind.
fn unclosed(call: &Call<'_>, seed: &mut Seed, within: &str) -> Option<Planted> {
    let object = call.any_where(seed, |node| {
        node.kind() == Object
            && node.pointer_from(call.root()).starts_with(within)
            && call.comma_behind(node).is_some()
    })?;
    let at = span(object).end.saturating_sub(1);
    let planted = call.edit(at..at.saturating_add(1), "").meaning_lost();
    let (from, end) = (call.text().get(..at)?.trim_end().len(), planted.input.len());
    Some(planted.missing_in(from..end, 1))
}

/// A comment behind a comma.
fn comment(call: &Call<'_>, seed: &mut Seed, text: &str) -> Option<Planted> {
    let behind = seed.one_of(&call.punctuation(','))?.saturating_add(1);
    Some(call.edit(behind..behind, text))
}
