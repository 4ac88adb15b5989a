//! The call as a whole: more than one, cut, wrapped, or not where it should be.

use identify_json::Kind::{Number, String as Text};
use serde_json::{Value, json};

use crate::report_score::{
    call::{Call, span},
    kind::{Kind, fixable, personal},
    planted::Planted,
};

const RULE: &str = "malformed-json";

pub(super) const KINDS: &[Kind] = &[
    personal("concatenated-calls", RULE, "two calls, one behind the other", |call, _| {
        let (text, end) = (call.text().trim_end(), span(call.root()).end);
        let planted = call.edit(end..end, text);
        // A file of one call a line is another thing to make of it.
        Some(planted.meaning_lost())
    }),
    fixable("two-calls-in-a-line", RULE, "two calls in one line of a log", |call, _| {
        let (one, other) = (call.line(), call.line_of("second"));
        let planted = Planted::put_in(format!("{one}{other}\n"), 0..0, Value::Null);
        let place = one.len()..one.len().saturating_add(other.len());
        Some(planted.at(place).in_lines().meaning(vec![call.value(), json_of(&other)]))
    }),
    fixable("comma-between-lines", RULE, "a comma behind a line of a log", |call, _| {
        let (one, other) = (call.line(), call.line_of("second"));
        let planted = Planted::put_in(format!("{one},\n{other}\n"), 0..0, Value::Null);
        let place = one.len()..one.len().saturating_add(1);
        Some(planted.at(place).in_lines().meaning(vec![call.value(), json_of(&other)]))
    }),
    fixable("carriage-returns-only", RULE, "lines end with a carriage return alone", |call, _| {
        let (one, other) = (call.line(), call.line_of("second"));
        let planted = Planted::put_in(format!("{one}\r{other}\r"), 0..0, Value::Null);
        let end = planted.input.len();
        let calls = vec![call.value(), json_of(&other)];
        Some(planted.missing_in(one.len()..end, 1).in_lines().meaning(calls))
    }),
    personal("torn-line", RULE, "a line in which another begins", |call, _| {
        let (one, other) = (call.line(), call.line_of("second"));
        let cut = call.member("/user_traits")?;
        // Behind the name of the traits, which serde_json writes last.
        let at = one.find(&format!("\"{}\":", cut.name()))?;
        let (head, tail) = one.split_at(at);
        let text = format!("{head}{other}{tail}\n");
        let planted = Planted::put_in(text, 0..0, Value::Null).meaning_lost();
        Some(planted.everywhere().among_lines("", &format!("{other}\n")))
    }),
    personal(
        "call-in-a-line-that-is-cut-off",
        RULE,
        "a call begins in a line that is cut off",
        |call, seed| {
            let (one, other) = (call.line(), call.line_of("second"));
            let cuts: Vec<usize> = (1..one.len()).filter(|at| one.is_char_boundary(*at)).collect();
            let at = seed.one_of(&cuts)?;
            let text = format!("{}{other}\n", one.get(..at)?);
            let planted =
                Planted::put_in(text, at..at.saturating_add(1), Value::Null).meaning_lost();
            Some(planted.among_lines("", &format!("{other}\n")))
        },
    ),
    fixable("broken-line-in-a-log", RULE, "one broken line among good ones", |call, _| {
        let line = call.line();
        let end = line.len().saturating_sub(1);
        let text = format!("{},}}\n", line.get(..end)?);
        let planted = Planted::put_in(text, end..end.saturating_add(1), call.value());
        let around = |id: &str| format!("{}\n", call.line_of(id));
        Some(planted.among_lines(&around("first"), &around("third")))
    }),
    personal("cut-in-a-text", RULE, "the input ends inside a text", |call, seed| {
        let text = span(call.any_where(seed, |node| node.kind() == Text && node.raw().len() > 3)?);
        Some(cut(call, text.end.saturating_sub(2)))
    }),
    personal("cut-behind-a-colon", RULE, "the input ends behind a colon", |call, seed| {
        Some(cut(call, seed.one_of(&call.punctuation(':'))?.saturating_add(1)))
    }),
    personal("cut-behind-a-comma", RULE, "the input ends behind a comma", |call, seed| {
        Some(cut(call, seed.one_of(&call.punctuation(','))?.saturating_add(1)))
    }),
    personal("cut-behind-a-word", RULE, "the input ends behind a number or word", |call, seed| {
        let node =
            call.any_where(seed, |node| node.kind() == Number || node.as_bool().is_some())?;
        Some(cut(call, span(node).end))
    }),
    personal(
        "partial-line",
        "partial-record",
        "the last line of a log is cut off",
        |call, seed| {
            let line = call.line_of("second");
            let most = u32::try_from(line.len()).unwrap_or(u32::MAX).saturating_sub(1);
            let mut at = seed.number(1, most) as usize;
            while !line.is_char_boundary(at) {
                at = at.saturating_sub(1);
            }
            let text = line.get(..at)?;
            let planted = Planted::put_in(text, 0..0, Value::Null).meaning_lost();
            Some(planted.missing_in(at..at, 1).among_lines(&format!("{}\n", call.line()), ""))
        },
    ),
    personal("call-over-lines", "multi-line-record", "an indented call in a log", |call, _| {
        let planted = Planted::put_in(call.text(), 0..1, call.value()).in_lines();
        call.text().trim_end().contains('\n').then_some(planted)
    }),
    personal("oversized-line", "oversized-record", "a line over the limit", |call, _| {
        let (one, other) = (call.line(), call.line_of("a second one, which is longer"));
        let planted = Planted::put_in(format!("{other}\n"), 0..other.len(), Value::Null);
        let limit = u64::try_from(one.len()).ok()?.saturating_add(4);
        let planted = planted.among_lines(&format!("{one}\n"), &format!("{one}\n"));
        Some(planted.limited(limit).meaning_lost())
    }),
    personal("array-of-calls", "not-an-object", "an array of calls", |call, _| {
        let text = format!("[{}, {}]\n", call.text().trim_end(), call.line_of("second"));
        Some(Planted::put_in(text, 0..0, Value::Null).everywhere().meaning_lost())
    }),
    personal("null-call", "not-an-object", "`null` in place of a call", |_, _| Some(whole("null"))),
    personal("text-call", "not-an-object", "a user id in place of a call", |_, _| {
        Some(whole("\"user123\""))
    }),
    personal("true-call", "not-an-object", "`true` in place of a call", |_, _| Some(whole("true"))),
    fixable("call-in-a-text", "not-an-object", "the call is JSON inside a text", |call, _| {
        let text = json!(call.text().trim_end()).to_string();
        Some(Planted::put_in(text, 0..0, call.value()).everywhere())
    }),
    fixable("escaped-call", RULE, "the call is escaped as for a text", |call, _| {
        let text = json!(call.line()).to_string();
        let inner = text.trim_matches('"').to_owned();
        Some(Planted::put_in(inner, 0..0, call.value()).everywhere())
    }),
    personal("nested-too-deep", "excessive-nesting", "arrays nested 200 deep", |call, _| {
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        call.wrong_trait("tree", &deep, None)
    }),
    personal(
        "same-member-twice",
        "duplicate-member",
        "a member twice, the same value",
        |call, seed| {
            let member = call.any_where(seed, |node| node.as_member().is_some())?.as_member()?;
            let end = span(member.value).end;
            let text = call.text().get(span(member.key).start..end)?;
            Some(appended(call, end, text))
        },
    ),
    personal("member-twice", "duplicate-member", "a member twice, another value", |call, seed| {
        let pointer = seed.word(&["/user_id", "/user_traits/name", "/timestamp"]);
        let member = call.member(pointer)?;
        let end = span(member.value).end;
        let text = format!("\"{}\": \"2019-05-06T07:08:09Z\"", member.name());
        Some(appended(call, end, &text).meaning_lost())
    }),
    personal(
        "member-twice-escaped",
        "duplicate-member",
        "a member twice, once with an escape",
        |call, _| {
            let end = span(call.at("/user_id")?).end;
            Some(appended(call, end, r#""user\u005fid": "other""#).meaning_lost())
        },
    ),
];

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn whole(text: &str) -> Planted {
    Planted::put_in(text, 0..text.len(), Value::Null).meaning_lost()
}

/// The call up to a place.
fn cut(call: &Call<'_>, at: usize) -> Planted {
    let end = call.text().len();
    call.edit(at..end, "").missing_in(at..at, 1).meaning_lost()
}

/// A member behind another.
fn appended(call: &Call<'_>, end: usize, member: &str) -> Planted {
    let planted = call.edit(end..end, &format!(", {member}"));
    let from = end.saturating_add(2);
    planted.at(from..from.saturating_add(member.len()))
}
