//! Whether twice the input takes twice the time, on calls that were made to be slow as well.

use std::time::{Duration, Instant};

use identify_validator::{Finding, InputFormat, Source, Validator};

use super::Options;
use crate::{
    error::{Error, Result},
    growth::attacks::{Attack, INPUTS},
};

/// The time of twice the input over that of the input.
#[derive(Debug)]
pub(super) struct Growth {
    pub(super) name: &'static str,
    pub(super) bytes: usize,
    pub(super) ratio: f64,
}

/// A run is long enough to be measured from here on.
const ENOUGH: Duration = Duration::from_millis(40);

/// Inputs do not become larger than this.
const MOST: usize = 60_000_000;

pub(super) fn measure(options: &Options) -> Result<Vec<Growth>> {
    let wanted = INPUTS.iter().filter(|it| options.wants(&format!("growth: {}", it.name)));
    wanted
        .map(|attack| {
            println!("growth: {}", attack.name);
            growth(attack)
        })
        .collect()
}

fn growth(attack: &Attack) -> Result<Growth> {
    let Attack { name, format, make } = *attack;
    let mut parts = 64_usize;
    let mut bytes = make(parts);
    while seconds(&bytes, format)? < ENOUGH && bytes.len() < MOST {
        parts = parts.saturating_mul(2);
        bytes = make(parts);
    }
    let twice = make(parts.saturating_mul(2));
    let (mut one, mut two) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        one = one.min(seconds(&bytes, format)?);
        two = two.min(seconds(&twice, format)?);
    }
    Ok(Growth { name, bytes: bytes.len(), ratio: two.as_secs_f64() / one.as_secs_f64().max(1e-9) })
}

fn seconds(bytes: &[u8], format: InputFormat) -> Result<Duration> {
    let validator = Validator::new();
    let mut count = 0_u64;
    let mut sink = |_: Finding, _: &Source<'_>| count = count.saturating_add(1);
    let (started, before) = (Instant::now(), on_processor());
    let checked = validator.check("-", bytes, format, &mut sink);
    checked.map_err(|error| Error::new(error.to_string()))?;
    Ok(match (before, on_processor()) {
        (Some(before), Some(behind)) => behind.saturating_sub(before),
        _ => started.elapsed(),
    })
}

/// How long this thread was on a processor, as Linux tells it: what else the machine does is not in
/// it.
fn on_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}
