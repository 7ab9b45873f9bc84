//! What the operator is to look at before a vacancy is public, and by what others like it are found.

use super::Status;
use crate::domain::{ids::VacancyId, language::Bilingual, refusal::Code};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a vacancy is not public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReason {
    /// The rule.
    pub code: Code,
    /// In particular words; the code's own where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Bilingual>,
    /// The field it is about, as an RFC 6901 pointer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The other resource it is about, as a path of the API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// What is accepted where the operator accepts it: the sentence it stands in, or the like. Never shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl StatusReason {
    /// A reason that its code explains.
    pub fn new(code: Code) -> Self {
        Self { code, message: None, pointer: None, link: None, words: None }
    }

    /// The same with what somebody wrote, in whatever language.
    #[must_use]
    pub fn saying(self, text: &str) -> Self {
        Self { message: Some(Bilingual::new(text, text)), ..self }
    }
}

/// Something that the operator looked at and found in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The rule.
    pub code: Code,
    /// The field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The words.
    pub words: String,
}

/// What the operator is to look at, and what the operator found in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Why the operator is to look at it; nothing where there is no need.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<StatusReason>,
    /// What was found in order before, and is not held again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Accepted>,
}

impl Review {
    /// Takes in what a look at the words found. What the operator accepted before does not count again, and what the
    /// operator asked for or refused stays until the operator looks again.
    pub fn take_in(&mut self, found: Vec<StatusReason>) {
        let earlier = std::mem::take(&mut self.open).into_iter().filter_map(|reason| match reason.code {
            Code::ChangeAsked => Some(StatusReason { code: Code::ChangeMade, ..reason }),
            Code::ChangeMade | Code::VacancyRefused => Some(reason),
            _ => None,
        });
        let open = earlier.chain(found.into_iter().filter(|reason| !self.has_accepted(reason)));
        self.open = open.collect();
    }

    /// Whether the operator accepted the same words under the same rule.
    fn has_accepted(&self, reason: &StatusReason) -> bool {
        self.accepted.iter().any(|accepted| {
            accepted.code == reason.code
                && accepted.pointer == reason.pointer
                && Some(&accepted.words) == reason.words.as_ref()
        })
    }

    /// The operator finds in order what is open, and it is remembered.
    pub fn accept(&mut self) {
        let accepted = std::mem::take(&mut self.open).into_iter().filter_map(|reason| {
            Some(Accepted { code: reason.code, pointer: reason.pointer, words: reason.words? })
        });
        self.accepted.extend(accepted);
    }

    /// The operator asks for a change, or refuses. A word of that kind said before is replaced.
    pub fn object(&mut self, code: Code, reason: &str) {
        let said = [Code::ChangeAsked, Code::ChangeMade, Code::VacancyRefused];
        self.open.retain(|reason| !said.contains(&reason.code));
        self.open.insert(0, StatusReason::new(code).saying(reason));
    }

    /// Why a vacancy in a status is not public.
    pub fn reasons(&self, status: Status) -> Vec<StatusReason> {
        let unverified = StatusReason::new(Code::EmployerNotVerified);
        match status {
            Status::PendingVerification | Status::Suspended => {
                std::iter::once(unverified).chain(self.open.iter().cloned()).collect()
            }
            Status::InReview | Status::Refused => self.open.clone(),
            Status::Published | Status::Closed | Status::Expired => Vec::new(),
        }
    }
}

/// A short form of something, equal where that is alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub Uuid);

/// By what others like a vacancy are found; nothing of it where it was not worked out yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fingerprints {
    /// Of title, place and pay: an employer has one open vacancy with it.
    pub posting: Option<Fingerprint>,
    /// Of the words, where this employer was the first to say them.
    pub words: Option<Fingerprint>,
}

impl Fingerprints {
    /// Like no other vacancy's.
    pub fn own(id: VacancyId) -> Self {
        Self { posting: Some(Fingerprint(id.0)), words: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(words: &str) -> StatusReason {
        StatusReason {
            pointer: Some("/description".to_owned()),
            words: Some(words.to_owned()),
            ..StatusReason::new(Code::CopiedText)
        }
    }

    #[test]
    fn what_was_accepted_is_not_held_again_and_other_words_are() {
        let mut review = Review::default();
        review.take_in(vec![held("one")]);
        assert_eq!(review.open.len(), 1);
        review.accept();
        review.take_in(vec![held("one")]);
        assert!(review.open.is_empty());
        review.take_in(vec![held("one"), held("other")]);
        assert_eq!(review.open, [held("other")]);
    }

    #[test]
    fn what_was_asked_for_stays_until_the_operator_looks_again() {
        let mut review = Review::default();
        review.take_in(vec![held("one")]);
        review.object(Code::ChangeAsked, "请写明班次");
        assert_eq!(review.reasons(Status::InReview)[0].code, Code::ChangeAsked);
        review.take_in(Vec::new());
        assert_eq!(review.open, [StatusReason::new(Code::ChangeMade).saying("请写明班次")]);
        review.accept();
        assert_eq!(review, Review::default());
    }
}
