//! Which vacancies are like others: by the employer's reference, by title, place and pay, or by their words.

use super::{Column, Entity};
use crate::{
    domain::{
        ids::{EmployerId, VacancyId},
        vacancy::{Fingerprint, Fingerprints, Status, Vacancy},
    },
    store::{
        error::StoreError,
        queries::{Queries, padded},
        transaction::Tx,
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect, Statement,
    Value, sea_query::Expr,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many locks there are for all words: few enough for the server's table of locks, many enough to be rarely met.
const LOCKS: u128 = 1024;
/// What tells these locks from others in the same PostgreSQL database: "word" in ASCII.
const LOCK_CLASS: i32 = 0x776f_7264;

/// What is asked of the vacancies that are there, on behalf of one employer.
#[derive(Debug, Clone, Default)]
pub struct LikenessQuestion {
    /// The employer's references.
    pub references: Vec<String>,
    /// Fingerprints of title, place and pay.
    pub postings: Vec<Fingerprint>,
    /// Fingerprints of words.
    pub words: Vec<Fingerprint>,
}

/// A vacancy that is like one that was asked for, in one way or another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// Which.
    pub id: VacancyId,
    /// Whose.
    pub employer: EmployerId,
    /// What its employer calls it.
    pub reference: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// Its fingerprints.
    pub fingerprints: Fingerprints,
}

/// The condition of the indexes, word by word: a bound value would keep them from being used.
fn open() -> String {
    let words: Vec<_> = Status::OPEN.iter().map(|status| format!("'{}'", status.as_str())).collect();
    format!("status IN ({})", words.join(", "))
}

/// A question as one statement of several parts, with the values that it binds.
struct Parts {
    names_index: bool,
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Parts {
    /// Adds the vacancies where a column has one of the values, found by the index that is made for it. SQLite keeps no
    /// count of what a table holds: of its own accord it would rather walk all that is open than look a dozen prints up.
    fn add<V: Clone + Into<Value>>(&mut self, index: &str, column: &str, values: &[V], condition: &str) {
        if values.is_empty() {
            return;
        }
        let by = if self.names_index { format!(" INDEXED BY {index}") } else { String::new() };
        let first = self.values.len() + 1;
        self.values.extend(padded(values).into_iter().map(Into::into));
        let places: Vec<_> = (first..=self.values.len()).map(|place| format!("${place}")).collect();
        self.sql.push(format!(
            "SELECT id, employer, reference, status, posting_print, words_print FROM vacancies{by} \
             WHERE {column} IN ({}) AND {condition}",
            places.join(", ")
        ));
    }
}

fn prints(prints: &[Fingerprint]) -> Vec<Uuid> {
    prints.iter().map(|print| print.0).collect()
}

fn alike(row: &QueryResult) -> Result<Alike, StoreError> {
    let status: String = row.try_get_by_index(3)?;
    let print = |place| row.try_get_by_index::<Option<Uuid>>(place).map(|print| print.map(Fingerprint));
    Ok(Alike {
        id: VacancyId(row.try_get_by_index(0)?),
        employer: EmployerId(row.try_get_by_index(1)?),
        reference: row.try_get_by_index(2)?,
        status: Status::parse(&status).ok_or(StoreError::Corrupt("status"))?,
        fingerprints: Fingerprints { posting: print(4)?, words: print(5)? },
    })
}

impl Queries {
    /// The employer's vacancies with one of the references, its open ones alike in title, place and pay, and open ones
    /// of others that were the first with the same words. One statement.
    pub async fn vacancies_alike(
        &self,
        employer: EmployerId,
        question: &LikenessQuestion,
    ) -> Result<Vec<Alike>, StoreError> {
        let Some(statement) = self.likeness_question(employer, question) else { return Ok(Vec::new()) };
        let rows = self.conn().query_all_raw(statement).await?;
        rows.iter().map(alike).collect()
    }

    /// The statement; none where nothing is asked.
    pub(in crate::store) fn likeness_question(
        &self,
        employer: EmployerId,
        question: &LikenessQuestion,
    ) -> Option<Statement> {
        let mut parts =
            Parts { names_index: !self.is_postgres(), sql: Vec::new(), values: vec![employer.0.into()] };
        let (own, open) = ("employer = $1", open());
        parts.add("vacancies_employer_reference", "reference", &question.references, own);
        let own_open = format!("{own} AND {open}");
        let postings = prints(&question.postings);
        parts.add("vacancies_employer_posting_print", "posting_print", &postings, &own_open);
        let others_open = format!("employer <> $1 AND {open}");
        let words = prints(&question.words);
        parts.add("vacancies_open_words_print", "words_print", &words, &others_open);
        let asked = !parts.sql.is_empty();
        asked.then(|| self.sql(parts.sql.join(" UNION ALL "), parts.values))
    }

    /// Some vacancies whose fingerprints were not worked out yet, the oldest first.
    pub async fn vacancies_without_fingerprints(&self, limit: u64) -> Result<Vec<Vacancy>, StoreError> {
        let select = Entity::find().filter(Expr::cust("posting_print IS NULL"));
        self.all(select.order_by_asc(Column::Id).limit(limit)).await
    }
}

impl Tx {
    /// Lets nobody else look whether these words were said before, until this transaction ends: two that say them at
    /// the same time would each take themselves for the first. SQLite has one writer, and needs no more.
    pub async fn lock_words(&self, words: &[Fingerprint]) -> Result<(), StoreError> {
        if !self.is_postgres() || words.is_empty() {
            return Ok(());
        }
        let places: BTreeSet<_> = words.iter().map(|print| print.0.as_u128() % LOCKS).collect();
        let rows: Vec<_> = places.into_iter().map(|place| format!("({place})")).collect();
        let sql = format!(
            "SELECT pg_advisory_xact_lock({LOCK_CLASS}, place) FROM (VALUES {}) AS places (place)",
            rows.join(", ")
        );
        self.conn().execute_unprepared(&sql).await?;
        Ok(())
    }

    /// Keeps the fingerprints of a vacancy, which changes nothing that anybody sees.
    pub async fn keep_fingerprints(&self, id: VacancyId, kept: Fingerprints) -> Result<(), StoreError> {
        let value = |print: Option<Fingerprint>| Expr::value(print.map(|print| print.0));
        let update = Entity::update_many()
            .col_expr(Column::PostingPrint, value(kept.posting))
            .col_expr(Column::WordsPrint, value(kept.words));
        update.filter(Column::Id.eq(id.0)).exec(&self.conn()).await?;
        Ok(())
    }
}
