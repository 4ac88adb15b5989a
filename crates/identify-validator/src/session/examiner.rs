//! Examining small inputs on several threads.

use std::sync::{Arc, atomic::AtomicBool};

use identify_json::{Behind, Start, sniff};

use crate::{
    call::FileState,
    found::Outcome,
    lanes::{self, Lanes, Part},
    validator::{InputFormat, Validator},
};

/// Most bytes of findings that wait to be handed over. What is beyond is found again then.
const MOST_BYTES: usize = 1 << 17;

/// Examines inputs that are held in memory as a whole, one after the other, on a thread of its own.
/// What is found is handed over later, by the [`Session`](crate::Session) that they belong to.
///
/// ```
/// use std::sync::Arc;
///
/// use identify_validator::{Examiner, Finding, InputFormat, Source, Validator};
///
/// let validator = Arc::new(Validator::new());
/// let mut session = validator.session();
/// let examined = std::thread::scope(|scope| {
///     let mut examiner = Examiner::new(validator.clone());
///     scope.spawn(move || examiner.examine("log", b"{}".to_vec(), InputFormat::Json)).join()
/// });
/// let mut findings = 0;
/// let mut sink = |_: Finding, _: &Source<'_>| findings += 1;
/// let summary = session.merge(examined.unwrap(), &mut sink);
/// assert_eq!((summary.errors, findings), (3, 3));
/// ```
#[expect(missing_debug_implementations, reason = "memory, and nothing to show")]
pub struct Examiner {
    validator: Arc<Validator>,
    lanes: Lanes,
}

/// What was found in an input. See [`Session::merge`](crate::Session::merge).
#[derive(Debug)]
pub struct Examined {
    pub(super) validator: Arc<Validator>,
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    pub(super) format: InputFormat,
    /// Nothing where it is to be examined when it is handed over.
    pub(super) outcome: Option<Outcome>,
}

impl Examiner {
    /// Examines inputs with this validator.
    pub fn new(validator: Arc<Validator>) -> Self {
        let lanes = Lanes::new(lanes::screens);
        Self { validator, lanes }
    }

    /// The validator.
    pub fn validator(&self) -> &Arc<Validator> {
        &self.validator
    }

    /// Examines an input. `path` is what findings call it.
    pub fn examine(
        &mut self,
        path: impl Into<String>,
        input: Vec<u8>,
        format: InputFormat,
    ) -> Examined {
        let path = path.into();
        let validator = &*self.validator;
        let outcome = if format != InputFormat::Ndjson {
            let of = (&*input, format);
            Some(Outcome::of_document(&mut self.lanes, (validator, &path), of, MOST_BYTES))
        } else if sniff(&input).is_none() {
            let part = Part { bytes: &input, start: Start::default(), behind: Behind::End };
            let known = (&part, FileState::default());
            let stop = AtomicBool::new(false);
            Some(Outcome::of(&mut self.lanes, (validator, &path), known, MOST_BYTES, &stop))
        } else {
            None
        };
        Examined { validator: self.validator.clone(), path, bytes: input, format, outcome }
    }
}

impl Examined {
    /// What findings call the input.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What it was examined with.
    pub fn validator(&self) -> &Arc<Validator> {
        &self.validator
    }
}
