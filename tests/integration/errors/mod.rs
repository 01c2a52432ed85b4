//! What an error means for the caller of a service: category, status, text.

mod mistakes;

use dynamite::model::TableDescriptor;
use dynamite::{CanceledWrite, CancellationCause, Category, Client, Error, ErrorKind, Outcome};
use dynamite_sample::models::{
    Guests, Members, NewMember, NewNote, Notes, Users, member, note, tables, user,
};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Bed, Proxied, USERS, new_user};

static NOTES: &[&TableDescriptor] = &[&tables::NOTES];
static MEMBERS: &[&TableDescriptor] = &[&tables::MEMBERS];

/// Checks category, status and text, and that the text holds none of what only the service may see.
fn assert_means(error: &Error, category: Category, status: u16, text: &str) {
    assert_eq!(
        (error.category(), error.http_status()),
        (category, status),
        "{error}"
    );
    assert_eq!(error.public_message(), text);
    for internal in ["users", "guards", "GetItem", "request"] {
        assert!(!error.public_message().contains(internal), "{error}");
    }
}

#[tokio::test]
async fn errors_of_items_say_what_the_caller_can_change() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = users.create(new_user("ada")).await.unwrap();
    let key = format!("User id = \"{}\"", ada.id);

    let same = users.create(new_user("eve").id(ada.id)).await.unwrap_err();
    let text = format!("{key} already exists");
    assert_means(&same, Category::Conflict, 409, &text);

    let condition = users.update(&ada).set(user::name(), "x");
    let condition = condition.only_if(user::name().eq("eve")).await.unwrap_err();
    let text = format!("{key} is not in a state that allows this");
    assert_means(&condition, Category::Conflict, 409, &text);

    let page = users.scan().page(Some("v1.tampered")).await.unwrap_err();
    let text = "the cursor is not of this query: begin without one";
    assert_means(&page, Category::Invalid, 400, text);

    let scan = users
        .find(user::name().contains("a"))
        .all()
        .await
        .unwrap_err();
    assert_means(&scan, Category::Bug, 500, "an internal error");

    users.delete(&ada).await.unwrap();
    let gone = users.update(&ada).set(user::name(), "x").await.unwrap_err();
    let text = format!("there is no {key}");
    assert_means(&gone, Category::NotFound, 404, &text);
}

#[tokio::test]
async fn a_version_conflict_says_both_versions() {
    let bed = Bed::with(NOTES).await;
    let notes = Notes::new(&bed.db);
    let new = NewNote {
        author: "ada".into(),
        title: "plan".into(),
    };
    let note = notes.create(new).await.unwrap();
    let update = |version: u64| notes.update((note.id, version)).set(note::title(), "x");
    let error = update(7).await.unwrap_err();
    let ErrorKind::VersionConflict {
        expected: 7,
        stored: Some(1),
        ..
    } = error.kind()
    else {
        panic!("{error}");
    };
    assert!(
        error
            .to_string()
            .contains("has version 1, and 7 was expected"),
        "{error}"
    );
    let text = format!(
        "Note id = \"{}\" has changed since it was read: read it again",
        note.id
    );
    assert_means(&error, Category::Conflict, 409, &text);
}

/// The version that the retry finds may be the one that the lost attempt made.
#[tokio::test]
async fn a_version_conflict_after_a_lost_response_does_not_claim_another_writer() {
    let bed = Proxied::with(NOTES).await;
    let notes = Notes::new(&bed.db);
    let new = NewNote {
        author: "ada".into(),
        title: "plan".into(),
    };
    let note = notes.create(new).await.unwrap();
    bed.proxy
        .on(Operation::UpdateItem)
        .times(1)
        .fail(Fault::CutAfter);
    let update = notes.update((note.id, 1)).set(note::title(), "x");
    let error = update.await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    let text = error.to_string();
    assert!(
        text.contains("found version 2 where 1 was expected"),
        "{text}"
    );
    assert!(
        text.contains("may be the one that this write made"),
        "{text}"
    );
    assert_eq!(
        (error.category(), error.http_status()),
        (Category::Conflict, 409)
    );
}

#[tokio::test]
async fn what_the_service_cannot_help_now_is_503_unless_it_may_have_been_done() {
    for (fault, category, status) in [
        (Fault::Throttling, Category::Throttled, 503),
        (Fault::ServiceUnavailable, Category::Unavailable, 500),
        (Fault::CutAfter, Category::Unavailable, 500),
        (Fault::AccessDenied, Category::Denied, 500),
    ] {
        let bed = Proxied::with(USERS).await;
        let users = Users::new(&bed.db);
        let ada = users.create(new_user("ada")).await.unwrap();
        bed.proxy.on_any().always().fail(fault);
        let update = users.update(&ada).add(user::balance(), 1);
        let error = update.await.unwrap_err();
        assert_eq!(
            (error.category(), error.http_status()),
            (category, status),
            "{error}"
        );
        let text = error.public_message();
        let expected = match (category, status) {
            (Category::Denied, _) => "an internal error",
            (_, 503) => "the service is busy: try again later",
            _ => "it is not known whether the change was made: look before you repeat it",
        };
        assert_eq!(text, expected);
        if category == Category::Denied {
            assert!(error.to_string().contains("give the permission"), "{error}");
        }
        // A read can be repeated.
        let read = users.get(ada.id).await.unwrap_err();
        let expected = if category == Category::Denied {
            500
        } else {
            503
        };
        assert_eq!(read.http_status(), expected, "{read}");
    }
}

