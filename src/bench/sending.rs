//! Sending: what waits in the queue goes out by webhook and by mail, each try kept, while somebody else takes it.

use super::{
    BenchError, BenchOptions,
    figures::{Report, grouped},
    setup::World,
    sink::Sink,
};
use crate::{
    app::App,
    domain::{
        delivery::{Delivery, DeliveryState, Message},
        email_address::EmailAddress,
        event::EventKind,
        ids::{DeliveryId, EventId, GraduateId, NotificationId, SubscriptionId, WebhookId},
        language::Language,
        notification::{News, Notification},
        party::Party,
        subscription::{Channel, Frequency, Interest, Subscription},
        webhook::{Webhook, WebhookSecret, WebhookState},
    },
    store::StoreError,
};
use chrono::TimeDelta;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// So many a second are laid out for each second of measuring.
const A_SECOND: usize = 4_000;
/// How many are laid out in one transaction.
const BATCH: usize = 1_000;
/// At least so many a second are laid out.
const A_SECOND_LAID_OUT: usize = 500;
const LOOK_AGAIN: Duration = Duration::from_millis(10);
/// A queue that is not empty after so long is stuck.
const STUCK: Duration = Duration::from_secs(600);

/// The other sides.
pub(super) struct Sinks {
    pub(super) endpoint: Sink,
    pub(super) mail_server: Sink,
}

impl Sinks {
    pub(super) async fn start() -> Result<Self, BenchError> {
        Ok(Self { endpoint: Sink::endpoint().await?, mail_server: Sink::mail_server().await? })
    }
}

pub(super) async fn measure(
    app: &App,
    world: &World,
    sinks: &Sinks,
    options: &BenchOptions,
    report: &mut Report,
) -> Result<(), BenchError> {
    let wanted = A_SECOND * usize::try_from(options.time.as_secs()).unwrap_or(1).max(1);
    let queue = webhook_queue(app, world, sinks, wanted).await?;
    let rate = emptied(app, queue).await?;
    report.add(
        "webhooks sent, every attempt kept",
        format!("{}/s", grouped(rate)),
        format!(
            "{} messages that wait, read, signed and posted to one endpoint on loopback over kept connections",
            grouped(sinks.endpoint.taken() as f64)
        ),
    );
    let queue = mail_queue(app, world, wanted).await?;
    let rate = emptied(app, queue).await?;
    report.add(
        "mails sent, every attempt kept",
        format!("{}/s", grouped(rate)),
        format!(
            "{} alerts that wait, each for one graduate, written in text and HTML and handed to a mail server on \
             loopback over 16 connections, without TLS and DKIM",
            grouped(sinks.mail_server.taken() as f64)
        ),
    );
    Ok(())
}

/// What is told, and the deliveries that tell it.
type Queue = Vec<(Notification, Delivery)>;

async fn webhook_queue(app: &App, world: &World, sinks: &Sinks, many: usize) -> Result<Queue, BenchError> {
    let (owner, now) = (Party::Employer(world.employer), app.now());
    let webhook = Webhook {
        id: WebhookId::new(&*app.clock, app.entropy()),
        owner,
        version: 1,
        url: format!("http://{}/hook", sinks.endpoint.address),
        secrets: vec![WebhookSecret { text: format!("whsec_{}", "MDEy".repeat(8)), until: None }],
        state: WebhookState::Active,
        created_at: now,
        updated_at: now,
    };
    let events = Interest::Events { events: vec![EventKind::VacancyPublished] };
    let channel = Channel::Webhook(webhook.id);
    app.store.write(move |tx| async move { tx.insert_webhook(&webhook).await }).await?;
    let subscription = subscribe(app, owner, events, channel).await?;
    let vacancies = world.vacancies.iter().cycle().take(many);
    let told = |vacancy| News::OwnVacancy { vacancy };
    Ok(vacancies.map(|id| one(app, &subscription, EventKind::VacancyPublished, told(*id))).collect())
}

