//! Whether a text can be the id of a user at all.

use icu_normalizer::ComposingNormalizerBorrowed;
use identify_json::{Member, Node};

use crate::{
    call::Call,
    characters::{is_invisible, padding},
    placeholders::Placeholders,
};

/// Whether a call has an id that stands for no user.
pub(crate) fn is_nobody(root: Node<'_>, placeholders: &Placeholders) -> bool {
    root.get("user_id").and_then(|id| id.as_str()).is_some_and(|id| is_nobody_id(id, placeholders))
}

/// The id of the user that a call is about, if it is one; [`Call::user`] keeps it.
pub(crate) fn user<'a>(call: &Call<'a>) -> Option<(Node<'a>, &'a str)> {
    let (node, id) = call.text_of("user_id")?;
    let is_sound = call.mismatches_of(node).is_empty() && !is_nobody_id(id, call.placeholders);
    is_sound.then_some((node, id))
}

/// A trait of the user that is a text and fits the schema.
pub(crate) fn text_trait<'a>(call: &Call<'a>, name: &str) -> Option<(Node<'a>, &'a str)> {
    let shape = &call.contract.shape;
    let is_traits = |member: &Member<'a>| {
        shape.member(member.name()).is_some_and(|known| known.preferred() == "user_traits")
    };
    let value = call.object()?.members().find(is_traits)?.value.get(name)?;
    let text = value.as_str().filter(|_| !value.is_damaged())?;
    call.mismatches_of(value).is_empty().then_some((value, text))
}

/// An id without that in which systems differ when they compare ids: letter case, padding, and the
/// form in which Unicode writes the same letters (NFKC).
pub(crate) fn fold(id: &str) -> String {
    let (front, back) = padding(id);
    let bare = id.get(front.end..back.start).unwrap_or_default();
    let nfkc = ComposingNormalizerBorrowed::new_nfkc();
    nfkc.normalize(&nfkc.normalize(bare).to_lowercase()).into_owned()
}

fn is_nobody_id(id: &str, placeholders: &Placeholders) -> bool {
    is_blank(id) || placeholders.find(id).is_some()
}

/// Whether a text has characters, and shows none of them.
pub(crate) fn is_blank(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_invisible)
}
