//! The API's description (OpenAPI 3.1), from the code: operations and shapes from the handlers, parameters, keys and
//! refusals from the table of routes.

use super::{
    auth::Access,
    problem::{FieldErrorView, ProblemView},
    query::{Kind, Parameter},
    routes::{Described, Route, TABLE},
};
use actix_web::http::Method;
use utoipa::{
    OpenApi as _, ToSchema,
    openapi::{
        Content, Info, KnownFormat, OpenApi, Ref, RefOr, Required, ResponseBuilder, Schema, SchemaFormat,
        path::{self, Operation, ParameterBuilder, ParameterIn, PathItem},
        schema::{ArrayBuilder, Components, ObjectBuilder, Type},
        security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

/// The name of the security scheme.
const KEY: &str = "key";

/// The whole description.
pub fn document() -> OpenApi {
    let mut document = Described::openapi();
    document.info = Info::new("jobbridge", env!("CARGO_PKG_VERSION"));
    document.info.description = Some(
        "Employment information for vocational graduates (职桥). Errors are problems (RFC 9457) with a code from a \
         closed list; messages follow Accept-Language, codes never change."
            .to_owned(),
    );
    let components = document.components.get_or_insert_with(Components::new);
    add_schemas(components);
    for row in TABLE {
        if let Some(operation) =
            document.paths.paths.get_mut(row.path).and_then(|item| slot(item, &row.method))
        {
            describe(row, operation);
        }
    }
    document
}

fn add_schemas(components: &mut Components) {
    let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("jbk_…");
    let scheme = scheme.description(Some("an API key")).build();
    components.add_security_scheme(KEY, SecurityScheme::Http(scheme));
    let mut schemas = Vec::new();
    ProblemView::schemas(&mut schemas);
    FieldErrorView::schemas(&mut schemas);
    schemas.push((ProblemView::name().into_owned(), <ProblemView as utoipa::PartialSchema>::schema()));
    for (name, schema) in schemas {
        components.schemas.insert(name, schema);
    }
}

/// The operation of a method.
fn slot<'a>(item: &'a mut PathItem, method: &Method) -> Option<&'a mut Operation> {
    match method.as_str() {
        "GET" => item.get.as_mut(),
        "POST" => item.post.as_mut(),
        "PUT" => item.put.as_mut(),
        "PATCH" => item.patch.as_mut(),
        "DELETE" => item.delete.as_mut(),
        _ => None,
    }
}

fn describe(row: &Route, operation: &mut Operation) {
    operation.operation_id = Some(operation_id(row));
    let parameters = operation.parameters.get_or_insert_default();
    parameters.extend(path_parameters(row.path).map(RefOr::T));
    parameters.extend(row.query.iter().map(|one| RefOr::T(query_parameter(one))));
    parameters.extend(headers(row).map(RefOr::T));
    let needs_key = matches!(row.access, Access::Only(_));
    operation.security = needs_key.then(|| vec![SecurityRequirement::new(KEY, Vec::<String>::new())]);
    if let Access::Only(roles) = row.access {
        let names: Vec<_> = roles.iter().map(|role| format!("{role:?}").to_lowercase()).collect();
        let who = format!("Roles: {}.", names.join(", "));
        let said = operation.description.take().map_or(who.clone(), |said| format!("{said}\n\n{who}"));
        operation.description = Some(said);
    }
    for (status, meaning) in refusals(row) {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| problem(meaning));
    }
}

/// `get_v1_vacancies_id`: unique, and stable as long as the route is.
fn operation_id(row: &Route) -> String {
    let path = row.path.replace(['{', '}'], "").replace(['/', '-'], "_");
    format!("{}{path}", row.method.as_str().to_lowercase())
}

fn path_parameters(path: &str) -> impl Iterator<Item = path::Parameter> + '_ {
    let names = path.split('/').filter_map(|step| step.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| {
        let about = if name == "reference" { "the employer's own reference" } else { "which one" };
        parameter(name, ParameterIn::Path, Required::True, about, text())
    })
}

fn query_parameter(one: &Parameter) -> path::Parameter {
    let schema: Schema = match one.kind {
        Kind::Text => text(),
        Kind::Number => ObjectBuilder::new().schema_type(Type::Number).minimum(Some(0.0)).into(),
        Kind::Date => {
            let format = SchemaFormat::KnownFormat(KnownFormat::Date);
            ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
        }
        Kind::Flag => ObjectBuilder::new().schema_type(Type::Boolean).into(),
        Kind::Word(words) => {
            ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words.iter().copied())).into()
        }
        Kind::Integer(least, most) => {
            let whole = ObjectBuilder::new().schema_type(Type::Integer);
            whole.minimum(Some(f64::from(least))).maximum(Some(f64::from(most))).into()
        }
    };
    let schema = if one.repeated { ArrayBuilder::new().items(RefOr::T(schema)).into() } else { schema };
    parameter(one.name, ParameterIn::Query, Required::False, one.about, schema)
}

