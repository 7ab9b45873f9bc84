//! A subscription in words: what it tells, where to, how often, and whether it is on.

use super::visitor::Visitor;
use crate::{
    app::App,
    domain::{
        event::EventKind,
        search::SearchCriteria,
        subscription::{Channel, Frequency, Interest, Subscription},
    },
};

/// A subscription as the pages show it.
#[derive(Debug, Clone)]
pub(crate) struct Alert {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) state: String,
    pub(crate) tone: &'static str,
}

/// The subscription in the visitor's language.
pub(crate) fn describe(app: &App, v: &Visitor, subscription: &Subscription) -> Alert {
    let frequency = match subscription.frequency {
        Frequency::Immediate => v.t("alert-immediate"),
        Frequency::Daily => v.t("alert-daily"),
        Frequency::Weekly => v.t("alert-weekly"),
    };
    let channel = match &subscription.channel {
        Channel::Email(_) => v.t("channel-email"),
        Channel::Webhook(_) => v.t("channel-webhook"),
    };
    let (state, tone) = if subscription.active { ("alert-on", "good") } else { ("alert-off", "") };
    Alert {
        title: title(app, v, &subscription.interest),
        text: format!("{channel} · {frequency}"),
        state: v.t(state),
        tone,
    }
}

fn title(app: &App, v: &Visitor, interest: &Interest) -> String {
    let what = match interest {
        Interest::Search { search } => search_words(app, search),
        Interest::Events { events } => {
            let known = events.iter().filter_map(|kind| event_words(v, *kind));
            known.collect::<Vec<_>>().join(" · ")
        }
    };
    let key = match interest {
        Interest::Search { .. } => "alert-search",
        Interest::Events { .. } => "alert-events",
    };
    if what.is_empty() { v.t(key) } else { format!("{} · {what}", v.t(key)) }
}

/// The words and places of a search; its filters would be too long here.
fn search_words(app: &App, search: &SearchCriteria) -> String {
    let regions = app.vocabulary().regions();
    let places =
        search.region.iter().filter_map(|code| regions.by_code(code)).map(|region| region.name.clone());
    search.q.iter().cloned().chain(places).collect::<Vec<_>>().join(" · ")
}

fn event_words(v: &Visitor, kind: EventKind) -> Option<String> {
    let key = match kind {
        EventKind::MatchFound => "event-match-found",
        EventKind::VacancyPublished => "event-vacancy-published",
        EventKind::VacancyClosed => "event-vacancy-closed",
        EventKind::ImportFinished => "event-import-finished",
        EventKind::VacancyHeld => "event-vacancy-held",
        EventKind::VacancyRefused => "event-vacancy-refused",
        EventKind::VacancyExpiring => "event-vacancy-expiring",
        EventKind::VerificationDue => "event-verification-due",
        EventKind::VerificationFailed => "event-verification-failed",
        EventKind::EmployerSuspended => "event-employer-suspended",
        EventKind::ApplicationSubmitted => "event-application-submitted",
        EventKind::ApplicationInterviewSet => "event-interview-set",
        EventKind::ApplicationOffered => "event-offered",
        EventKind::OfferLapsing => "event-offer-lapsing",
        EventKind::ApplicationAccepted => "event-accepted",
        EventKind::ApplicationSigned => "event-signed",
        EventKind::ApplicationWithdrawn => "event-withdrawn",
        EventKind::SeatsOpened => "event-seats-opened",
        EventKind::SeatsClosing => "event-seats-closing",
        EventKind::SeatsReleased => "event-seats-released",
        EventKind::VacancyAmended => "event-vacancy-amended",
        EventKind::StudentTransferred => "event-student-transferred",
        EventKind::StudentClaimed => "event-student-claimed",
        EventKind::VacancyExpired | EventKind::DigestReady | EventKind::WebhookTest => return None,
    };
    Some(v.t(key))
}
