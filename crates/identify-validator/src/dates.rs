//! Dates and date-times that are not in the form of RFC 3339: what to say of them, and what they
//! most likely mean.

mod epoch;
mod explain;
mod forms;
mod read;
mod words;
mod zero;

use std::ops::Range;

use identify_json::Node;
use identify_types::rfc3339::{Problem, check_date, check_date_time};

pub(crate) use epoch::epoch_unit;
pub(crate) use explain::of_number;
pub(crate) use forms::{parts, spreadsheet_day};
pub(crate) use read::read;
pub(crate) use zero::{UNIX, zero_day};

use forms::Form;

use crate::{
    call::Call,
    draft::{Draft, json_string, replace},
    malformed,
    report::Safety,
    rule::Offences,
};

/// Which of the two forms is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    Date,
    DateTime,
}

impl Want {
    /// The format as schemas name it.
    fn format(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::DateTime => "date-time",
        }
    }

    /// What is wrong with a text, and where.
    fn problem(self, text: &str) -> Option<(Problem, Range<usize>)> {
        match self {
            Self::Date => check_date(text).err().map(|error| (error.problem(), error.span())),
            Self::DateTime => {
                check_date_time(text).err().map(|error| (error.problem(), error.span()))
            }
        }
    }

    fn is_met_by(self, text: &str) -> bool {
        self.problem(text).is_none()
    }
}

/// A text as a date of this form, whether it is one already or can be read as one.
pub(crate) fn written(text: &str, want: Want) -> Option<String> {
    if want.is_met_by(text) { Some(text.to_owned()) } else { read(text, want) }
}

/// Reports every value that is to be of this form and is not.
pub(crate) fn report<'a>(want: Want, call: &Call<'a>, offences: &mut Offences<'_>) {
    let find = |value: &str| match want.problem(value) {
        Some((problem, at)) => explain::explain(want, problem, value, &at),
        // Only where the judge is stricter than RFC 3339.
        None => explain::stricter(want),
    };
    let wanted = format!("an RFC 3339 {}", want.format());
    malformed::report(call, offences, &wanted, find, |draft, node: Node<'a>, value| {
        if forms::of(value) == Some(Form::Zero) {
            // It says that there is none.
            malformed::leave_out(draft, call, node);
        } else if let Some((problem, _)) = want.problem(value) {
            repair(draft, node, want, problem, value);
        }
    });
}

/// Writes the value out where it can be read in one way, or every reading where only a person can
/// choose.
fn repair(draft: &mut Draft, node: Node<'_>, want: Want, problem: Problem, value: &str) {
    let replace = |value: &str| replace(node, json_string(value));
    let readings = read::orders(value, want);
    // The century of a year with two digits is a guess in itself.
    let is_guess = problem == Problem::TwoDigitYear || readings.iter().any(|it| it.is_guess);
    match readings.as_slice() {
        [] => {
            if let Some(text) = read::read(value, want) {
                say_if_utc_is_assumed(draft, problem, value, &text);
                draft.fix(Safety::Unsafe, replace(&text));
            } else if let Some(text) = read::day_before_month(value, want) {
                draft.suggestion("if the day stands before the month", replace(&text));
            } else if let Some(text) =
                words::with_offset(value).and_then(|it| read::read(&it, want))
            {
                draft.suggestion("if the zone is that of North America", replace(&text));
            }
        }
        [only] if !is_guess => {
            say_if_utc_is_assumed(draft, problem, value, &only.text);
            draft.fix(Safety::Unsafe, replace(&only.text));
        }
        several => {
            if several.len() > 1 {
                draft.help(format!(
                    "{}: as it is, it reads in more than one way",
                    explain::order(problem)
                ));
            }
            for reading in several {
                draft.suggestion(reading.condition.clone(), replace(&reading.text));
            }
        }
    }
}

/// A fix that had to assume more than its help says.
fn say_if_utc_is_assumed(draft: &mut Draft, problem: Problem, value: &str, fixed: &str) {
    let is_said = matches!(
        problem,
        Problem::MissingOffset | Problem::MissingTime | Problem::AllDigits { epoch: Some(_) }
    );
    if is_said || !fixed.ends_with('Z') {
        return;
    }
    let value = value.trim().trim_matches(['"', '\'']);
    let upper = value.to_ascii_uppercase();
    let has_offset = value.ends_with(['Z', 'z'])
        || (value.contains(['+', '(']) && !value.starts_with("datetime"))
        || ["GMT", "UTC", "Z["].iter().any(|zone| upper.contains(zone))
        || epoch_unit(value).is_some();
    if !has_offset {
        let help = draft.help.take().unwrap_or_default();
        draft.help(format!("{help}; the fix takes the time to be in UTC"));
    }
}
