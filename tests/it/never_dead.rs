//! Never a dead vacancy and none missing: at random employers post, edit, close, reopen and renew vacancies, are suspended
//! and verified again, days pass, house is kept or not yet, and all the while it is searched. A search never shows what
//! is not public at that moment, and once the index has caught up it shows all that is; so does the change feed.
//!
//! A run is one employer's story. Eight are told at once, so that they meet in the log, in the index and in its commits.
//! `JOBBRIDGE_NEVER_DEAD=10000` tells so many, `JOBBRIDGE_NEVER_DEAD_SEED=7` others; what fails is made small.

use crate::support::{
    TestDatabase, TestServer, days::SetClock, on_both_databases, people::uscc, world::vacancy,
};
use chrono::{Days, NaiveDate};
use futures::future::join_all;
use jobbridge::{
    app::{App, employers, feed, housekeeping, indexing, search, vacancies},
    domain::{
        ids::{EmployerId, VacancyId},
        party::{Actor, Party},
        refusal::Refusal,
        search::{SearchCriteria, Sort},
        vacancy::Status,
    },
    server::Ambient,
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed, TestError, TestRunner},
};
use serde_json::json;
use std::{
    collections::BTreeSet,
    env,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

on_both_databases!(no_search_shows_a_dead_vacancy_and_none_is_missing);

/// Stories told at once.
const AT_ONCE: usize = 8;
/// Vacancies of a story.
const SLOTS: usize = 3;
/// A story is told in so many days.
const DAYS: usize = 2;
/// What can be searched for: none of them means another.
const WORDS: [&str; 4] = ["缝纫工", "焊工", "保安员", "厨师"];
const NEVER: u64 = 24 * 60 * 60 * 1000;
const LONG: Duration = Duration::from_secs(60);

/// What happens next in a story.
#[derive(Debug, Clone, Copy)]
enum Deed {
    /// Posts the vacancy, for so many days beyond today; one that is there gets another title.
    Publish(usize, u64, usize),
    Retitle(usize, usize),
    Close(usize),
    Reopen(usize),
    Renew(usize, u64),
    Suspend,
    Verify,
    /// What time did is written down, for everybody.
    KeepHouse,
    /// All of the employer's.
    Search,
    /// By a word, of all employers.
    SearchFor(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    let (slot, word, days) = (0..SLOTS, 0..WORDS.len(), 0..3_u64);
    prop_oneof![
        4 => (slot.clone(), days.clone(), word.clone()).prop_map(|(slot, days, word)| Deed::Publish(slot, days, word)),
        2 => (slot.clone(), word.clone()).prop_map(|(slot, word)| Deed::Retitle(slot, word)),
        2 => slot.clone().prop_map(Deed::Close),
        2 => slot.clone().prop_map(Deed::Reopen),
        1 => (slot, days).prop_map(|(slot, days)| Deed::Renew(slot, days)),
        1 => Just(Deed::Suspend),
        1 => Just(Deed::Verify),
        1 => Just(Deed::KeepHouse),
        4 => Just(Deed::Search),
        2 => word.prop_map(Deed::SearchFor),
    ]
}

/// For each story, for each day, what happens.
fn stories() -> impl Strategy<Value = Vec<Vec<Vec<Deed>>>> {
    let day = proptest::collection::vec(deed(), 0..8);
    proptest::collection::vec(proptest::collection::vec(day, DAYS), AT_ONCE)
}

/// A vacancy as its last answer told it.
#[derive(Debug, Clone)]
struct Known {
    id: VacancyId,
    title: String,
    status: Status,
    until: NaiveDate,
}

/// One employer and what it did.
struct Story {
    app: Arc<App>,
    number: u32,
    employer: EmployerId,
    slots: [Option<Known>; SLOTS],
    retitled: u32,
}

/// What was looked at, so that nobody takes an empty search for a proof.
#[derive(Debug, Default)]
struct Tally {
    stories: u32,
    deeds: usize,
    searches: usize,
    hits: usize,
    public: usize,
    gone: usize,
    fed: usize,
    lags: Vec<Duration>,
}

/// All stories of a database.
struct Teller {
    server: TestServer,
    clock: Arc<SetClock>,
    tally: Mutex<Tally>,
    followed: Mutex<(Option<String>, BTreeSet<VacancyId>)>,
}

type Told<T = ()> = Result<T, String>;

async fn no_search_shows_a_dead_vacancy_and_none_is_missing(database: TestDatabase) {
    let number = |name: &str, usual: u32| env::var(name).map_or(usual, |text| text.parse().unwrap());
    let runs = number("JOBBRIDGE_NEVER_DEAD", 200);
    let clock = SetClock::today_at("10:00:00");
    let ambient = Ambient { clock: clock.clone(), ..Ambient::default() };
    let server = TestServer::start_in(database, ambient, |settings| {
        settings.lifecycle.poll_millis = NEVER;
        settings.index.commit_millis = 5;
    })
    .await;
    let teller = Teller { server, clock, tally: Mutex::default(), followed: Mutex::default() };
    let config = Config {
        cases: runs.div_ceil(AT_ONCE as u32),
        failure_persistence: None,
        max_shrink_iters: 200,
        rng_seed: RngSeed::Fixed(number("JOBBRIDGE_NEVER_DEAD_SEED", 1).into()),
        ..Config::default()
    };
    let begun = Instant::now();
    let told = tokio::task::block_in_place(|| {
        let handle = tokio::runtime::Handle::current();
        TestRunner::new(config)
            .run(&stories(), |stories| handle.block_on(teller.tell(&stories)).map_err(TestCaseError::fail))
    });
    match told {
        Ok(()) => {}
        Err(TestError::Fail(reason, stories)) => panic!("{reason}: {stories:#?}"),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
    let mut tally = teller.tally.lock().unwrap();
    tally.lags.sort_unstable();
    let lag = |share: usize| tally.lags[(tally.lags.len() - 1) * share / 100];
    println!(
        "{} stories, {} deeds, {} searches with {} hits; {} times public, {} times gone; {} told by the feed; caught up \
         in {:?} (median), {:?} (99 %) of {}; {:?}",
        tally.stories,
        tally.deeds,
        tally.searches,
        tally.hits,
        tally.public,
        tally.gone,
        tally.fed,
        lag(50),
        lag(99),
        tally.lags.len(),
        begun.elapsed()
    );
    assert!(tally.stories >= runs && tally.hits > 0 && tally.public > 0 && tally.gone > 0 && tally.fed > 0);
}

impl Teller {
    /// Tells stories at once, and takes everything away again.
    async fn tell(&self, stories: &[Vec<Vec<Deed>>]) -> Told {
        self.clock.set(0, "10:00:00");
        let first = {
            let mut tally = self.tally.lock().unwrap();
            tally.stories += stories.len() as u32;
            tally.stories
        };
        let begun = (first..).take(stories.len()).map(|number| Story::begin(self.server.app(), number));
        let mut open = join_all(begun).await.into_iter().collect::<Told<Vec<_>>>()?;
        let told = self.days(stories, &mut open).await;
        for story in &open {
            story.judge("suspended").await?;
        }
        self.caught_up().await?;
        told?;
        self.follow(&BTreeSet::new()).await?;
        let left = self.search(SearchCriteria::default()).await?;
        if left.total > 0 { Err(format!("{} are left in the index", left.total)) } else { Ok(()) }
    }

    async fn days(&self, stories: &[Vec<Vec<Deed>>], open: &mut [Story]) -> Told {
        for day in 0..DAYS {
            if day > 0 {
                self.clock.set(day as i64, "00:00:00");
            }
            let deeds = open.iter_mut().zip(stories).map(|(story, deeds)| story.live(self, &deeds[day]));
            join_all(deeds).await.into_iter().collect::<Told<Vec<_>>>()?;
            self.caught_up().await?;
            for story in &*open {
                story.is_whole(self).await?;
            }
        }
        housekeeping::expire_vacancies(self.server.app()).await.map_err(|error| error.to_string())?;
        self.caught_up().await?;
        let public: BTreeSet<_> = open.iter().flat_map(Story::public).map(|known| known.id).collect();
        let found = self.search(SearchCriteria::default()).await?;
        if found.total != public.len() as u64 {
            return Err(format!("{} counted of {} public", found.total, public.len()));
        }
        self.follow(&public).await
    }

    /// Waits until the index has all that was written.
    async fn caught_up(&self) -> Told {
        let begun = Instant::now();
        let caught_up = indexing::caught_up(self.server.app(), LONG).await;
        self.tally.lock().unwrap().lags.push(begun.elapsed());
        match caught_up {
            Ok(true) => Ok(()),
            other => Err(format!("the index does not catch up: {other:?}")),
        }
    }

    async fn search(&self, criteria: SearchCriteria) -> Told<search::SearchPage> {
        let options =
            search::SearchOptions { sort: Sort::Newest, limit: 100, ..search::SearchOptions::default() };
        let page = search::search_vacancies(self.server.app(), &criteria, options).await;
        let page = page.map_err(|refusal| format!("search: {refusal:?}"))?;
        let mut tally = self.tally.lock().unwrap();
        tally.searches += 1;
        tally.hits += page.items.len();
        Ok(page)
    }

    /// Follows the feed to its end: who does so knows what is public.
    async fn follow(&self, public: &BTreeSet<VacancyId>) -> Told {
        let (mut after, mut known) = std::mem::take(&mut *self.followed.lock().unwrap());
        loop {
            let page = feed::follow(self.server.app(), after.as_deref(), 100).await;
            let page = page.map_err(|refusal| format!("feed: {refusal:?}"))?;
            self.tally.lock().unwrap().fed += page.items.len();
            for item in page.items {
                match item.vacancy {
                    Some(_) => known.insert(item.id),
                    None => known.remove(&item.id),
                };
            }
            after = Some(page.position.to_string());
            if !page.more {
                break;
            }
        }
        let told = if known == *public {
            Ok(())
        } else {
            Err(format!("by the feed {known:?} are public, and not {public:?}"))
        };
        *self.followed.lock().unwrap() = (after, known);
        told
    }
}

impl Story {
    async fn begin(app: &Arc<App>, number: u32) -> Told<Self> {
        let draft = json!({ "name": format!("样例{number}号有限公司"), "uscc": uscc(number), "city": "深圳市",
            "email": format!("hr{number}@employer.test"), "description": "样例企业，合成数据。", "synthetic": true });
        let draft = serde_json::from_value(draft).unwrap();
        let registered = employers::register_employer(app, draft).await;
        let (employer, _) = registered.map_err(|refusal| format!("register: {refusal:?}"))?;
        let story = Self {
            app: Arc::clone(app),
            number,
            employer: employer.id,
            slots: Default::default(),
            retitled: 0,
        };
        story.judge("verified").await?;
        Ok(story)
    }

    async fn live(&mut self, teller: &Teller, deeds: &[Deed]) -> Told {
        for deed in deeds {
            self.do_it(teller, *deed)
                .await
                .map_err(|reason| format!("{deed:?} of {}: {reason}", self.number))?;
        }
        teller.tally.lock().unwrap().deeds += deeds.len();
        Ok(())
    }

    async fn do_it(&mut self, teller: &Teller, deed: Deed) -> Told {
        let actor = Actor::of(Party::Employer(self.employer));
        let until = |days: u64| self.app.today() + Days::new(days);
        let known = |slot: usize| self.slots[slot].as_ref().map(|known| known.id);
        let (slot, answer) = match deed {
            Deed::Search => return self.search(teller, SearchCriteria::default()).await,
            Deed::SearchFor(word) => {
                return self
                    .search(teller, SearchCriteria { q: Some(WORDS[word].into()), ..Default::default() })
                    .await;
            }
            Deed::KeepHouse => {
                let kept = housekeeping::expire_vacancies(&self.app).await;
                return kept.map(drop).map_err(|error| error.to_string());
            }
            Deed::Suspend => return self.judged("suspended").await,
            Deed::Verify => return self.judged("verified").await,
            Deed::Publish(slot, days, word) if self.slots[slot].is_none() => {
                let name = format!("{}-{slot}", self.number);
                let mut draft = vacancy(&name, &format!("{}{name}号", WORDS[word]));
                draft["valid_until"] = json!(until(days));
                draft["requirements"] = json!({});
                draft["description"] = json!(format!("工作内容见面谈，长白班，岗位编号{name}，合成数据。"));
                let draft = serde_json::from_value(draft).unwrap();
                let posted = vacancies::publish_vacancy(&self.app, actor, draft).await;
                (slot, posted.map(|posted| posted.view))
            }
            Deed::Publish(slot, _, word) | Deed::Retitle(slot, word) => {
                let Some(id) = known(slot) else { return Ok(()) };
                self.retitled += 1;
                let title = format!("{}{}-{slot}-{}号", WORDS[word], self.number, self.retitled);
                let patch = json!({ "title": title });
                (slot, vacancies::change_vacancy(&self.app, actor, id, None, patch).await)
            }
            Deed::Close(slot) => {
                let Some(id) = known(slot) else { return Ok(()) };
                (slot, vacancies::close_vacancy(&self.app, actor, id, None).await)
            }
            Deed::Reopen(slot) => {
                let Some(id) = known(slot) else { return Ok(()) };
                (slot, vacancies::reopen_vacancy(&self.app, actor, id, None).await)
            }
            Deed::Renew(slot, days) => {
                let Some(id) = known(slot) else { return Ok(()) };
                let renewal = vacancies::Renewal { valid_until: until(days) };
                (slot, vacancies::renew_vacancy(&self.app, actor, id, None, renewal).await)
            }
        };
        match answer {
            Ok(view) => self.slots[slot] = Some(Known::of(&view)),
            Err(Refusal::Internal(_) | Refusal::Unavailable | Refusal::NotFound) => {
                return Err(format!("{:?}", answer.unwrap_err()));
            }
            // What the rules do not allow changes nothing.
            Err(_) => {}
        }
        Ok(())
    }

    /// The operator judges the employer, and its vacancies follow.
    async fn judged(&mut self, outcome: &str) -> Told {
        self.judge(outcome).await?;
        let actor = Some(Actor::of(Party::Employer(self.employer)));
        for known in self.slots.iter_mut().flatten() {
            let view = vacancies::read_vacancy(&self.app, actor, known.id).await;
            let now = Known::of(&view.map_err(|refusal| format!("{refusal:?}"))?);
            if outcome == "suspended" && now.status == Status::Published {
                return Err(format!("{now:?} is public of a suspended employer"));
            }
            *known = now;
        }
        Ok(())
    }

    async fn judge(&self, outcome: &str) -> Told {
        let mut decision = json!({ "outcome": outcome });
        if outcome != "verified" {
            decision["reason"] = json!("证照过期");
        }
        let (decision, operator) = (serde_json::from_value(decision).unwrap(), Actor::of(Party::Operator));
        let judged = employers::verify_employer(&self.app, operator, self.employer, decision).await;
        judged.map(drop).map_err(|refusal| format!("{outcome}: {refusal:?}"))
    }

    fn public(&self) -> impl Iterator<Item = &Known> {
        let today = self.app.today();
        let open = move |known: &&Known| known.status == Status::Published && known.until >= today;
        self.slots.iter().flatten().filter(open)
    }

    /// Searches in the middle of everything: of the own vacancies it shows none that is not public, and none as it was.
    async fn search(&self, teller: &Teller, mut criteria: SearchCriteria) -> Told {
        if criteria.q.is_none() {
            criteria.employer = vec![self.employer.to_string()];
        }
        let page = teller.search(criteria).await?;
        for item in page.items.iter().filter(|item| item.vacancy.employer == self.employer) {
            if !self
                .public()
                .any(|known| known.id == item.vacancy.id && known.title == item.vacancy.content.title)
            {
                return Err(format!("{} is shown and is not so now: {:?}", item.vacancy.id, self.slots));
            }
        }
        Ok(())
    }

    /// The index has caught up: exactly what is public is found, by each of its words too.
    async fn is_whole(&self, teller: &Teller) -> Told {
        let own = |word: Option<&str>| SearchCriteria {
            q: word.map(str::to_owned),
            employer: vec![self.employer.to_string()],
            ..SearchCriteria::default()
        };
        let public: BTreeSet<_> = self.public().map(|known| known.id).collect();
        let found = ids(&teller.search(own(None)).await?);
        if found != public {
            return Err(format!("found {found:?} of {public:?}: {:?}", self.slots));
        }
        for word in WORDS.iter().filter(|word| self.public().any(|known| known.title.starts_with(**word))) {
            let found = ids(&teller.search(own(Some(word))).await?);
            let missing =
                self.public().find(|known| known.title.starts_with(word) && !found.contains(&known.id));
            if let Some(missing) = missing {
                return Err(format!("{word} does not find {missing:?}"));
            }
        }
        let mut tally = teller.tally.lock().unwrap();
        tally.public += public.len();
        tally.gone += self.slots.iter().flatten().count() - public.len();
        Ok(())
    }
}

impl Known {
    fn of(view: &vacancies::VacancyView) -> Self {
        let vacancy = &view.vacancy;
        Self {
            id: vacancy.id,
            title: vacancy.content.title.clone(),
            status: vacancy.status,
            until: vacancy.content.valid_until,
        }
    }
}

fn ids(page: &search::SearchPage) -> BTreeSet<VacancyId> {
    page.items.iter().map(|item| item.vacancy.id).collect()
}
