//! What is refused before any request.

use dynamite::expr::{Condition, ExpressionError};
use dynamite::ops::Find;
use dynamite::{AccessPathProblem, Client, ErrorKind};
use dynamite_sample::models::{Parcels, People, Task, TaskState, Tasks, parcel, person, task};

use super::{behind_a_proxy, id, requests};

/// Why finding is refused. Nothing is sent, whatever is asked for.
async fn refused(find: Find<Task>) -> ErrorKind {
    let kind = find.clone().all().await.unwrap_err().into_kind();
    let counted = find.clone().count().await.unwrap_err().into_kind();
    let paged = find.page(None).await.unwrap_err().into_kind();
    assert_eq!(format!("{kind:?}"), format!("{counted:?}"));
    assert_eq!(format!("{kind:?}"), format!("{paged:?}"));
    kind
}

fn problem(kind: ErrorKind) -> AccessPathProblem {
    match kind {
        ErrorKind::AccessPath(problem) => problem,
        other => panic!("{other:?}"),
    }
}

async fn suggested(tasks: &Tasks, condition: Condition<Task>) -> Option<String> {
    match refused(tasks.find(condition)).await {
        ErrorKind::WouldScan { model, suggestion } => {
            assert_eq!(model, "Task");
            suggestion
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_would_scan_is_refused_with_the_index_that_is_missing() {
    let (bed, tasks) = behind_a_proxy().await;
    let by_state = suggested(&tasks, task::state().eq(TaskState::Open));
    assert_eq!(
        by_state.await.as_deref(),
        Some("declare an index, `by_state: state`")
    );
    let ranged = task::text().eq("x").and(task::points().gt(3));
    assert_eq!(
        suggested(&tasks, ranged).await.as_deref(),
        Some("declare an index, `by_text: { partition: text, sort: points }`"),
        "the names are those of the schema"
    );
    let several = task::project().is_in(["compass", "anchor"]);
    assert_eq!(
        suggested(&tasks, several).await.as_deref(),
        Some("a query has one value of `project`: find the items of each value by itself")
    );
    let contains = task::title().contains("x");
    assert_eq!(suggested(&tasks, contains).await, None);
    // One of two conditions fixes nothing.
    let either = task::project().eq("a").or(task::title().eq("b"));
    assert_eq!(suggested(&tasks, either).await, None);
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn the_error_says_what_to_do() {
    let (_bed, tasks) = behind_a_proxy().await;
    let find = tasks.find(task::state().eq(TaskState::Open));
    let error = find.all().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "neither the primary key of Task nor an index answers this condition, so that the whole \
         table would be read: declare an index, `by_state: state`; or allow it by `.scan()`"
    );
}

#[tokio::test]
async fn indexes_that_would_do_equally_well_are_not_guessed_among() {
    let (bed, tasks) = behind_a_proxy().await;
    let condition = task::project().eq("a").and(task::title().eq("b"));
    let problem = problem(refused(tasks.find(condition)).await);
    assert_eq!(
        problem,
        AccessPathProblem::SeveralIndexes {
            model: "Task",
            indexes: vec!["by_project", "by_title"]
        }
    );
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn an_order_that_the_way_does_not_give_is_refused() {
    let (bed, tasks) = behind_a_proxy().await;
    let of_compass = || tasks.find(task::project().eq("compass"));
    let by_points = of_compass().order_by(task::points());
    assert_eq!(
        problem(refused(by_points).await),
        AccessPathProblem::NotOrdered {
            model: "Task",
            attribute: Some("points"),
            index: Some("by_project")
        }
    );
    let by_title = tasks.find(task::title().eq("x")).descending();
    assert!(matches!(
        problem(refused(by_title).await),
        AccessPathProblem::NotOrdered {
            attribute: None,
            ..
        }
    ));
    // A scan has no order, and several keys have none but their own.
    let scan = tasks.find(task::points().gt(1)).scan();
    assert!(matches!(
        problem(refused(scan.order_by(task::points())).await),
        AccessPathProblem::NotOrdered { index: None, .. }
    ));
    let keys = tasks.find(task::id().is_in([id(1), id(2)]));
    assert!(matches!(
        problem(refused(keys.order_by(task::points())).await),
        AccessPathProblem::NotOrdered { .. }
    ));
    let last = tasks.find(task::title().eq("x")).last().await.unwrap_err();
    assert!(last.to_string().contains("`.last()`"), "{last}");
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn consistent_reads_of_a_global_index_are_refused() {
    let (bed, tasks) = behind_a_proxy().await;
    let find = tasks.find(task::project().eq("compass")).consistent();
    assert_eq!(
        problem(refused(find).await),
        AccessPathProblem::NotConsistent {
            model: "Task",
            index: "by_project"
        }
    );
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn an_index_that_does_not_answer_is_not_taken() {
    let (bed, tasks) = behind_a_proxy().await;
    let not_served = |index, lacked| AccessPathProblem::NotServed {
        model: "Task",
        index: Some(index),
        lacked,
    };
    let of_compass = || tasks.find(task::project().eq("compass")).scan();
    let problem_of = async |find| problem(refused(find).await);
    let by_title = of_compass().via::<task::ByTitle>();
    assert_eq!(problem_of(by_title).await, not_served("by_title", None));
    // It lacks the tasks that are never due.
    let by_due = of_compass().via::<task::ByProjectDue>();
    let problem = problem_of(by_due).await;
    assert_eq!(problem, not_served("by_project_due", Some("due")));
    assert!(
        problem
            .to_string()
            .contains("lacks the items without `due`"),
        "{problem}"
    );
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn rows_cannot_be_filtered_by_what_the_index_does_not_hold() {
    let (bed, tasks) = behind_a_proxy().await;
    let condition = task::reporter().eq("ada").and(task::points().gt(1));
    let rows = tasks.find(condition).rows::<task::ByReporter>();
    let kind = rows.all().await.unwrap_err().into_kind();
    assert!(matches!(
        kind,
        ErrorKind::Expression(ExpressionError::NotProjected {
            attribute: "points",
            index: "by_reporter"
        })
    ));
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn values_that_no_key_can_have_are_refused() {
    let (bed, tasks) = behind_a_proxy().await;
    let long = "x".repeat(2049);
    for title in ["", &long] {
        let kind = refused(tasks.find(task::title().eq(title))).await;
        let ErrorKind::Expression(ExpressionError::Encode(error)) = kind else {
            panic!("{kind:?}");
        };
        assert!(error.to_string().contains("title"), "{error}");
    }
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn what_is_wrong_with_a_condition_is_said_as_everywhere() {
    let (bed, tasks) = behind_a_proxy().await;
    let nobody: [&str; 0] = [];
    let kind = refused(tasks.find(task::project().is_in(nobody))).await;
    assert!(matches!(
        kind,
        ErrorKind::Expression(ExpressionError::EmptyIn { .. })
    ));
    let kind = refused(tasks.find(Condition::all([]))).await;
    assert!(matches!(
        kind,
        ErrorKind::Expression(ExpressionError::EmptyGroup)
    ));
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn a_cursor_of_another_condition_or_way_is_refused() {
    let (_bed, tasks) = behind_a_proxy().await;
    let find = |project: &str, points: u32| {
        let of_project = task::project().eq(project);
        // On the sort key, so that it is checked on the answer.
        let condition = of_project.and(task::priority().ne(points));
        tasks.find(condition).limit(1)
    };
    let page = find("compass", 1).page(None).await.unwrap();
    let cursor = page.cursor.unwrap();
    let others = [
        find("anchor", 1),
        find("compass", 2),
        find("compass", 1).descending(),
    ];
    for other in others {
        let kind = other.page(Some(&cursor)).await.unwrap_err().into_kind();
        assert!(matches!(kind, ErrorKind::Cursor(_)), "{kind:?}");
    }
    assert!(find("compass", 1).page(Some(&cursor)).await.is_ok());
}

#[tokio::test]
async fn no_index_is_suggested_that_the_schema_could_not_have() {
    let db = Client::from_endpoint("http://localhost:1");
    let suggested = |error: dynamite::Error| match error.into_kind() {
        ErrorKind::WouldScan { suggestion, .. } => suggestion,
        other => panic!("{other:?}"),
    };
    let people = People::new(&db).find(person::email().eq("ada@example.com"));
    let unique = "`email` is unique: `by_email` of the repository finds the item";
    assert_eq!(
        suggested(people.all().await.unwrap_err()).as_deref(),
        Some(unique)
    );
    let parcels = Parcels::new(&db).find(parcel::version().eq(1));
    assert_eq!(suggested(parcels.all().await.unwrap_err()), None);
}
