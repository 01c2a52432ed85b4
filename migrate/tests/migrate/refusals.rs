//! What stands in the way of a migration, each by itself.

use dynamite_migrate::{Clients, Error, Migrator, Options, PlanOptions, Prices, Refusal};

use crate::support::{Bed, Item, Planned, options, s, stored_users, texts, users};

const RENAME: [&str; 3] = [
    "fields: { id: string, name: string? }",
    "fields: { id: string, full_name: string? }",
    "rename: { from: name, to: full_name }",
];

fn migrator(bed: &Bed, [before, after, step]: [&str; 3], options: Options) -> Migrator {
    let schema = |model: &str| format!("models:\n  User:\n    key: id\n    {model}\n");
    let migration = format!("model: User\nsteps:\n  - {step}\n");
    let planned = Planned::of(&schema(before), &schema(after), &migration);
    planned.migrator(&bed.db, options)
}

async fn refused(migrator: &Migrator) -> Error {
    migrator.run(Clients::None, false).await.unwrap_err()
}

#[tokio::test]
async fn an_item_that_would_be_larger_than_400_kb_stands_in_the_way() {
    // The name is stored twice until the contract: 409,600 bytes are the limit.
    let small = "x".repeat(204_700);
    let large = "x".repeat(204_800);
    let items = [
        texts([("id", "small"), ("name", &small)]),
        texts([("id", "large"), ("name", &large)]),
    ];
    let bed = users(&items).await;
    let migrator = migrator(&bed, RENAME, options());
    let options = PlanOptions {
        is_full: true,
        prices: Prices::us_east_1(),
    };
    let plan = migrator.plan(&options).await.unwrap();
    let survey = &plan.models[0].survey;
    assert_eq!((survey.due, survey.rejected.items), (1, 1), "{survey:?}");
    let error = refused(&migrator).await;
    let Refusal::TooManyRejects { first, .. } = error.refusal() else {
        panic!("{error}");
    };
    for reject in [&survey.rejected.first[0], &first[0]] {
        assert_eq!(reject.key, "id = \"large\"");
        assert!(reject.reason.contains("400 KB"), "{reject:?}");
    }
    let stored = stored_users(&bed.direct).await;
    assert!(!stored["small"].contains_key("full_name"));

    bed.direct
        .sdk()
        .delete_item()
        .table_name("users")
        .key("id", s("large"))
        .send()
        .await
        .unwrap();
    let _ = migrator.run(Clients::None, false).await.unwrap();
    let stored = stored_users(&bed.direct).await;
    assert_eq!(stored["small"]["full_name"], s(small));
}

/// What is said of a run with each permission alone, and with both.
async fn permitted(before: Item) -> [Option<Refusal>; 4] {
    let mut refusals = Vec::new();
    for (may_overwrite, without_rollback) in
        [(false, false), (true, false), (false, true), (true, true)]
    {
        let bed = users(std::slice::from_ref(&before)).await;
        let options = Options {
            may_overwrite,
            without_rollback,
            ..options()
        };
        let migrator = migrator(&bed, RENAME, options);
        let stored = async || stored_users(&bed.direct).await.remove("a").unwrap();
        match migrator.run(Clients::None, false).await {
            Ok(_) => refusals.push(None),
            Err(error) => {
                assert_eq!(stored().await, before, "{error}");
                refusals.push(Some(into_refusal(&error)));
            }
        }
    }
    refusals.try_into().unwrap()
}

/// The refusal, with what matters of it.
fn into_refusal(error: &Error) -> Refusal {
    let first = Vec::new();
    match error.refusal() {
        Refusal::Overwrites { items, .. } => Refusal::Overwrites {
            first,
            items: *items,
        },
        Refusal::NoWayBack { items, .. } => Refusal::NoWayBack {
            first,
            items: *items,
        },
        _ => panic!("{error}"),
    }
}

#[tokio::test]
async fn to_overwrite_and_to_have_no_way_back_are_allowed_each_by_itself() {
    let same = texts([("id", "a"), ("name", "Ada"), ("full_name", "Ada")]);
    let found = permitted(same).await;
    assert!(
        matches!(
            found,
            [
                Some(Refusal::NoWayBack { items: 1, .. }),
                Some(Refusal::NoWayBack { items: 1, .. }),
                None,
                None
            ]
        ),
        "{found:?}"
    );
    let other = texts([("id", "a"), ("name", "Ada"), ("full_name", "Eve")]);
    let found = permitted(other).await;
    assert!(
        matches!(
            found,
            [
                Some(Refusal::Overwrites { items: 1, .. }),
                Some(Refusal::NoWayBack { items: 1, .. }),
                Some(Refusal::Overwrites { items: 1, .. }),
                None
            ]
        ),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_table_that_does_not_exist_is_named_whatever_is_done_to_it() {
    let fields =
        "fields: { id: string, name: string?, gone_at: { type: timestamp?, as: epoch_s } }";
    let with = |key: &str| format!("{fields}\n    {key}");
    let index = with("indexes: { by_name: { partition: name, sparse: true } }");
    let ttl = with("ttl: gone_at");
    let bed = Bed::new().await;
    for migration in [
        RENAME,
        [fields, &index, "index: { add: by_name }"],
        [fields, &ttl, "ttl: { on: gone_at }"],
        [&ttl, fields, "ttl: { off: gone_at }"],
        [&index, fields, "index: { drop: by_name }"],
        [RENAME[0], "fields: { id: string }", "drop: name"],
    ] {
        let error = refused(&migrator(&bed, migration, options())).await;
        let names = matches!(error.refusal(), Refusal::NoTable { table } if table == "users");
        assert!(names, "{migration:?}: {error}");
    }
}
