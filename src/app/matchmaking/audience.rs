//! Who is told of an event, each receiver once, with all the subscriptions that ask for it.

use crate::domain::{
    email_address::EmailAddress,
    event::{Event, EventKind},
    language::Language,
    notification::News,
    party::Party,
    subscription::{Channel, Frequency, Subscription},
};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// Who is told of an event.
pub(super) struct Audience {
    at: DateTime<Utc>,
    told: BTreeMap<Party, Told>,
}

/// What one receiver is told, and on whose request.
pub(super) struct Told {
    pub(super) kind: EventKind,
    pub(super) news: News,
    /// Where the receiver is told in any case.
    pub(super) notice: Option<Notice>,
    subscriptions: Vec<Subscription>,
}

/// Where a service message goes: an address on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notice {
    pub(super) address: EmailAddress,
    pub(super) language: Language,
}

impl Audience {
    /// Nobody yet.
    pub(super) fn of(event: &Event) -> Self {
        Self { at: event.at, told: BTreeMap::new() }
    }

    /// Tells the subscription's owner. Who is told already is told the first news, also where this subscription
    /// wants it. A subscription made after the event does not count: it starts with what is new from then on.
    pub(super) fn tell(&mut self, kind: EventKind, news: impl FnOnce() -> News, subscription: Subscription) {
        if !subscription.active || subscription.created_at > self.at {
            return;
        }
        let entry = self.told.entry(subscription.owner);
        let told = entry.or_insert_with(|| Told::of(kind, news()));
        told.subscriptions.push(subscription);
    }

    /// Tells a party by a service message, whether it asked or not.
    pub(super) fn notify(&mut self, kind: EventKind, party: Party, news: News, notice: Notice) {
        self.told.entry(party).or_insert_with(|| Told::of(kind, news)).notice = Some(notice);
    }

    /// The receivers in a fixed order, each with what they are told.
    pub(super) fn into_told(self) -> impl Iterator<Item = (Party, Told)> {
        self.told.into_iter()
    }
}

impl Told {
    fn of(kind: EventKind, news: News) -> Self {
        Self { kind, news, notice: None, subscriptions: Vec::new() }
    }

    /// One subscription for each channel, the most urgent one: the same news goes to no address twice, nor to one that
    /// has it by the service message.
    pub(super) fn channels(&self) -> Vec<&Subscription> {
        let mut chosen: Vec<&Subscription> = Vec::new();
        let noticed = |channel: &Channel| match (channel, &self.notice) {
            (Channel::Email(address), Some(notice)) => address.same_mailbox(&notice.address),
            _ => false,
        };
        for subscription in self.subscriptions.iter().filter(|one| !noticed(&one.channel)) {
            match chosen.iter_mut().find(|one| same_channel(&one.channel, &subscription.channel)) {
                Some(known) if urgency(subscription) < urgency(known) => *known = subscription,
                Some(_) => {}
                None => chosen.push(subscription),
            }
        }
        chosen.sort_by_key(|subscription| urgency(subscription));
        chosen
    }
}

fn same_channel(one: &Channel, other: &Channel) -> bool {
    match (one, other) {
        (Channel::Email(one), Channel::Email(other)) => one.same_mailbox(other),
        _ => one == other,
    }
}

