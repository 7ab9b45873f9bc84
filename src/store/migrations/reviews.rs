//! By what vacancies that are alike are found, what the operator is to look at, and what the operator decided.

use super::{index, index_where, key, table};
use sea_orm_migration::{prelude::*, schema::*};

pub(super) struct Migration;

/// The statuses in which a vacancy is public or becomes so without its employer's doing, as they were when this was
/// written; a question that these indexes are to serve says the same words.
const OPEN: &str = "status IN ('pending_verification', 'in_review', 'published', 'suspended')";

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0008_reviews"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [uuid_null("posting_print"), uuid_null("words_print"), json_binary_null("review")];
        for column in columns {
            let mut column = column;
            manager.alter_table(Table::alter().table("vacancies").add_column(&mut column).take()).await?;
        }
        let unique = format!(
            "CREATE UNIQUE INDEX vacancies_employer_posting_print ON vacancies (employer, posting_print) WHERE {OPEN}"
        );
        manager.get_connection().execute_unprepared(&unique).await?;
        index_where(manager, "vacancies", &["words_print"], &format!("words_print IS NOT NULL AND {OPEN}"))
            .await?;
        let others = [("unread", "posting_print IS NULL"), ("in_review", "status = 'in_review'")];
        for (name, condition) in others {
            let sql = format!("CREATE INDEX vacancies_{name} ON vacancies (id) WHERE {condition}");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        reviews(manager).await
    }
}

async fn reviews(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        key("id"),
        uuid("vacancy"),
        text("decision"),
        text_null("reason"),
        json_binary("held"),
        text("party"),
        uuid_null("key"),
        timestamp_with_time_zone("at"),
    ];
    let mut reviews = table("reviews", columns);
    reviews.foreign_key(ForeignKey::create().from("reviews", "vacancy").to("vacancies", "id"));
    manager.create_table(reviews).await?;
    index(manager, "reviews", &["vacancy", "id"]).await
}
