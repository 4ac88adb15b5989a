//! The settings that hold for an input: the options, and behind them `identify.toml`.

use std::{
    collections::HashMap,
    env, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::SystemTime,
};

use identify_json::DEFAULT_RECORD_LIMIT;
use identify_validator::{BuildError, RuleLevel, Session, Validator};

use crate::{
    args::CheckArgs,
    config::{Config, Folders},
    error::{Error, shown},
};

/// A file that is read besides the calls.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Aside {
    pub(crate) role: Role,
    pub(crate) place: PathBuf,
}

/// What such a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Settings,
    Plan,
    Baseline,
}

impl Role {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Settings => "the settings",
            Self::Plan => "the plan",
            Self::Baseline => "the baseline",
        }
    }
}

/// The settings of a run.
pub(crate) struct Settings<'a> {
    checks: &'a CheckArgs,
    /// The working directory.
    directory: PathBuf,
    folders: Folders,
    /// By the file of settings and the levels that hold.
    validators: Mutex<HashMap<Key, Arc<Validator>>>,
    /// By the path of a plan, which is compiled once.
    plans: Mutex<HashMap<PathBuf, Arc<Validator>>>,
    now: SystemTime,
    /// Whether fixes are to come with their JSON Patch.
    pub(crate) patches: bool,
}

/// What tells one validator from another: the file of settings, and the levels that it has for a
/// file where those differ from file to file.
type Key = (Option<PathBuf>, Vec<(String, RuleLevel)>);

impl<'a> Settings<'a> {
    /// Relative paths count from `directory`, the process's own unless given.
    pub(crate) fn new(checks: &'a CheckArgs, directory: Option<&Path>) -> Self {
        let directory = match directory {
            Some(directory) => directory.to_owned(),
            None => env::current_dir().unwrap_or_default(),
        };
        let only = checks.config.as_deref();
        let folders = Folders::new(directory.clone(), only, checks.no_config);
        let (validators, plans) = (Mutex::default(), Mutex::default());
        let now = SystemTime::now();
        Self { checks, directory, folders, validators, plans, now, patches: false }
    }

    /// The settings of a file; nothing stands for the run as a whole and for standard input, for
    /// which those of the working directory hold.
    pub(crate) fn of(&self, file: Option<&Path>) -> Result<Option<Arc<Config>>, Error> {
        self.folders.of(file).map_err(Error::Config)
    }

    /// Where a path leads.
    pub(crate) fn place(&self, path: &Path) -> PathBuf {
        self.directory.join(path)
    }

