//! How a thing that happened reaches somebody outside.
//!
//! The cast, in the order in which they appear:
//!
//! - a **notification** says that one person or organisation is to be told of one event. It is written in the
//!   transaction of the event and belongs to the domain and the store; nothing here creates one;
//! - a **delivery** is one notification on its way to one channel: one email, or one webhook message to one
//!   endpoint. Its id never changes: it becomes the `Message-ID` or the `webhook-id`, so a receiver recognises
//!   what it has already got;
//! - an [`Attempt`] is one try at a delivery. Its [`Outcome`] says *delivered*, *retry* or *give up*, so nobody
//!   has to guess from an error text; [`schedule`] says when the next one is due.
//!
//! What a try needs: for email the [`templates`] make the words, [`email::Mailer`] sends them; for webhooks
//! [`webhook::WebhookClient`] signs and posts to addresses that the guard in [`webhook::address`] lets pass.
//!
//! This module knows neither the store nor the domain: the jobs map their types to the plain ones here. Time
//! and randomness are arguments. Nothing else in the program imports lettre or reqwest.

mod attempt;
mod causes;
pub mod email;
pub mod schedule;
pub mod templates;
pub mod webhook;

pub use attempt::{Attempt, Outcome, Reason};
