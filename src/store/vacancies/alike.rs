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
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect,
    QueryTrait,
    sea_query::{Expr, SelectStatement, SimpleExpr, UnionType},
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
fn open() -> SimpleExpr {
    let words: Vec<_> = Status::OPEN.iter().map(|status| format!("'{}'", status.as_str())).collect();
    Expr::cust(format!("status IN ({})", words.join(", ")))
}

fn select(filter: SimpleExpr) -> SelectStatement {
    let columns = [
        Column::Id,
        Column::Employer,
        Column::Reference,
        Column::Status,
        Column::PostingPrint,
        Column::WordsPrint,
    ];
    Entity::find().select_only().columns(columns).filter(filter).into_query()
}

fn prints(prints: &[Fingerprint]) -> Vec<Uuid> {
    padded(&prints.iter().map(|print| print.0).collect::<Vec<_>>())
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
        let own = || Column::Employer.eq(employer.0);
        let mut parts = Vec::new();
        if !question.references.is_empty() {
            parts.push(select(own().and(Column::Reference.is_in(padded(&question.references)))));
        }
        if !question.postings.is_empty() {
            parts.push(select(own().and(Column::PostingPrint.is_in(prints(&question.postings))).and(open())));
        }
        if !question.words.is_empty() {
            let words = Column::WordsPrint.is_in(prints(&question.words)).and(open());
            parts.push(select(words.and(Column::Employer.ne(employer.0))));
        }
        let mut parts = parts.into_iter();
        let Some(mut statement) = parts.next() else { return Ok(Vec::new()) };
        for part in parts {
            statement.union(UnionType::All, part);
        }
        let rows = self.conn().query_all_raw(self.backend().build(&statement)).await?;
        rows.iter().map(alike).collect()
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
