//! Ending a run early, because a signal asks for it: what was checked so far is reported.

#[cfg(unix)]
use std::os::{
    fd::{AsFd, BorrowedFd},
    unix::net::UnixStream,
};
use std::{
    error::Error,
    fmt::{self, Display, Formatter},
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
};

use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};

/// Whether a run is to end early. Clones are one and the same.
///
/// ```
/// use identify_cli::{Io, Stop, run};
///
/// let stop = Stop::default();
/// stop.request(15);
/// let (mut input, mut output, mut errors) = (&b"{}"[..], Vec::new(), Vec::new());
/// let mut io = Io::new(&mut input, &mut output, &mut errors).with_stop(stop);
/// assert_eq!(run(["identify", "lint"], &mut io), 128 + 15);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Stop {
    /// The signal that came, or 0.
    signal: Arc<AtomicUsize>,
    /// Can be read from once a signal came.
    #[cfg(unix)]
    bell: Option<Arc<UnixStream>>,
}

/// What a signal leaves of an input that is read.
#[derive(Debug)]
struct Stopped;

impl Error for Stopped {}

impl Display for Stopped {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("stopped by a signal")
    }
}

impl Stop {
    /// Ends the run at SIGINT (Ctrl-C) and SIGTERM. A second signal ends the process at once.
    ///
    /// # Errors
    /// The system takes no handler.
    pub fn on_signals() -> io::Result<Self> {
        let mut stop = Self::default();
        let again = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal finds that none came before it.
            flag::register_conditional_shutdown(signal, status(signal), again.clone())?;
            flag::register(signal, again.clone())?;
            let value = usize::try_from(signal).unwrap_or_default();
            flag::register_usize(signal, stop.signal.clone(), value)?;
        }
        #[cfg(unix)]
        {
            let (bell, ringer) = UnixStream::pair()?;
            for signal in [SIGINT, SIGTERM] {
                signal_hook::low_level::pipe::register(signal, ringer.try_clone()?)?;
            }
            stop.bell = Some(Arc::new(bell));
        }
        Ok(stop)
    }

    /// Ends the run as this signal does.
    pub fn request(&self, signal: u8) {
        self.signal.store(usize::from(signal), Relaxed);
    }

    /// The signal that came.
    pub(crate) fn signal(&self) -> Option<u8> {
        u8::try_from(self.signal.load(Relaxed)).ok().filter(|signal| *signal > 0)
    }

    /// Whether an input could not be read because of a signal.
    pub(crate) fn is_cause(error: &io::Error) -> bool {
        error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<Stopped>)
    }

    /// # Errors
    /// A signal came.
    fn check(&self) -> io::Result<()> {
        if self.signal().is_some() { Err(io::Error::other(Stopped)) } else { Ok(()) }
    }

    /// Waits until there is something to read, or until a signal comes.
    #[cfg(unix)]
    fn wait(&self, input: BorrowedFd<'_>) -> io::Result<()> {
        use rustix::event::{PollFd, PollFlags, poll};

        let Some(bell) = &self.bell else { return self.check() };
        loop {
            self.check()?;
            let mut both = [PollFd::new(&input, PollFlags::IN), PollFd::new(bell, PollFlags::IN)];
            match poll(&mut both, None) {
                Ok(_) if !both.first().is_some_and(|input| input.revents().is_empty()) => {
                    return self.check();
                }
                // The bell, whose cause the loop looks for.
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                // What cannot be waited for can be read all the same.
                Err(_) => return Ok(()),
            }
        }
    }
}

/// The name of a signal.
pub(crate) fn name(signal: u8) -> String {
    let name = signal_hook::low_level::signal_name(i32::from(signal));
    name.map_or_else(|| format!("signal {signal}"), str::to_owned)
}

/// The exit status of what a signal ended, as shells have it.
fn status(signal: i32) -> i32 {
    signal.saturating_add(128)
}

/// Reads until a signal comes, also where it has to wait.
#[derive(Debug)]
pub struct Awaited<R> {
    reader: R,
    stop: Stop,
    /// Whether what is read may have to be waited for.
    waits: bool,
}

impl<R> Awaited<R> {
    /// Reads what may have to be waited for, such as a pipe. The reader must not hold anything back
    /// in a buffer of its own.
    pub fn new(reader: R, stop: Stop) -> Self {
        Self { reader, stop, waits: true }
    }

    /// The same, where it may also be a file on a disk.
    pub(crate) fn file(reader: R, stop: Stop, is_regular: bool) -> Self {
        Self { reader, stop, waits: !is_regular }
    }
}

#[cfg(unix)]
impl<R: Read + AsFd> Read for Awaited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.waits { self.stop.wait(self.reader.as_fd()) } else { self.stop.check() }?;
        self.reader.read(buffer)
    }
}

#[cfg(not(unix))]
impl<R: Read> Read for Awaited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stop.check()?;
        let _ = self.waits;
        self.reader.read(buffer)
    }
}