    /// What checks a file, or standard input.
    pub(crate) fn validator(&self, file: Option<&Path>) -> Result<Arc<Validator>, Error> {
        let config = self.of(file)?;
        let levels = config.as_deref().map(|config| self.levels(config, file)).unwrap_or_default();
        let key = (config.as_deref().map(|config| config.place.clone()), levels);
        if let Some(known) =
            self.validators.lock().unwrap_or_else(PoisonError::into_inner).get(&key)
        {
            return Ok(known.clone());
        }
        let validator = Arc::new(self.build(config.as_deref(), &key.1)?);
        self.validators
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, validator.clone());
        Ok(validator)
    }

    /// The levels that a file of settings has for a file.
    fn levels(&self, config: &Config, file: Option<&Path>) -> Vec<(String, RuleLevel)> {
        let file = file.map(|file| self.place(file)).unwrap_or_default();
        let levels = config.levels(&file).into_iter();
        levels.map(|(id, (level, _))| (id.to_owned(), level)).collect()
    }

    fn build(
        &self,
        config: Option<&Config>,
        levels: &[(String, RuleLevel)],
    ) -> Result<Validator, Error> {
        let checks = self.checks;
        let mut builder = match self.plan(config) {
            Some(plan) => self.with_plan(&plan)?.to_builder(),
            None => Validator::builder(),
        };
        builder = builder.now(self.now.into()).patches(self.patches).screen(!checks.no_screen);
        if let Some(now) = &checks.now {
            builder = builder.now(now.instant().to_utc());
        }
        let keys = config.map(|config| &config.keys);
        let limit = checks.max_record_bytes.or(config.and_then(|config| config.max_record_bytes));
        if let Some(bytes) = limit {
            builder = builder.max_record_bytes(bytes.0);
        }
        if let Some(level) = checks.level.or(keys.and_then(|keys| Some(keys.level?.0))) {
            builder = builder.level(level);
        }
        if let Some(keys) = keys {
            builder = builder.placeholder_user_ids(&keys.placeholder_user_ids);
        }
        for (id, level) in levels {
            builder = builder.rule(id, *level);
        }
        for setting in &checks.rules {
            builder = builder.rule(&setting.id, setting.level);
        }
        builder = builder.memory_bytes(checks.max_memory_bytes.0);
        Ok(builder.across_records(self.across_records()?).build()?)
    }

    /// Whether to look at what several calls say together.
    pub(crate) fn across_records(&self) -> Result<bool, Error> {
        let of_run = self.of(None)?;
        let set = of_run.and_then(|config| config.keys.across_records);
        Ok(self.checks.across_records || set.unwrap_or(false))
    }

    /// The plan that is laid over the contract.
    fn plan(&self, config: Option<&Config>) -> Option<PathBuf> {
        let of_file = || config.and_then(|config| Some(config.path(config.keys.plan.as_deref()?)));
        self.checks.plan.clone().or_else(of_file)
    }

    /// A validator with a plan, which is read and compiled once.
    fn with_plan(&self, plan: &Path) -> Result<Arc<Validator>, Error> {
        // Also those who wait for it have it compiled once.
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = plans.get(plan) {
            return Ok(known.clone());
        }
        let path = shown(plan.strip_prefix(&self.directory).unwrap_or(plan));
        let text = fs::read(self.place(plan))
            .map_err(|source| Error::ReadPlan { path: path.clone(), source })?;
        // Editors on Windows put a byte-order mark there.
        let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&text);
        let schema = serde_json::from_slice(text)
            .map_err(|source| Error::PlanSyntax { path: path.clone(), source })?;
        let built = Validator::builder().plan(schema).build().map_err(|source| match source {
            BuildError::Plan { .. } => Error::Plan { path, source },
            other => Error::Settings(other),
        })?;
        let built = Arc::new(built);
        plans.insert(plan.to_owned(), built.clone());
        Ok(built)
    }

    /// The files that are read besides the calls where these settings hold.
    fn asides(&self, config: Option<&Config>) -> impl Iterator<Item = Aside> {
        let settings = config.map(|config| config.place.clone());
        let baseline =
            config.and_then(|config| Some(config.path(config.keys.baseline.as_deref()?)));
        let places = [
            (Role::Settings, settings),
            (Role::Plan, self.plan(config)),
            (Role::Baseline, baseline),
        ];
        places
            .into_iter()
            .filter_map(|(role, path)| Some(Aside { role, place: self.place(&path?) }))
    }

    /// Those for a file, or for the run as a whole. A mistake in the settings is told when they are
    /// needed.
    pub(crate) fn asides_of(&self, file: Option<&Path>) -> Vec<Aside> {
        self.of(file).map(|config| self.asides(config.as_deref()).collect()).unwrap_or_default()
    }

    /// Whether a file that was found in a folder is passed over: one that the settings exclude,
    /// and one that is known to be no call. A mistake in the settings is told when it is read.
    pub(crate) fn passes_over(&self, file: &Path) -> bool {
        let Ok(config) = self.folders.of(Some(file)) else { return false };
        let place = self.place(file);
        if config.as_deref().is_some_and(|config| config.excludes(&place)) {
            return true;
        }
        self.asides(config.as_deref()).any(|Aside { place: named, .. }| {
            named.file_name() == place.file_name()
                && named.canonicalize().ok() == place.canonicalize().ok()
        })
    }

    /// Whether a file that is named on the command line is passed over.
    pub(crate) fn passes_over_named(&self, file: &Path) -> bool {
        self.checks.force_exclude && self.passes_over(file)
    }

    /// How many threads check calls.
    pub(crate) fn threads(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        self.checks.threads.map_or_else(cores, usize::from)
    }

    /// A run over inputs that begins with this validator.
    pub(crate) fn session<'v>(&self, validator: &'v Validator) -> Session<'v> {
        let session = validator.session().with_threads(self.threads());
        match self.checks.block_bytes {
            Some(bytes) => session.with_block_bytes(usize::try_from(bytes.0).unwrap_or(usize::MAX)),
            None => session,
        }
    }

    /// How long the first line may be that tells the format of an input.
    pub(crate) fn head_limit(&self) -> u64 {
        self.checks.max_record_bytes.map_or(DEFAULT_RECORD_LIMIT, |bytes| bytes.0)
    }
}
