//! What the checking of a file remembers from record to record.

use identify_json::{Kind, Node, Record};

use crate::foreign::Format;

/// What the checking of a file remembers from record to record: findings that are given once.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct FileState {
    /// The file was found to be in Latin-1.
    pub(crate) latin1: Told,
    /// The file was found to have records of several lines.
    pub(crate) multi_line: Told,
    /// The file was found to be something other than JSON.
    pub(crate) foreign: Told,
    /// What it looks like then.
    pub(crate) foreign_format: Option<Format>,
    /// Whether it is so from its first record on, and not only in places.
    pub(crate) is_all_foreign: bool,
    /// Whether this record is one of those.
    pub(crate) is_record_foreign: bool,
    /// A record had characters beyond ASCII that are UTF-8.
    pub(crate) has_utf8: bool,
}

impl FileState {
    /// Learns what a record looks like. What is no JSON from the first record on is said once for
    /// the file; in the middle of it, once for each run of such records.
    pub(crate) fn learn_format(
        &mut self,
        guess: Option<Format>,
        record: &Record<'_>,
        root: Option<Node<'_>>,
    ) {
        let is_container =
            root.is_some_and(|root| matches!(root.kind(), Kind::Object | Kind::Array));
        let is_foreign = guess.is_some() || !is_container;
        if !is_foreign && !self.is_all_foreign {
            self.foreign = Told::No;
        }
        if let (Some(format), Told::No) = (guess, self.foreign) {
            self.foreign = Told::Now;
            self.foreign_format = Some(format);
            self.is_all_foreign = record.number == 1;
        }
        self.is_record_foreign = is_foreign && self.foreign.is_known();
    }

    /// Whether the record at hand is an object of which no name can be read: in UTF-16 a zero byte stands
    /// beside each letter, so that it would seem to have nothing of a call.
    pub(crate) fn is_unreadable(self, root: Option<Node<'_>>) -> bool {
        self.is_record_foreign && root.is_some_and(|root| root.kind() == Kind::Object)
    }

    /// Passes over so many records without a finding, each one JSON object in a line.
    pub(crate) fn pass_clean(&mut self, records: u64, has_utf8: bool) {
        if records > 0 && !self.is_all_foreign {
            self.foreign = Told::No;
        }
        self.has_utf8 |= has_utf8;
    }

    /// Whether the file was found to be in Latin-1.
    pub(crate) fn said_latin1(self) -> bool {
        self.latin1.is_known()
    }

    /// What was said before the next record.
    pub(crate) fn said(self) -> SaidBefore {
        let format = self.foreign_format.filter(|_| self.foreign.is_known());
        SaidBefore(self.latin1, self.multi_line, self.foreign, format, self.is_all_foreign)
    }
}

/// What was said of a file before one of its records, as far as it makes a difference to a record
/// behind it. Whether there was UTF-8 is left out: that makes one only where Latin-1 is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SaidBefore(Told, Told, Told, Option<Format>, bool);

/// Something that is said once for each file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Told {
    /// It is not so.
    #[default]
    No,
    /// It is so, and this is the record to say it.
    Now,
    /// It is so, and an earlier record said it.
    Before,
}

impl Told {
    pub(crate) fn is_known(self) -> bool {
        self != Self::No
    }

    /// The state for the next record.
    pub(crate) fn pass(&mut self) {
        if *self == Self::Now {
            *self = Self::Before;
        }
    }
}
