//! What is refused before any request.

use dynamite::expr::{Condition, ExpressionError};
use dynamite::ops::Find;
use dynamite::{AccessPathProblem, ErrorKind};
use dynamite_sample::models::{Ticket, TicketState, Tickets, ticket};

use super::{behind_a_proxy, id, requests};

/// Why finding is refused. Nothing is sent, whatever is asked for.
async fn refused(find: Find<Ticket>) -> ErrorKind {
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

async fn suggested(tickets: &Tickets, condition: Condition<Ticket>) -> Option<String> {
    match refused(tickets.find(condition)).await {
        ErrorKind::WouldScan { model, suggestion } => {
            assert_eq!(model, "Ticket");
            suggestion
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_would_scan_is_refused_with_the_index_that_is_missing() {
    let (bed, tickets) = behind_a_proxy().await;
    let by_state = suggested(&tickets, ticket::state().eq(TicketState::Open));
    assert_eq!(
        by_state.await.as_deref(),
        Some("declare an index, `by_state: state`")
    );
    let ranged = ticket::text().eq("x").and(ticket::points().gt(3));
    assert_eq!(
        suggested(&tickets, ranged).await.as_deref(),
        Some("declare an index, `by_text: { partition: text, sort: points }`"),
        "the names are those of the schema"
    );
    let several = ticket::project().is_in(["compass", "anchor"]);
    assert_eq!(
        suggested(&tickets, several).await.as_deref(),
        Some("a query has one value of `project`: find the items of each value by itself")
    );
    let contains = ticket::title().contains("x");
    assert_eq!(suggested(&tickets, contains).await, None);
    // One of two conditions fixes nothing.
    let either = ticket::project().eq("a").or(ticket::title().eq("b"));
    assert_eq!(suggested(&tickets, either).await, None);
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn the_error_says_what_to_do() {
    let (_bed, tickets) = behind_a_proxy().await;
    let find = tickets.find(ticket::state().eq(TicketState::Open));
    let error = find.all().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "neither the primary key of Ticket nor an index answers this condition, so that the whole \
         table would be read: declare an index, `by_state: state`; or allow it by `.scan()`"
    );
}

#[tokio::test]
async fn indexes_that_would_do_equally_well_are_not_guessed_among() {
    let (bed, tickets) = behind_a_proxy().await;
    let condition = ticket::project().eq("a").and(ticket::title().eq("b"));
    let problem = problem(refused(tickets.find(condition)).await);
    assert_eq!(
        problem,
        AccessPathProblem::SeveralIndexes {
            model: "Ticket",
            indexes: vec!["by_project", "by_title"]
        }
    );
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn an_order_that_the_way_does_not_give_is_refused() {
    let (bed, tickets) = behind_a_proxy().await;
    let of_compass = || tickets.find(ticket::project().eq("compass"));
    let by_points = of_compass().order_by(ticket::points());
    assert_eq!(
        problem(refused(by_points).await),
        AccessPathProblem::NotOrdered {
            model: "Ticket",
            attribute: Some("points"),
            index: Some("by_project")
        }
    );
    let by_title = tickets.find(ticket::title().eq("x")).descending();
    assert!(matches!(
        problem(refused(by_title).await),
        AccessPathProblem::NotOrdered {
            attribute: None,
            ..
        }
    ));
    // A scan has no order, and several keys have none.
    let scan = tickets.find(ticket::points().gt(1)).scan();
    assert!(matches!(
        problem(refused(scan.order_by(ticket::points())).await),
        AccessPathProblem::NotOrdered { index: None, .. }
    ));
    let keys = tickets.find(ticket::id().is_in([id(1), id(2)]));
    assert!(matches!(
        problem(refused(keys.descending()).await),
        AccessPathProblem::NotOrdered { .. }
    ));
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn consistent_reads_of_a_global_index_are_refused() {
    let (bed, tickets) = behind_a_proxy().await;
    let find = tickets.find(ticket::project().eq("compass")).consistent();
    assert_eq!(
        problem(refused(find).await),
        AccessPathProblem::NotConsistent {
            model: "Ticket",
            index: "by_project"
        }
    );
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn an_index_that_does_not_answer_is_not_taken() {
    let (bed, tickets) = behind_a_proxy().await;
    let not_served = |index| AccessPathProblem::NotServed {
        model: "Ticket",
        index: Some(index),
    };
    let of_compass = || tickets.find(ticket::project().eq("compass")).scan();
    let problem_of = async |find| problem(refused(find).await);
    let by_title = of_compass().via::<ticket::ByTitle>();
    assert_eq!(problem_of(by_title).await, not_served("by_title"));
    // It lacks the tickets that are never due.
    let by_due = of_compass().via::<ticket::ByProjectDue>();
    assert_eq!(problem_of(by_due).await, not_served("by_project_due"));
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn rows_cannot_be_filtered_by_what_the_index_does_not_hold() {
    let (bed, tickets) = behind_a_proxy().await;
    let condition = ticket::reporter().eq("ada").and(ticket::points().gt(1));
    let rows = tickets.find(condition).rows::<ticket::ByReporter>();
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
    let (bed, tickets) = behind_a_proxy().await;
    let long = "x".repeat(2049);
    for title in ["", &long] {
        let kind = refused(tickets.find(ticket::title().eq(title))).await;
        let ErrorKind::Expression(ExpressionError::Encode(error)) = kind else {
            panic!("{kind:?}");
        };
        assert!(error.to_string().contains("title"), "{error}");
    }
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn what_is_wrong_with_a_condition_is_said_as_everywhere() {
    let (bed, tickets) = behind_a_proxy().await;
    let nobody: [&str; 0] = [];
    let kind = refused(tickets.find(ticket::project().is_in(nobody))).await;
    assert!(matches!(
        kind,
        ErrorKind::Expression(ExpressionError::EmptyIn { .. })
    ));
    let kind = refused(tickets.find(Condition::all([]))).await;
    assert!(matches!(
        kind,
        ErrorKind::Expression(ExpressionError::EmptyGroup)
    ));
    assert_eq!(requests(&bed), [0; 4]);
}

#[tokio::test]
async fn a_cursor_of_another_condition_or_way_is_refused() {
    let (_bed, tickets) = behind_a_proxy().await;
    let find = |project: &str, points: u32| {
        let of_project = ticket::project().eq(project);
        // On the sort key, so that it is checked on the answer.
        let condition = of_project.and(ticket::priority().ne(points));
        tickets.find(condition).limit(1)
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
