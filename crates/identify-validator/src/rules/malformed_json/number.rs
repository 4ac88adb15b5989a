//! Numbers in forms that JSON does not have.

use identify_json::NumberFault;

use super::FaultGroup;
use crate::{draft::json_string, report::Safety, rule::Offences};

pub(super) fn explain(group: &FaultGroup<'_, '_>, offences: &mut Offences<'_>, fault: NumberFault) {
    let span = group.first.span.clone();
    let text = std::str::from_utf8(group.bytes(&span)).unwrap_or_default();
    let (message, label, help) = words(fault);
    let draft = group.report(offences, message, label);
    draft.help(help);
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let candidate = match fault {
        NumberFault::LeadingZero => {
            let digits = digits.trim_start_matches('0');
            let zero = if digits.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
            let number = format!("{sign}{zero}{digits}");
            if is_number(&number) {
                draft.suggestion("if it is a number", vec![(span.clone(), number)]).suggestion(
                    "if it is an identifier or a code",
                    vec![(span, json_string(text))],
                );
            }
            return;
        }
        NumberFault::PlusSign => {
            Some((Safety::Unsafe, text.strip_prefix('+').unwrap_or(text).to_owned()))
        }
        NumberFault::MissingInteger => Some((Safety::Safe, format!("{sign}0{digits}"))),
        NumberFault::MissingFraction => {
            let number = text.replacen('.', ".0", 1);
            Some((Safety::Safe, number))
        }
        NumberFault::Hexadecimal | NumberFault::Octal | NumberFault::Binary => {
            let radix = match fault {
                NumberFault::Octal => 8,
                NumberFault::Binary => 2,
                _ => 16,
            };
            let value = digits.get(2..).and_then(|text| u64::from_str_radix(text, radix).ok());
            value.map(|value| (Safety::Unsafe, format!("{sign}{value}")))
        }
        NumberFault::Grouped => {
            // `1,250` is one and a quarter in much of Europe.
            let safety = if text.contains('_') { Safety::Safe } else { Safety::Unsafe };
            let is_digit = |c: char| c.is_ascii_digit() || c == '-';
            let points = text.matches('.').count();
            let has_fraction = points == 1
                && text.contains(['_', ',', ' ', '\'', '\u{a0}', '\u{202f}', '\u{2019}']);
            let kept = |c: &char| is_digit(*c) || (*c == '.' && has_fraction);
            Some((safety, text.chars().filter(kept).collect()))
        }
        NumberFault::DecimalComma => {
            let kept = |c: &char| c.is_ascii_digit() || matches!(c, '-' | ',');
            Some((Safety::Unsafe, text.chars().filter(kept).collect::<String>().replace(',', ".")))
        }
        NumberFault::BigInteger => Some((Safety::Safe, text.trim_end_matches('n').to_owned())),
        NumberFault::ForeignDigits => Some((Safety::Safe, text.chars().map(ascii).collect())),
        NumberFault::Text => {
            // What stops the text elsewhere is a part of it, most likely.
            let stop = group.from(span.end).trim_ascii_start().first();
            if matches!(stop, Some(b',' | b'}' | b']')) && !text.is_empty() {
                group.fix(draft, Safety::Unsafe, vec![(span, json_string(text))]);
            }
            return;
        }
        _ => None,
    };
    if let Some((safety, number)) = candidate.filter(|(_, number)| is_number(number)) {
        group.fix(draft, safety, vec![(span, number)]);
    }
}

/// A digit or sign as ASCII has it.
fn ascii(character: char) -> char {
    match character {
        '\u{ff10}'..='\u{ff19}' => {
            let value = u32::from(character).saturating_sub(0xff10);
            char::from_digit(value, 10).unwrap_or(character)
        }
        '\u{2212}' | '\u{2013}' | '\u{ff0d}' => '-',
        other => other,
    }
}

fn is_number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}

fn words(fault: NumberFault) -> (&'static str, &'static str, &'static str) {
    match fault {
        NumberFault::LeadingZero => (
            "a number with a leading zero, expected none before other digits",
            "leading zero",
            "remove the zeros, or write a string if they are a part of it, as in a postal code",
        ),
        NumberFault::PlusSign => (
            "a number with a plus sign, expected digits or `-`",
            "plus sign",
            "remove the sign, or write a string if it is a telephone number",
        ),
        NumberFault::MissingInteger => (
            "a number that begins with its point, expected a digit before it",
            "no digit before the point",
            "write a zero before the point",
        ),
        NumberFault::MissingFraction => (
            "a number without a digit after its point, expected at least one",
            "no digit after the point",
            "write a zero after the point, or no point",
        ),
        NumberFault::MissingExponent => (
            "a number without digits in its exponent, expected at least one",
            "no exponent",
            "write the exponent, or no `e`",
        ),
        NumberFault::MissingDigits => {
            ("a sign without a number, expected digits after it", "no digits", "write the number")
        }
        NumberFault::Hexadecimal => (
            "a hexadecimal number, expected a decimal one",
            "hexadecimal",
            "write it in decimal, or as a string if it is an identifier",
        ),
        NumberFault::Octal => (
            "an octal number, expected a decimal one",
            "octal",
            "write it in decimal, or as a string if it is an identifier",
        ),
        NumberFault::Binary => (
            "a binary number, expected a decimal one",
            "binary",
            "write it in decimal, or as a string if it is an identifier",
        ),
        NumberFault::BigInteger => (
            "a JavaScript BigInt, expected a number without `n`",
            "BigInt",
            "remove the `n`; beyond 2^53 a string keeps every digit for every reader",
        ),
        NumberFault::DecimalComma => (
            "a number with a decimal comma, expected a decimal point",
            "decimal comma",
            "write `.` for the decimal comma; the locale of the program that wrote it shows through",
        ),
        NumberFault::ForeignDigits => (
            "a number with digits or a sign from beyond ASCII, expected `0` to `9` and `-`",
            "not ASCII",
            "write ASCII digits and `-`; a word processor or an input method changed them",
        ),
        NumberFault::Grouped => (
            "a number with its digits in groups, expected digits without separators",
            "digits in groups",
            "write the digits without separators between them",
        ),
        // `Text`, and whatever else the parser may come to know.
        _ => (
            "digits that run on into text, expected a number or a string in double quotes",
            "not in quotation marks",
            "put it in double quotes, as a date, a version or an identifier needs them",
        ),
    }
}