fn headers(row: &Route) -> impl Iterator<Item = path::Parameter> {
    let method = row.method.as_str();
    let all = [
        (true, "Accept-Language", "zh-CN (default) or en, for messages and labels"),
        (
            method == "POST",
            "Idempotency-Key",
            "the first answer is given again to the same key and body, for 24 hours",
        ),
        (
            matches!(method, "PUT" | "PATCH" | "DELETE"),
            "If-Match",
            "the ETag that was read; 412 where it has changed since",
        ),
        (method == "GET", "If-None-Match", "the ETag that is known; 304 where it is still so"),
    ];
    let used = all.into_iter().filter(|(used, ..)| *used);
    used.map(|(_, name, about)| parameter(name, ParameterIn::Header, Required::False, about, text()))
}

fn parameter(
    name: &str,
    place: ParameterIn,
    required: Required,
    about: &str,
    schema: Schema,
) -> path::Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .description(Some(about))
        .schema(Some(schema))
        .build()
}

fn text() -> Schema {
    ObjectBuilder::new().schema_type(Type::String).into()
}

/// What a route may be refused with: by its access, its path, its method.
fn refusals(row: &Route) -> Vec<(&'static str, &'static str)> {
    let writes = row.method != Method::GET;
    let reads_body = matches!(row.method.as_str(), "POST" | "PUT" | "PATCH");
    let all = [
        (true, "400", "The request cannot be read, or a parameter is unknown or wrong"),
        (true, "401", "No key where one is needed, or a bad one"),
        (matches!(row.access, Access::Only(_)), "403", "The role may not use this route"),
        (row.path.contains('{'), "404", "Not there, or not the caller's to see"),
        (writes, "409", "It collides with something that exists, or its state does not allow it"),
        (writes && row.method != Method::POST, "412", "It has changed since it was read"),
        (reads_body, "413", "The body is too large"),
        (reads_body, "415", "The content type is not read here"),
        (reads_body, "422", "Fields are at fault, each listed"),
        (true, "429", "Too many requests; see Retry-After"),
        (true, "500", "A fault of the service"),
        (true, "503", "Not available now; see Retry-After"),
    ];
    all.into_iter().filter(|(may, ..)| *may).map(|(_, status, meaning)| (status, meaning)).collect()
}

fn problem(meaning: &str) -> RefOr<utoipa::openapi::Response> {
    let shape = Content::new(Some(Ref::from_schema_name(ProblemView::name())));
    RefOr::T(ResponseBuilder::new().description(meaning).content("application/problem+json", shape).build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn described() -> serde_json::Value {
        serde_json::to_value(document()).unwrap()
    }

    #[test]
    fn every_route_is_described_and_nothing_else_is() {
        let document = described();
        let mut operations = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for method in item.as_object().unwrap().keys() {
                operations.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
        let routes: BTreeSet<_> = TABLE.iter().map(|row| format!("{} {}", row.method, row.path)).collect();
        assert_eq!(operations, routes);
        assert_eq!(document["openapi"], "3.1.0");
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk(value: &serde_json::Value, found: &mut BTreeSet<String>) {
            match value {
                serde_json::Value::Object(fields) => {
                    if let Some(target) = fields.get("$ref").and_then(|target| target.as_str()) {
                        found.insert(target.to_owned());
                    }
                    fields.values().for_each(|item| walk(item, found));
                }
                serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
                _ => {}
            }
        }
        let document = described();
        let mut found = BTreeSet::new();
        walk(&document, &mut found);
        assert!(found.contains("#/components/schemas/Problem"));
        for target in found {
            let path = target.strip_prefix('#').unwrap();
            assert!(document.pointer(path).is_some(), "{target}");
        }
    }

    #[test]
    fn keys_are_asked_for_where_the_table_says_so_and_refusals_are_problems() {
        let document = described();
        for row in TABLE {
            let method = row.method.as_str().to_lowercase();
            let operation = &document["paths"][row.path][&method];
            assert_eq!(operation["security"].is_array(), row.access != Access::Public, "{}", row.path);
            for (status, answer) in operation["responses"].as_object().unwrap() {
                let is_problem = answer["content"].get("application/problem+json").is_some();
                assert_eq!(status.as_str() >= "400", is_problem, "{} {status}", row.path);
            }
        }
    }
}
