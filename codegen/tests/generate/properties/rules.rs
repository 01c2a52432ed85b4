//! `rules`: the rules of fields, in their order, and the values that they are applied to.

use super::items::Items;

/// Asserts all of the rules of a field.
#[track_caller]
fn assert_rules(items: &Items, name: &str, normalize: &str, checks: &[&str]) {
    let rules = items.item(&format!("static {name}"));
    let checks = checks.join(", ");
    rules.has([&format!(
        "rt::Rules {{ normalize: &[{normalize}], checks: &[{checks}] }}"
    )]);
}

fn check(rule: &str) -> String {
    format!("rt::Check::new(rt::Rule::{rule})")
}

fn number(rule: &str, bound: &str) -> String {
    check(&format!("{rule}(rt::decimal_literal(\"{bound}\"))"))
}

#[test]
fn fields_with_rules_have_a_static_and_others_have_none() {
    let person = Items::of("rules", "person.rs");
    let expected = [
        "TEAM", "NUMBER", "EMAIL", "NAME", "CODE", "WEBSITE", "AGE", "SHARE", "WEIGHT", "PORTRAIT",
        "TAGS", "PHONES", "NOTES", "PRICE", "SECRET", "ALIASES",
    ];
    assert_eq!(person.names("static RULES_OF_"), expected);
    person.item("pub fn plain").has(["rt::path(\"plain\")"]);
    person
        .item("pub fn age")
        .has(["rt::ruled_path(\"age\", &RULES_OF_AGE)"]);
    for (file, expected) in [
        ("phone.rs", &["LABEL", "NUMBER"][..]),
        ("address.rs", &["LINES", "ZIP"]),
        (
            "contact.rs",
            &["MAIL_ADDRESS", "VISIT_TIMES", "VOICEMAIL_NUMBER"],
        ),
    ] {
        let items = Items::of("rules", file);
        assert_eq!(items.names("static RULES_OF_"), expected, "{file}");
    }
}

#[test]
fn rules_are_in_the_order_of_the_reference() {
    let person = Items::of("rules", "person.rs");
    let slug = [check("MaxLength(20)"), check("Format(rt::Format::Slug)")];
    assert_rules(
        &person,
        "RULES_OF_TEAM",
        "",
        &slug.each_ref().map(String::as_str),
    );
    let range = [number("Min", "1"), number("Max", "999999")];
    assert_rules(
        &person,
        "RULES_OF_NUMBER",
        "",
        &range.each_ref().map(String::as_str),
    );
    let email = [check("MaxLength(254)"), check("Format(rt::Format::Email)")];
    let steps = "rt::Normalize::Trim, rt::Normalize::Lowercase";
    assert_rules(
        &person,
        "RULES_OF_EMAIL",
        steps,
        &email.each_ref().map(String::as_str),
    );
    let name = [check("NotBlank"), check("MaxLength(80)")];
    let step = "rt::Normalize::CollapseWhitespace";
    assert_rules(
        &person,
        "RULES_OF_NAME",
        step,
        &name.each_ref().map(String::as_str),
    );
}

#[test]
fn rules_of_the_user_keep_their_functions_and_messages() {
    let person = Items::of("rules", "person.rs");
    person.item("static RULES_OF_CODE").has([
        "rt::Normalize::Rust(crate::support::squeezed)",
        "rt::Pattern::new(\"^[A-Z]{2}-[0-9]+$\")",
    ]);
    person.item("static RULES_OF_WEBSITE").has([
        "rt::Check::saying(\"must pass `crate::support::is_calm`\"",
        "|value: &rt::String| crate::support::is_calm(value)",
    ]);
    let weight = person.item("static RULES_OF_WEIGHT");
    weight.has([
        &number("Min", "0.001"),
        "rt::Check::saying(
            \"has to be in kilograms\", rt::Rule::Max(rt::decimal_literal(\"1000\")),
         )",
    ]);
    person.item("static RULES_OF_PRICE").has([
        "\"must be fair; \\\"quotes\\\", {braces} */ and \\\\ stay\"",
        "path: \"crate::support::is_fair\"",
        "|value: &crate::support::Money| crate::support::is_fair(value)",
    ]);
    let address = Items::of("rules", "address.rs");
    address.item("static RULES_OF_ZIP").has([
        "rt::Pattern::new(\"^\\\\d{5}$\")",
        "rt::Check::saying(\"is unknown\"",
    ]);
}

#[test]
fn checks_reach_fields_and_what_is_nested_through_codecs() {
    let person = Items::of("rules", "person.rs");
    let model = person.item("impl rt::Model for Person");
    model.has([
        ".ruled_field::<rt::String>(\"team\", &self.team, &RULES_OF_TEAM)",
        ".optional_ruled_field::<u8>(\"age\", &self.age, &RULES_OF_AGE)",
        ".ruled_field::<rt::List<super::Phone>>(\"phones\", &self.phones, &RULES_OF_PHONES)",
        ".field::<rt::Map<super::Address>>(\"addresses\", &self.addresses)",
        ".field::<super::Contact>(\"contact\", &self.contact)",
        ".ruled_field::<rt::Coded<crate::support::Money>>(\"price\", &self.price, &RULES_OF_PRICE)",
        ".ruled_field::<rt::Recoded<rt::String, crate::support::Reversed>>(
            \"secret\", &self.secret, &RULES_OF_SECRET,
         )",
    ]);
}
