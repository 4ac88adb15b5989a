//! Fixes applied: within the records that they are of, harmless, and nothing left to do the next
//! time.

use fixtures::{property::fixes::harms, settings};
use identify_validator::{Change, InputFormat, Level, Mended, Safety, Summary, Validator};

use super::{
    command::Command,
    difference,
    log::Log,
    part::{Compared, Comparison, Part},
    tally::Tally,
};
use crate::error::{Error, Result};

/// One log in so many: a fix is tried, and what comes of it is looked at again.
const SELDOM: u64 = 10;

pub(super) struct Fixes {
    validator: Validator,
    command: Command,
    /// What a test does to the changes, to see whether it is noticed.
    spoil: Option<Spoil>,
}

/// Makes changes wrong.
pub(super) type Spoil = fn(&mut Vec<Change>);

/// What was fixed in an input.
struct Fixed {
    bytes: Vec<u8>,
    changes: Vec<Change>,
    /// What remains to be said.
    rest: Summary,
    /// The records, as they stood.
    records: Vec<Vec<u8>>,
}

impl Fixes {
    pub(super) fn new() -> Result<Self> {
        // With all rules: those below the usual level as well.
        let built = Validator::builder()
            .level(Level::Note)
            .now(settings::NOW.parse().unwrap_or_default())
            .build();
        let validator = built.map_err(|error| Error::new(error.to_string()))?;
        Ok(Self { validator, command: Command::new()?, spoil: None })
    }

    fn fix(&self, bytes: &[u8], format: InputFormat, most: Safety) -> Result<Checked<Fixed>> {
        let (mut changes, mut records, mut outside) = (Vec::new(), Vec::new(), false);
        let mut take = |mended: Mended<'_>| {
            let start = mended.source.offset;
            let end = start.saturating_add(mended.source.bytes.len() as u64);
            outside |= mended.changes.iter().any(|it| it.start < start || end < it.end);
            let before = changes.len();
            changes.extend(mended.changes);
            if let (Some(spoil), true) = (self.spoil, changes.len() > before) {
                spoil(&mut changes);
            }
            records.push(mended.source.bytes.to_vec());
            Ok(())
        };
        let rest = self.validator.fix(bytes, format, most, &mut take);
        let rest = rest.map_err(|error| Error::new(error.to_string()))?;
        if outside {
            return Ok(Err(format!("a change outside its record: {changes:?}")));
        }
        let pairs = changes.iter().zip(changes.iter().skip(1));
        let mut pairs = pairs.map(|(one, next)| one.end <= next.start && one.start < next.start);
        if !pairs.all(|is_apart| is_apart) {
            return Ok(Err(format!("changes that overlap: {changes:?}")));
        }
        let bytes = apply(bytes, &changes);
        Ok(Ok(Fixed { bytes, changes, rest, records }))
    }

    /// All of a log, twice.
    fn whole(&self, log: &Log, most: Safety) -> Result<Checked<Fixed>> {
        let once = match self.fix(&log.bytes, log.format, most)? {
            Ok(fixed) => fixed,
            Err(what) => return Ok(Err(what)),
        };
        let told = self.command.fixed(&log.bytes, log.format_name(), most);
        if told != once.bytes {
            let texts = [&told, &once.bytes].map(|it| String::from_utf8_lossy(it));
            let how = difference::of_texts(&texts[0], &texts[1]);
            return Ok(Err(format!("the command writes other bytes than the changes:\n{how}")));
        }
        let said = self.validator.validate_as(&once.bytes, log.format).summary;
        let mut rest = once.rest;
        rest.bytes = said.bytes;
        if rest != said {
            return Ok(Err(format!("{rest:?} is said to remain, and {said:?} does")));
        }
        let twice = match self.fix(&once.bytes, log.format, most)? {
            Ok(fixed) => fixed,
            Err(what) => return Ok(Err(what)),
        };
        if !twice.changes.is_empty() {
            let texts = [&once.bytes, &twice.bytes].map(|it| String::from_utf8_lossy(it));
            let how = difference::of_texts(&texts[0], &texts[1]);
            return Ok(Err(format!("a second time there is more to fix:\n{how}")));
        }
        Ok(Ok(once))
    }

    /// One record by itself, fixed safely: nothing is said of it that was not said before.
    fn harmless(&self, record: &[u8]) -> Result<Checked<bool>> {
        let before = self.validator.validate(record).findings;
        let fixed = match self.fix(record, InputFormat::Json, Safety::Safe)? {
            Ok(fixed) => fixed,
            Err(what) => return Ok(Err(what)),
        };
        if fixed.changes.is_empty() {
            return Ok(Ok(false));
        }
        let after = self.validator.validate(&fixed.bytes).findings;
        let (rest, said) = (findings(&fixed.rest), after.len() as u64);
        if rest != said {
            let text = fixed.bytes.escape_ascii();
            return Ok(Err(format!("{rest} findings are said to remain, {said} do:\n{text}")));
        }
        Ok(harms(&before, &after).map(|()| true).map_err(|what| {
            let [old, new] = [record, &fixed.bytes].map(<[u8]>::escape_ascii);
            format!("safe fixes: {what}\n{old}\n{new}")
        }))
    }
}

