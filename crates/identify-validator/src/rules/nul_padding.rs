//! `nul-padding`

use identify_json::RecordFault;

use super::partial_record::is_partial;
use crate::{
    call::Call,
    render::grouped,
    report::Level,
    rule::{Example, Group, Offences, Rule},
};

pub(super) static RULE: Rule = Rule {
    id: "nul-padding",
    group: Group::Syntax,
    level: Level::Error,
    fixes: &[],
    formats: &[],
    summary: "zero bytes stand where calls should be",
    docs: "\
A line holds nothing but zero bytes, or zero bytes follow the last call, or the only one, up to the \
end of the file.

A machine that loses power leaves them: the file system had noted that the file is longer, and had \
not yet written what is in it. So does a log that is emptied while a program goes on writing where \
it was (`copytruncate` of logrotate). There is one finding for all of them, however many there are. \
Where they follow a call that is cut off at the end of a log, `partial-record` tells of both.

The calls that should stand there are lost, unless who sent them still has them. Remove the zero bytes \
(`tr -d '\\000'`), and look for what is missing by the time of the calls around them. A program that \
must not lose calls has to sync its log to the disk.",
    failing: Example::ndjson(
        b"{\"user_id\": \"user123\", \"user_traits\": {}, \"timestamp\": \"2020-11-23T22:28:55Z\"}\n\
          \0\0\0\0\0\0\0\0",
    ),
    passing: Example::ndjson(
        b"{\"user_id\": \"user123\", \"user_traits\": {}, \"timestamp\": \"2020-11-23T22:28:55Z\"}\n",
    ),
    triggers: &[],
    check,
};

fn check(call: &Call<'_>, offences: &mut Offences<'_>) {
    let record = &call.record;
    // What is too long, in another encoding, or something other than JSON, is told as that.
    let is_read = matches!(record.fault, None | Some(RecordFault::Zeros)) && !call.is_foreign();
    if record.zeros == 0 || !is_read || is_partial(call) {
        return;
    }
    let zeros = many(record.zeros);
    let message = if record.fault == Some(RecordFault::Zeros) {
        format!("found {zeros} in the place of a call, expected a call or the end of the file")
    } else {
        format!("found {zeros} behind the last call, expected the end of the file")
    };
    let end = u32::try_from(record.bytes.len()).unwrap_or(u32::MAX);
    offences.at(end..end, message).label("zero bytes from here").help(
        "calls were lost here, as when a machine loses power: send them again; `tr -d '\\000' < FILE \
         > NEW` removes the zero bytes",
    );
}

/// `1 zero byte`, `4,096 zero bytes`.
pub(super) fn many(zeros: u64) -> String {
    format!("{} zero byte{}", grouped(zeros), if zeros == 1 { "" } else { "s" })
}
