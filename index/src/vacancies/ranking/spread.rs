//! One page on which no employer takes more than its share while there are others.
//!
//! Hits come in the order of the search. Whoever has its share of the page is passed over, and the page remembers
//! where: the next page takes up what was passed over before it goes on. So every hit is on exactly one page, whatever
//! comes and goes meanwhile. What fits on one page whole stays in the order of the search.

use std::collections::HashMap;

use super::standing::Standing;
use super::start::PageStart;

/// More employers than this are not held back at once: the cursor has to carry them.
const MOST_HELD: usize = 40;
/// How many times the page is fetched at first, so that what is passed over seldom needs another look.
const AHEAD: usize = 3;

/// A hit as the page sees it.
pub(crate) trait Hit {
    /// Where it stands.
    fn standing(&self) -> Standing;
    /// Whose it is.
    fn employer(&self) -> &str;
}

/// A page, and where the next one starts, if there is one.
pub(crate) struct SpreadPage<H> {
    pub(crate) hits: Vec<H>,
    pub(crate) next: Option<PageStart>,
}

/// The page being filled.
struct Filling<H> {
    most: usize,
    limit: usize,
    hits: Vec<H>,
    counts: HashMap<String, usize>,
    start: PageStart,
    /// Something was passed over or is left.
    more: bool,
}

/// The page from `start` on. `fetch` gives the first so many hits that a start admits, in order.
pub(crate) fn page<H: Hit, E>(
    start: PageStart,
    limit: usize,
    most: usize,
    mut fetch: impl FnMut(&PageStart, usize) -> Result<Vec<H>, E>,
) -> Result<SpreadPage<H>, E> {
    let whole = start.after.is_none();
    let mut page = Filling { most, limit, hits: Vec::new(), counts: HashMap::new(), start, more: false };
    let ahead = if most == usize::MAX { 1 } else { AHEAD };
    let mut rounds = 0;
    loop {
        let keep = (limit - page.hits.len()) * ahead + 1;
        let batch = fetch(&page.start, keep)?;
        let exhausted = batch.len() < keep;
        rounds += 1;
        if rounds == 1 && whole && batch.len() <= limit {
            return Ok(SpreadPage { hits: batch, next: None });
        }
        page.take(batch);
        if exhausted || page.is_full() {
            break;
        }
    }
    if !page.is_full() {
        // Only employers that have their share are left.
        (page.most, page.more) = (usize::MAX, false);
        page.start.closed.clear();
        let rest = fetch(&page.start, limit - page.hits.len() + 1)?;
        page.take(rest);
    } else if !page.more && rounds > 1 {
        page.start.closed.clear();
        page.more = !fetch(&page.start, 1)?.is_empty();
    }
    let next = page.more.then(|| page.start.settled());
    Ok(SpreadPage { hits: page.hits, next })
}

impl<H: Hit> Filling<H> {
    fn is_full(&self) -> bool {
        self.hits.len() >= self.limit
    }

    /// Takes hits in order until the page is full, and moves the start to where it then stands.
    fn take(&mut self, batch: Vec<H>) {
        let mut reached: Option<Standing> = None;
        let mut closing: Vec<(String, Standing)> = Vec::new();
        for hit in batch {
            let employer = hit.employer().to_owned();
            if closing.iter().any(|(closed, _)| *closed == employer) || self.is_full() {
                self.more = true;
                if self.is_full() {
                    break;
                }
                continue;
            }
            let count = self.counts.entry(employer.clone()).or_default();
            *count += 1;
            let standing = hit.standing();
            if *count >= self.most && self.may_hold(&employer, closing.len()) {
                closing.push((employer, standing.clone()));
            }
            reached = Some(standing);
            self.hits.push(hit);
        }
        if let Some(reached) = reached {
            self.advance(reached, closing);
        }
    }

    /// Everything up to `reached` was shown, but for the employers that are closed, of whom it is up to theirs.
    fn advance(&mut self, reached: Standing, closing: Vec<(String, Standing)>) {
        let start = &mut self.start;
        let after = start.after.take().map_or(reached.clone(), |after| after.max(reached.clone()));
        for (employer, last) in &mut start.held {
            if !start.closed.contains(employer) {
                *last = reached.clone().max(last.clone());
            }
        }
        for (employer, last) in closing {
            start.held.retain(|(held, _)| *held != employer);
            start.closed.push(employer.clone());
            start.held.push((employer, last));
        }
        start.after = Some(after);
    }

    fn may_hold(&self, employer: &str, closing: usize) -> bool {
        let held = &self.start.held;
        let known = held.iter().any(|(held, _)| held == employer);
        !employer.is_empty() && (known || held.len() + closing < MOST_HELD)
    }
}