#[tokio::test]
async fn a_canceled_transaction_means_what_would_be_rejected_again() {
    let taken = CancellationCause::UniqueConflict {
        fields: &["email"],
        owner: "id = \"secret owner\"".to_owned(),
        deleted: false,
    };
    let write = |cause| CanceledWrite::new("create", "User", "id = \"eve\"", cause);
    let busy = write(CancellationCause::Conflict);
    let writes = vec![busy, write(taken)];
    let error = Error::from(ErrorKind::TransactionCanceled { writes });
    let text = "the `email` of this User is taken by another";
    assert_means(&error, Category::Conflict, 409, text);
    assert!(error.to_string().contains("secret owner"), "{error}");

    let writes = vec![write(CancellationCause::Conflict)];
    let busy = Error::from(ErrorKind::TransactionCanceled { writes });
    let text = "the service is busy: try again later";
    assert_means(&busy, Category::Unavailable, 503, text);
}

/// A broken rule is one wherever it is found.
#[tokio::test]
async fn broken_rules_of_a_transaction_have_the_status_of_broken_rules() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let new = NewMember {
        email: "ada@example.com".to_owned(),
        name: "Ada".to_owned(),
    };
    let ada = members.create(new).await.unwrap();
    let update = members.update(&ada).add(member::points(), 101);
    let error = bed.db.transaction().and(update).commit().await.unwrap_err();
    assert_eq!(error.violations()[0].path, "points", "{error}");
    let text = "Member: `points` must be at most 100";
    assert_means(&error, Category::Invalid, 422, text);
}

#[tokio::test]
async fn debug_is_the_message_and_its_long_form_everything() {
    let client = Client::local("localhost:8000").unwrap_err();
    assert_eq!(format!("{client:?}"), client.to_string());
    assert!(format!("{client:#?}").contains("kind: Configuration"));
}

/// A value in a key that is looked up was not to be stored.
#[tokio::test]
async fn an_empty_value_of_a_lookup_is_called_invalid() {
    let bed = Bed::empty().await;
    let guests = Guests::new(&bed.db);
    let error = guests.get("").await.unwrap_err();
    assert_eq!(
        (error.category(), error.http_status()),
        (Category::Invalid, 400)
    );
    let text = error.to_string();
    assert!(text.starts_with("invalid value for attribute"), "{text}");
}

/// What invites to send the same again says so, and nothing else does.
#[test]
fn status_and_text_agree_for_every_outcome() {
    let busy = || ErrorKind::Throttled { reasons: vec![] };
    let outcomes = [Outcome::NotApplied, Outcome::Applied, Outcome::Unknown];
    let canceled = |cause| {
        let writes = vec![CanceledWrite::new("create", "User", "id = 1", cause)];
        ErrorKind::TransactionCanceled { writes }
    };
    let kinds: [fn() -> ErrorKind; 3] = [
        || ErrorKind::Throttled { reasons: vec![] },
        || ErrorKind::NoAnswer {
            cause: "x".to_owned(),
        },
        || ErrorKind::Service {
            code: "TransactionConflictException".to_owned(),
            message: "secret".to_owned(),
            status: 400,
        },
    ];
    for outcome in outcomes {
        let hooked = ErrorKind::Hook {
            model: "User",
            key: "id = 1".to_owned(),
            hook: "before_save",
            cause: Box::new(Error::from(busy()).with_outcome(Outcome::Unknown)),
        };
        let partly = ErrorKind::PartlyDone {
            changed: 1,
            failed: 1,
            first: Box::new(Error::from(busy())),
        };
        let kinds = kinds.iter().map(|kind| kind());
        let others = [canceled(CancellationCause::Conflict), hooked, partly];
        for kind in kinds.chain(others) {
            let error = Error::from(kind).with_outcome(outcome);
            let expected = match outcome {
                Outcome::NotApplied => (503, "the service is busy: try again later"),
                _ => (
                    500,
                    "it is not known whether the change was made: look before you repeat it",
                ),
            };
            let found = (error.http_status(), error.public_message());
            assert_eq!(found, (expected.0, expected.1.to_owned()), "{error}");
        }
    }
}

/// The items of a bulk write are not those that the caller named.
#[test]
fn a_bulk_write_names_no_item() {
    let first = Error::from(ErrorKind::ItemTooLarge {
        model: "Counter",
        key: "id = other".to_owned(),
        bytes: None,
    });
    let error = Error::from(ErrorKind::PartlyDone {
        changed: 1,
        failed: 2,
        first: Box::new(first),
    });
    assert_eq!(
        error.public_message(),
        "2 of the items could not be changed"
    );
}
