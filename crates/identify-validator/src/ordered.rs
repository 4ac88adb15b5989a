//! Work done on threads, and taken in the order in which it was given.

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::{Builder, Scope},
};

/// Threads that do work, the results of which are taken in the order in which the work was given.
///
/// ```
/// use identify_validator::Workers;
///
/// std::thread::scope(|scope| {
///     let mut workers = Workers::start(scope, 2, || |number: u64| number * number)?;
///     (1..=3).for_each(|number| workers.give(number));
///     assert_eq!(std::iter::from_fn(|| workers.take()).collect::<Vec<_>>(), [1, 4, 9]);
///     Ok::<(), std::io::Error>(())
/// })?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Workers<W, R> {
    work: mpsc::Sender<(W, mpsc::Sender<R>)>,
    /// One for each piece of work that was given, the oldest first.
    results: VecDeque<mpsc::Receiver<R>>,
}

impl<W: Send, R: Send> Workers<W, R> {
    /// Starts so many threads, or as many as there can be. Each makes itself what does the work,
    /// which may keep memory from one piece to the next.
    ///
    /// # Errors
    /// Those of the operating system, where there can be no thread at all.
    pub fn start<'scope, M, F>(
        scope: &'scope Scope<'scope, '_>,
        threads: usize,
        make: M,
    ) -> io::Result<Self>
    where
        M: Fn() -> F + Clone + Send + 'scope,
        F: FnMut(W) -> R,
        W: 'scope,
        R: 'scope,
    {
        let (work, given) = mpsc::channel::<(W, mpsc::Sender<R>)>();
        let given = Arc::new(Mutex::new(given));
        for number in 0..threads.max(1) {
            let (given, make) = (given.clone(), make.clone());
            let started = Builder::new().spawn_scoped(scope, move || {
                let mut worker = make();
                loop {
                    let next = given.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((work, result)) = next else { break };
                    // Whoever does not wait for it does not want it.
                    let _ = result.send(worker(work));
                }
            });
            match started {
                Err(error) if number == 0 => return Err(error),
                Err(_) => break,
                Ok(_) => {}
            }
        }
        Ok(Self { work, results: VecDeque::new() })
    }

    /// Gives them work.
    pub fn give(&mut self, work: W) {
        let (result, taken) = mpsc::channel();
        // They are there as long as this is.
        let _ = self.work.send((work, result));
        self.results.push_back(taken);
    }

    /// How many pieces of work were given whose results were not taken.
    pub fn len(&self) -> usize {
        self.results.len()
    }

    /// Whether all results were taken.
    pub fn is_empty(&self) -> bool {
        self.results.is_empty()
    }

    /// Waits for the oldest piece of work, and takes its result. Nothing where there is no more, or
    /// where the thread panicked, which its scope tells.
    pub fn take(&mut self) -> Option<R> {
        self.results.pop_front()?.recv().ok()
    }
}
