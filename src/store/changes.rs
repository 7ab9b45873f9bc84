//! The change log: what the index and the saved searches in memory must look at again, in an order in which nothing is ever skipped.
//!
//! On SQLite one transaction writes at a time, so the sequence is the order of commits. On PostgreSQL a sequence number
//! is taken before its transaction commits: a reader that remembers the last number misses whatever commits late with a
//! smaller one. So each row carries its transaction's number, and only rows are read that are older than every
//! transaction still running; whatever commits later has a greater transaction number than all that was read.

use super::{error::StoreError, queries::Queries, transaction::Tx, wakes::Recorded};
use crate::domain::ids::{GraduateId, ProgrammeId, SchoolId, SubscriptionId, VacancyId};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// What changed. The reader reads its state again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A vacancy.
    Vacancy(VacancyId),
    /// A graduate.
    Graduate(GraduateId),
    /// A programme: what it means for those in it.
    Programme(ProgrammeId),
    /// A school: where it is.
    School(SchoolId),
    /// A subscription. The index does not know it, but every node has the saved searches in memory.
    Subscription(SubscriptionId),
}

/// A place in the log. Its text is `xid.seq`. A place is good for the database it was read from and no other: a dump
/// that is restored into a new PostgreSQL cluster begins a new count, and the index is built anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct LogPosition {
    /// The number of the transaction; 0 on SQLite.
    pub xid: i64,
    /// The number of the change.
    pub seq: i64,
}

/// A text that is no place in a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a position of the change log")]
pub struct NotAPosition;

impl fmt::Display for LogPosition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.xid, self.seq)
    }
}

impl FromStr for LogPosition {
    type Err = NotAPosition;
    fn from_str(text: &str) -> Result<Self, NotAPosition> {
        let (xid, seq) = text.split_once('.').ok_or(NotAPosition)?;
        let number = |digits: &str| digits.parse().map_err(|_| NotAPosition);
        Ok(Self { xid: number(xid)?, seq: number(seq)? })
    }
}

impl Subject {
    fn parts(self) -> (&'static str, Uuid) {
        match self {
            Self::Vacancy(id) => ("vacancy", id.0),
            Self::Graduate(id) => ("graduate", id.0),
            Self::Programme(id) => ("programme", id.0),
            Self::School(id) => ("school", id.0),
            Self::Subscription(id) => ("subscription", id.0),
        }
    }

    fn of(kind: &str, id: Uuid) -> Result<Self, StoreError> {
        match kind {
            "vacancy" => Ok(Self::Vacancy(VacancyId(id))),
            "graduate" => Ok(Self::Graduate(GraduateId(id))),
            "programme" => Ok(Self::Programme(ProgrammeId(id))),
            "school" => Ok(Self::School(SchoolId(id))),
            "subscription" => Ok(Self::Subscription(SubscriptionId(id))),
            _ => Err(StoreError::Corrupt("change")),
        }
    }
}

impl Queries {
    /// The changes after the position, in order, each with the position to go on from.
    pub async fn changes_after(
        &self,
        position: LogPosition,
        limit: u64,
    ) -> Result<Vec<(LogPosition, Subject)>, StoreError> {
        self.changes_that(position, limit, "").await
    }

    /// Those of them that are of vacancies.
    pub async fn vacancy_changes_after(
        &self,
        position: LogPosition,
        limit: u64,
    ) -> Result<Vec<(LogPosition, VacancyId)>, StoreError> {
        let changes = self.changes_that(position, limit, " AND kind = 'vacancy'").await?;
        let vacancies = changes.into_iter().filter_map(|(position, subject)| match subject {
            Subject::Vacancy(id) => Some((position, id)),
            _ => None,
        });
        Ok(vacancies.collect())
    }

    /// Those of them that are of subscriptions.
    pub async fn subscription_changes_after(
        &self,
        position: LogPosition,
        limit: u64,
    ) -> Result<Vec<(LogPosition, SubscriptionId)>, StoreError> {
        let changes = self.changes_that(position, limit, " AND kind = 'subscription'").await?;
        let subscriptions = changes.into_iter().filter_map(|(position, subject)| match subject {
            Subject::Subscription(id) => Some((position, id)),
            _ => None,
        });
        Ok(subscriptions.collect())
    }

