//! Steps inside unions, beside programs that change the variant of an item.

mod random;
mod unions;

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_migrate::{
    ClientPhase, Clients, Ending, Engine, Migrator, Options, Refusal, WhenChanged,
};

use crate::conditions::{hold_update, overtaken};
use crate::support::{Bed, Item, Planned, Task, n, options, run_of, s, stored_users, users};

/// Two variants with the same attributes, of which only the first changes.
const CARD: &str = "holder: string?, tags: set<string>, fax: string?";
const TRANSFER: &str =
    "holder: string?, owner: string?, tags: set<string>, fax: string?, code: string?";

fn schema(layout: &str, card: &str) -> String {
    format!(
        "models:\n  User:\n    key: id\n    fields: {{ id: string, name: string?, payment: Payment? }}\n\
         types:\n  Payment: {{ tag: kind, {layout} union: {{ card: {{ {card} }}, \
         transfer: {{ {TRANSFER} }} }} }}\n"
    )
}

/// A migration of the variant `card` with one step, in one of the two layouts of unions.
struct OneStep {
    layout: &'static str,
    card: &'static str,
    step: &'static str,
}

const LAYOUTS: [&str; 2] = ["", "content: data,"];

const RENAME: [&str; 2] = [
    "owner: string?, tags: set<string>, fax: string?",
    "rename: { from: payment.card.holder, to: payment.card.owner }",
];

impl OneStep {
    fn planned(&self) -> Planned {
        let (before, after) = (schema(self.layout, CARD), schema(self.layout, self.card));
        let migration = format!("model: User\nsteps:\n  - {}\n", self.step);
        Planned::of(&before, &after, &migration)
    }

    fn migrator(&self, bed: &Bed, options: Options) -> Migrator {
        self.planned().migrator(&bed.db, options)
    }

    /// An item with a payment.
    fn item<const N: usize>(&self, kind: &str, fields: [(&str, V); N]) -> Item {
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        let kind = ("kind".to_owned(), s(kind));
        let payment = if self.layout.is_empty() {
            [kind].into_iter().chain(fields).collect()
        } else {
            Item::from([kind, ("data".to_owned(), V::M(fields.into()))])
        };
        let payment = ("payment".to_owned(), V::M(payment));
        Item::from([
            ("id".to_owned(), s("a")),
            ("name".to_owned(), s("Ada")),
            payment,
        ])
    }
}

fn tags(members: &[&str]) -> V {
    V::Ss(members.iter().map(|&member| member.to_owned()).collect())
}

