//! What makes writing cheap at any size: indexes that fit the questions asked, and none that serves no question.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0020_writing"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        // What became public waits by the thousand: in an index of its own it is in nobody's way.
        let queues = [
            "DROP INDEX events_open_due_at_id",
            "CREATE INDEX events_open_quick ON events (due_at, id) \
             WHERE processed_at IS NULL AND kind <> 'vacancy.published'",
            "CREATE INDEX events_open_published ON events (due_at, id) \
             WHERE processed_at IS NULL AND kind = 'vacancy.published'",
        ];
        for sql in queues {
            connection.execute_unprepared(sql).await?;
        }
        if manager.get_database_backend() == DbBackend::Sqlite {
            // The log is read by its sequence alone.
            connection.execute_unprepared("DROP INDEX changes_xid_seq").await?;
        }
        let held = Table::alter().table("import_jobs").add_column(big_integer("held").default(0)).take();
        manager.alter_table(held).await?;
        let held = Table::alter().table("imports").add_column(big_integer("held").default(0)).take();
        manager.alter_table(held).await
    }
}