    async fn changes_that(
        &self,
        position: LogPosition,
        limit: u64,
        condition: &str,
    ) -> Result<Vec<(LogPosition, Subject)>, StoreError> {
        let rows = self.conn().query_all_raw(self.log_question(position, limit, condition)).await?;
        rows.iter().map(change).collect()
    }

    pub(super) fn log_question(&self, position: LogPosition, limit: u64, condition: &str) -> Statement {
        let sql = format!(
            "SELECT xid, seq, kind, subject FROM changes WHERE {after}{condition}{settled} ORDER BY {order} LIMIT $3",
            after = self.after(),
            settled = self.settled(" AND"),
            order = self.log_order(""),
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.sql(sql, [position.xid, position.seq, limit].map(Value::from))
    }

    /// The last position that can be read now; none where nothing changed yet. How far a reader is behind.
    pub async fn log_end(&self) -> Result<Option<LogPosition>, StoreError> {
        let sql = format!(
            "SELECT xid, seq FROM changes{settled} ORDER BY {order} LIMIT 1",
            settled = self.settled(" WHERE"),
            order = self.log_order(" DESC"),
        );
        let row = self.conn().query_one_raw(self.sql(sql, [])).await?;
        row.as_ref().map(position).transpose()
    }

    /// The last change that is committed, whether or not it can be read yet: what a reader must have reached before it
    /// knows all that happened until now. On PostgreSQL a transaction still running elsewhere holds the two apart.
    pub async fn log_tip(&self) -> Result<Option<LogPosition>, StoreError> {
        let sql = format!("SELECT xid, seq FROM changes ORDER BY {} LIMIT 1", self.log_order(" DESC"));
        let row = self.conn().query_one_raw(self.sql(sql, [])).await?;
        row.as_ref().map(position).transpose()
    }

    /// The condition that a change is behind the position `$1`, `$2`. SQLite counts no transactions, and would walk the
    /// log from its beginning for the two numbers together.
    fn after(&self) -> &'static str {
        if self.is_postgres() { "(xid, seq) > ($1, $2)" } else { "seq > $2 AND xid >= $1" }
    }

    /// The order of the log, each way.
    fn log_order(&self, way: &str) -> String {
        if self.is_postgres() { format!("xid{way}, seq{way}") } else { format!("seq{way}") }
    }

    /// The condition that a change is older than every transaction still running.
    fn settled(&self, joined_by: &str) -> String {
        if !self.is_postgres() {
            return String::new();
        }
        format!("{joined_by} xid < (pg_snapshot_xmin(pg_current_snapshot())::text::bigint)")
    }
}

fn position(row: &QueryResult) -> Result<LogPosition, StoreError> {
    Ok(LogPosition { xid: row.try_get_by_index(0)?, seq: row.try_get_by_index(1)? })
}

fn change(row: &QueryResult) -> Result<(LogPosition, Subject), StoreError> {
    let kind: String = row.try_get_by_index(2)?;
    Ok((position(row)?, Subject::of(&kind, row.try_get_by_index(3)?)?))
}

impl Tx {
    /// Records that something changed which is known outside of the store.
    pub async fn record_change(&self, subject: Subject) -> Result<(), StoreError> {
        self.record_changes(&[subject]).await
    }

    /// Records many changes.
    pub async fn record_changes(&self, subjects: &[Subject]) -> Result<(), StoreError> {
        Recorded::mark(&self.open().recorded.changes);
        let xid = if self.is_postgres() { "pg_current_xact_id()::text::bigint" } else { "0" };
        let now = self.open().clock.now();
        for subjects in subjects.chunks(512) {
            let row = |place: usize| format!("({xid}, $1, ${}, ${})", place * 2 + 2, place * 2 + 3);
            let rows: Vec<_> = (0..subjects.len()).map(row).collect();
            let sql = format!("INSERT INTO changes (xid, at, kind, subject) VALUES {}", rows.join(", "));
            let parts = subjects.iter().map(|subject| subject.parts());
            let values = parts.flat_map(|(kind, id)| [Value::from(kind), Value::from(id)]);
            let values = std::iter::once(Value::from(now)).chain(values);
            self.conn().execute_raw(self.sql(sql, values)).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_read_back_and_the_transaction_counts_before_the_number() {
        let position = LogPosition { xid: 812, seq: 7 };
        assert_eq!(position.to_string().parse(), Ok(position));
        assert!(position < LogPosition { xid: 813, seq: 1 });
        assert!(LogPosition::from_str("812").is_err() && LogPosition::from_str("a.b").is_err());
    }
}
