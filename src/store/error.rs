//! What can go wrong in the store, and whether trying again can help.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, SqlErr, SqlxError};

/// Why the store did not do what was asked. The texts carry no values of any row.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something is there already that must be unique. The text names the rule as `table_column_column`, such as
    /// `employers_uscc` or `vacancies_employer_reference`, the same on both databases.
    #[error("conflict with an existing row: {0}")]
    Conflict(String),
    /// The row was changed since it was read.
    #[error("the row was changed meanwhile")]
    Stale,
    /// The row to be changed is not there.
    #[error("no such row")]
    Missing,
    /// Another worker holds the claim now: the work was taken for lost.
    #[error("the lease was lost")]
    LeaseLost,
    /// A row refers to another one that is not there.
    #[error("a row refers to another one that is not there")]
    Dangling,
    /// A stored value cannot be read as what it should be.
    #[error("a stored value is not a valid {0}")]
    Corrupt(&'static str),
    /// An encrypted value does not open, or the key is not the one this database was made with.
    #[error("an encrypted value does not open with the configured key")]
    Sealed,
    /// The SQLite library is older than is safe.
    #[error("sqlite {found} is too old: at least {needed} is needed")]
    TooOld {
        /// What is there.
        found: String,
        /// What is needed.
        needed: &'static str,
    },
    /// The address of the database cannot be used.
    #[error("the database url cannot be used: {0}")]
    Url(&'static str),
    /// The directory of the database file cannot be made.
    #[error("the directory of the database cannot be made")]
    Directory(#[source] std::io::Error),
    /// The work of a transaction panicked, or kept its handle beyond its end. Nothing was written.
    #[error("the transaction was aborted")]
    Aborted,
    /// Anything else the database says.
    #[error("database error")]
    Database(#[source] DbErr),
}

impl StoreError {
    /// Whether the same may succeed a little later: the database is busy, restarting, out of reach or out of room.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Database(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) | DbErr::Conn(_)) => true,
            Self::Database(DbErr::Exec(RuntimeErr::SqlxError(error)))
            | Self::Database(DbErr::Query(RuntimeErr::SqlxError(error))) => is_transient(error),
            _ => false,
        }
    }

    /// Whether it is a conflict with the named rule, such as `employers_uscc`.
    pub fn is_conflict_on(&self, rule: &str) -> bool {
        matches!(self, Self::Conflict(name) if name == rule)
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(message)) => {
                Self::Conflict(constraint(&error).unwrap_or_else(|| rule_of(&message)))
            }
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => Self::Dangling,
            _ => Self::Database(error),
        }
    }
}

impl From<SqlxError> for StoreError {
    fn from(error: SqlxError) -> Self {
        Self::Database(DbErr::Conn(RuntimeErr::SqlxError(error.into())))
    }
}

/// The constraint's name, where the driver tells it (PostgreSQL does).
fn constraint(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        return None;
    };
    error.as_database_error()?.constraint().map(str::to_owned)
}

/// The same name out of SQLite's message `UNIQUE constraint failed: table.one, table.two`.
fn rule_of(message: &str) -> String {
    let columns = message.rsplit(": ").next().unwrap_or(message);
    let mut rule = String::new();
    for (place, column) in columns.split(", ").enumerate() {
        let (table, name) = column.split_once('.').unwrap_or(("", column));
        if place == 0 {
            rule.push_str(table);
        }
        rule.push('_');
        rule.push_str(name);
    }
    rule
}

/// SQLSTATEs of serialization failures, deadlocks, full or restarting servers, lost connections and lock timeouts;
/// SQLite's BUSY, LOCKED, IOERR and FULL with all their extended codes: on a full disk it may be either of the last two.
fn is_transient(error: &SqlxError) -> bool {
    match error {
        SqlxError::Io(_) | SqlxError::Tls(_) | SqlxError::PoolTimedOut | SqlxError::WorkerCrashed => true,
        SqlxError::Database(error) => match error.code().unwrap_or_default().as_ref() {
            "40001" | "40P01" | "55P03" | "25P03" | "57P01" | "57P02" | "57P03" => true,
            // A SQLSTATE has five characters; SQLite's codes here have at most three.
            code if code.len() == 5 => code.starts_with("53") || code.starts_with("08"),
            code => code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 10 | 13)),
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlites_message_names_the_rule_as_postgresql_does() {
        assert_eq!(rule_of("UNIQUE constraint failed: employers.uscc"), "employers_uscc");
        assert_eq!(
            rule_of("UNIQUE constraint failed: vacancies.employer, vacancies.reference"),
            "vacancies_employer_reference"
        );
    }

    #[test]
    fn a_full_pool_is_worth_another_try_and_a_stale_row_is_not() {
        let full = StoreError::from(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
        assert!(full.is_transient());
        let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        assert!(StoreError::from(SqlxError::from(refused)).is_transient());
        assert!(!StoreError::Stale.is_transient());
    }
}
