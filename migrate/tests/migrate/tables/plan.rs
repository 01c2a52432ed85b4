//! What a plan says of tables. Nothing is written for it.

use dynamite_migrate::{Plan, PlanOptions, Prices};

use super::{mailed, migrator, planned, user, users};
use crate::support::{Bed, options};

async fn plan(migrator: &dynamite_migrate::Migrator, is_full: bool) -> Plan {
    let prices = Prices::us_east_1();
    migrator
        .plan(&PlanOptions { is_full, prices })
        .await
        .unwrap()
}

fn changes(plan: &Plan) -> Vec<String> {
    let changes = plan.models.iter().flat_map(|model| &model.tables);
    changes
        .map(|it| format!("{} ({})", it.text, it.when))
        .collect()
}

async fn bed() -> Bed {
    users(&[
        mailed("a", "a@example.org"),
        mailed("b", ""),
        user("c", "cy"),
    ])
    .await
}

#[tokio::test]
async fn a_plan_names_changes_of_tables_what_stands_in_their_way_and_their_cost() {
    let bed = bed().await;
    let steps = "  - rename: { from: name, to: full_name }
  - index: { add: by_mail }
  - index: { replace: by_role }
";
    let plan = plan(&migrator(&bed.db, steps), true).await;
    let checked = "in the run, once all items were checked";
    assert_eq!(
        changes(&plan),
        [
            format!("add index `by_mail` ({checked})"),
            format!("add index `role_2` ({checked})"),
            "drop index `role_1` (by the contract)".to_owned(),
        ]
    );
    let survey = &plan.models[0].survey;
    assert_eq!((survey.read, survey.due, survey.rejected.items), (3, 3, 1));
    assert_eq!(survey.rejected.first[0].key, "id = \"b\"");
    let lines = plan.cost.lines.iter();
    let filled: Vec<_> = lines
        .filter(|it| it.what.ends_with("filled, at most"))
        .collect();
    assert_eq!(filled.len(), 2);
    assert!(
        filled.iter().all(|it| (it.write_units - 3.0).abs() < 1e-9),
        "{filled:?}"
    );
    // The checks are a pass of their own, besides that of the steps.
    let reads = |what: &str| {
        let line = plan.cost.lines.iter().find(|it| it.what == what);
        line.unwrap().read_units
    };
    let once = reads("survey before the first change");
    assert!(once > 0.0);
    assert!((reads("run") - 2.0 * once).abs() < 1e-9);
    let log = bed.proxy.log();
    let is_write = |name: &str| name.starts_with("Update") || name.starts_with("Put");
    assert!(!log.iter().any(|it| is_write(it.operation.name())));
}

#[tokio::test]
async fn a_migration_of_a_table_alone_has_a_plan() {
    let bed = bed().await;
    let before = "
models:
  User:
    key: id
    fields: { id: string, name: string, role: string? }
    indexes: { by_role: { name: role_1, partition: role, sparse: true } }
";
    let after = "
models:
  User: { key: id, fields: { id: string, name: string, role: string? } }
";
    let planned = planned((before, after), "  - index: { drop: by_role }\n");
    let migrator = planned.migrator(&bed.db, options());
    let plan = plan(&migrator, false).await;
    assert_eq!(changes(&plan), ["drop index `role_1` (by the contract)"]);
    let _ = super::run(&migrator).await.unwrap();
    assert_eq!(super::indexes(&bed.direct).await, ["role_1"]);
    let _ = super::contract(&migrator).await.unwrap();
    assert_eq!(super::indexes(&bed.direct).await, [""; 0]);
}

#[tokio::test]
async fn a_constant_in_the_partition_key_of_an_index_is_warned_of() {
    let bed = bed().await;
    let before = "
models:
  User: { key: id, fields: { id: string, name: string } }
";
    let after = "
models:
  User:
    key: id
    fields: { id: string, name: string, kind: string, at: timestamp }
    indexes:
      by_kind: { partition: kind, sort: name }
      by_name: { partition: name, sort: at }
";
    let steps = "  - add: { field: kind, value: user }
  - add: { field: at, now: true }
  - index: { add: by_kind }
  - index: { add: by_name }
";
    let planned = planned((before, after), steps);
    let migrator = planned.migrator(&bed.db, options());
    let plan = plan(&migrator, true).await;
    let [kind, name] = plan.models[0].tables.as_slice() else {
        panic!("{plan:?}");
    };
    let warning = kind.warning.as_deref().unwrap();
    assert!(
        warning.contains("same partition key in `by_kind`"),
        "{warning}"
    );
    assert_eq!(name.warning, None);
}
