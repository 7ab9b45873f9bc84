//! The REST API as its callers see it, over HTTP: each resource, every refusal, and the table of routes swept.

mod description;
mod employers;
mod feed;
mod graduates;
mod idempotency;
mod imports;
mod imports_told;
mod lint;
mod matches;
mod pay_and_place;
mod readings;
mod refusals;
mod rounds;
mod search;
mod subscriptions;
mod sweep;
mod training;
mod vacancies;
