//! Words and quotation marks of other languages.

use identify_json::{
    Kind::{Array, Object, String as Text},
    Node,
};
use serde_json::{Value, json};

use crate::report_score::{
    call::{Call, span},
    kind::{Kind, fixable, personal},
    planted::Planted,
    seed::Seed,
};

const RULE: &str = "malformed-json";

pub(super) const KINDS: &[Kind] = &[
    fixable("nan", RULE, "`NaN`", |call, _| call.wrong_trait("score", "NaN", Some(Value::Null))),
    fixable("infinity", RULE, "`Infinity`", |call, seed| {
        call.wrong_trait("score", seed.word(&["Infinity", "-Infinity"]), Some(Value::Null))
    }),
    fixable("undefined", RULE, "`undefined` of JavaScript", |call, _| {
        call.wrong_trait("score", "undefined", Some(Value::Null))
    }),
    fixable("python-none", RULE, "`None` of Python", |call, _| {
        call.wrong_trait("score", "None", Some(Value::Null))
    }),
    fixable("ruby-nil", RULE, "`nil` of Ruby", |call, _| {
        call.wrong_trait("score", "nil", Some(Value::Null))
    }),
    fixable("python-true", RULE, "`True` of Python", |call, seed| python_bool(call, seed, true)),
    fixable("python-false", RULE, "`False` of Python", |call, seed| python_bool(call, seed, false)),
    fixable("bare-word", RULE, "text without quotation marks", |call, _| {
        call.wrong_trait("tier", "premium", Some(json!("premium")))
    }),
    fixable("bare-words", RULE, "several words without quotation marks", |call, _| {
        call.wrong_trait("tier", "very large", Some(json!("very large")))
    }),
    fixable("bare-name", RULE, "a name without quotation marks", |call, seed| {
        let key = any_key(call, seed)?;
        let name = key.as_str()?;
        Some(call.replace(key, name))
    }),
    fixable("bare-names", RULE, "no name has quotation marks, as in JavaScript", |call, _| {
        Some(everywhere(call, |node, is_name, text| match node.as_str() {
            Some(name) if is_name => name.to_owned(),
            _ => text.to_owned(),
        }))
    }),
    fixable("single-quoted-text", RULE, "text in single quotes", |call, seed| {
        quoted(call, call.any(Text, seed)?, "'", "'")
    }),
    fixable("single-quoted-name", RULE, "a name in single quotes", |call, seed| {
        quoted(call, any_key(call, seed)?, "'", "'")
    }),
    fixable("backquoted-text", RULE, "text in backquotes", |call, seed| {
        quoted(call, call.any(Text, seed)?, "`", "`")
    }),
    fixable("curly-quoted-text", RULE, "text in curly quotes", |call, seed| {
        quoted(call, call.any(Text, seed)?, "“", "”")
    }),
    fixable("low-quoted-text", RULE, "text in German quotes", |call, seed| {
        quoted(call, call.any(Text, seed)?, "„", "“")
    }),
    fixable("curly-quotes", RULE, "all quotes are curly, from a word processor", |call, _| {
        Some(requoted(call, "“", "”"))
    }),
    fixable("printed-python", RULE, "a printed dictionary of Python", |call, _| {
        Some(everywhere(call, |node, _, text| match (node.as_str(), node.as_bool()) {
            (Some(inner), _) => format!("'{inner}'"),
            (_, Some(true)) => "True".to_owned(),
            (_, Some(false)) => "False".to_owned(),
            _ => text.to_owned(),
        }))
    }),
    fixable("printed-ruby", RULE, "a printed hash of Ruby", |call, _| {
        let mut text = call.text().to_owned();
        for colon in call.punctuation(':').into_iter().rev() {
            text.replace_range(colon..colon.saturating_add(1), "=>");
        }
        Some(Planted::put_in(text, 0..0, call.value()).everywhere())
    }),
    fixable("missing-closing-quote", RULE, "a text is not closed in its line", |call, seed| {
        let node = call.any_where(seed, |node| ends_line(call, node))?;
        let text = span(node);
        let last = text.end.saturating_sub(1);
        let line = call.text().get(last..)?.find(['\r', '\n'])?;
        Some(call.edit(last..text.end, "").at(text.start..last.saturating_add(line)))
    }),
    personal(
        "missing-closing-quote-in-line",
        RULE,
        "a text that is not closed, more behind it",
        |call, seed| {
            let node = call.any_where(seed, |node| {
                node.kind() == Text && call.comma_behind(node).is_some() && !ends_line(call, node)
            })?;
            let text = span(node);
            let last = text.end.saturating_sub(1);
            let planted = call.edit(last..text.end, "").meaning_lost();
            // Up to the end of the next token.
            let next = call.text().get(text.end..)?.match_indices('"').nth(1)?.0;
            Some(planted.at(text.start..text.end.saturating_add(next)))
        },
    ),
    fixable("missing-opening-quote", RULE, "a text is not opened", |call, seed| {
        // Digits alone would be a number.
        let is_text = |text: &str| text.contains(|c: char| !c.is_ascii_digit());
        let node = call.any_where(seed, |node| node.as_str().is_some_and(is_text))?;
        let text = span(node);
        let inner = node.as_str()?;
        Some(call.edit(text, &format!("{inner}\"")))
    }),
    personal("raw-template", RULE, "a template that nobody filled in", |call, seed| {
        let template = seed.word(&["{{user_id}}", "${user.id}", "<%= user.id %>", "%s"]);
        call.spoil("/user_id", template)
    }),
    fixable("iso-date", RULE, "`ISODate(…)` of MongoDB", |call, _| {
        let node = call.at("/timestamp")?;
        Some(call.replace(node, &format!("ISODate(\"{}\")", node.as_str()?)))
    }),
    fixable("object-id", RULE, "`ObjectId(…)` of MongoDB", |call, _| {
        let id = "507f1f77bcf86cd799439011";
        call.mistake("/user_id", &format!("ObjectId(\"{id}\")"), json!(id))
    }),
    fixable("number-long", RULE, "`NumberLong(…)` of MongoDB", |call, _| {
        call.wrong_trait("logins", "NumberLong(41)", Some(json!(41)))
    }),
];

