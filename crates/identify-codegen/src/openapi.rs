//! The OpenAPI document.

use aide::openapi::{
    Components, Example, Header, HeaderStyle, Info, License, MediaType, OpenApi,
    Operation as ApiOperation, ParameterSchemaOrContent, PathItem, Paths, ReferenceOr, RequestBody,
    Response, Responses, SchemaObject, SecurityScheme, Server, StatusCode, Tag,
};
use schemars::{JsonSchema, Schema, json_schema};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::http::{Body, OPERATION, Outcome};
use crate::identify_schema;
use crate::problem::{Problem, Verdict};
use crate::schema::{
    WRITTEN_BY, add_components, call_examples, component_reference, written_schema,
};

/// The name of the security scheme.
const WRITE_KEY: &str = "writeKey";

// The names of the components.
const CALL: &str = "IdentifyCall";
const PROBLEM: &str = "Problem";
const VERDICT: &str = "Verdict";

/// The OpenAPI 3.1.1 document of the call. `F` is the finding that responses carry; `findings`
/// are those shown as an example of an invalid call.
///
/// ```
/// #[derive(schemars::JsonSchema, serde::Serialize)]
/// struct Finding {
///     message: String,
/// }
/// let api = identify_codegen::openapi(&[Finding { message: "no `user_id`".into() }]);
/// assert_eq!(api["openapi"], "3.1.1");
/// assert!(api["paths"]["/identify"]["post"].is_object());
/// ```
pub fn openapi<F: JsonSchema + Serialize>(findings: &[F]) -> Value {
    let call = identify_schema();
    let operation = operation(request_body());
    let mut schemas = Map::new();
    add_components(&mut schemas, CALL, call);
    add_components(&mut schemas, PROBLEM, written_schema::<Problem<F>>().to_value());
    add_components(&mut schemas, VERDICT, written_schema::<Verdict<F>>().to_value());
    let findings: Vec<_> = findings.iter().map(|finding| json!(finding)).collect();

    let document = OpenApi {
        info: info(),
        servers: vec![Server {
            url: "/".to_owned(),
            description: Some("The server that this document comes from".to_owned()),
            ..Server::default()
        }],
        tags: vec![Tag {
            name: OPERATION.tag.to_owned(),
            description: Some("Who a user is, and what is known about them".to_owned()),
            ..Tag::default()
        }],
        paths: Some(Paths {
            paths: [(OPERATION.path.to_owned(), ReferenceOr::Item(operation))].into(),
            ..Paths::default()
        }),
        components: Some(components(schemas, &findings)),
        security: vec![[(WRITE_KEY.to_owned(), Vec::new())].into()],
        extensions: [("x-generated-by".to_owned(), WRITTEN_BY.into())].into(),
        ..OpenApi::default()
    };
    let mut document = json!(document);
    // aide writes 3.1.0 whatever the field says.
    document["openapi"] = "3.1.1".into();
    document
}

fn info() -> Info {
    Info {
        title: "Identify".to_owned(),
        summary: Some(
            "Associates a user with their actions and records traits about them".to_owned(),
        ),
        description: Some(
            "The identify call over HTTP. The schemas are those of `identify.schema.json`: the \
             call as it should be sent. Members that are not listed are accepted and kept."
                .to_owned(),
        ),
        license: Some(License {
            name: env!("CARGO_PKG_LICENSE").to_owned(),
            identifier: Some(env!("CARGO_PKG_LICENSE").to_owned()),
            ..License::default()
        }),
        version: "1".to_owned(),
        ..Info::default()
    }
}

fn operation(request_body: RequestBody) -> PathItem {
    let responses = OPERATION.outcomes.iter().map(|outcome| {
        let reference = format!("#/components/responses/{}", outcome.component);
        (StatusCode::Code(outcome.status), ReferenceOr::ref_(&reference))
    });
    let operation = ApiOperation {
        tags: vec![OPERATION.tag.to_owned()],
        summary: Some(OPERATION.summary.to_owned()),
        description: Some(OPERATION.description.to_owned()),
        operation_id: Some(OPERATION.id.to_owned()),
        request_body: Some(ReferenceOr::Item(request_body)),
        responses: Some(Responses { responses: responses.collect(), ..Responses::default() }),
        ..ApiOperation::default()
    };
    PathItem { post: Some(operation), ..PathItem::default() }
}

fn request_body() -> RequestBody {
    let examples = call_examples().into_iter().map(|call| {
        let example = Example {
            summary: Some(call.summary.to_owned()),
            value: Some(call.value),
            ..Example::default()
        };
        (call.name.to_owned(), ReferenceOr::Item(example))
    });
    let json = MediaType {
        schema: Some(reference(CALL)),
        examples: examples.collect(),
        ..MediaType::default()
    };
    RequestBody {
        description: Some("One identify call".to_owned()),
        content: [("application/json".to_owned(), json)].into(),
        required: true,
        ..RequestBody::default()
    }
}

fn components(schemas: Map<String, Value>, findings: &[Value]) -> Components {
    let schemas = schemas
        .into_iter()
        .filter_map(|(name, schema)| Some((name, schema_object(Schema::try_from(schema).ok()?))));
    let write_key = SecurityScheme::Http {
        scheme: "bearer".to_owned(),
        bearer_format: None,
        description: Some("The write key of the source that sends the call".to_owned()),
        extensions: [].into(),
    };
    let retry_after = Header {
        description: Some("Seconds to wait before the next try (RFC 9110, 10.2.3)".to_owned()),
        style: HeaderStyle::Simple,
        required: true,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema_object(
            json_schema!({ "type": "integer", "minimum": 0, "examples": [30] }),
        )),
        example: None,
        examples: [].into(),
        extensions: [].into(),
    };
    Components {
        security_schemes: [(WRITE_KEY.to_owned(), ReferenceOr::Item(write_key))].into(),
        responses: OPERATION
            .outcomes
            .iter()
            .map(|outcome| {
                (outcome.component.to_owned(), ReferenceOr::Item(response(outcome, findings)))
            })
            .collect(),
        headers: [("RetryAfter".to_owned(), ReferenceOr::Item(retry_after))].into(),
        schemas: schemas.collect(),
        ..Components::default()
    }
}

fn response(outcome: &Outcome, findings: &[Value]) -> Response {
    let (schema, example) = match outcome.body {
        Body::Verdict => (VERDICT, json!(Verdict::<Value>::new(Vec::new()))),
        // The findings at hand are of an invalid call, not of a malformed body.
        Body::Findings if outcome.status == 422 => {
            (PROBLEM, json!(Problem::new(outcome, findings.to_vec())))
        }
        Body::Findings | Body::Problem => {
            (PROBLEM, json!(Problem::<Value>::new(outcome, Vec::new())))
        }
    };
    let media = MediaType {
        schema: Some(reference(schema)),
        example: Some(example),
        ..MediaType::default()
    };
    let retry_after = outcome
        .retry_after
        .then(|| ("Retry-After".to_owned(), ReferenceOr::ref_("#/components/headers/RetryAfter")));
    Response {
        description: outcome.description.to_owned(),
        headers: retry_after.into_iter().collect(),
        content: [(outcome.body.media_type().to_owned(), media)].into(),
        ..Response::default()
    }
}

fn reference(component: &str) -> SchemaObject {
    schema_object(Schema::new_ref(component_reference(component)))
}

fn schema_object(json_schema: Schema) -> SchemaObject {
    SchemaObject { json_schema, external_docs: None, example: None }
}