/// What was asked for, or what is not as it must be.
type Checked<T> = std::result::Result<T, String>;

impl Comparison for Fixes {
    fn part(&self) -> Part {
        Part::Fixes
    }

    fn setting(&self, _: &Log) -> &'static str {
        "notes, another now"
    }

    fn compare_seldom(&self, log: &Log) -> Result<Compared> {
        let mut tally = Tally::of_log(0, log.bytes.len());
        let mut records = Vec::new();
        for (most, what) in
            [(Safety::Unsafe, "changes by all fixes"), (Safety::Safe, "changes by safe fixes")]
        {
            match self.whole(log, most)? {
                Ok(fixed) => {
                    tally.count(what, fixed.changes.len() as u64);
                    records = fixed.records;
                }
                Err(what) => return Ok(Err(what)),
            }
        }
        tally.records = records.len() as u64;
        // An array is one record here.
        for record in records.iter().filter(|_| log.format != InputFormat::Array) {
            match self.harmless(record)? {
                Ok(is_fixed) => tally.count("calls with safe fixes alone", is_fixed.into()),
                Err(what) => return Ok(Err(what)),
            }
        }
        Ok(Ok(tally))
    }

    fn seldom(&self) -> u64 {
        SELDOM
    }
}

fn findings(summary: &Summary) -> u64 {
    let Summary { errors, warnings, notes, .. } = *summary;
    errors.saturating_add(warnings).saturating_add(notes)
}

/// The input with these changes.
fn apply(input: &[u8], changes: &[Change]) -> Vec<u8> {
    let index = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    let mut bytes = input.to_vec();
    for change in changes.iter().rev() {
        let range = index(change.start)..index(change.end);
        if bytes.get(range.clone()).is_some() {
            bytes.splice(range, change.bytes.iter().copied());
        }
    }
    bytes
}

#[cfg(test)]
impl Fixes {
    /// Mistakes that fixing could make.
    pub(super) const MISTAKES: &[(&str, Spoil)] = &[
        ("a byte too many is replaced", |changes| {
            if let Some(last) = changes.last_mut() {
                last.end = last.end.saturating_add(1);
            }
        }),
        ("a fix is lost", |changes| drop(changes.pop())),
        ("other bytes are written", |changes| {
            if let Some(last) = changes.last_mut() {
                last.bytes.push(b' ');
            }
        }),
        ("a change comes twice", |changes| changes.extend(changes.last().cloned())),
    ];

    pub(super) fn mistaken(spoil: Spoil) -> Result<Self> {
        Ok(Self { spoil: Some(spoil), ..Self::new()? })
    }
}
