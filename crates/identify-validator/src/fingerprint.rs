//! What tells a finding from others, from run to run and from machine to machine.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::report::Finding;

/// Bytes of the hash that are kept: more than enough to tell findings apart.
const LENGTH: usize = 16;

impl Finding {
    /// What stays the same while the file is edited elsewhere: 32 hexadecimal digits made of the
    /// rule, the path, the pointer and the message. Neither lines nor values have a part in it, and
    /// a path is the same on every platform. Several findings may have one fingerprint, such as
    /// those of two calls of a log that have the same fault.
    ///
    /// ```
    /// let here = identify_validator::validate(b"{}");
    /// let there = identify_validator::validate(b"\n\n  {}");
    /// assert_eq!(here.findings[0].fingerprint(), there.findings[0].fingerprint());
    /// assert_ne!(here.findings[0].fingerprint(), here.findings[1].fingerprint());
    /// ```
    pub fn fingerprint(&self) -> String {
        self.fingerprint_at(&self.path)
    }

    /// The same for a file that is called otherwise, such as by its path from another folder.
    pub fn fingerprint_at(&self, path: &str) -> String {
        let path = path.replace(std::path::MAIN_SEPARATOR, "/");
        let path = path.strip_prefix("./").unwrap_or(&path);
        let mut hash = Sha256::new();
        for part in [&*self.rule, path, &self.pointer, &self.message] {
            // Each part with its length, so that none can reach into the next.
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
            hash.update(part);
        }
        hash.finalize().iter().take(LENGTH).fold(String::new(), |mut text, byte| {
            // Writing to a string never fails.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::validate;

    /// Baselines are kept for years: this never changes.
    #[test]
    fn fingerprints_are_those_of_every_version() {
        let mut finding = validate(b"{}").findings.remove(0);
        finding.rule = "wrong-type".into();
        "/user_id".clone_into(&mut finding.pointer);
        "a message".clone_into(&mut finding.message);
        assert_eq!(finding.fingerprint_at("./a/b.json"), finding.fingerprint_at("a/b.json"));
        // SHA-256 by another implementation.
        assert_eq!(finding.fingerprint_at("a/b.json"), "a435c439edf8895e924cb38cbc614bff");
    }
}
