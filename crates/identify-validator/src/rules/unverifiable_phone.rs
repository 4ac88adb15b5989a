//! `unverifiable-phone`

use std::ops::Range;

use crate::{
    call::Call,
    draft::{json_string, replace},
    malformed::{Problem, source_span},
    report::{Level, Safety},
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "unverifiable-phone",
    group: Group::Traits,
    level: Level::Note,
    fixes: &[Safety::Unsafe],
    formats: &[],
    summary: "a telephone number is not in the form of E.164",
    docs: "\
`phone` is not written as ITU-T Recommendation E.164 has it: `+`, the code of the country, the rest \
of the number; digits only, 15 at most. Fewer than 7 digits are no number that can be called from \
abroad.

Without the code of the country nobody can tell whose number it is, let alone call it or send a \
message to it; the services that do either, and those that match users by their number, take E.164 \
and drop or guess the rest. The same number with and without spaces is two numbers to whoever \
compares texts.

Bring numbers into this form where they are entered, with a library that knows the numbering plans, \
such as libphonenumber. Where a number begins with `+`, the fix removes the punctuation. It is a \
guess: a zero in brackets, `(0)`, goes as well, and other digits that are only dialled inside the \
country stay.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "phone": "020 7946 0958" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "phone": "+442079460958" },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[
        Trigger::Text("user_traits.phone", |_, _| true)
    ],
    check,
};

/// The most digits of an international number (E.164, section 6.1).
const MOST: usize = 15;

/// The fewest: the shortest numbers that are in use, such as those of Niue, have 7.
const FEWEST: usize = 7;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    for traits in call.traits() {
        let Some((node, phone)) = traits.text("phone") else { continue };
        // An empty field of a form gives no number, and claims none.
        if phone.trim().is_empty() {
            continue;
        }
        let Some(problem) = find(phone) else { continue };
        let span = problem.at.map_or_else(|| node.span(), |at| source_span(node, at));
        let message = format!("`phone` is not in the form of E.164: {}", problem.message);
        let draft = offences.at(span, message);
        draft.label(problem.label).help(problem.help);
        if let Some(fixed) = stripped(phone) {
            draft.fix(Safety::Unsafe, replace(node, json_string(&fixed)));
        }
    }
}

/// The first thing that is wrong with a number.
fn find(phone: &str) -> Option<Problem> {
    let told = |at, message: &str, label: &str, help: &str| {
        Some(Problem::new(at, message.to_owned(), label.to_owned(), help.to_owned()))
    };
    if let Some(at) = letters(phone) {
        let (label, help) = match phone.get(at.clone()).unwrap_or_default() {
            "tel" if at.start == 0 => ("the scheme of a URI", "leave out `tel:`"),
            "x" | "X" | "ext" | "Ext" | "extension" => {
                ("an extension", "send the extension as a trait of its own")
            }
            _ => ("letters", "write the number in digits only"),
        };
        return told(Some(at), "it has letters", label, help);
    }
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let Some(rest) = phone.trim_start().strip_prefix('+') else {
        let start = phone.len().saturating_sub(phone.trim_start().len());
        let (message, label) = if phone.trim_start().starts_with("00") {
            ("it begins with `00`, which is dialled in some countries only", "expected `+`")
        } else {
            ("`+` and the country code are missing", "no `+` before this")
        };
        let help = "begin with `+` and the country code, such as `+442079460958`";
        let end = if message.starts_with("it") { start.saturating_add(2) } else { phone.len() };
        return told(Some(start..end), message, label, help);
    };
    if rest.trim_start().starts_with('0') {
        let message = "no code of a country begins with 0";
        let help = "write the country code after `+`";
        return told(None, message, "0 behind `+`", help);
    }
    if !(FEWEST..=MOST).contains(&digits) {
        let (is, than, most) =
            if digits > MOST { ("long", "at most", MOST) } else { ("short", "at least", FEWEST) };
        return told(
            None,
            &format!("it is too {is}"),
            &wording::count(u64::try_from(digits).unwrap_or(u64::MAX), "digit"),
            &format!("a number has {than} {most} digits, including the country code"),
        );
    }
    let start = phone.len().saturating_sub(rest.len());
    let other = if start > 1 {
        Some(0..start.saturating_sub(1))
    } else {
        let at = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let run = rest.get(at..).unwrap_or_default();
        let length = run.find(|letter: char| letter.is_ascii_digit()).unwrap_or(run.len());
        let at = start.saturating_add(at);
        Some(at..at.saturating_add(length))
    };
    let help = "write `+` and digits only, such as `+442079460958`";
    told(other, "it has characters other than digits", "not a digit", help)
}

/// The first letters of a number.
fn letters(phone: &str) -> Option<Range<usize>> {
    let start = phone.find(char::is_alphabetic)?;
    let run = phone.get(start..)?;
    let length = run.find(|letter: char| !letter.is_alphabetic()).unwrap_or(run.len());
    Some(start..start.saturating_add(length))
}

/// A number that begins with `+`, without its punctuation, where that is a number of E.164.
fn stripped(phone: &str) -> Option<String> {
    let rest = phone.trim().strip_prefix('+')?.replace("(0)", "");
    let is_known = |letter: char| {
        letter.is_ascii_digit() || letter.is_whitespace() || "()-./‐‑–".contains(letter)
    };
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let is_number = (FEWEST..=MOST).contains(&digits.len()) && !digits.starts_with('0');
    (is_number && rest.chars().all(is_known)).then(|| format!("+{digits}"))
}
