//! `inexact-number`

use identify_json::{Kind, Node};
use jsonschema::JsonType;

use crate::{
    call::Call,
    judge::Mismatch,
    report::Level,
    rule::{Example, Group, Offences, Rule},
    screen::Trigger,
    wording,
};

pub(super) static RULE: Rule = Rule {
    id: "inexact-number",
    group: Group::Traits,
    level: Level::Warning,
    fixes: &[],
    formats: &[],
    summary: "a number changes when it is read as a 64-bit float",
    docs: "\
A number anywhere in the call is changed by a reader that holds numbers as 64-bit floats, as \
JavaScript and most JSON libraries do: an integer beyond 2^53 = 9,007,199,254,740,992 that is none \
of those that such a float can hold; a number with a fraction or an exponent and more than 17 \
significant digits, whose last digits are lost; or one so small that it is read as zero. The usual \
rounding of the 17th digit or of fractions such as 0.1 is not reported, and neither are integers \
beyond 2^53 that happen to be held exactly.

Ids from Snowflake, Twitter, Discord and 64-bit databases are such integers. 9007199254740993 is \
read as 9007199254740992, without an error, and that may be another customer. RFC 8259, section 6, \
and I-JSON (RFC 7493, section 2.2) say to stay within 2^53 for this reason.

Send the number as a string, always, not only where it is large: an id is not counted with. There \
is no fix, since to put quotation marks around one call's number changes its type beside all the \
others.",
    failing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "company": { "id": 9007199254740993 } },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    passing: Example::json(
        br#"{
  "user_id": "user123",
  "user_traits": { "company": { "id": "9007199254740993" } },
  "timestamp": "2020-11-23T22:28:55Z"
}"#,
    ),
    triggers: &[Trigger::LongNumber(|text| loss(text).is_some())],
    check,
};

/// Significant digits that are always enough to tell two 64-bit floats apart.
const DIGITS: usize = 17;

/// No 64-bit float has more significant digits, written out in full.
const MOST_DIGITS: usize = 767;

/// The integer up to which every integer has a 64-bit float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let Some(root) = call.object() else { return };
    let is_long = |node: Node<'_>| node.kind() == Kind::Number && !is_short(node.raw());
    if !root.values().any(is_long) {
        return;
    }
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match node.kind() {
            Kind::Number => number(call, node, offences),
            // What stands in a value that must not be there goes with it.
            Kind::Object | Kind::Array if !is_refused(call, node) => {
                open.extend(node.elements());
                open.extend(node.members().map(|member| member.value));
            }
            _ => {}
        }
    }
}

fn is_refused<'a>(call: &Call<'a>, node: Node<'a>) -> bool {
    let faults = call.mismatches_of(node);
    faults.iter().any(|it| matches!(it.mismatch, Mismatch::Type(_) | Mismatch::Forbidden))
}

fn number<'a>(call: &Call<'a>, node: Node<'a>, offences: &mut Offences<'_>) {
    let Some(text) = node.number_text() else { return };
    let Some(loss) = loss(text) else { return };
    if node.is_damaged()
        || !call.mismatches_of(node).is_empty()
        || call.near_miss_of(node).is_some()
    {
        return;
    }
    let name = call.name_of(node);
    let may_be_text = call.known(node).is_none_or(|known| known.types.contains(&JsonType::String));
    let (message, label, help) = match loss {
        Loss::Integer => (
            format!("{name} is an integer that a 64-bit float cannot hold, beyond 2^53"),
            "read as another number by JavaScript and others".to_owned(),
            "send it as a string: wherever numbers are 64-bit floats, it is rounded",
        ),
        Loss::Digits(count) => (
            format!("{name} has more digits than a 64-bit float can hold"),
            wording::count(u64::try_from(count).unwrap_or(u64::MAX), "significant digit"),
            "send it as a string, or rounded to 17 significant digits at most",
        ),
        Loss::Zero => (
            format!("{name} is not zero, but so small that it is read as zero"),
            "too small for a 64-bit float".to_owned(),
            "send it as a string, or in a smaller unit",
        ),
    };
    let help = if may_be_text {
        help
    } else {
        "check where it comes from: a number like this is most likely a mistake"
    };
    offences.value(node, message).label(label).help(help);
}

/// What is lost of a number.
#[derive(Debug, PartialEq, Eq)]
enum Loss {
    /// It is an integer and would be another.
    Integer,
    /// It has so many significant digits, and the last of them would change.
    Digits(usize),
    /// It would be zero.
    Zero,
}

/// What is lost of a number in 64 bits: nothing of most, and nothing that is said here of one that
/// is out of their range altogether. Time grows with the length of the text.
fn loss(text: &str) -> Option<Loss> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (unsigned.get(..at)?, unsigned.get(at..)?),
        None => (unsigned, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    // Fewer digits than a float holds, and an exponent of two digits or less: nothing is lost.
    if is_short(unsigned.as_bytes()) || (mantissa.len() <= 15 && exponent.len() <= 3) {
        return None;
    }
    let float: f64 = unsigned.parse().ok().filter(|float: &f64| float.is_finite())?;
    let digits = significant(mantissa);
    if float == 0.0 {
        return (!digits.is_empty()).then_some(Loss::Zero);
    }
    if exponent.is_empty() && fraction.bytes().all(|digit| digit == b'0') {
        // Written without an exponent, a float's digits are exact.
        return (float >= EXACT && format!("{float:.0}") != whole).then_some(Loss::Integer);
    }
    let count = digits.len();
    let is_lost = count > MOST_DIGITS
        || (count > DIGITS && {
            let read = format!("{float:.*e}", count.saturating_sub(1));
            let mantissa = read.split('e').next().unwrap_or_default();
            significant(mantissa) != digits
        });
    is_lost.then_some(Loss::Digits(count))
}

/// Whether a number is so short that it comes back as it was.
fn is_short(number: &[u8]) -> bool {
    number.len() <= 15 && !number.iter().any(|byte| matches!(byte, b'e' | b'E'))
}

/// The digits without the zeros before the first and behind the last other digit.
fn significant(mantissa: &str) -> String {
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}
