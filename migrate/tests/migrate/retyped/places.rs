//! Fields that become ones in other places: several of them, or inside nested types and out of them.

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_migrate::{Clients, Migrator, Refusal};

use crate::support::{
    Bed, Item, Planned, Task, item, n, options, put_user, s, stored_users, users,
};

fn migrator(bed: &Bed, [before, after, steps]: [&str; 3]) -> Migrator {
    let schema =
        |text: &str| format!("models:\n  User:\n    key: id\n    fields: {{ id: string, {text}");
    let migration = format!("model: User\nsteps:\n{steps}");
    Planned::of(&schema(before), &schema(after), &migration).migrator(&bed.db, options())
}

fn map<const N: usize>(attributes: [(&str, V); N]) -> V {
    V::M(item(attributes))
}

#[tokio::test]
async fn two_fields_may_take_over_from_one() {
    const TWO: [&str; 3] = [
        "age: string? }\n",
        "years: u8?, code: i32? }\n",
        "  - retype: { from: age, to: years }\n  - retype: { from: age, to: code }\n  - drop: age\n",
    ];
    let bed = users(&[item([("id", s("a")), ("age", s("42"))])]).await;
    let migrator = migrator(&bed, TWO);
    let _ = Task::Run.of(&migrator).await.unwrap();
    let _ = Task::Contract.of(&migrator).await.unwrap();
    let both = item([("id", s("a")), ("years", n(42)), ("code", n(42))]);
    assert_eq!(stored_users(&bed.direct).await["a"], both);
}

/// Steps that write into a nested type what is then dropped.
const INTO: [&str; 4] = [
    "  - retype: { from: age, to: home.years }\n  - drop: age\n",
    "  - set: { field: home.years, to: \"integer(to_number(age), u8)\" }\n  - drop: age\n",
    "  - add: { field: home.years, to: \"integer(to_number(age), u8)\" }\n  - drop: age\n",
    "  - set: { field: home.years, to: \"integer(to_number(age), u8)\" }\n  - drop: { field: age, where: age = \"42\" }\n",
];

#[tokio::test]
async fn an_item_that_cannot_hold_what_is_dropped_is_rejected_before_the_first_change() {
    for steps in INTO {
        let schemas = [
            "age: string?, home: Home? }\ntypes:\n  Home: { city: string? }\n",
            "home: Home? }\ntypes:\n  Home: { city: string?, years: u8? }\n",
            steps,
        ];
        let without = |id| item([("id", s(id)), ("age", s("42"))]);
        let items = [
            item([("id", s("a")), ("age", s("42")), ("home", map([]))]),
            without("b"),
            // Nothing would be lost.
            item([("id", s("c"))]),
            item([("id", s("d")), ("age", V::Null(true))]),
        ];
        let bed = users(&items).await;
        let migrator = migrator(&bed, schemas);
        let error = migrator.run(Clients::None, false).await.unwrap_err();
        let Refusal::TooManyRejects {
            rejected: 1, first, ..
        } = error.refusal()
        else {
            panic!("{steps}: {error}");
        };
        assert!(first[0].reason.contains("could hold it"), "{first:?}");
        assert_eq!(stored_users(&bed.direct).await["b"], without("b"));

        let mut held = without("b");
        held.insert("home".to_owned(), map([]));
        put_user(&bed, held).await;
        let _ = Task::Run.of(&migrator).await.unwrap();
        // Another program has written it since.
        put_user(&bed, without("e")).await;
        assert!(
            !migrator.verify(Clients::None).await.unwrap().is_clean(),
            "{steps}"
        );
        let error = Task::Contract.of(&migrator).await.unwrap_err();
        assert!(matches!(error.refusal(), Refusal::NotClean(_)), "{error}");
        let mut held = without("e");
        held.insert("home".to_owned(), map([("years", n(42))]));
        put_user(&bed, held).await;
        let _ = Task::Contract.of(&migrator).await.unwrap();
        let moved = |id| item([("id", s(id)), ("home", map([("years", n(42))]))]);
        let stored = stored_users(&bed.direct).await;
        for id in ["a", "b", "e"] {
            assert_eq!(stored[id], moved(id), "{steps}");
        }
        assert_eq!(stored["c"], item([("id", s("c"))]));
    }
}

#[tokio::test]
async fn a_field_becomes_one_outside_its_nested_type() {
    let schemas = [
        "home: Home? }\ntypes:\n  Home: { city: string?, age: string? }\n",
        "years: u8?, home: Home? }\ntypes:\n  Home: { city: string? }\n",
        "  - retype: { from: home.age, to: years }\n  - drop: home.age\n",
    ];
    let homes: [(&str, Option<V>); 4] = [
        ("a", Some(map([("age", s("42"))]))),
        ("b", Some(V::Null(true))),
        ("c", None),
        ("d", Some(map([("age", V::Null(true))]))),
    ];
    let with = |(id, home): (&str, Option<V>)| {
        let mut item: Item = item([("id", s(id))]);
        item.extend(home.map(|home| ("home".to_owned(), home)));
        item
    };
    let bed = users(&homes.clone().map(with)).await;
    let migrator = migrator(&bed, schemas);
    let _ = Task::Run.of(&migrator).await.unwrap();
    let _ = Task::Contract.of(&migrator).await.unwrap();
    let stored = stored_users(&bed.direct).await;
    let moved = item([("id", s("a")), ("years", n(42)), ("home", map([]))]);
    assert_eq!(stored["a"], moved);
    assert_eq!(stored["d"], item([("id", s("d")), ("home", map([]))]));
    for same in [homes[1].clone(), homes[2].clone()] {
        assert_eq!(stored[same.0], with(same));
    }
}
