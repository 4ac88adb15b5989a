//! Calls inside of something else.

use identify_json::Node;

use crate::{
    call::Call,
    causes::{Beside, Envelope, Holds},
    report::Safety,
    rule::Offences,
    wording,
};

/// A call in an envelope, or several.
pub(super) fn explain<'a>(
    call: &Call<'a>,
    envelope: &Envelope<'a>,
    root: Node<'a>,
    offences: &mut Offences<'_>,
) {
    let names = call.missing_of(root);
    let place = envelope.name.map_or("this member".to_owned(), |name| format!("`{name}`"));
    let plural = if names.len() == 1 { " is" } else { "s are" };
    let missing = format!("required member{plural} missing: {}", wording::named(&names, "and"));
    let (outer, key) = (root.span(), envelope.member.key.span());
    match &envelope.holds {
        Holds::Call(inner) => {
            let span = inner.span();
            let edits = vec![
                (outer.start..span.start, String::new()),
                (span.end..outer.end, String::new()),
            ];
            let draft = offences
                .at(key, format!("{missing}; the call is inside {place}"))
                .label("the call is in here")
                .related(span.start..span.start.saturating_add(1), "the call begins here");
            match kept_outside(call, root, *inner, *inner) {
                None => {
                    draft.help("send the call itself, without the object around it");
                    draft.fix(Safety::Unsafe, edits);
                }
                // It would be lost with what is around it.
                Some(kept) => _ = draft.help(format!("send the call itself{kept}")),
            }
        }
        Holds::Text { string, text } => {
            let draft = offences
                .at(key, format!("{missing}; the call is inside {place}, encoded as a string"))
                .label("the call is in here");
            let kept = call.tried(text.as_bytes(), |tree| {
                tree.root().and_then(|inner| kept_outside(call, root, *string, inner))
            });
            match kept {
                // Nobody looked: this call has more to try than there is time for.
                None => _ = draft.help("decode the string, and send the call in it"),
                Some(None) => {
                    draft.help(
                        "decode the string, and send the call in it without the object around it",
                    );
                    draft.fix(Safety::Unsafe, vec![(outer, text.clone())]);
                }
                Some(Some(kept)) => {
                    draft.help(format!("decode the string, and send the call in it{kept}"));
                }
            }
        }
        Holds::Calls { count: 0, .. } => {
            offences
                .at(key, format!("{missing}; {place} holds no call either"))
                .label("an empty batch")
                .help("send nothing where there is no call to send");
        }
        Holds::Calls { count, is_direct } => {
            let count = wording::count(u64::try_from(*count).unwrap_or(u64::MAX), "call");
            let help = match envelope.name.filter(|_| *is_direct) {
                Some(name) => {
                    format!("send each call by itself: `jq -c '.{name}[]' FILE` writes one a line")
                }
                None => "send each call by itself, without what is around it".to_owned(),
            };
            offences
                .at(key, format!("{missing}; {place} holds {count}"))
                .label(format!("{count} in here"))
                .help(help);
        }
    }
}

/// What stands around a call and has to be sent as well, for the end of a sentence; nothing where all of it
/// may go.
fn kept_outside<'a>(
    call: &Call<'_>,
    outermost: Node<'a>,
    holder: Node<'a>,
    inner: Node<'a>,
) -> Option<String> {
    let beside = Beside::of(inner, holder, outermost, &call.contract.shape);
    if beside.has_call {
        return Some(", and the other one that stands beside it by itself".to_owned());
    }
    let names = |names: &[&str]| wording::named(names, "and");
    let with = |stand| format!(", with the {} that {stand} beside it", names(&beside.parts));
    let lacking = match beside.parts.len() {
        0 => String::new(),
        1 => with("stands"),
        _ => with("stand"),
    };
    // An id beside it may as well be that of the message.
    let doubt = |rest| format!(", if its {} {rest} beside it", names(&beside.others));
    let doubtful = match beside.others.len() {
        0 => String::new(),
        1 => doubt("is the right one: another stands"),
        _ => doubt("are the right ones: others stand"),
    };
    Some(lacking + &doubtful).filter(|kept| !kept.is_empty())
}
