//! Search: the index finds, the store says what is published now. A date alone ends a vacancy: at midnight in China it
//! is gone from every answer, whenever its status and the index follow.

use super::{App, criteria, personal::Asker, published_since};
use crate::domain::{
    ids::{EmployerId, VacancyId},
    matching::Assessment,
    party::Actor,
    refusal::{Code, FieldError, Refusal},
    search::{SearchCriteria, Sort},
    vacancy::Vacancy,
};
use jobbridge_index::{
    FacetField, FacetValues, QueryError, Sort as IndexSort, Suggestion, VacancyHits, VacancyQuery,
};
use std::{collections::HashMap, str::FromStr, time::Duration};

pub use published_since::Since;

/// What the operator decides about searches.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchPolicy {
    /// At most so many vacancies of one employer on a page while there are others; 0 is no limit.
    pub per_employer: usize,
    /// How many hits are put in a graduate's own order.
    pub personal_window: usize,
    /// What part of that order is how well a vacancy fits; the rest is how well the words do.
    pub personal_share: f64,
}

impl Default for SearchPolicy {
    fn default() -> Self {
        Self { per_employer: 3, personal_window: 200, personal_share: 0.4 }
    }
}

/// Everything of a search beside its criteria.
#[derive(Debug, Clone, Default)]
pub struct SearchOptions {
    /// The order.
    pub sort: Sort,
    /// The facets to count, by name, at most ten.
    pub facets: Vec<String>,
    /// At most so many items, 1 to 100.
    pub limit: u32,
    /// The `next` of the page before.
    pub cursor: Option<String>,
    /// Only what was published since.
    pub since: Option<Since>,
    /// Who asks: a graduate's results come in an order of their own.
    pub asker: Option<Actor>,
    /// Whether the descriptions are marked as well.
    pub snippets: bool,
}

/// A page of results.
#[derive(Debug, Clone)]
pub struct SearchPage {
    /// Vacancies found.
    pub total: u64,
    /// People wanted by all of them.
    pub positions: u64,
    /// How long the index took.
    pub took: Duration,
    /// How the text was read.
    pub understood: jobbridge_index::Understood,
    /// The counted facets.
    pub facets: Vec<Facet>,
    /// The results, each published at this moment.
    pub items: Vec<SearchItem>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// Whether somebody is told how the results fit them.
    pub personal: bool,
}

/// One counted facet.
#[derive(Debug, Clone)]
pub struct Facet {
    /// Its name, as the filter's.
    pub name: &'static str,
    /// Its values, the most frequent first.
    pub values: Vec<FacetCount>,
}

/// One value of a facet.
#[derive(Debug, Clone)]
pub struct FacetCount {
    /// The value, as the filter takes it.
    pub value: String,
    /// What people call it; the value itself where the front end has its own words.
    pub label: String,
    /// How many vacancies have it.
    pub count: u64,
}

/// One result.
#[derive(Debug, Clone)]
pub struct SearchItem {
    /// The vacancy.
    pub vacancy: Vacancy,
    /// What its employer is called.
    pub employer_name: String,
    /// How well it fits the words.
    pub score: f32,
    /// The title with the found words marked, safe HTML.
    pub title_highlight: String,
    /// The part of the description where words were found, marked, safe HTML.
    pub description_highlight: Option<String>,
    /// How far it is from the point asked for.
    pub distance_km: Option<f64>,
    /// How and why it fits the graduate who asks.
    pub fit: Option<Assessment>,
}

/// Searches the published vacancies.
///
/// # Errors
/// A criterion, order, facet or cursor that is none.
pub async fn search_vacancies(
    app: &App,
    wanted: &SearchCriteria,
    options: SearchOptions,
) -> Result<SearchPage, Refusal> {
    let asker = Asker::of(app, options.asker).await?;
    let snippets = options.snippets;
    let since = published_since::resolve(options.since, options.cursor.clone(), app.now());
    let since = since.map_err(query_refusal)?;
    let query = VacancyQuery {
        after: since.cursor,
        published_after: since.micros,
        ..build_query(app, wanted, options)?
    };
    let started = tokio::time::Instant::now();
    let hits = find(app, asker.as_ref(), query).await?;
    let took = started.elapsed();
    let (total, positions, understood) = (hits.total, hits.positions, hits.understood.clone());
    let next = hits.next.as_ref().map(|next| format!("{}{next}", since.prefix));
    let facets = label_facets(app, &hits.facets).await?;
    let mut items = live_items(app, hits).await?;
    if snippets {
        mark_descriptions(app, understood.text.clone(), &mut items).await?;
    }
    if let Some(asker) = &asker {
        let vacancies = items.iter().map(|item| item.vacancy.clone()).collect();
        let mut fits = asker.explain(app, vacancies).await?;
        items.iter_mut().for_each(|item| item.fit = fits.remove(&item.vacancy.id));
    }
    Ok(SearchPage { total, positions, took, understood, facets, items, next, personal: asker.is_some() })
}

/// The hits, in the asker's own order where there is one.
async fn find(app: &App, asker: Option<&Asker>, query: VacancyQuery) -> Result<VacancyHits, Refusal> {
    let own = query.sort == IndexSort::Relevance && app.policy.search.personal_share > 0.0;
    let found = match asker.filter(|_| own) {
        Some(asker) => asker.search(app, query).await?,
        None => app.with_index(move |index| index.vacancies().search(&query)).await?,
    };
    found.map_err(query_refusal)
}

