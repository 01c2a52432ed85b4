//! Drafts of migrations inside nested types and variants of unions.

use dynamite_schema::ir::Schema;
use dynamite_schema::migration::{DraftProblem, Hints, check, draft};

use crate::{schema, shown};

const ORDER: &str = "models: { Order: { key: id, fields: { id: ulid, payment: Payment, refund: Payment? } } }\n\
                     types:\n";

fn order(card: &str, transfer: &str) -> Schema {
    let union = format!("{{ card: {{ {card} }}, transfer: {{ {transfer} }} }}");
    schema(&format!(
        "{ORDER}  Payment: {{ tag: kind, union: {union} }}\n"
    ))
}

fn hints(renamed: &[(&str, &str)], dropped: &[&str]) -> Hints {
    let owned = |(from, to): &(&str, &str)| ((*from).to_owned(), (*to).to_owned());
    Hints {
        renamed: renamed.iter().map(owned).collect(),
        dropped: dropped.iter().map(|&field| field.to_owned()).collect(),
        removed: Vec::new(),
    }
}

/// The steps of a draft, which is a migration once the values that it asks for are given.
fn steps(before: &Schema, after: &Schema, hints: &Hints) -> Vec<String> {
    let drafted = draft(before, after, hints).expect("a draft");
    let text = drafted.text.expect("steps");
    let whole = text.replace(" }   # the value of items that are stored", ", value: x }");
    let checked = check("0001_a.yaml", &whole, before, after);
    checked
        .map_err(|problems| shown(&problems))
        .expect("a migration");
    let lines = text.lines().filter_map(|line| line.strip_prefix("  - "));
    lines.map(str::to_owned).collect()
}

#[test]
fn a_field_that_a_variant_gains_or_loses_has_a_step_wherever_the_union_is() {
    let before = order("number: string, fax: u8?", "fax: u8?");
    let after = order("number: string, brand: string", "fax: u8?");
    assert_eq!(
        steps(&before, &after, &Hints::default()),
        [
            "drop: payment.card.fax",
            "drop: refund.card.fax",
            "add: { field: payment.card.brand }   # the value of items that are stored",
            "add: { field: refund.card.brand }   # the value of items that are stored",
        ]
    );
}

#[test]
fn a_field_of_a_variant_that_may_have_been_renamed_is_asked_about() {
    let before = order("holder: string", "holder: string");
    let after = order("owner: string", "holder: string");
    let problems = draft(&before, &after, &Hints::default()).expect_err("ambiguous");
    assert_eq!(
        problems,
        [DraftProblem::Ambiguous {
            field: "Payment.card.holder".to_owned(),
            candidates: vec!["owner".to_owned()],
        }]
    );
    let renamed = hints(&[("Payment.card.holder", "owner")], &[]);
    assert_eq!(
        steps(&before, &after, &renamed),
        [
            "rename: { from: payment.card.holder, to: payment.card.owner }",
            "rename: { from: refund.card.holder, to: refund.card.owner }",
        ]
    );
    let unfit = hints(&[("Payment.transfer.holder", "owner")], &[]);
    let problems = draft(&before, &after, &unfit).expect_err("unfit");
    assert!(
        matches!(&problems[0], DraftProblem::UnfitHint { hint, .. } if hint == "Payment.transfer.holder=owner"),
        "{problems:?}"
    );
}

#[test]
fn fields_of_nested_types_have_steps_with_the_names_of_each_side() {
    let of = |home: &str, place: &str| {
        schema(&format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, {home} }} }} }}\n\
             types: {{ Place: {{ {place} }} }}\n"
        ))
    };
    let before = of(
        "house: { type: Place?, attribute: h }",
        "road: string, x: u8",
    );
    let after = of(
        "home: { type: Place?, attribute: h }",
        "street: string, zip: { type: string, attribute: z }",
    );
    let said = hints(&[("Place.road", "street")], &["Place.x"]);
    assert_eq!(
        steps(&before, &after, &said),
        [
            "rename: { from: house.road, to: home.street }",
            "drop: house.x",
            "add: { field: home.zip }   # the value of items that are stored",
        ]
    );
}

#[test]
fn what_is_in_a_list_or_was_without_content_is_left_in_words() {
    let of = |past: &str, lost: &str| {
        schema(&format!(
            "models: {{ Order: {{ key: id, fields: {{ id: ulid, past: list<Past>, event: Event }} }} }}\n\
             types:\n  Past: {{ union: {{ was: {{ {past} }} }} }}\n  \
             Event: {{ content: data, union: {{ lost: {{ {lost} }} }} }}\n"
        ))
    };
    let before = of("what: u8, old: u8", "");
    let after = of("what: u8, new: u8", "why: u8?");
    let drafted = draft(&before, &after, &Hints::default()).expect("a draft");
    let expected = [
        "`Past.was.new` is new, and may not be absent: items without it cannot be read",
        "the variant `lost` of `Event` had no fields, and no `data`: items without that cannot be read",
    ];
    assert_eq!(drafted.left, expected);
    let text = drafted.text.expect("a file");
    let refused = check("0001_a.yaml", &text, &before, &after).expect_err("no steps");
    assert!(shown(&refused).contains("nothing"), "{}", shown(&refused));
    let text = "model: Order\nsteps:\n  - add: { field: event.lost.why, value: 1 }\n";
    let refused = check("0001_a.yaml", text, &before, &after).expect_err("no content");
    let refused = shown(&refused);
    assert_eq!(refused.matches("DM906").count(), 2, "{refused}");
}

#[test]
fn fields_whose_names_have_dots_are_found_by_their_whole_names() {
    let of = |field: &str, inside: &str| {
        schema(&format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, \"{field}\": string?, home: Home? }} }} }}\n\
             types: {{ Home: {{ \"{inside}\": string?, zip: string? }} }}\n"
        ))
    };
    let before = of("a.b", "post.code");
    let after = of("c.d", "zip.code");
    let renamed = [("User.a.b", "c.d"), ("Home.post.code", "zip.code")];
    assert_eq!(
        steps(&before, &after, &hints(&renamed, &[])),
        [
            "rename: { from: a.b, to: c.d }",
            "rename: { from: home.post.code, to: home.zip.code }",
        ]
    );
    let phases = schema(
        "models: { User: { key: id, fields: { id: ulid, \"c.d\": { type: string?, renamed_from: a.b, phase: expand }, home: Home? } } }\n\
         types: { Home: { \"zip.code\": { type: string?, renamed_from: post.code, phase: expand }, zip: string? } }\n",
    );
    assert_eq!(
        steps(&before, &phases, &Hints::default()),
        steps(&before, &after, &hints(&renamed, &[]))
    );
}
