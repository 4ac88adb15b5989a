//! The verdict against that of a judge in another language: Ajv, in JavaScript, reads the call with
//! its own parser and holds it against the published document.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Stdio},
    sync::{Mutex, PoisonError},
};

use identify_validator::Validator;

use super::{
    calls::{Call, calls},
    log::Log,
    part::{Compared, Comparison, Part},
    read::{Read, read},
    schema,
};
use crate::{
    error::{Error, Result},
    judge::Toolbox,
    repository,
};

/// The rules that a judge has opinions of its own about: which texts a format takes.
const FORMATS: &[&str] =
    &["malformed-date", "malformed-date-time", "malformed-email", "malformed-uri"];

/// What a judge that is awake says of texts.
const AWAKE: [(&str, u8); 4] = [
    ("{", b'n'),
    (r#"{"user_id": "u1", "user_traits": {}}"#, b'r'),
    (r#"{"user_id": "u1", "user_traits": {}, "timestamp": "2026-02-30T00:00:00Z"}"#, b'd'),
    (r#"{"user_id": "u1", "user_traits": {}, "timestamp": "2026-02-28T00:00:00Z"}"#, b'a'),
];

pub(super) struct Judge {
    validator: Validator,
    tools: Toolbox,
    document: std::path::PathBuf,
    /// Judges that wait for calls: one is started where none does.
    idle: Mutex<Vec<Ajv>>,
}

impl Judge {
    pub(super) fn of_published() -> Result<Self> {
        let tools = Toolbox::install(&repository::target().join("judge"))?;
        let document = repository::root().join(schema::DOCUMENT);
        let judge =
            Self { validator: schema::validator()?, tools, document, idle: Mutex::default() };
        let said = judge.ask(&AWAKE.map(|(text, _)| text))?;
        if said != AWAKE.map(|(_, letter)| letter) {
            return Err(Error::new(format!("Ajv says {} of {AWAKE:?}", said.escape_ascii())));
        }
        Ok(judge)
    }

    /// What Ajv makes of each text.
    fn ask(&self, texts: &[&str]) -> Result<Vec<u8>> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = idle().pop();
        let mut ajv = match waiting {
            Some(ajv) => ajv,
            None => Ajv::start(self)?,
        };
        let letters = ajv.ask(texts)?;
        idle().push(ajv);
        Ok(letters)
    }
}

impl Comparison for Judge {
    fn part(&self) -> Part {
        Part::Judge
    }

    fn compare(&self, log: &Log) -> Result<Compared> {
        let calls = calls(&self.validator, log)?;
        let mut tally = calls.tally(log);
        let (mut asked, mut texts) = (Vec::new(), Vec::new());
        for call in &calls.all {
            // Another language's text cannot hold the others.
            if let Ok(text) = std::str::from_utf8(&call.bytes) {
                asked.push(call);
                texts.push(text);
            }
        }
        let letters = self.ask(&texts)?;
        for (call, letter) in asked.into_iter().zip(letters) {
            match compared(call, letter) {
                Ok(what) => tally.count(what, 1),
                Err(how) => return Ok(Err(call.differs(&how))),
            }
        }
        Ok(Ok(tally))
    }
}

/// In what way two verdicts agree, or how they do not.
fn compared(call: &Call, letter: u8) -> std::result::Result<&'static str, String> {
    let is_value = || matches!(read(&call.bytes), Read::Value(_));
    match (letter, call.is_refused()) {
        (b'n', true) => Ok("refused by both as no JSON"),
        (b'r', true) => Ok("refused by both"),
        (b'd', true) => Ok("refused by both for a format"),
        (b'a', false) => Ok("accepted by both"),
        // It passes over what JSON.parse does: names that are there twice, half surrogate pairs.
        (b'a', true) if !is_value() => Ok("refused as it is written"),
        (b'a', true) if call.refused_by.iter().all(|rule| FORMATS.contains(&&**rule)) => {
            Ok("refused for a format that Ajv reads more widely")
        }
        (b'n', false) => Err("JSON.parse refuses it".to_owned()),
        (b'r' | b'd', false) => Err("Ajv refuses it".to_owned()),
        _ => Err("Ajv accepts it".to_owned()),
    }
}

/// A process of Ajv.
struct Ajv {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Ajv {
    fn start(judge: &Judge) -> Result<Self> {
        let failed = |error| Error::new(format!("cannot run node: {error}"));
        let script = include_str!("../judge/scripts/ajv_lines.mjs");
        let mut node = judge.tools.node("ajv_lines.mjs", script)?;
        node.arg(&judge.document).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = node.spawn().map_err(failed)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (to, from) = pipes.ok_or_else(|| Error::new("node has no pipes"))?;
        Ok(Self { child, to, from: BufReader::new(from) })
    }

    fn ask(&mut self, texts: &[&str]) -> Result<Vec<u8>> {
        let failed = |error: std::io::Error| Error::new(format!("Ajv does not answer: {error}"));
        let mut line = serde_json::to_vec(texts).map_err(|error| Error::new(error.to_string()))?;
        line.push(b'\n');
        self.to.write_all(&line).map_err(failed)?;
        let mut letters = String::new();
        self.from.read_line(&mut letters).map_err(failed)?;
        let letters = letters.trim_end().as_bytes();
        if letters.len() != texts.len() {
            return Err(Error::new("Ajv does not answer for each call: see above"));
        }
        Ok(letters.to_vec())
    }
}

impl Drop for Ajv {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::{Call, compared};

    #[test]
    fn a_verdict_that_differs_is_told() {
        let call = |text: &str, rules: &[&'static str]| Call {
            bytes: text.into(),
            number: 1,
            refused_by: rules.iter().map(|rule| (*rule).into()).collect(),
        };
        for (letter, text, rules) in [
            (b'n', "{}", &[][..]),
            (b'r', "{}", &[]),
            (b'd', "{}", &[]),
            (b'a', "{}", &["missing-member"]),
            (b'a', "{}", &["malformed-email", "missing-member"]),
        ] {
            compared(&call(text, rules), letter).unwrap_err();
        }
        for (letter, text, rules) in [
            (b'n', "{", &["malformed-json"][..]),
            (b'r', "{}", &["missing-member"]),
            (b'd', "{}", &["malformed-date"]),
            (b'a', "{}", &["malformed-email"]),
            (b'a', r#"{"a": 1, "a": 2}"#, &["duplicate-member"]),
            (b'a', "{}", &[]),
        ] {
            compared(&call(text, rules), letter).unwrap();
        }
    }
}