async fn mark_descriptions(app: &App, text: String, items: &mut [SearchItem]) -> Result<(), Refusal> {
    let texts: Vec<String> = items.iter().map(|item| item.vacancy.content.description.clone()).collect();
    let marked = app.with_index(move |index| {
        let marker = index.vacancies().marker(&text)?;
        Ok::<_, QueryError>(marker.snippets(texts.iter().map(String::as_str)))
    });
    for (item, snippet) in items.iter_mut().zip(marked.await?.map_err(query_refusal)?) {
        item.description_highlight = snippet;
    }
    Ok(())
}

/// Completions for what somebody has typed so far.
///
/// # Errors
/// Only where the index fails.
pub async fn suggest(app: &App, typed: &str, limit: usize) -> Result<Vec<Suggestion>, Refusal> {
    let typed: String = typed.chars().take(64).collect();
    let found = app.with_index(move |index| index.vacancies().suggest(&typed, limit)).await?;
    found.map_err(|error| Refusal::Internal(format!("index: {error}")))
}

fn build_query(app: &App, wanted: &SearchCriteria, options: SearchOptions) -> Result<VacancyQuery, Refusal> {
    let mut query = criteria::query(&app.words, wanted).map_err(Refusal::Parameter)?;
    query.sort = criteria::order(options.sort);
    query.limit = options.limit as usize;
    query.forgiving = true;
    query.per_employer = app.policy.search.per_employer;
    let facets = options.facets.iter().map(|name| FacetField::from_str(name)).collect::<Result<_, _>>();
    query.facets = facets.map_err(query_refusal)?;
    Ok(query)
}

/// A fault of the query as a refusal of the parameter it came from.
fn query_refusal(error: QueryError) -> Refusal {
    let (parameter, code, zh) = match &error {
        QueryError::Index(error) => return Refusal::Internal(format!("index: {error}")),
        QueryError::TextTooLong { .. } => ("q", Code::InvalidQuery, "搜索词过长，最多 256 个字"),
        QueryError::TooManyClauses { .. } => ("q", Code::InvalidQuery, "搜索词过多，最多 32 个"),
        QueryError::UnclosedQuote => ("q", Code::InvalidQuery, "引号没有成对"),
        QueryError::BadLimit => ("limit", Code::InvalidParameter, "limit 应在 1 到 100 之间"),
        QueryError::TooManyFacets => ("facets", Code::InvalidParameter, "最多统计 10 个分面"),
        QueryError::UnknownFacet => ("facets", Code::InvalidParameter, "没有这个分面"),
        QueryError::UnknownSort => ("sort", Code::InvalidParameter, "没有这种排序"),
        QueryError::DistanceNeedsNear => ("sort", Code::InvalidParameter, "按距离排序需要 near"),
        QueryError::BadNear => ("near", Code::InvalidParameter, "位置不在地球上"),
        QueryError::BadPay => ("pay_min", Code::InvalidParameter, "工资范围无效"),
        QueryError::TooManyValues => ("region", Code::InvalidParameter, "一个筛选条件最多 100 个值"),
        QueryError::BadCursor | QueryError::ForeignCursor => {
            ("cursor", Code::InvalidCursor, "翻页标记不属于这次搜索，请重新搜索")
        }
    };
    Refusal::Parameter(FieldError::new(parameter, code).with_message(zh, error.to_string()))
}

/// The hits that are published now, in their order, with what the page needs of them.
async fn live_items(app: &App, hits: VacancyHits) -> Result<Vec<SearchItem>, Refusal> {
    let ids: Vec<VacancyId> = hits.hits.iter().filter_map(|hit| hit.key.parse().ok()).collect();
    let live = app.store.open_among(&ids, app.today()).await?;
    let mut live: HashMap<_, _> = live.into_iter().map(|vacancy| (vacancy.id.to_string(), vacancy)).collect();
    let names = employer_names(app, live.values().map(|vacancy| vacancy.employer)).await?;
    let items = hits.hits.into_iter().filter_map(|hit| {
        let vacancy = live.remove(&hit.key)?;
        let employer_name = names.get(&vacancy.employer).cloned().unwrap_or_default();
        Some(SearchItem {
            vacancy,
            employer_name,
            score: hit.score,
            title_highlight: hit.title_highlight,
            description_highlight: None,
            distance_km: hit.distance_km,
            fit: None,
        })
    });
    Ok(items.collect())
}

/// What the employers are called.
pub(crate) async fn employer_names(
    app: &App,
    ids: impl Iterator<Item = EmployerId>,
) -> Result<HashMap<EmployerId, String>, Refusal> {
    let mut ids: Vec<_> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let employers = app.store.employers(&ids).await?;
    Ok(employers.into_iter().map(|employer| (employer.id, employer.profile.name)).collect())
}

async fn label_facets(app: &App, facets: &[FacetValues]) -> Result<Vec<Facet>, Refusal> {
    let employers =
        facets.iter().filter(|facet| facet.field == FacetField::Employer).flat_map(|facet| &facet.values);
    let names = employer_names(app, employers.filter_map(|value| value.value.parse().ok())).await?;
    let words = app.vocabulary();
    let label = |field: FacetField, value: &str| -> Option<String> {
        match field {
            FacetField::Region => words.regions().by_code(value).map(|region| region.name.clone()),
            FacetField::Occupation => words.occupations().by_code(value).map(|one| one.name.clone()),
            FacetField::Major => words.majors().by_code(value).map(|major| major.name.clone()),
            FacetField::Employer => value.parse().ok().and_then(|id: EmployerId| names.get(&id).cloned()),
            _ => None,
        }
    };
    let labelled = facets.iter().map(|facet| Facet {
        name: facet.field.as_str(),
        values: facet
            .values
            .iter()
            .map(|value| FacetCount {
                label: label(facet.field, &value.value).unwrap_or_else(|| value.value.clone()),
                value: value.value.clone(),
                count: value.count,
            })
            .collect(),
    });
    Ok(labelled.collect())
}
