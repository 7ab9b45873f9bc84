//! Who has accepted something already.

use crate::{
    domain::ids::{GraduateId, ProgrammeId, VacancyId},
    store::{error::StoreError, queries::Queries},
};
use sea_orm::ConnectionTrait as _;
use uuid::Uuid;

impl Queries {
    /// The graduates of a programme who have accepted an offer that still stands, each with the vacancy.
    pub async fn taken_in_programme(
        &self,
        programme: ProgrammeId,
    ) -> Result<Vec<(GraduateId, VacancyId)>, StoreError> {
        let sql = "SELECT applications.graduate, applications.vacancy FROM graduates \
                   JOIN applications ON applications.graduate = graduates.id WHERE graduates.programme = $1 \
                   AND applications.state = 'active' AND applications.stage IN ('accepted', 'signed', 'onboarded')";
        let rows = self.conn().query_all_raw(self.sql(sql, [programme.0.into()])).await?;
        let pair = |row: &sea_orm::QueryResult| {
            let (who, place): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            Ok((GraduateId(who), VacancyId(place)))
        };
        rows.iter().map(pair).collect()
    }
}
