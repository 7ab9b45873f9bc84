//! Where single postings wait for a transaction that they share: a commit to disk costs as much for one as for many.
//!
//! Nobody waits for company. Whoever comes while no transaction runs posts at once; who comes meanwhile waits until it
//! is committed and goes into the next one, together with all that came by then.

use super::{
    prepare::Prepared,
    settle::{Settled, post},
};
use crate::{app::App, domain::refusal::Refusal};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Mutex as Turn, oneshot};

/// The most postings in one transaction.
const TOGETHER: usize = 256;

type Answer = Result<Settled, Refusal>;

/// The postings that wait for the next transaction.
#[derive(Default)]
pub struct PostingLine {
    waiting: Mutex<Vec<Waiting>>,
    /// Held by the one who posts for all.
    turn: Turn<()>,
}

struct Waiting {
    prepared: Prepared,
    answer: oneshot::Sender<Answer>,
}

/// Posts what was prepared, in one transaction with all others that wait.
///
/// # Errors
/// Where the store fails; then nothing was written.
pub(super) async fn post_in_line(app: &Arc<App>, prepared: Prepared) -> Answer {
    let _first = app.precedence.take();
    let (answer, answered) = oneshot::channel();
    app.line.stand(Waiting { prepared, answer });
    // A task of its own: who hangs up must not leave the others without an answer.
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let _turn = app.line.turn.lock().await;
        post_all(&app, app.line.next()).await;
    });
    answered.await.unwrap_or(Err(Refusal::Unavailable))
}

impl PostingLine {
    fn stand(&self, one: Waiting) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(one);
    }

    /// The first in the line; there are none where somebody else posted for them.
    fn next(&self) -> Vec<Waiting> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let many = waiting.len().min(TOGETHER);
        waiting.drain(..many).collect()
    }
}

async fn post_all(app: &App, waiting: Vec<Waiting>) {
    if waiting.is_empty() {
        return;
    }
    let prepared: Vec<_> = waiting.iter().map(|one| one.prepared.clone()).collect();
    let several = prepared.len() > 1;
    match post(app, prepared).await {
        Ok(settled) => {
            for (one, settled) in waiting.into_iter().zip(settled) {
                tell(one.answer, Ok(settled));
            }
        }
        // One of them may be the reason, and the others are not to suffer for it.
        Err(_) if several => {
            for one in waiting {
                let settled = post(app, vec![one.prepared]).await;
                tell(one.answer, settled.and_then(|mut one| one.pop().ok_or(Refusal::Unavailable)));
            }
        }
        Err(refusal) => {
            for one in waiting {
                tell(one.answer, Err(refusal.clone()));
            }
        }
    }
}

/// Who hung up is not told; the posting stands all the same, as with any request whose answer is lost.
fn tell(answer: oneshot::Sender<Answer>, settled: Answer) {
    let _ = answer.send(settled);
}
