//! Where writes wait for a transaction that they share: a commit to disk costs as much for one as for many.
//!
//! Nobody waits for company. Whoever comes while no transaction runs writes at once; who comes meanwhile waits until it
//! is committed and goes into the next one, together with all that came by then.

use crate::store::StoreError;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Mutex as Turn, oneshot};

/// The most writes in one transaction.
const TOGETHER: usize = 256;

/// Writes that wait for the next transaction.
pub struct Line<T, A, E>(Arc<Standing<T, A, E>>);

struct Standing<T, A, E> {
    waiting: Mutex<Vec<Waiting<T, A, E>>>,
    /// Held by the one who writes for all.
    turn: Turn<()>,
}

struct Waiting<T, A, E> {
    write: T,
    answer: oneshot::Sender<Result<A, E>>,
}

impl<T, A, E> Default for Line<T, A, E> {
    fn default() -> Self {
        Self(Arc::new(Standing { waiting: Mutex::default(), turn: Turn::default() }))
    }
}

impl<T, A, E> Line<T, A, E>
where
    T: Clone + Send + 'static,
    A: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    /// Writes in one transaction with all others that wait. `work` writes all it is given, or none of them, and answers
    /// each in order. Where several fail together each is tried alone.
    ///
    /// # Errors
    /// Where the write fails.
    pub async fn write<F, W>(&self, write: T, work: F) -> Result<A, E>
    where
        F: Fn(Vec<T>) -> W + Send + 'static,
        W: Future<Output = Result<Vec<A>, E>> + Send,
    {
        let (answer, answered) = oneshot::channel();
        self.0.stand(Waiting { write, answer });
        // A task of its own: who goes away must not leave the others without an answer.
        let standing = Arc::clone(&self.0);
        tokio::spawn(async move {
            let _turn = standing.turn.lock().await;
            write_all(work, standing.next()).await;
        });
        answered.await.unwrap_or_else(|_| Err(StoreError::Aborted.into()))
    }
}

impl<T, A, E> Standing<T, A, E> {
    fn stand(&self, one: Waiting<T, A, E>) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(one);
    }

    /// The first in the line; there are none where somebody else wrote for them.
    fn next(&self) -> Vec<Waiting<T, A, E>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let many = waiting.len().min(TOGETHER);
        waiting.drain(..many).collect()
    }
}

async fn write_all<T, A, E, F, W>(work: F, waiting: Vec<Waiting<T, A, E>>)
where
    T: Clone,
    E: From<StoreError>,
    F: Fn(Vec<T>) -> W,
    W: Future<Output = Result<Vec<A>, E>>,
{
    if waiting.is_empty() {
        return;
    }
    match work(waiting.iter().map(|one| one.write.clone()).collect()).await {
        Ok(answers) => {
            for (one, answer) in waiting.into_iter().zip(answers) {
                tell(one.answer, Ok(answer));
            }
        }
        // One of them may be the reason, and the others are not to suffer for it.
        Err(_) if waiting.len() > 1 => {
            for one in waiting {
                let answer = work(vec![one.write]).await;
                tell(one.answer, answer.and_then(|mut one| one.pop().ok_or(StoreError::Aborted.into())));
            }
        }
        Err(error) => {
            if let Some(one) = waiting.into_iter().next() {
                tell(one.answer, Err(error));
            }
        }
    }
}

/// Who went away is not told; what was written stands all the same.
fn tell<A, E>(answer: oneshot::Sender<Result<A, E>>, written: Result<A, E>) {
    let _ = answer.send(written);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    type Numbers = Line<u32, u32, StoreError>;

    /// Doubles numbers, slowly, and no thirteen.
    async fn doubled(numbers: Vec<u32>, commits: Arc<AtomicUsize>) -> Result<Vec<u32>, StoreError> {
        tokio::task::yield_now().await;
        commits.fetch_add(1, Ordering::Relaxed);
        if numbers.contains(&13) {
            Err(StoreError::Missing)
        } else {
            Ok(numbers.iter().map(|n| n * 2).collect())
        }
    }

    async fn written(numbers: Vec<u32>) -> (Vec<Result<u32, StoreError>>, usize) {
        let (line, commits) = (Arc::new(Numbers::default()), Arc::new(AtomicUsize::new(0)));
        let mut writes = Vec::new();
        for number in numbers {
            let (line, commits) = (Arc::clone(&line), Arc::clone(&commits));
            writes.push(tokio::spawn(async move {
                line.write(number, move |all| doubled(all, Arc::clone(&commits))).await
            }));
        }
        let mut answers = Vec::new();
        for write in writes {
            answers.push(write.await.unwrap());
        }
        (answers, commits.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn everybody_gets_the_answer_to_the_own_write_and_commits_are_shared() {
        let (answers, commits) = written((20..120).collect()).await;
        let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers, (20..120).map(|n| n * 2).collect::<Vec<_>>());
        assert!(commits < 50, "{commits} commits for a hundred writes");
    }

    #[tokio::test]
    async fn one_bad_write_fails_alone() {
        let (answers, _) = written((0..30).collect()).await;
        for (number, answer) in (0..30).zip(answers) {
            assert_eq!(answer.ok(), (number != 13).then_some(number * 2));
        }
    }
}
