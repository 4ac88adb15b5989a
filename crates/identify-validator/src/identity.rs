//! Whether a text can be the id of a user at all.

use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};
use identify_json::Node;

use crate::placeholders::Placeholders;

/// Whether a call has an id that stands for no user.
pub(crate) fn is_nobody(root: Node<'_>, placeholders: &Placeholders) -> bool {
    root.get("user_id")
        .and_then(|id| id.as_str())
        .is_some_and(|id| is_blank(id) || placeholders.find(id).is_some())
}

/// Whether a text has characters, and shows none of them.
pub(crate) fn is_blank(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_invisible)
}

/// Whether a character leaves no mark: white space (Unicode, `White_Space`), what is invisible by
/// default (`Default_Ignorable_Code_Point`: zero-width spaces and joiners, Hangul fillers, the
/// byte-order mark …), controls, and a few that neither property has.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            // Interlinear annotation: format characters without a shape of their own.
            '\u{fff9}'
                ..='\u{fffb}'
            // BRAILLE PATTERN BLANK: a cell without dots.
            | '\u{2800}'
            // MUSICAL SYMBOL NULL NOTEHEAD: a head that is not drawn.
            | '\u{1d159}'
        )
        || (!character.is_ascii()
            && CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character))
}
