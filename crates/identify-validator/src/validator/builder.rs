//! The settings of a validator.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use serde_json::Value;
use thiserror::Error;

use crate::{
    contract::CONTRACT,
    judge::{Alias, Judge},
    level::RuleLevel,
    memory::DEFAULT_MEMORY_BYTES,
    placeholders::Placeholders,
    report::Level,
    rules::RULES,
    validator::{LOWEST, Validator, levels},
};
#[cfg(doc)]
use crate::{rule::Group, session::Session};

/// Settings of a [`Validator`].
#[derive(Debug, Clone, Default)]
pub struct ValidatorBuilder {
    pub(super) levels: HashMap<String, RuleLevel>,
    pub(super) lowest: Option<Level>,
    pub(super) plan: Option<Plan>,
    pub(super) max_record_bytes: Option<u64>,
    pub(super) placeholders: Placeholders,
    pub(super) now: Option<DateTime<Utc>>,
    pub(super) across_records: bool,
    pub(super) memory_bytes: Option<u64>,
    pub(super) patches: bool,
    pub(super) no_screen: bool,
}

/// A tracking plan, as it was given or as it is used.
#[derive(Debug, Clone)]
pub(super) enum Plan {
    Schema(Value),
    Compiled(Arc<Judge>),
}

impl ValidatorBuilder {
    /// Sets the level of a rule, or turns it off.
    #[must_use]
    pub fn rule(mut self, id: impl Into<String>, level: RuleLevel) -> Self {
        self.levels.insert(id.into(), level);
        self
    }

    /// Sets the lowest level that is looked at, [`Level::Warning`] unless set: findings below it are
    /// not even made. The verdict does not depend on it.
    ///
    /// ```
    /// use identify_validator::{Level, Validator};
    ///
    /// let call = br#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
    /// let validator = Validator::builder().level(Level::Error).build()?;
    /// assert!(validator.validate(call).findings.is_empty());
    /// # Ok::<(), identify_validator::BuildError>(())
    /// ```
    #[must_use]
    pub fn level(mut self, lowest: Level) -> Self {
        self.lowest = Some(lowest);
        self
    }

    /// Sets what counts as now for the rules about dates, the time of [`build`](Self::build) unless
    /// set. With it, a run can be repeated.
    #[must_use]
    pub fn now(mut self, now: DateTime<Utc>) -> Self {
        self.now = Some(now);
        self
    }

    /// Also looks at what several calls say together: the rules of [`Group::Records`], over all
    /// inputs of a [`session`](Validator::session). Off unless set.
    #[must_use]
    pub fn across_records(mut self, across_records: bool) -> Self {
        self.across_records = across_records;
        self
    }

    /// Also gives fixes as JSON Patch (RFC 6902), for callers that hold the call as a value. Off
    /// unless set: each fix is tried out on the call, up to 4 MiB of reading for each call; fixes
    /// beyond that get none.
    ///
    /// ```
    /// use identify_validator::Validator;
    ///
    /// let validator = Validator::builder().patches(true).build()?;
    /// let call = br#"{"user_id": "u1", "traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
    /// let fix = validator.validate(call).findings.remove(0).fix.unwrap();
    /// assert_eq!(
    ///     serde_json::to_value(fix.patch)?,
    ///     serde_json::json!([{ "op": "move", "from": "/traits", "path": "/user_traits" }]),
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn patches(mut self, patches: bool) -> Self {
        self.patches = patches;
        self
    }

    /// Whether calls are screened first, on unless set: what the screen proves clean is not
    /// inspected, and on the rest only those rules are run that may find something. It changes the
    /// time and nothing else.
    #[must_use]
    pub fn screen(mut self, screen: bool) -> Self {
        self.no_screen = !screen;
        self
    }

