//! Schemas that are right reach the intermediate representation.

use dynamite_codegen::ir::{
    Default, Generator, Literal, NamedTypeKind, Projection, Rows, Scalar, TimestampFormat, Type,
};

use crate::support::{check_text, fixtures, summary};

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
        Some(Default::Literal(Literal::Decimal("1.10".to_owned())))
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
    let NamedTypeKind::Union { variants, tag } = &schema.types[3].kind else {
        panic!("a union")
    };
    assert_eq!(tag, "kind");
    assert_eq!(variants[2].rust_name, "Transfer");
}
