//! Consent taken back: what was under way ends at once.

use super::{Means, Stop, moves};
use crate::{
    domain::{
        application::{Cause, Move, Stage, Turn},
        ids::GraduateId,
    },
    store::Tx,
};

/// Withdraws the applications of somebody who does not agree to be matched any more, and frees the seats that offers
/// held. What was accepted already rests on an agreement of two, and stays.
///
/// # Errors
/// Where the store fails.
pub(in crate::app) async fn withdraw_with_consent(
    tx: &Tx,
    means: &Means,
    graduate: GraduateId,
) -> Result<(), Stop> {
    for mut application in tx.active_applications_of(graduate).await? {
        if application.stage < Stage::Accepted {
            let turn = Turn::itself(Move::Withdrawn, Cause::ConsentWithdrawn, means.now);
            moves::make(tx, means, &mut application, turn).await?;
        }
    }
    Ok(())
}
