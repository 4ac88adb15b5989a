//! Hostile text in values, names, paths and plans breaks out of no form of a report, on a terminal
//! or off it.

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

/// Text by what it attacks.
const HOSTILE: &[(&str, &str)] = &[
    ("ANSI colours and cursor", "\u{1b}[31mred\u{1b}[2J\u{1b}[1;1H\u{1b}[8m"),
    (
        "titles, links and the clipboard",
        "\u{1b}]0;t\u{7}\u{1b}]8;;http://evil.example\u{1b}\\x\u{1b}]52;c;ZXZpbA==\u{7}",
    ),
    ("overwriting", "good\rbad\u{8}\u{8}\u{7}\u{7f}\u{0c}\u{0b}"),
    ("C1 controls", "\u{9b}31m\u{9d}0;t\u{9c}\u{85}\u{90}"),
    ("direction", "a\u{202e}cod\u{202c}\u{2066}b\u{2069}\u{200f}\u{61c}"),
    ("what cannot be seen", "a\u{200b}b\u{2060}c\u{feff}\u{ad}\u{e0041}\u{115f}\u{3164}"),
    ("line breaks", "a\nerror[forged]: b\r\n --> c\u{2028}d\u{2029}e"),
    (
        "workflow commands",
        "\n::error::forged\n ::set-output name=a::b\n::stop-commands::x ##[add-mask]a ##vso[task.setvariable variable=a]b %0A::warning::c",
    ),
    ("XML", "]]></failure><![CDATA[</system-out><!-- <?xml?> &amp;&x; \"'"),
    (
        "HTML",
        "<script>alert(1)</script><img src=x onerror=alert(1)></details><a href='javascript:x'>",
    ),
    (
        "Markdown",
        "[a](http://evil.example)![b](http://evil.example)|c|`d`\n# e\n- f **g** @owner #1 www.evil.example http://evil.example a@evil.example <http://evil.example> $x$ \\",
    ),
    ("formulas", "=cmd|'/C calc'!A0"),
    ("formulas by a sign", "@SUM(1+9)*cmd|' /C calc'!A0\n+1\n-1\n=1"),
    ("no characters", "a\u{0}b\u{fffe}\u{ffff}\u{fdd0}\u{1fffe}\u{10ffff}"),
];

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
        Format::Markdown => assert_markdown(text, &about),
        Format::Human => assert!(!text.contains("\nerror[forged]"), "{about}: {text}"),
        _ => {}
    }
}

/// Outside of code there is no markup but the form's own.
fn assert_markdown(text: &str, about: &str) {
    let mut prose = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        let (before, from) = rest.split_at(at);
        // An escaped backtick opens nothing.
        if before.ends_with('\\') {
            prose += before;
            rest = &from[1..];
            continue;
        }
        let fence = &from[..from.len() - from.trim_start_matches('`').len()];
        let mut inside = &from[fence.len()..];
        prose += before;
        loop {
            let close = inside.find(fence).unwrap_or_else(|| panic!("{about}: {text}"));
            inside = &inside[close..];
            let run = inside.len() - inside.trim_start_matches('`').len();
            inside = &inside[run..];
            if run == fence.len() {
                break;
            }
        }
        rest = inside;
    }
    prose += rest;
    for own in ["<br>", "<details>", "</details>", "<summary>", "</summary>", "**", "*help:*"] {
        prose = prose.replace(own, "");
    }
    let unescaped: String = prose
        .replace("\\\\", "")
        .split('\\')
        .enumerate()
        .map(|(index, part)| {
            let skip = usize::from(index > 0);
            part.chars().skip(skip).collect::<String>()
        })
        .collect();
    for markup in ["<", "![", "](", "@", "*", "://", "www."] {
        assert!(!unescaped.contains(markup), "{about}: {markup} in {unescaped}");
    }
    let headings = text.lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(headings, 1, "{about}: {text}");
}

#[test]
fn nothing_breaks_out() {
    let mut compared = 0;
    for (class, hostile) in HOSTILE {
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
    assert_eq!(compared, HOSTILE.len() * 2 * 4 * 8 * 2);
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