    /// Sets the most bytes that rules across records remember, 64 MiB unless set. A user takes 128
    /// bytes for each of two or three facts, however many calls there are. When the bytes are used
    /// up, later calls are still compared with what is remembered, and [`Session::notices`] says so.
    #[must_use]
    pub fn memory_bytes(mut self, bytes: u64) -> Self {
        self.memory_bytes = Some(bytes);
        self
    }

    /// Lays a tracking plan over the contract: a JSON Schema (draft 2020-12 unless it says
    /// otherwise) that calls must satisfy as well.
    #[must_use]
    pub fn plan(mut self, schema: Value) -> Self {
        self.plan = Some(Plan::Schema(schema));
        self
    }

    /// Sets the most bytes of a call, 16 MiB unless set. Longer ones are reported and passed over.
    #[must_use]
    pub fn max_record_bytes(mut self, bytes: u64) -> Self {
        self.max_record_bytes = Some(bytes);
        self
    }

    /// Adds ids that stand for no user to the usual ones, which `placeholder-user-id` finds. They
    /// are compared as they are written, without white space and quotation marks around the id.
    ///
    /// ```
    /// use identify_validator::Validator;
    ///
    /// let validator = Validator::builder().placeholder_user_ids(["demo", "kiosk"]).build()?;
    /// let call = br#"{"user_id": "kiosk", "user_traits": {}, "timestamp": "2020-11-23T22:28:55Z"}"#;
    /// assert_eq!(validator.validate(call).findings[0].rule, "placeholder-user-id");
    /// # Ok::<(), identify_validator::BuildError>(())
    /// ```
    #[must_use]
    pub fn placeholder_user_ids(
        mut self,
        ids: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.placeholders.add(ids);
        self
    }

    /// The validator.
    ///
    /// # Errors
    /// [`BuildError::UnknownRule`] and [`BuildError::FixedRule`] if a level is set for what is no
    /// rule or is part of the contract, [`BuildError::Plan`] if the plan is no usable schema.
    pub fn build(self) -> Result<Validator, BuildError> {
        for id in self.levels.keys() {
            let Some(rule) = RULES.iter().find(|rule| rule.id == id) else {
                return Err(BuildError::UnknownRule { id: id.clone() });
            };
            if !rule.group.is_configurable() {
                return Err(BuildError::FixedRule { id: id.clone() });
            }
        }
        let mut validator = Validator {
            levels: levels(&self.levels, self.lowest.unwrap_or(LOWEST), self.across_records),
            settings: self.levels,
            lowest: self.lowest.unwrap_or(LOWEST),
            placeholders: self.placeholders,
            across_records: self.across_records,
            memory_bytes: self.memory_bytes.unwrap_or(DEFAULT_MEMORY_BYTES),
            patches: self.patches,
            screen: !self.no_screen,
            ..Validator::default()
        };
        if let Some(now) = self.now {
            validator.now = now;
        }
        validator.plan = match self.plan {
            Some(Plan::Schema(schema)) => {
                let aliases = CONTRACT.shape.aliases();
                let aliases =
                    aliases.map(|(alias, preferred)| Alias { name: &alias.name, preferred });
                let judge = Judge::of_plan(schema, aliases);
                let judge = judge.map_err(|message| BuildError::Plan { message })?;
                Some(Arc::new(judge))
            }
            Some(Plan::Compiled(judge)) => Some(judge),
            None => None,
        };
        if let Some(bytes) = self.max_record_bytes {
            validator.max_record_bytes = bytes;
        }
        Ok(validator)
    }
}

/// Why a validator cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// No rule has that id.
    #[error("there is no rule `{id}`")]
    UnknownRule {
        /// The id as it was given.
        id: String,
    },
    /// The rule says what the contract says, which no setting changes.
    #[error("the level of `{id}` cannot be changed: it is part of the contract")]
    FixedRule {
        /// The rule's id.
        id: String,
    },
    /// The plan is not a JSON Schema that can be used.
    #[error("the plan is not a usable JSON Schema: {message}")]
    Plan {
        /// What is wrong with it.
        message: String,
    },
}
