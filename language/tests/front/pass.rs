//! Schemas that are right reach the intermediate representation.

use dynamite_schema::ir::{
    Default, Exposure, Format, Generator, Literal, NamedTypeKind, Number, Pattern, Projection,
    Rows, Rule, Scalar, Serde, Step, TimestampFormat, Type, Unknown,
};

use crate::support::{check_text, fixtures, summary};

fn number(text: &str) -> Number {
    Number::parse(text.as_bytes()).expect("a number")
}

#[test]
fn every_right_schema_is_accepted_without_a_word() {
    for path in fixtures("pass") {
        let text = std::fs::read_to_string(&path).expect("a fixture");
        match check_text(&text) {
            Ok(checked) => assert!(
                checked.warnings.is_empty(),
                "{}",
                summary(&checked.warnings)
            ),
            Err(problems) => panic!("{}\n{}", path.display(), summary(&problems)),
        }
    }
}

/// A first build of the quickstart prints nothing but what cargo prints.
#[test]
fn the_example_schema_has_no_warnings() {
    let sources = dynamite_schema::load("../schemas".as_ref()).expect("schema files");
    let checked = dynamite_schema::check(sources).expect("a right schema");
    assert!(
        checked.warnings.is_empty(),
        "{}",
        summary(&checked.warnings)
    );
}

#[test]
fn a_schema_with_everything_is_resolved() {
    let text = std::fs::read_to_string("tests/schemas/pass/shop.yaml").expect("a fixture");
    let schema = check_text(&text).expect("a right schema").schema;
    let user = &schema.models[0];
    let field = |name: &str| {
        user.fields
            .iter()
            .find(|field| field.name == name)
            .expect(name)
    };
    assert_eq!(user.plural, "Users");
    assert_eq!(schema.table(user.table).name, "users");
    assert_eq!(schema.table(user.table).ttl.as_deref(), Some("expires_at"));
    assert_eq!(
        field("expires_at").ty,
        Type::Scalar(Scalar::Timestamp(TimestampFormat::EpochS))
    );
    assert_eq!(
        field("id").default,
        Some(Default::Generate(Generator::Ulid))
    );
    assert_eq!(
        field("balance").default,
        Some(Default::Literal(Literal::Decimal(number("1.10"))))
    );
    assert_eq!(
        field("type").default,
        Some(Default::Literal(Literal::String("now".to_owned()))),
        "`now` is text for a string"
    );
    assert_eq!(field("payment").attribute, "pay");
    assert!(matches!(field("price").ty, Type::Rust(_)));
    let by_role = &user.indexes[1];
    let of_table = &schema.table(user.table).indexes[by_role.index];
    assert_eq!(
        (by_role.method.as_str(), by_role.marker.as_str()),
        ("by_role", "ByRole")
    );
    assert_eq!(
        of_table.projection,
        Projection::Include(vec!["email".into(), "nickname".into(), "expires_at".into()]),
        "the expiry time is always projected"
    );
    let Rows::Own { name, fields } = &by_role.rows else {
        panic!("rows of its own")
    };
    let names: Vec<_> = fields
        .iter()
        .map(|id| user.field(*id).name.as_str())
        .collect();
    assert_eq!(name, "UserByRole");
    assert_eq!(
        names,
        [
            "id",
            "email",
            "nickname",
            "role",
            "created_at",
            "expires_at"
        ]
    );
    let event = &schema.models[1];
    assert_eq!(schema.table(event.table).name, "events.v2");
    assert_eq!(event.fields[3].rust_name, "self_");
    assert_eq!(
        schema.types.len(),
        4,
        "a Rust type is no type of the schema"
    );
    let kept: Vec<_> = schema.types.iter().map(|ty| ty.unknown).collect();
    assert_eq!(kept, [None, Some(Unknown::Keep), None, None]);
    let NamedTypeKind::Union { variants, tag, .. } = &schema.types[3].kind else {
        panic!("a union")
    };
    assert_eq!(tag, "kind");
    assert_eq!(variants[2].rust_name, "Transfer");
}

#[test]
fn rules_and_codecs_are_resolved_in_the_order_of_the_reference() {
    let text = std::fs::read_to_string("tests/schemas/pass/rules.yaml").expect("a fixture");
    let schema = check_text(&text).expect("a right schema").schema;
    let rules = |at: usize| &schema.models[0].fields[at].rules;
    let checks = |at: usize| -> Vec<Rule> {
        let checks = rules(at).checks.iter();
        checks.map(|check| check.rule.clone()).collect()
    };
    assert_eq!(checks(0), [Rule::Format(Format::Slug)]);
    let most = "9".repeat(38);
    assert_eq!(
        checks(1),
        [Rule::Min(number("1")), Rule::Max(number(&most))]
    );
    let steps: Vec<_> = rules(2).normalize.iter().map(|it| &it.step).collect();
    assert_eq!(
        steps,
        [&Step::Trim, &Step::Rust("crate::mail::folded".to_owned())]
    );
    let pattern = Rule::Pattern(Pattern::new("^[A-Z]+$"));
    assert_eq!(checks(3), [Rule::NotBlank, pattern]);
    let share = [
        Rule::Min(number("-1e-3")),
        Rule::Max(number("0")),
        Rule::Max(number("0.5")),
        Rule::Rust("crate::is_even".to_owned()),
    ];
    assert_eq!(checks(4), share);
    let messages = rules(4).checks.iter().map(|check| check.message.as_deref());
    assert_eq!(
        messages.collect::<Vec<_>>(),
        [None, None, Some("is odd"), None]
    );
    assert_eq!(checks(5), [Rule::MinLength(0), Rule::MaxLength(400 * 1024)]);
    assert_eq!(checks(6), [Rule::Rust("crate::is_fine".to_owned())]);
    let codec = schema.models[0].fields[6].codec.as_ref();
    assert_eq!(
        codec.map(|codec| codec.path.as_str()),
        Some("crate::Sealed")
    );
    let inside: Vec<_> = schema.types[0].fields().map(|field| &field.rules).collect();
    assert_eq!(inside[0].checks[0].rule, Rule::MaxLength(3));
}

#[test]
fn serde_is_decided_by_the_nearest_declaration() {
    let text = "
serde: { unknown: deny }
models:
  Ant: { key: id, fields: { id: ulid } }
  Bee: { key: id, serde: true, fields: { id: ulid } }
  Cat: { key: id, serde: false, fields: { id: ulid } }
types:
  Dog: { a: string }
";
    let schema = check_text(text).expect("a right schema").schema;
    let denies = |denies_unknown| {
        Some(Serde {
            denies_unknown,
            ..Serde::default()
        })
    };
    let serde: Vec<_> = schema.models.iter().map(|model| model.serde).collect();
    assert_eq!(serde, [denies(true), denies(false), None]);
    assert_eq!(schema.types[0].serde, denies(true));
}

#[test]
fn fields_are_in_input_and_output_unless_they_are_sensitive_or_kept() {
    let text = "
models:
  Ant:
    key: id
    serde: true
    fields:
      id: ulid
      secret: { type: string, sensitive: true }
      shown: { type: string, sensitive: true, serde: both }
      version: { type: i64, auto: version }
      deleted: { type: timestamp?, auto: deleted, sensitive: true }
";
    let schema = check_text(text).expect("a right schema").schema;
    let fields = schema.models[0].fields.iter();
    let places: Vec<_> = fields.map(|field| field.serde).collect();
    let expected = [
        Exposure::Both,
        Exposure::Input,
        Exposure::Both,
        Exposure::Output,
        Exposure::Nowhere,
    ];
    assert_eq!(places, expected);
}
