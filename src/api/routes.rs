//! The one table of all routes: method, path, who may use it, its parameters, its handler. What is mounted, what is
//! documented and what the tests sweep is this.

use super::{
    applications,
    auth::Access::{self, Only, Public},
    deliveries, departments, employers,
    feed::{self, atom},
    graduates, health, imports, keys, matches,
    paging::{LIMIT, PAGE},
    partnerships, programmes,
    query::Parameter,
    recommendations, rosters, rounds, schools, search, skill_gap, subscriptions, training,
    vacancies::{self, lint, review, seats},
    vacancy_imports, vocabulary, webhooks,
};
use crate::domain::party::Role::{self, Department, Employer, Graduate, Operator, School};
use actix_web::{guard, http::Method, web};
use utoipa::OpenApi;

/// One route.
pub struct Route {
    /// Its method; a GET answers HEAD too.
    pub method: Method,
    /// Its path, with `{names}` for what varies.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    /// The query parameters it knows; any other is refused.
    pub query: &'static [Parameter],
    /// Its handler, ready to be mounted.
    pub(super) handler: fn() -> actix_web::Route,
}

impl Route {
    /// Whether it answers the method.
    pub(super) fn answers(&self, method: &Method) -> bool {
        *method == self.method || (*method == Method::HEAD && self.method == Method::GET)
    }
}

macro_rules! table {
    ($($method:ident $path:literal $access:expr, $query:expr => $module:ident::$handler:ident;)*) => {
        /// All routes.
        pub static TABLE: &[Route] = &[$(Route {
            method: Method::$method,
            path: $path,
            access: $access,
            query: $query,
            handler: || on(Method::$method).to($module::$handler),
        },)*];

        /// What the handlers say of themselves.
        #[derive(OpenApi)]
        #[openapi(paths($($module::$handler,)*))]
        pub(super) struct Described;
    };
}

fn on(method: Method) -> actix_web::Route {
    if method == Method::GET {
        return web::route().guard(guard::Any(guard::Get()).or(guard::Head()));
    }
    web::route().method(method)
}

const ANYONE: Access = Only(&[Operator, Employer, School, Department, Graduate]);
const OPERATOR: Access = Only(&[Operator]);
const EMPLOYER: Access = Only(&[Employer]);
const SCHOOL: Access = Only(&[School]);
const SCHOOL_OR_EMPLOYER: Access = Only(&[School, Employer]);
const EMPLOYER_OR_OPERATOR: Access = Only(&[Employer, Operator]);
const SCHOOL_OR_OPERATOR: Access = Only(&[School, Operator]);
// An employer reads the programmes that train for its order.
const PROGRAMME_READERS: Access = Only(&[School, Operator, Employer]);
// A graduate reads the own row of a published round.
const ROUND_READERS: Access = Only(&[School, Operator, Graduate]);
const SCHOOL_OR_GRADUATE: Access = Only(&[School, Graduate]);
const BOTH_SIDES: Access = Only(&[Employer, School]);
const APPLICATION_PARTIES: Access = Only(&[Graduate, Employer, School]);
const GRADUATE: Access = Only(&[Graduate]);
const PAIR: Access = Only(&[Employer, School, Graduate]);
const SUBSCRIBERS: Access = Only(&[Graduate, School, Employer, Department]);
const ORGANISATIONS: Access = Only(&[Operator, Employer, School, Department]);
const NONE: &[Parameter] = &[];
const TOP: &[Parameter] = &[LIMIT];

