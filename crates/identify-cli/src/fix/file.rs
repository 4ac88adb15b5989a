//! Fixing a file where it lies.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use super::{Failure, Fixed, Rewriter, Wanted, rewrite::rewrite};
use crate::{
    atomic::Draft,
    input::{Input, Origin},
};

/// Fixes a file, and tells how many other names of it are left with the old content. A file in
/// which nothing changes is not touched.
pub(crate) fn fix_file(
    wanted: Wanted<'_>,
    input: &mut Input<'_>,
    origin: &Origin,
    limit: u64,
) -> Result<(Fixed, u64), Failure> {
    if !origin.metadata.is_file() {
        let reason = "it is no regular file; pipe it in, and what is fixed goes to standard output";
        return Err(Failure::Write(io::Error::other(reason)));
    }
    if let Some(packing) = input.packing {
        return Err(Failure::Write(packing.unfixable()));
    }
    let mut replaced = Replaced { place: &origin.place, same: 0, draft: None };
    let fixed = rewrite(wanted, &mut *input.reader, input.format, limit, &mut replaced)?;
    let Some(draft) = replaced.draft else { return Ok((fixed, 0)) };
    let links = draft.other_links();
    draft.commit_unless_changed(&origin.metadata).map_err(Failure::Write)?;
    Ok((fixed, links))
}

/// A file that is replaced once something in it changes.
struct Replaced<'p> {
    place: &'p Path,
    /// Bytes before the first change.
    same: u64,
    draft: Option<Draft>,
}

impl Rewriter for Replaced<'_> {
    fn same(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(draft) = &mut self.draft {
            return draft.write_all(bytes);
        }
        self.same = self.same.saturating_add(bytes.len() as u64);
        Ok(())
    }

    fn changed(&mut self, _: &[u8], new: &[u8]) -> io::Result<()> {
        if self.draft.is_none() {
            let mut draft = Draft::create(self.place)?;
            // A file that is no longer this one is noticed before it is replaced.
            io::copy(&mut File::open(self.place)?.take(self.same), &mut draft)?;
            self.draft = Some(draft);
        }
        self.draft.as_mut().map_or(Ok(()), |draft| draft.write_all(new))
    }
}