impl PageStart {
    /// The start of a page to come: nobody is left out, and nobody stands apart who stands where all do.
    fn settled(mut self) -> PageStart {
        self.closed.clear();
        let after = self.after.take();
        self.held.retain(|(_, last)| after.as_ref().is_some_and(|after| last < after));
        PageStart { after, ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Job {
        standing: Standing,
        employer: String,
    }

    impl Hit for Job {
        fn standing(&self) -> Standing {
            self.standing.clone()
        }

        fn employer(&self) -> &str {
            &self.employer
        }
    }

    fn job(key: usize, rank: u64, employer: u8) -> Job {
        Job { standing: Standing { rank, key: format!("{key:04}") }, employer: format!("e{employer}") }
    }

    fn fetched(jobs: &[Job], start: &PageStart, keep: usize) -> Vec<Job> {
        let mut sorted = jobs.to_vec();
        sorted.sort_by(|one, other| one.standing.cmp(&other.standing));
        let admitted = sorted.into_iter().filter(|job| start.admits(&job.standing, &job.employer));
        admitted.take(keep).collect()
    }

    fn one_page(jobs: &[Job], start: PageStart, limit: usize, most: usize) -> SpreadPage<Job> {
        page(start, limit, most, |start, keep| Ok::<_, Infallible>(fetched(jobs, start, keep)))
            .unwrap_or_else(|never| match never {})
    }

    fn pages(
        mut jobs: Vec<Job>,
        limit: usize,
        most: usize,
        change: impl Fn(usize, &mut Vec<Job>),
    ) -> Vec<Vec<Job>> {
        let mut pages = Vec::new();
        let mut start = PageStart::default();
        loop {
            let page = one_page(&jobs, start, limit, most);
            pages.push(page.hits);
            change(pages.len(), &mut jobs);
            match page.next {
                Some(next) => start = next,
                None => return pages,
            }
        }
    }

    fn world() -> impl Strategy<Value = Vec<Job>> {
        // Few employers with many jobs, many with few, and ranks that are often the same.
        let one = (0_u64..12, prop_oneof![Just(0_u8), Just(1_u8), 0_u8..30]);
        prop::collection::vec(one, 0..120).prop_map(|jobs| {
            jobs.into_iter()
                .enumerate()
                .map(|(key, (rank, employer))| job(key * 10, rank, employer))
                .collect()
        })
    }

    #[test]
    fn nobody_fills_a_page_while_there_are_others() {
        let mut jobs: Vec<Job> = (0..50).map(|n| job(n, 9, 0)).collect();
        jobs.extend((50..90).map(|n| job(n, 5, 1 + n as u8)));
        let pages = pages(jobs, 10, 3, |_, _| ());
        let of_first = |page: &Vec<Job>| page.iter().filter(|job| job.employer == "e0").count();
        assert_eq!(pages.iter().take(5).map(of_first).collect::<Vec<_>>(), [3, 3, 3, 3, 3]);
        assert_eq!(pages.iter().map(of_first).sum::<usize>(), 50);
    }

    #[test]
    fn what_fits_on_one_page_stays_in_order() {
        let jobs: Vec<Job> = (0..9).map(|n| job(n, 9 - n as u64, u8::from(n > 6))).collect();
        let page = one_page(&jobs, PageStart::default(), 10, 3);
        assert_eq!((page.hits, page.next), (jobs, None));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        #[test]
        fn every_hit_is_on_exactly_one_page(jobs in world(), limit in 1_usize..12, most in 1_usize..5) {
            let count = jobs.len();
            let mut seen: Vec<Job> = pages(jobs.clone(), limit, most, |_, _| ()).concat();
            prop_assert_eq!(seen.len(), count);
            seen.sort_by(|one, other| one.standing.cmp(&other.standing));
            prop_assert_eq!(seen, fetched(&jobs, &PageStart::default(), count));
        }

        #[test]
        fn a_page_is_short_or_one_sided_only_where_nothing_else_is_left(
            jobs in world(),
            limit in 1_usize..12,
            most in 1_usize..5,
        ) {
            let pages = pages(jobs, limit, most, |_, _| ());
            for (at, page) in pages.iter().enumerate() {
                let after: Vec<&Job> = pages.iter().skip(at + 1).flatten().collect();
                prop_assert!(page.len() == limit || after.is_empty());
                let count = |employer: &str| page.iter().filter(|job| job.employer == employer).count();
                for job in page.iter().filter(|job| count(&job.employer) > most) {
                    let whole = at == 0 && after.is_empty();
                    // Whoever is left has its share of this page as well.
                    let others = after.iter().all(|left| left.employer == job.employer || count(&left.employer) >= most);
                    prop_assert!(whole || others, "{} on page {at}", job.employer);
                }
            }
        }

        #[test]
        fn what_comes_and_goes_makes_nothing_else_repeat_or_vanish(
            jobs in world(),
            limit in 1_usize..8,
            comes in prop::collection::vec((0_u64..12, 0_u8..4), 0..20),
            goes in prop::collection::vec(0_usize..120, 0..20),
        ) {
            let step = Cell::new(0);
            let change = |_: usize, now: &mut Vec<Job>| {
                let at = step.replace(step.get() + 1);
                if let Some((rank, employer)) = comes.get(at) {
                    now.push(job(5 + at * 10, *rank, *employer));
                }
                if let Some(gone) = goes.get(at) {
                    now.retain(|job| job.standing.key != format!("{:04}", gone * 10));
                }
            };
            let seen = pages(jobs.clone(), limit, 3, change).concat();
            for one in &jobs {
                let times = seen.iter().filter(|job| job.standing.key == one.standing.key).count();
                let stays = goes.iter().all(|gone| one.standing.key != format!("{:04}", gone * 10));
                prop_assert!(times <= 1 && (times == 1 || !stays), "{one:?} {times} times");
            }
            for at in 0..comes.len() {
                let key = format!("{:04}", 5 + at * 10);
                prop_assert!(seen.iter().filter(|job| job.standing.key == key).count() <= 1);
            }
        }
    }
}