table! {
    POST "/v1/employers" Public, NONE => employers::register;
    GET "/v1/employers" OPERATOR, employers::LIST => employers::list;
    GET "/v1/employers/{id}" ANYONE, NONE => employers::read;
    PATCH "/v1/employers/{id}" EMPLOYER_OR_OPERATOR, NONE => employers::change;
    POST "/v1/employers/{id}/verify" OPERATOR, NONE => employers::verify;

    POST "/v1/keys" ANYONE, NONE => keys::create;
    GET "/v1/keys" ANYONE, NONE => keys::list;
    DELETE "/v1/keys/{id}" ANYONE, NONE => keys::revoke;

    POST "/v1/vacancies" EMPLOYER, NONE => vacancies::publish;
    POST "/v1/vacancies/lint" ANYONE, NONE => lint::check;
    GET "/v1/vacancies" EMPLOYER_OR_OPERATOR, vacancies::LIST => vacancies::list;
    POST "/v1/vacancies/import" EMPLOYER, vacancy_imports::IMPORT => vacancy_imports::import;
    GET "/v1/vacancies/import/template" EMPLOYER, vacancy_imports::TEMPLATE => vacancy_imports::template;
    PUT "/v1/vacancies/by-reference/{reference}" EMPLOYER, NONE => vacancies::put_by_reference;
    GET "/v1/vacancies/{id}" Public, NONE => vacancies::read;
    PATCH "/v1/vacancies/{id}" EMPLOYER, NONE => vacancies::change;
    DELETE "/v1/vacancies/{id}" EMPLOYER, NONE => vacancies::withdraw;
    POST "/v1/vacancies/{id}/close" EMPLOYER, NONE => vacancies::close;
    POST "/v1/vacancies/{id}/reopen" EMPLOYER, NONE => vacancies::reopen;
    POST "/v1/vacancies/{id}/renew" EMPLOYER, NONE => vacancies::renew;
    POST "/v1/vacancies/{id}/review" OPERATOR, NONE => review::decide;
    GET "/v1/vacancies/{id}/reviews" OPERATOR, PAGE => review::list;
    GET "/v1/vacancies/{id}/seats" Public, NONE => seats::read;
    GET "/v1/vacancies/{id}/matches" BOTH_SIDES, TOP => matches::for_vacancy;
    GET "/v1/vacancies/{id}/matches/{graduate}" PAIR, NONE => matches::pair;

    GET "/v1/search/vacancies" Public, search::parameters::ALL => search::vacancies;
    GET "/v1/search/suggest" Public, search::SUGGEST => search::suggest;
    GET "/v1/feed/vacancies" Public, feed::FOLLOW => feed::vacancies;
    GET "/v1/feed/vacancies/snapshot" Public, NONE => feed::snapshot;
    GET "/feeds/vacancies.atom" Public, NONE => atom::newest;
    GET "/v1/vocabulary/{dictionary}" Public, NONE => vocabulary::read;

    POST "/v1/schools" OPERATOR, NONE => schools::create;
    GET "/v1/schools" SCHOOL_OR_OPERATOR, PAGE => schools::list;
    GET "/v1/schools/{id}" SCHOOL_OR_OPERATOR, NONE => schools::read;
    PATCH "/v1/schools/{id}" SCHOOL_OR_OPERATOR, NONE => schools::change;
    POST "/v1/departments" OPERATOR, NONE => departments::create;
    GET "/v1/departments" OPERATOR, PAGE => departments::list;
    GET "/v1/departments/{id}" OPERATOR, NONE => departments::read;
    POST "/v1/partnerships" SCHOOL_OR_OPERATOR, NONE => partnerships::create;
    GET "/v1/partnerships" SCHOOL_OR_OPERATOR, PAGE => partnerships::list;
    GET "/v1/partnerships/{id}" SCHOOL_OR_OPERATOR, NONE => partnerships::read;
    PATCH "/v1/partnerships/{id}" SCHOOL_OR_OPERATOR, NONE => partnerships::change;
    POST "/v1/programmes" SCHOOL_OR_OPERATOR, NONE => programmes::create;
    GET "/v1/programmes" PROGRAMME_READERS, PAGE => programmes::list;
    GET "/v1/programmes/{id}" PROGRAMME_READERS, NONE => programmes::read;
    GET "/v1/programmes/{id}/skill-gap" SCHOOL_OR_OPERATOR, skill_gap::CLASS => skill_gap::read;
    PATCH "/v1/programmes/{id}" SCHOOL_OR_OPERATOR, NONE => programmes::change;

    GET "/v1/graduates" SCHOOL, PAGE => graduates::list;
    POST "/v1/graduates/import" SCHOOL, rosters::IMPORT => rosters::import;
    GET "/v1/graduates/import/template" SCHOOL, NONE => rosters::template;
    GET "/v1/graduates/{id}" SCHOOL_OR_GRADUATE, NONE => graduates::read;
    PATCH "/v1/graduates/{id}" SCHOOL_OR_GRADUATE, NONE => graduates::change;
    POST "/v1/training-records/import" SCHOOL, rosters::IMPORT_RECORDS => rosters::import_records;
    GET "/v1/graduates/{id}/training-record" SCHOOL_OR_GRADUATE, training::READ => training::read;
    GET "/v1/graduates/{id}/training-record/versions" SCHOOL_OR_GRADUATE, NONE => training::versions;
    PUT "/v1/graduates/{id}/training-record" SCHOOL, NONE => training::put;
    POST "/v1/graduates/{id}/transfers" SCHOOL, NONE => graduates::transfer;
    GET "/v1/graduates/{id}/matches" SCHOOL_OR_GRADUATE, TOP => matches::for_graduate;
    GET "/v1/imports/{id}" SCHOOL_OR_EMPLOYER, imports::READ => imports::read;

    POST "/v1/recommendations" SCHOOL, NONE => recommendations::recommend;
    POST "/v1/applications" GRADUATE, NONE => applications::apply;
    GET "/v1/applications" APPLICATION_PARTIES, applications::LIST => applications::list;
    GET "/v1/applications/{id}" APPLICATION_PARTIES, NONE => applications::read;
    POST "/v1/applications/{id}/transitions" APPLICATION_PARTIES, NONE => applications::transition;

    POST "/v1/rounds" SCHOOL_OR_OPERATOR, NONE => rounds::create;
    GET "/v1/rounds" SCHOOL_OR_OPERATOR, PAGE => rounds::list;
    GET "/v1/rounds/{id}" SCHOOL_OR_OPERATOR, NONE => rounds::read;
    GET "/v1/rounds/{id}/results" ROUND_READERS, PAGE => rounds::results;
    GET "/v1/rounds/{id}/vacancies" SCHOOL_OR_OPERATOR, PAGE => rounds::vacancies;
    POST "/v1/rounds/{id}/publish" SCHOOL_OR_OPERATOR, NONE => rounds::publish;

    POST "/v1/subscriptions" SUBSCRIBERS, NONE => subscriptions::create;
    GET "/v1/subscriptions" SUBSCRIBERS, PAGE => subscriptions::list;
    POST "/v1/subscriptions/preview" SUBSCRIBERS, NONE => subscriptions::preview;
    GET "/v1/subscriptions/{id}" SUBSCRIBERS, NONE => subscriptions::read;
    PATCH "/v1/subscriptions/{id}" SUBSCRIBERS, NONE => subscriptions::change;
    DELETE "/v1/subscriptions/{id}" SUBSCRIBERS, NONE => subscriptions::delete;
    POST "/v1/webhooks" ORGANISATIONS, NONE => webhooks::create;
    GET "/v1/webhooks" ORGANISATIONS, NONE => webhooks::list;
    GET "/v1/webhooks/{id}" ORGANISATIONS, NONE => webhooks::read;
    PATCH "/v1/webhooks/{id}" ORGANISATIONS, NONE => webhooks::change;
    DELETE "/v1/webhooks/{id}" ORGANISATIONS, NONE => webhooks::delete;
    POST "/v1/webhooks/{id}/rotate-secret" ORGANISATIONS, NONE => webhooks::rotate_secret;
    POST "/v1/webhooks/{id}/test" ORGANISATIONS, NONE => webhooks::test;
    GET "/v1/deliveries" ANYONE, deliveries::LIST => deliveries::list;
    GET "/v1/deliveries/{id}" ANYONE, NONE => deliveries::read;
    POST "/v1/deliveries/{id}/redeliver" ANYONE, NONE => deliveries::redeliver;
    POST "/v1/deliveries/redeliver-dead" ANYONE, NONE => deliveries::redeliver_dead;

    GET "/healthz" Public, NONE => health::alive;
    GET "/readyz" Public, NONE => health::ready;
    GET "/metrics" Public, NONE => health::metrics;
}

