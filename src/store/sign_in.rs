//! Sign-in links, each good for one sign-in, and whose an address is.

use super::{
    departments, employers, error::StoreError, graduates, queries::Queries, schools, table::Table,
    transaction::Tx,
};
use crate::domain::{
    email_address::EmailAddress,
    ids::{DepartmentId, EmployerId, GraduateId, SchoolId},
    party::Party,
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_links")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) token_hash: Vec<u8>,
        pub(super) party: String,
        pub(super) email_hash: Vec<u8>,
        pub(super) browser_hash: Vec<u8>,
        pub(super) created_at: DateTimeUtc,
        pub(super) expires_at: DateTimeUtc,
        pub(super) consumed_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A link that signs somebody in, in the browser that asked for it.
#[derive(Debug, Clone)]
pub struct SignInLink {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Who is signed in by it.
    pub party: Party,
    /// Where it is sent; kept as a keyed hash only, to count links.
    pub email: EmailAddress,
    /// SHA-256 of the browser's secret.
    pub browser_hash: Vec<u8>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// The form in which addresses are compared: mail servers hardly ever tell the case of letters apart.
pub(super) fn email_key(address: &EmailAddress) -> String {
    address.as_str().to_ascii_lowercase()
}

impl Queries {
    pub(super) fn email_hash(&self, address: &EmailAddress) -> Vec<u8> {
        self.cipher.hash("email", &email_key(address))
    }

    /// How many links were made for the address since then.
    pub async fn links_since(&self, email: &EmailAddress, since: DateTime<Utc>) -> Result<u64, StoreError> {
        let links = row::Entity::find().filter(row::Column::EmailHash.eq(self.email_hash(email)));
        Ok(links.filter(row::Column::CreatedAt.gte(since)).count(&self.conn()).await?)
    }

    /// Who has this address, of every kind of party, the oldest of each kind first.
    pub async fn parties_by_email(&self, email: &EmailAddress) -> Result<Vec<Party>, StoreError> {
        let email = email_key(email);
        let mut parties = Vec::new();
        let ids = self.ids_where::<employers::Entity>(employers::Column::Email.eq(&email)).await?;
        parties.extend(ids.into_iter().map(|id| Party::Employer(EmployerId(id))));
        let ids = self.ids_where::<schools::Entity>(schools::Column::Email.eq(&email)).await?;
        parties.extend(ids.into_iter().map(|id| Party::School(SchoolId(id))));
        let ids = self.ids_where::<departments::Entity>(departments::Column::EmailKey.eq(&email)).await?;
        parties.extend(ids.into_iter().map(|id| Party::Department(DepartmentId(id))));
        let ids = self.ids_where::<graduates::Entity>(graduates::Column::Email.eq(&email)).await?;
        parties.extend(ids.into_iter().map(|id| Party::Graduate(GraduateId(id))));
        Ok(parties)
    }

    async fn ids_where<T: Table>(
        &self,
        filter: sea_orm::sea_query::SimpleExpr,
    ) -> Result<Vec<Uuid>, StoreError> {
        let select = T::find().select_only().column(T::id()).filter(filter).order_by_asc(T::id());
        Ok(select.into_tuple().all(&self.conn()).await?)
    }
}

impl Tx {
    /// Adds a link.
    pub async fn insert_link(&self, link: &SignInLink) -> Result<(), StoreError> {
        let row = row::Model {
            token_hash: link.token_hash.clone(),
            party: link.party.to_string(),
            email_hash: self.email_hash(&link.email),
            browser_hash: link.browser_hash.clone(),
            created_at: link.created_at,
            expires_at: link.expires_at,
            consumed_at: None,
        };
        self.insert_rows::<row::Entity>(vec![row]).await
    }

    /// Uses the link up and says who is signed in: only the first time, in its browser, before its end.
    pub async fn consume_link(
        &self,
        token_hash: &[u8],
        browser_hash: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Option<Party>, StoreError> {
        let used = row::Entity::update_many()
            .col_expr(row::Column::ConsumedAt, sea_orm::sea_query::Expr::value(now))
            .filter(row::Column::TokenHash.eq(token_hash))
            .filter(row::Column::BrowserHash.eq(browser_hash))
            .filter(row::Column::ConsumedAt.is_null())
            .filter(row::Column::ExpiresAt.gt(now))
            .exec_with_returning(&self.conn())
            .await?;
        let party = used.first().map(|link| link.party.parse());
        party.transpose().map_err(|_| StoreError::Corrupt("party"))
    }
}
