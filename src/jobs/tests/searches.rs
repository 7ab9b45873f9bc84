//! Saved searches in memory are those of the store, whatever happened to them since they were read.

use super::{quick, world::World};
use crate::{
    app::{
        matchmaking::SavedSearches,
        subscriptions::{SubscriptionPatch, change_subscription, delete_subscription},
    },
    domain::{
        delivery::{DeliveryState, Message},
        ids::SubscriptionId,
        party::{Actor, Party},
        search::SearchCriteria,
        subscription::Interest,
    },
    jobs::Runner,
};

fn search(region: &str) -> SearchCriteria {
    SearchCriteria { region: vec![region.to_owned()], ..SearchCriteria::default() }
}

fn interest(region: &str) -> Interest {
    Interest::Search { search: Box::new(search(region)) }
}

/// A school whose searches these are, by the place of the list.
struct Searcher<'w> {
    world: &'w World,
    party: Party,
    ids: Vec<SubscriptionId>,
}

impl<'w> Searcher<'w> {
    async fn with(world: &'w World, regions: &[&str]) -> Searcher<'w> {
        let mut searcher = Searcher { world, party: Party::School(world.home_school()), ids: Vec::new() };
        for region in regions {
            searcher.add(region).await;
        }
        searcher
    }

    async fn add(&mut self, region: &str) {
        let address = format!("search{}@example.org", self.ids.len());
        self.world.subscribe(self.party, interest(region), &address).await;
        let all = self.world.app.store.subscriptions_of(self.party, None, 50).await.unwrap();
        let new = all.into_iter().find(|one| !self.ids.contains(&one.id)).unwrap();
        self.ids.push(new.id);
    }

    async fn change(&self, place: usize, patch: SubscriptionPatch) {
        let (app, actor) = (&self.world.app, Actor::of(self.party));
        change_subscription(app, actor, self.ids[place], None, patch).await.unwrap();
    }

    async fn end(&self, place: usize) {
        let (app, actor) = (&self.world.app, Actor::of(self.party));
        delete_subscription(app, actor, self.ids[place], None).await.unwrap();
    }

    /// The places of the searches that are told of so far, once for each time.
    async fn told(&self) -> Vec<usize> {
        let deliveries = self.world.deliveries().await;
        let told = deliveries.iter().filter_map(|delivery| match &delivery.message {
            Message::Alert { subscription, .. } => self.ids.iter().position(|id| id == subscription),
            _ => None,
        });
        let mut told: Vec<_> = told.collect();
        told.sort_unstable();
        told
    }
}

fn active(active: bool) -> SubscriptionPatch {
    SubscriptionPatch { active: Some(active), ..SubscriptionPatch::default() }
}

fn other(region: &str) -> SubscriptionPatch {
    SubscriptionPatch { search: Some(search(region)), ..SubscriptionPatch::default() }
}

#[tokio::test]
async fn a_vacancy_meets_the_searches_as_they_are_then() {
    let world = World::new().await;
    let mut searcher = Searcher::with(&world, &["33", "4403", "4403", "33"]).await;
    searcher.change(2, active(false)).await;
    let mut node = SavedSearches::read(&world.app).await.unwrap();
    assert_eq!(node.counts().searches, 3);
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.publish().await;
    world.settled(1, DeliveryState::Delivered).await;
    assert_eq!(searcher.told().await, [1]);

    searcher.end(1).await;
    searcher.change(2, active(true)).await;
    searcher.change(0, other("3301")).await;
    world.publish_another().await;
    world.settled(2, DeliveryState::Delivered).await;
    running.stop().await;
    assert_eq!(searcher.told().await, [1, 2]);

    // Another node that began before meets the same.
    searcher.add("4403").await;
    node.catch_up(&world.app).await.unwrap();
    assert_eq!(node.counts().searches, 4);
    searcher.change(3, active(false)).await;
    searcher.end(0).await;
    node.catch_up(&world.app).await.unwrap();
    node.catch_up(&world.app).await.unwrap();
    assert_eq!(node.counts().searches, 2);
}

#[tokio::test]
async fn a_search_that_changes_where_it_matters_is_told_from_then_on() {
    let world = World::new().await;
    let searcher = Searcher::with(&world, &["33"]).await;
    let running = Runner::start(world.app.clone(), world.senders(), quick());
    world.publish().await;
    world.until(async || world.app.index.vacancies().count() == 1).await;
    searcher.change(0, other("4403")).await;
    world.publish_another().await;
    world.settled(1, DeliveryState::Delivered).await;
    running.stop().await;
    assert!(searcher.told().await.contains(&0));
}
