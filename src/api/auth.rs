//! Who is calling: a bearer key becomes an actor, and the route's row says whose role may pass.

use super::problem::Problem;
use crate::{
    app::{App, keys},
    domain::{
        party::{Actor, Role},
        refusal::Refusal,
    },
};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::header};
use std::future::{Ready, ready};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone; a key may be shown and must then be good.
    Public,
    /// Callers with a key of one of these roles.
    Only(&'static [Role]),
}

/// The caller of a route that needs a key.
#[derive(Debug, Clone, Copy)]
pub struct Caller(pub Actor);

/// The caller of a public route, if it showed a key.
#[derive(Debug, Clone, Copy, Default)]
pub struct Visitor(pub Option<Actor>);

/// Checks the key and the role.
///
/// # Errors
/// 401 without a good key, 403 for another role.
pub async fn admit(app: &App, request: &HttpRequest, access: Access) -> Result<Visitor, Problem> {
    let actor = match request.headers().get(header::AUTHORIZATION) {
        None => None,
        Some(value) => {
            let key = bearer(value.to_str().unwrap_or_default()).ok_or_else(Problem::unauthorized)?;
            Some(keys::authenticate(app, key).await?.ok_or_else(Problem::unauthorized)?)
        }
    };
    match (access, actor) {
        (Access::Public, actor) => Ok(Visitor(actor)),
        (Access::Only(_), None) => Err(Problem::unauthorized()),
        (Access::Only(roles), Some(actor)) if roles.contains(&actor.party.role()) => Ok(Visitor(Some(actor))),
        (Access::Only(_), Some(_)) => Err(Refusal::Forbidden.into()),
    }
}

/// The key of an `Authorization` header (RFC 6750, 2.1).
fn bearer(header: &str) -> Option<&str> {
    let (scheme, key) = header.split_once(' ')?;
    let key = key.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !key.is_empty() && key.len() <= 200).then_some(key)
}

impl FromRequest for Visitor {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(request.extensions().get::<Self>().copied().unwrap_or_default()))
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visitor = request.extensions().get::<Visitor>().and_then(|visitor| visitor.0);
        ready(visitor.map(Self).ok_or_else(Problem::unauthorized))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bearer_key_is_a_key() {
        assert_eq!(bearer("Bearer jbk_1"), Some("jbk_1"));
        assert_eq!(bearer("bearer  jbk_1 "), Some("jbk_1"));
        for bad in ["", "jbk_1", "Basic jbk_1", "Bearer ", "Bearer"] {
            assert_eq!(bearer(bad), None, "{bad}");
        }
    }
}