/// The smaller, the sooner; among equals the oldest, so that the same audience has the same messages.
fn urgency(subscription: &Subscription) -> (u8, crate::domain::ids::SubscriptionId) {
    let rank = match subscription.frequency {
        Frequency::Immediate => 0,
        Frequency::Daily => 1,
        Frequency::Weekly => 2,
    };
    (rank, subscription.id)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::{
        ids::{EventId, GraduateId, SubscriptionId, VacancyId, WebhookId},
        subscription::Interest,
    };
    use uuid::Uuid;

    pub(in crate::app::matchmaking) fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    pub(in crate::app::matchmaking) fn event() -> Event {
        Event {
            id: EventId(Uuid::from_u128(7)),
            kind: EventKind::VacancyPublished,
            subject: VacancyId(Uuid::from_u128(1)).to_string(),
            at: at("2026-06-20T10:00:00+08:00"),
        }
    }

    pub(in crate::app::matchmaking) fn subscription(
        number: u128,
        owner: u128,
        channel: Channel,
    ) -> Subscription {
        Subscription {
            id: SubscriptionId(Uuid::from_u128(number)),
            owner: Party::Graduate(GraduateId(Uuid::from_u128(owner))),
            version: 1,
            interest: Interest::Events { events: vec![EventKind::MatchFound] },
            channel,
            frequency: Frequency::Immediate,
            language: Language::Chinese,
            active: true,
            created_at: at("2026-06-01T00:00:00Z"),
            updated_at: at("2026-06-01T00:00:00Z"),
        }
    }

    pub(in crate::app::matchmaking) fn mail(text: &str) -> Channel {
        Channel::Email(EmailAddress::parse(text).unwrap())
    }

    fn found() -> News {
        News::VacancyForSearch { vacancy: VacancyId(Uuid::from_u128(1)) }
    }

    #[test]
    fn a_person_with_two_reasons_is_told_once_and_first_things_first() {
        let mut audience = Audience::of(&event());
        let vacancy = VacancyId(Uuid::from_u128(1));
        let best = News::VacancyForGraduate { vacancy, score: 0.8, reasons: Vec::new() };
        audience.tell(EventKind::MatchFound, || best.clone(), subscription(1, 5, mail("a@b.cn")));
        audience.tell(
            EventKind::MatchFound,
            found,
            subscription(2, 5, Channel::Webhook(WebhookId(Uuid::from_u128(9)))),
        );
        audience.tell(EventKind::MatchFound, found, subscription(3, 6, mail("c@d.cn")));
        let told: Vec<_> = audience.into_told().collect();
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].1.news, best);
        assert_eq!(told[0].1.channels().len(), 2, "each channel carries it");
    }

    #[test]
    fn one_address_gets_it_once_by_its_most_urgent_subscription() {
        let mut audience = Audience::of(&event());
        let mut weekly = subscription(1, 5, mail("a@b.cn"));
        weekly.frequency = Frequency::Weekly;
        audience.tell(EventKind::MatchFound, found, weekly);
        audience.tell(EventKind::MatchFound, found, subscription(3, 5, mail("A@b.cn")));
        audience.tell(EventKind::MatchFound, found, subscription(2, 5, mail("a@b.cn")));
        let told: Vec<_> = audience.into_told().collect();
        let channels = told[0].1.channels();
        assert_eq!(channels.iter().map(|one| one.id.0.as_u128()).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn a_service_message_goes_beside_endpoints_and_in_the_place_of_mail_to_the_same_address() {
        let mut audience = Audience::of(&event());
        let owner = subscription(1, 5, mail("a@b.cn")).owner;
        let address = EmailAddress::parse("A@b.cn").unwrap();
        audience.notify(
            EventKind::MatchFound,
            owner,
            found(),
            Notice { address, language: Language::Chinese },
        );
        let endpoint = Channel::Webhook(WebhookId(Uuid::from_u128(9)));
        audience.tell(EventKind::MatchFound, found, subscription(1, 5, mail("a@b.cn")));
        audience.tell(EventKind::MatchFound, found, subscription(2, 5, endpoint.clone()));
        audience.tell(EventKind::MatchFound, found, subscription(3, 5, mail("other@b.cn")));
        let told: Vec<_> = audience.into_told().collect();
        assert!(told.len() == 1 && told[0].1.notice.is_some());
        let channels: Vec<_> = told[0].1.channels().iter().map(|one| one.channel.clone()).collect();
        assert_eq!(channels, [endpoint, mail("other@b.cn")]);
    }

    #[test]
    fn what_was_made_after_the_event_or_switched_off_asks_for_nothing() {
        let mut audience = Audience::of(&event());
        let mut late = subscription(1, 5, mail("a@b.cn"));
        late.created_at = at("2026-06-20T10:00:01+08:00");
        audience.tell(EventKind::MatchFound, found, late);
        let mut off = subscription(2, 6, mail("c@d.cn"));
        off.active = false;
        audience.tell(EventKind::MatchFound, found, off);
        assert_eq!(audience.into_told().count(), 0);
    }
}
