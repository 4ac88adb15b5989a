//! Hostile text in values, names, paths and plans breaks out of no form of a report, on a terminal
//! or off it.

#[path = "../property/markdown.rs"]
mod markup;

use identify_validator::{
    InputFormat, Validator,
    render::{Format, Style, visible},
};
use serde_json::{Value, json};

use crate::{
    github::{command, has_older_command},
    junit::assert_xml,
    report::{report_of, style},
    sarif::sarif,
};

/// Text by what it attacks. The judges of `cargo xtask judge` see it too.
fn hostile() -> Vec<(String, String)> {
    let list: Vec<Value> = serde_json::from_str(include_str!("hostile.json")).unwrap();
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
    list.iter().map(|entry| (text(entry, "class"), text(entry, "text"))).collect()
}

/// A call with the text in its values and in its names.
fn call(text: &str) -> String {
    let text = Value::from(text);
    format!(
        "{{\"user_id\": 7, {text}: {text}, \"user_traits\": {{{text}: 1, \"age\": {text}, \
         \"birthday\": {text}, \"avatar\": {text}, \"email\": {text}, \"company\": {text}, \
         \"plan\": {text}, \"a\\ud800\": {text}, \"firstName\": {text}}}, \"timestamp\": {text}, \
         \"userId\": {text}}}"
    )
}

/// A plan with the text wherever a plan has words of its own.
fn plan(text: &str) -> Value {
    json!({
        "required": [text],
        "properties": { "user_traits": {
            "required": [text, "z"],
            "properties": {
                text: { "type": "string" },
                "plan": { "enum": [text, "pro"] },
                "age": { "const": text },
                "name": { "pattern": "^a" },
            },
            "dependentRequired": { "plan": [text] },
            "description": text,
        } },
    })
}

/// Fails where the text would do something but show itself.
fn assert_tame(text: &str, about: &str) {
    for character in text.chars().filter(|character| *character != '\n') {
        let shown = visible(character.encode_utf8(&mut [0; 4]));
        assert_eq!(shown, character.to_string(), "{about}: {text:?}");
        assert_ne!(character, '\t', "{about}: {text:?}");
    }
    for line in text.lines() {
        assert!(!has_older_command(line), "{about}: {line}");
        assert!(!line.contains("##vso["), "{about}: {line}");
    }
}

/// Without the escapes that the renderer itself writes: colours, and links to the rules' pages.
fn without_styles(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\u{1b}') {
        plain += before;
        rest = if let Some(link) = escape.strip_prefix("]8;;") {
            let (link, behind) = link.split_once("\u{1b}\\").unwrap();
            assert!(link.is_empty() || link.starts_with("https://example.com/rules#"), "{text:?}");
            behind
        } else {
            let (code, behind) = escape.split_once('m').unwrap();
            let is_colour = |it: char| it.is_ascii_digit() || matches!(it, '[' | ';');
            assert!(code.starts_with('[') && code.chars().all(is_colour), "{text:?}");
            behind
        };
    }
    plain + rest
}

fn assert_form(format: Format, text: &str, findings: usize, about: &str) {
    let about = format!("{format}, {about}");
    assert_tame(text, &about);
    if format == Format::Github {
        assert_eq!(text.lines().count(), findings, "{about}: {text}");
        for line in text.lines() {
            let command = command(line).unwrap();
            assert!(["error", "warning"].contains(&command.name.as_str()), "{about}: {line}");
            assert!(command.properties.contains_key("title"), "{about}: {line}");
        }
        return;
    }
    for line in text.lines() {
        assert!(command(line).is_none(), "{about}: {line}");
    }
    match format {
        Format::Json => drop(serde_json::from_str::<Value>(text).unwrap()),
        Format::Jsonl => {
            assert_eq!(text.lines().count(), findings + 1, "{about}");
            for line in text.lines() {
                serde_json::from_str::<Value>(line).unwrap();
            }
        }
        Format::Sarif => drop(sarif(text)),
        Format::Junit => {
            assert_xml(text);
            let cells = text.lines().map(str::trim_start);
            let opens = |line: &str| line.starts_with(['=', '+', '-', '@']);
            assert_eq!(cells.filter(|line| opens(line)).count(), 0, "{about}: {text}");
        }
        Format::Concise => {
            assert_eq!(text.lines().count(), findings, "{about}");
            let opens = |line: &&str| line.starts_with(['=', '+', '-', '@']);
            assert_eq!(text.lines().find(opens), None, "{about}: {text}");
        }
        Format::Markdown => assert_eq!(markup::check(text), Ok(()), "{about}: {text}"),
        Format::Human => assert!(!text.contains("\nerror[forged]"), "{about}: {text}"),
        _ => {}
    }
}

#[test]
fn nothing_breaks_out() {
    let mut compared = 0;
    let hostile = hostile();
    assert!(hostile.len() >= 13);
    for (class, hostile) in &hostile {
        let call = call(hostile);
        let raw = format!("{{\"user_id\": \"{hostile}\", {hostile}: '{hostile}'");
        let plans = Validator::builder().plan(plan(hostile)).patches(true).build().unwrap();
        for (validator, place) in [(&Validator::new(), "call"), (&plans, "plan")] {
            for (path, input) in [
                ("a.json", &call),
                (hostile, &call),
                ("a.json", &raw),
                (&format!("a/{hostile}"), &raw),
            ] {
                for format in Format::ALL {
                    for redact in [false, true] {
                        let about = format!("{class} in {place}, {path:?}");
                        let plain = style(|style| (style.columns, style.redact) = (80, redact));
                        let input = (input.as_bytes(), InputFormat::Json);
                        let (text, findings) = report_of(validator, *format, &plain, path, input);
                        assert!(!findings.is_empty(), "{about}");
                        assert_form(*format, &text, findings.len(), &about);
                        let terminal = style(|style| {
                            (style.columns, style.redact, style.colour) = (80, redact, true);
                            style.links = Some("https://example.com/rules".to_owned());
                        });
                        if *format == Format::Human {
                            let shown = report_of(validator, *format, &terminal, path, input).0;
                            assert!(shown.contains('\u{1b}'), "{about}");
                            assert_eq!(without_styles(&shown), text, "{about}");
                        }
                        compared += 1;
                    }
                }
            }
        }
    }
    assert_eq!(compared, hostile.len() * 2 * 4 * 8 * 2);
}

/// Every cell of the public list of formulas, as a path and as a value.
#[test]
fn formulas_open_no_line() {
    for formula in
        ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://evil.example\")"]
    {
        for format in [Format::Concise, Format::Junit, Format::Markdown] {
            let input = call(formula);
            let input = (input.as_bytes(), InputFormat::Json);
            let style = Style::default();
            let (text, findings) = report_of(&Validator::new(), format, &style, formula, input);
            assert_form(format, &text, findings.len(), formula);
        }
    }
}
