//! The report for people fits the terminal, and points at the right characters.

use identify_validator::{
    InputFormat, Validator,
    render::{Format, Style},
};
use unicode_width::UnicodeWidthStr;

use crate::report::{report_of, style};

fn human(call: &str, style: &Style) -> String {
    let input = (call.as_bytes(), InputFormat::Json);
    report_of(&Validator::new(), Format::Human, style, "calls/a.json", input).0
}

/// A call on one long line, with faults of many kinds in it.
fn long_call(value: &str) -> String {
    format!(
        r#"{{"userId": "{value}", "user_traits": {{"description": "{value}", "firstName": "{value}", "age": "36", "birthday": "1990-02-30", "company": "{value}", "email": "ada.example.com"}}, "timestamp": "2020-11-23 22:28:55", "type": "identify"}}"#
    )
}

#[test]
fn lines_fit_the_terminal() {
    for value in ["plain text of some words", "漢字とかな交じり文", "e\u{301}a\u{308}", "👩‍👩‍👧‍👦 family"]
    {
        let call = long_call(value);
        for columns in [80, 100, 160] {
            for unicode in [false, true] {
                let text = human(&call, &style(|it| (it.columns, it.unicode) = (columns, unicode)));
                for line in text.lines() {
                    let width = line.width();
                    assert!(width <= columns, "{width} of {columns}: {line}\n{text}");
                }
            }
        }
    }
}

/// Where the marks of the first snippet stand, in columns, and the text above them.
fn marked(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.contains('^')).unwrap();
    let (above, marks) = (lines[at - 1], lines[at]);
    let from = marks.find('^').map(|index| marks[..index].width()).unwrap();
    let count = marks.matches('^').count();
    let mut column = 0;
    let mut found = String::new();
    for character in above.chars() {
        if column >= from && column < from + count {
            found.push(character);
        }
        column += character.to_string().width();
    }
    found
}

#[test]
fn marks_stand_under_the_characters() {
    for before in
        ["", "漢字", "e\u{301}", "ä", "\\u202e", "🎉", "a\tb", "\u{202e}", "\u{200b}", "\u{1b}[31m"]
    {
        for filler in ["", &"x".repeat(300)] {
            let call = format!(
                r#"{{"user_id": "u1", "user_traits": {{"x": "{filler}{before}", "age": "36"}}, "timestamp": "2020-11-23T22:28:55Z"}}"#
            );
            let text = human(&call, &Style::default());
            let finding = text.split("\n\n").find(|it| it.contains("wrong-type"));
            // A raw tab or control character is a finding of its own.
            if let Some(finding) = finding {
                assert_eq!(marked(finding), "\"36\"", "{before:?}\n{text}");
            }
        }
    }
}

#[test]
fn rule_ids_lead_to_their_pages() {
    let links = |colour| {
        style(|style| {
            style.links = Some("https://example.com/rules.md".to_owned());
            style.colour = colour;
        })
    };
    let link = "\u{1b}]8;;https://example.com/rules.md#missing-member\u{1b}\\missing-member\u{1b}]8;;\u{1b}\\";
    for colour in [true, false] {
        assert!(human("{}", &links(colour)).contains(link), "{:?}", human("{}", &links(colour)));
    }
    let hostile = style(|style| style.links = Some("https://a\u{1b}[2J".to_owned()));
    assert!(!human("{}", &hostile).contains('\u{1b}'));
    assert!(!human("{}", &Style::default()).contains('\u{1b}'));
}