async fn mail_queue(app: &App, world: &World, many: usize) -> Result<Queue, BenchError> {
    let limit = u64::try_from(many).unwrap_or(u64::MAX);
    let graduates = app.store.graduate_ids_after(None, limit).await?;
    let mut subscriptions = Vec::with_capacity(graduates.len());
    for (number, graduate) in graduates.iter().enumerate() {
        subscriptions.push(alerts_of(app, *graduate, number)?);
    }
    for batch in subscriptions.chunks(BATCH) {
        let batch = batch.to_vec();
        let written = app.store.write(move |tx| async move {
            for subscription in &batch {
                tx.insert_subscription(subscription).await?;
            }
            Ok::<_, StoreError>(())
        });
        written.await?;
    }
    // Nobody is told of the same vacancy twice.
    let pairs =
        world.vacancies.iter().flat_map(|vacancy| subscriptions.iter().map(move |one| (vacancy, one)));
    let told = |vacancy| News::VacancyForGraduate { vacancy, score: 0.8, reasons: Vec::new() };
    let queue = pairs.take(many).map(|(id, one_of)| one(app, one_of, EventKind::MatchFound, told(*id)));
    Ok(queue.collect())
}

fn alerts_of(app: &App, graduate: GraduateId, number: usize) -> Result<Subscription, BenchError> {
    let address = EmailAddress::parse(&format!("graduate{number}@mail.example"));
    let address = address.map_err(|_| BenchError::World("an address cannot be made"))?;
    let events = Interest::Events { events: vec![EventKind::MatchFound] };
    Ok(subscription(app, Party::Graduate(graduate), events, Channel::Email(address)))
}

async fn subscribe(
    app: &App,
    owner: Party,
    interest: Interest,
    channel: Channel,
) -> Result<Subscription, BenchError> {
    let subscription = subscription(app, owner, interest, channel);
    let written = subscription.clone();
    app.store.write(move |tx| async move { tx.insert_subscription(&written).await }).await?;
    Ok(subscription)
}

fn subscription(app: &App, owner: Party, interest: Interest, channel: Channel) -> Subscription {
    let now = app.now();
    Subscription {
        id: SubscriptionId::new(&*app.clock, app.entropy()),
        owner,
        version: 1,
        interest,
        channel,
        frequency: Frequency::Immediate,
        language: Language::Chinese,
        active: true,
        created_at: now,
        updated_at: now,
    }
}

fn one(app: &App, subscription: &Subscription, kind: EventKind, news: News) -> (Notification, Delivery) {
    let (clock, entropy, now) = (&*app.clock, app.entropy(), app.now());
    let notification = Notification {
        id: NotificationId::new(clock, entropy),
        event: EventId::new(clock, entropy),
        kind,
        receiver: subscription.owner,
        subscription: Some(subscription.id),
        news,
        created_at: now,
    };
    let delivery = Delivery {
        id: DeliveryId::new(clock, entropy),
        receiver: subscription.owner,
        channel: subscription.channel.clone(),
        message: Message::Alert {
            notifications: vec![notification.id],
            subscription: subscription.id,
            digest: false,
        },
        language: subscription.language,
        state: DeliveryState::Queued,
        attempts: 0,
        due_at: now,
        created_at: now,
        finished_at: None,
    };
    (notification, delivery)
}

/// Lays the queue out, lets it go when it is due, and gives how many a second were sent.
async fn emptied(app: &App, mut queue: Queue) -> Result<f64, BenchError> {
    let many = queue.len();
    let due = app.now() + TimeDelta::seconds(2 + i64::try_from(many / A_SECOND_LAID_OUT).unwrap_or(0));
    for (_, delivery) in &mut queue {
        delivery.due_at = due;
    }
    let last = queue.pop();
    for batch in queue.chunks(BATCH) {
        lay_out(app, batch.to_vec()).await?;
    }
    let ahead =
        (due - app.now()).to_std().map_err(|_| BenchError::World("laying the queue out took long"))?;
    sleep(ahead).await;
    let started = Instant::now();
    // The last one wakes those who send.
    lay_out(app, last.into_iter().collect()).await?;
    while app.store.oldest_due().await?.is_some() {
        if started.elapsed() > STUCK {
            return Err(BenchError::World("the queue does not get empty"));
        }
        sleep(LOOK_AGAIN).await;
    }
    Ok(many as f64 / started.elapsed().as_secs_f64())
}

async fn lay_out(app: &App, batch: Queue) -> Result<(), BenchError> {
    let (notifications, deliveries): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
    let written = app.store.write(move |tx| async move {
        tx.insert_notifications(&notifications).await?;
        tx.insert_deliveries(&deliveries).await
    });
    Ok(written.await?)
}