fn irreversible() -> Options {
    Options {
        without_rollback: true,
        ..options()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_written_into_another_variant_that_an_item_has_got_meanwhile() {
    let steps = [
        RENAME,
        [
            "holder: string?, tags: set<string>, fax: string?, code: string",
            "add: { field: payment.card.code, value: x }",
        ],
        [
            "holder: string?, tags: set<string>, fax: string?, code: string?",
            "set: { field: payment.card.code, to: upper(name) }",
        ],
        [
            "holder: string?, tags: set<string>, fax: string?, code: string?",
            "copy: { from: payment.card.holder, to: payment.card.code }",
        ],
        [
            CARD,
            "add_members: { field: payment.card.tags, members: [b] }",
        ],
        [
            CARD,
            "remove_members: { field: payment.card.tags, members: [a] }",
        ],
    ];
    for layout in LAYOUTS {
        for [card, step] in steps {
            let of = OneStep { layout, card, step };
            let fields = || [("holder", s("Ada")), ("tags", tags(&["a", "c"]))];
            let bed = users(&[of.item("card", fields())]).await;
            let migrator = of.migrator(&bed, irreversible());
            let pause = hold_update(&bed);
            let run = tokio::spawn(async move { migrator.run(Clients::None, false).await });
            // Nothing but the tag tells the difference.
            let other = of.item("transfer", fields());
            let report = overtaken(&bed, &pause, run, other.clone()).await;
            assert_eq!(report.unwrap().ending, Ending::Done, "{step}");
            assert_eq!(stored_users(&bed.direct).await["a"], other, "{step}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_removed_from_another_variant_that_an_item_has_got_meanwhile() {
    const DROP: [&str; 2] = [
        "holder: string?, tags: set<string>",
        "drop: payment.card.fax",
    ];
    for layout in LAYOUTS {
        for ([card, step], is_way_back) in [(RENAME, true), (RENAME, false), (DROP, false)] {
            let of = OneStep { layout, card, step };
            let bed = users(&[of.item("card", [("holder", s("Ada")), ("fax", s("1"))])]).await;
            let migrator = of.migrator(&bed, options());
            let _ = migrator.run(Clients::None, false).await.unwrap();
            let pause = hold_update(&bed);
            let removal = tokio::spawn(async move {
                if is_way_back {
                    migrator.rollback(Clients::None, WhenChanged::Reject).await
                } else {
                    Task::Contract.of(&migrator).await
                }
            });
            let fields = ["holder", "owner", "fax"].map(|name| (name, s("Ada")));
            let other = of.item("transfer", fields);
            let report = overtaken(&bed, &pause, removal, other.clone()).await;
            assert_eq!(report.unwrap().ending, Ending::Done, "{step}");
            assert_eq!(stored_users(&bed.direct).await["a"], other, "{step}");
        }
    }
}

#[tokio::test]
async fn members_are_changed_in_one_variant_only() {
    for layout in LAYOUTS {
        for (step, members) in [
            (
                "add_members: { field: payment.card.tags, members: [b] }",
                vec!["a", "b"],
            ),
            (
                "remove_members: { field: payment.card.tags, members: [a] }",
                vec![],
            ),
        ] {
            let of = OneStep {
                layout,
                card: CARD,
                step,
            };
            let [card, transfer] = ["card", "transfer"].map(|kind| {
                let mut item = of.item(kind, [("tags", tags(&["a"]))]);
                item.insert("id".to_owned(), s(kind));
                item
            });
            let bed = users(&[card, transfer.clone()]).await;
            let migrator = of.migrator(&bed, irreversible());
            let _ = migrator.run(Clients::None, false).await.unwrap();
            let stored = stored_users(&bed.direct).await;
            assert_eq!(stored["transfer"], transfer);
            let mut expected = if members.is_empty() {
                of.item("card", [])
            } else {
                of.item("card", [("tags", tags(&members))])
            };
            expected.insert("id".to_owned(), s("card"));
            assert_eq!(stored["card"], expected);
        }
    }
}

#[tokio::test]
async fn a_union_that_does_not_say_its_variant_is_rejected_before_the_first_change() {
    let [card, step] = RENAME;
    let of = OneStep {
        layout: "",
        card,
        step,
    };
    let mut odd = of.item("card", [("holder", s("Ada"))]);
    let payment = odd.get_mut("payment").unwrap();
    *payment = V::M(Item::from([("holder".to_owned(), s("Ada"))]));
    let bed = users(&[odd.clone()]).await;
    let migrator = of.migrator(&bed, options());
    let error = migrator.run(Clients::None, false).await.unwrap_err();
    assert!(
        matches!(error.refusal(), Refusal::TooManyRejects { .. }),
        "{error}"
    );
    let shown = error.to_string();
    assert!(shown.contains("payment.card.holder"), "{shown}");
    assert!(
        shown.contains("a union on the way to it has no tag"),
        "{shown}"
    );
    assert_eq!(stored_users(&bed.direct).await["a"], odd);
}

#[test]
fn programs_that_know_the_union_but_not_its_new_field_are_those_of_before() {
    let [card, step] = RENAME;
    for layout in LAYOUTS {
        let planned = OneStep { layout, card, step }.planned().0;
        let phases = |schema| {
            let phases = planned.phases_in(schema).into_iter();
            phases.map(|(_, phase)| phase).collect::<Vec<_>>()
        };
        assert_eq!(phases(&planned.before), [ClientPhase::Before]);
        assert_eq!(phases(&planned.after), [ClientPhase::After]);
    }
}

#[tokio::test]
async fn each_union_on_the_way_is_of_its_variant() {
    let schema = |pin: &str| {
        format!(
            "models:\n  User:\n    key: id\n    fields: {{ id: string, door: Door? }}\n\
             types:\n  Door: {{ content: data, union: {{ shut: {{ lock: Lock }}, open: {{ lock: Lock }} }} }}\n  \
             Lock: {{ tag: by, union: {{ pin: {{ {pin} }}, key: {{ teeth: u8 }} }} }}\n"
        )
    };
    let migration = "model: User\nsteps:\n  - add: { field: door.shut.lock.pin.tries, value: 3 }\n  \
                     - add: { field: door.open.lock.pin.tries, value: 5 }\n";
    let planned = Planned::of(
        &schema("digits: u8"),
        &schema("digits: u8, tries: u8"),
        migration,
    );
    let map = |fields: Vec<(&str, V)>| {
        let fields = fields.into_iter();
        V::M(
            fields
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    };
    let item = |id: &str, door: &str, lock: &str, tries: Option<u8>| {
        let tries = tries.map(|tries| ("tries", n(tries)));
        let lock = [("by", s(lock))].into_iter().chain(tries);
        let data = map(vec![("lock", map(lock.collect()))]);
        let door = map(vec![("type", s(door)), ("data", data)]);
        Item::from([("id".to_owned(), s(id)), ("door".to_owned(), door)])
    };
    let of = |tries: [Option<u8>; 4]| {
        [
            item("a", "shut", "pin", tries[0]),
            item("b", "open", "pin", tries[1]),
            item("c", "shut", "key", tries[2]),
            item("d", "ajar", "pin", tries[3]),
        ]
    };
    let bed = users(&of([None; 4])).await;
    let passes = planned.passes(&bed.db, &options()).await;
    let engine = Engine::new(bed.db.clone(), run_of("0001_users", passes.run), options());
    let _ = engine.run().await.unwrap();
    let stored = stored_users(&bed.direct).await;
    for item in of([Some(3), Some(5), None, None]) {
        assert_eq!(stored[item["id"].as_s().unwrap()], item);
    }
}
