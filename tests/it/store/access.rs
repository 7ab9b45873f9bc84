//! Keys, sign-in links and repeated requests.

use super::fixtures::*;
use crate::support::database::{TestDatabase, on_both_databases};
use jobbridge::{
    domain::{api_key::hash_of, ids::*, party::Party},
    store::{
        SignInLink,
        idempotency::{Answer, Repeat},
    },
};

async fn a_revoked_key_opens_nothing(database: TestDatabase) {
    let store = database.open().await;
    let party = Party::School(id!(SchoolId));
    let key = key(party, "jbk_one");
    let row = key.clone();
    transact!(store, |tx| tx.insert_key(&row)).unwrap();
    assert_eq!(store.key_by_hash(&hash_of("jbk_one")).await.unwrap().as_ref(), Some(&key));
    assert_eq!(store.key_by_hash(&hash_of("jbk_two")).await.unwrap(), None);
    let (id, at) = (key.id, now());
    assert!(transact!(store, |tx| tx.revoke_key(id, at)).unwrap());
    assert!(!transact!(store, |tx| tx.revoke_key(id, at)).unwrap(), "it was revoked already");
    assert_eq!(store.key_by_hash(&hash_of("jbk_one")).await.unwrap(), None);
    assert_eq!(store.key(id).await.unwrap().unwrap().revoked_at, Some(at));
    assert_eq!(store.keys_of(party).await.unwrap().len(), 1);
}

fn link(token: &str) -> SignInLink {
    SignInLink {
        token_hash: hash_of(token),
        party: Party::Graduate(id!(GraduateId)),
        email: email("Person@people.example"),
        browser_hash: hash_of("browser"),
        created_at: now(),
        expires_at: now() + seconds(600),
    }
}

async fn a_link_signs_in_once_however_many_try_at_once(database: TestDatabase) {
    let store = database.open().await;
    let link = link("token");
    let (row, party, at) = (link.clone(), link.party, link.created_at);
    transact!(store, |tx| tx.insert_link(&row)).unwrap();
    let consume = |_| {
        let store = store.clone();
        let work = async move {
            transact!(
                store,
                |tx| async move { tx.consume_link(&hash_of("token"), &hash_of("browser"), at).await }
            )
        };
        tokio::spawn(work)
    };
    let tries: Vec<_> = (0..100).map(consume).collect();
    let mut signed_in = Vec::new();
    for one in tries {
        signed_in.extend(one.await.unwrap().unwrap());
    }
    assert_eq!(signed_in, [party]);
}

async fn a_link_is_good_only_in_its_browser_and_until_its_end(database: TestDatabase) {
    let store = database.open().await;
    let link = link("token");
    let (row, party, end) = (link.clone(), link.party, link.expires_at);
    transact!(store, |tx| tx.insert_link(&row)).unwrap();
    let consume = |token: &'static str, browser: &'static str, at| {
        let store = store.clone();
        async move {
            transact!(
                store,
                |tx| async move { tx.consume_link(&hash_of(token), &hash_of(browser), at).await }
            )
            .unwrap()
        }
    };
    assert_eq!(consume("token", "another", now()).await, None);
    assert_eq!(consume("other", "browser", now()).await, None);
    assert_eq!(consume("token", "browser", end).await, None);
    assert_eq!(consume("token", "browser", end - seconds(1)).await, Some(party));
    assert_eq!(store.links_since(&email("person@people.example"), link.created_at).await.unwrap(), 1);
    assert_eq!(store.links_since(&email("person@people.example"), now() + seconds(1)).await.unwrap(), 0);
    assert_eq!(store.links_since(&email("nobody@people.example"), link.created_at).await.unwrap(), 0);
}

async fn a_repeated_request_gets_the_first_answer(database: TestDatabase) {
    let store = database.open().await;
    let (party, other) = (Party::Operator, Party::School(id!(SchoolId)));
    let begun = now();
    let begin = |party, body: &'static str, at| {
        let store = store.clone();
        async move { store.begin_request(party, "key".into(), hash_of(body), at).await.unwrap() }
    };
    assert_eq!(begin(party, "a", begun).await, Repeat::Fresh);
    assert_eq!(begin(party, "a", begun + seconds(59)).await, Repeat::Running);
    assert_eq!(begin(party, "b", begun).await, Repeat::Reused);
    assert_eq!(begin(other, "b", begun).await, Repeat::Fresh, "keys are each party's own");
    assert_eq!(begin(party, "a", begun + seconds(60)).await, Repeat::Fresh, "the first try was lost");
    let answer =
        Answer { status: 201, headers: serde_json::json!({"etag": "\"1\""}), body: vec![0, 159, 146, 150] };
    let given = answer.clone();
    transact!(store, |tx| tx.complete_request(party, "key", given)).unwrap();
    transact!(store, |tx| tx.forget_request(party, "key")).unwrap();
    assert_eq!(begin(party, "a", begun + seconds(61)).await, Repeat::Replay(answer));
    transact!(store, |tx| tx.forget_request(other, "key")).unwrap();
    assert_eq!(begin(other, "c", begun).await, Repeat::Fresh, "what failed is forgotten");
    assert_eq!(begin(party, "z", begun + seconds(90_000)).await, Repeat::Fresh, "a day is over");
    let much_later = begun + seconds(200_000);
    assert_eq!(transact!(store, |tx| tx.purge_requests(much_later)).unwrap(), 2);
}

on_both_databases!(
    a_revoked_key_opens_nothing,
    a_link_signs_in_once_however_many_try_at_once,
    a_link_is_good_only_in_its_browser_and_until_its_end,
    a_repeated_request_gets_the_first_answer,
);
