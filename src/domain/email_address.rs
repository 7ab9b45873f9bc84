//! Email addresses, read once at the door.

use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;

/// An address of the form that mail servers take everywhere: ASCII, a dotted domain, no quoting.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// A text that is no such address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an email address")]
pub struct NotAnEmailAddress;

impl EmailAddress {
    /// Reads an address. The domain is lowered; the local part is kept as it is.
    pub fn parse(text: &str) -> Result<Self, NotAnEmailAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(NotAnEmailAddress)?;
        let dot_atom = |part: &str, extra: &str| {
            !part.is_empty()
                && part.split('.').all(|atom| {
                    !atom.is_empty() && atom.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(c))
                })
        };
        let hyphens_inside = domain.split('.').all(|label| !label.starts_with('-') && !label.ends_with('-'));
        let sound = text.len() <= 254
            && local.len() <= 64
            && dot_atom(local, "!#$%&'*+-/=?^_`{|}~")
            && dot_atom(domain, "-")
            && hyphens_inside
            && (domain.contains('.') || domain == "localhost");
        if sound {
            Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
        } else {
            Err(NotAnEmailAddress)
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether mail to both arrives at the same place: servers do not tell letters' case apart.
    pub fn same_mailbox(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }

    /// For screens and logs: the first letter and the domain.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or(("", ""));
        format!("{}***@{domain}", local.chars().next().unwrap_or('*'))
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = NotAnEmailAddress;
    fn try_from(text: String) -> Result<Self, NotAnEmailAddress> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Debug for EmailAddress {
    /// Debug output ends up in logs, and no address may.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_strictly_and_masked_in_debug() {
        assert_eq!(EmailAddress::parse(" a.b+c@Example.ORG ").unwrap().as_str(), "a.b+c@example.org");
        for bad in
            ["", "a", "a@", "@b.cn", "a@b", "a b@c.cn", "a@b..cn", "a\r\nBcc: x@y.cn", "a@-b.cn", ".a@b.cn"]
        {
            assert!(EmailAddress::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(
            format!("{:?}", EmailAddress::parse("teacher@school.example").unwrap()),
            "t***@school.example"
        );
    }
}
