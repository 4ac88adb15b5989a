//! How much `unsafe` there is: only in the vector kernels, and each block says why it is sound.

use std::path::Path;

use super::Checked;
use crate::{error::Result, repository};

/// The one file that has any.
const KERNELS: &str = "crates/identify-json/src/scan/x86.rs";

pub(super) fn count() -> Result<Checked> {
    let root = repository::root();
    let (mut blocks, mut complaints) = (0_usize, Vec::new());
    for file in repository::files_below(&root.join("crates"), "rs")? {
        let text = repository::read(&file)?;
        let lines: Vec<&str> = text.lines().collect();
        for (number, _) in lines.iter().enumerate().filter(|(_, line)| is_unsafe(line)) {
            blocks = blocks.saturating_add(1);
            let before = lines.get(number.saturating_sub(1)).copied().unwrap_or_default();
            let place = file.strip_prefix(&root).unwrap_or(&file);
            if place != Path::new(KERNELS) || !before.contains("SAFETY") {
                let line = number.saturating_add(1);
                complaints.push(format!("{}:{line}: without a reason", place.display()));
            }
        }
    }
    Ok(Checked {
        what: "unsafe",
        looked_at: format!("{blocks} blocks, all in {KERNELS}"),
        complaints,
    })
}

/// Whether a line of code opens an unsafe block, or declares something unsafe.
fn is_unsafe(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern"].iter().any(|it| code.contains(it))
}