fn any_key<'a>(call: &Call<'a>, seed: &mut Seed) -> Option<Node<'a>> {
    Some(call.any_where(seed, |node| node.as_member().is_some())?.as_member()?.key)
}

fn python_bool(call: &Call<'_>, seed: &mut Seed, value: bool) -> Option<Planted> {
    let word = if value { "True" } else { "False" };
    match call.any_where(seed, |node| node.as_bool().is_some()) {
        Some(node) => {
            let pointer = node.pointer_from(call.root());
            call.mistake(&pointer, word, json!(value))
        }
        None => call.wrong_trait("opted_in", word, Some(json!(value))),
    }
}

fn quoted(call: &Call<'_>, node: Node<'_>, open: &str, close: &str) -> Option<Planted> {
    Some(call.replace(node, &format!("{open}{}{close}", node.as_str()?)))
}

/// Whether a text is the last of its line but for a comma.
fn ends_line(call: &Call<'_>, node: Node<'_>) -> bool {
    let behind = call.text().get(span(node).end..).unwrap_or_default();
    let behind = behind.strip_prefix(',').unwrap_or(behind);
    node.kind() == Text && behind.starts_with(['\r', '\n'])
}

/// Other quotation marks everywhere.
fn requoted(call: &Call<'_>, open: &str, close: &str) -> Planted {
    everywhere(call, |node, _, text| match node.as_str() {
        Some(inner) => format!("{open}{inner}{close}"),
        None => text.to_owned(),
    })
}

/// Writes every name and every value that is no container in another way; told is which of the two
/// it is.
fn everywhere<'a>(call: &Call<'a>, write: impl Fn(Node<'a>, bool, &'a str) -> String) -> Planted {
    let mut tokens = Vec::new();
    for node in call.nodes() {
        tokens.extend(node.as_member().map(|member| (member.key, true)));
        if !matches!(node.kind(), Object | Array) {
            tokens.push((node, false));
        }
    }
    tokens.sort_by_key(|(node, _)| span(*node).start);
    let (mut text, mut at) = (String::new(), 0);
    for (node, is_name) in tokens {
        let own = span(node);
        text.push_str(call.text().get(at..own.start).unwrap_or_default());
        text.push_str(&write(node, is_name, call.text().get(own.clone()).unwrap_or_default()));
        at = own.end;
    }
    text.push_str(call.text().get(at..).unwrap_or_default());
    Planted::put_in(text, 0..0, call.value()).everywhere()
}
