//! Filling in what follows from the rest: an explicit call, never done by
//! parsing.

use crate::{Identify, UserTraits};

impl Identify {
    /// Normalises the traits; see [`UserTraits::normalize`].
    pub fn normalize(&mut self) {
        self.user_traits.normalize();
    }
}

impl UserTraits {
    /// Fills the full name from given and family name, if it is absent and both
    /// of them are there.
    ///
    /// Both are trimmed of white space and joined with one space; if one of them
    /// is blank nothing is filled. A given full name is never changed, not even a
    /// blank one, and never taken apart. Doing it twice changes nothing more.
    ///
    /// ```
    /// use identify_types::UserTraits;
    ///
    /// let mut traits = UserTraits::builder().first_name(" Ada").last_name("Lovelace").build()?;
    /// traits.normalize();
    /// assert_eq!(traits.name.as_deref(), Some("Ada Lovelace"));
    /// # Ok::<(), identify_types::BuildError>(())
    /// ```
    pub fn normalize(&mut self) {
        if self.name.is_some() {
            return;
        }
        let (Some(first), Some(last)) = (&self.first_name, &self.last_name) else { return };
        let (first, last) = (first.trim(), last.trim());
        if !first.is_empty() && !last.is_empty() {
            self.name = Some(format!("{first} {last}"));
        }
    }
}