/// The rows by path, in an order in which a literal step is tried before a name.
pub(super) fn by_path() -> Vec<(&'static str, Vec<&'static Route>)> {
    let mut paths: Vec<(&'static str, Vec<&'static Route>)> = Vec::new();
    for row in TABLE {
        match paths.iter_mut().find(|(path, _)| *path == row.path) {
            Some((_, rows)) => rows.push(row),
            None => paths.push((row.path, vec![row])),
        }
    }
    paths.sort_by_key(|(path, _)| path.split('/').map(|step| step.starts_with('{')).collect::<Vec<_>>());
    paths
}

/// The roles that may not use a route although they have a key.
pub fn roles_shut_out(access: Access) -> Vec<Role> {
    let all = [Operator, Employer, School, Department, Graduate];
    match access {
        Public => Vec::new(),
        Only(roles) => all.into_iter().filter(|role| !roles.contains(role)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_step_comes_before_a_name() {
        let paths: Vec<_> = by_path().into_iter().map(|(path, _)| path).collect();
        let place = |wanted: &str| paths.iter().position(|path| *path == wanted).unwrap();
        assert!(place("/v1/graduates/import") < place("/v1/graduates/{id}"));
        assert!(place("/v1/vacancies/by-reference/{reference}") < place("/v1/vacancies/{id}/close"));
        assert!(place("/v1/graduates/import/template") < place("/v1/graduates/{id}/training-record"));
    }

    #[test]
    fn no_route_stands_twice() {
        for (place, row) in TABLE.iter().enumerate() {
            let twin =
                TABLE[..place].iter().any(|other| other.path == row.path && other.method == row.method);
            assert!(!twin, "{} {}", row.method, row.path);
        }
    }
}
