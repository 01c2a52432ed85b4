//! Many tasks want the same, and requests and responses are lost: one of them has it at most.

use dynamite::model::TableDescriptor;
use dynamite::{Error, Outcome};
use dynamite_sample::models::{
    NewNote, NewPermit, Notes, Permits, Role, Users, permit, tables, user,
};
use dynamite_testkit::Fault;
use futures_util::future::join_all;

use crate::support::{Proxied, new_user, winner_seeds};

static CLAIMED: &[&TableDescriptor] = &[&tables::PERMITS, &tables::NOTES, &tables::USERS];

const TASKS: usize = 5;

/// A bed whose requests and responses are lost now and then, unless the chance is zero.
async fn bed(seed: u64, chance: f64) -> Proxied {
    let bed = Proxied::with(CLAIMED).await;
    let faults = [
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::InternalServerError { applied: true },
        Fault::InternalServerError { applied: false },
        Fault::TruncatedBody,
    ];
    if chance > 0.0 {
        bed.proxy.chaos(seed, chance, faults);
    }
    bed
}

/// What became of the attempts.
#[derive(Debug)]
struct Attempts {
    won: usize,
    unknown: usize,
}

fn count<T>(results: impl IntoIterator<Item = Result<T, Error>>) -> Attempts {
    let mut attempts = Attempts { won: 0, unknown: 0 };
    for result in results {
        match result {
            Ok(_) => attempts.won += 1,
            Err(error) if error.outcome() == Outcome::Unknown => attempts.unknown += 1,
            Err(error) => assert_eq!(error.outcome(), Outcome::NotApplied, "{error}"),
        }
    }
    attempts
}

/// One at most, and one exactly if nothing was lost.
fn has_one_winner(attempts: &Attempts, taken: bool, chance: f64, seed: u64) {
    assert!(attempts.won <= 1, "seed {seed}: {attempts:?}");
    assert!(attempts.won == 0 || taken, "seed {seed}: {attempts:?}");
    if taken {
        let claims = attempts.won + attempts.unknown;
        assert!(claims > 0, "seed {seed}: {attempts:?}");
    }
    if chance == 0.0 {
        assert_eq!((attempts.won, attempts.unknown), (1, 0), "seed {seed}");
    }
}

#[tokio::test]
async fn a_claim_has_one_winner() {
    for (seed, chance) in winner_seeds().flat_map(|seed| [(seed, 0.0), (seed, 0.35)]) {
        let bed = bed(seed, chance).await;
        let ada = Users::new(&bed.direct).create(new_user("ada")).await;
        let ada = ada.unwrap();
        let users = Users::new(&bed.db);
        let claims = (0..TASKS).map(|_| {
            let claim = users.update(ada.id).set(user::role(), Role::Admin);
            claim.only_if(user::role().eq(Role::Customer)).into_future()
        });
        let attempts = count(join_all(claims).await);
        bed.proxy.settled().await;
        let now = Users::new(&bed.direct).get(ada.id).await.unwrap().unwrap();
        has_one_winner(&attempts, now.role == Role::Admin, chance, seed);
    }
}

#[tokio::test]
async fn a_natural_key_is_created_by_one() {
    for (seed, chance) in winner_seeds().flat_map(|seed| [(seed, 0.0), (seed, 0.35)]) {
        let bed = bed(seed, chance).await;
        let users = Users::new(&bed.db);
        let built = users.build(new_user("ada"));
        let creations = (0..TASKS).map(|_| users.insert(&built).into_future());
        let attempts = count(join_all(creations).await);
        bed.proxy.settled().await;
        let now = Users::new(&bed.direct).get(built.id).await.unwrap();
        has_one_winner(&attempts, now.is_some(), chance, seed);
    }
}

#[tokio::test]
async fn a_version_is_written_by_one() {
    for (seed, chance) in winner_seeds().flat_map(|seed| [(seed, 0.0), (seed, 0.35)]) {
        let bed = bed(seed, chance).await;
        let new = NewNote {
            author: "ada".to_owned(),
            title: "plan".to_owned(),
        };
        let first = Notes::new(&bed.direct).create(new).await.unwrap();
        let notes = Notes::new(&bed.db);
        let saves = (0..TASKS).map(|_| notes.save(&first).into_future());
        let attempts = count(join_all(saves).await);
        bed.proxy.settled().await;
        let now = Notes::new(&bed.direct)
            .get(first.id)
            .await
            .unwrap()
            .unwrap();
        assert!(now.version <= 2, "seed {seed}");
        has_one_winner(&attempts, now.version == 2, chance, seed);
    }
}

/// Every task counts up what it has read, until it knows that it has.
#[tokio::test]
async fn a_counter_kept_by_saves_loses_nothing() {
    for seed in winner_seeds() {
        let bed = bed(seed, 0.25).await;
        let new = NewNote {
            author: "ada".to_owned(),
            title: "plan".to_owned(),
        };
        let first = Notes::new(&bed.direct).create(new).await.unwrap();
        let notes = Notes::new(&bed.db);
        let count_up = async || {
            let mut open = 0;
            for _ in 0..40 {
                let Ok(Some(mut now)) = notes.get(first.id).consistent().await else {
                    continue;
                };
                now.likes += 1;
                match notes.save(&now).await {
                    Ok(_) => return (1, open),
                    Err(error) if error.outcome() == Outcome::Unknown => open += 1,
                    Err(error) => assert_eq!(error.outcome(), Outcome::NotApplied, "{error}"),
                }
            }
            (0, open)
        };
        let counted = join_all((0..TASKS).map(|_| count_up())).await;
        bed.proxy.settled().await;
        let now = Notes::new(&bed.direct)
            .get(first.id)
            .await
            .unwrap()
            .unwrap();
        let known: u64 = counted.iter().map(|(known, _)| known).sum();
        let open: u64 = counted.iter().map(|(_, open)| open).sum();
        let likes = u64::from(now.likes);
        assert!(
            (known..=known + open).contains(&likes),
            "seed {seed}: {likes} of {counted:?}"
        );
        assert_eq!(now.version, likes + 1, "seed {seed}");
    }
}

/// With a token the winner knows that it has won, unless no response came at all.
#[tokio::test]
async fn with_a_write_id_the_winner_knows() {
    for (seed, chance) in winner_seeds().flat_map(|seed| [(seed, 0.0), (seed, 0.35)]) {
        let bed = bed(seed, chance).await;
        let name = "door".to_owned();
        let permit = Permits::new(&bed.direct).create(NewPermit { name }).await;
        let permit = permit.unwrap();
        let permits = Permits::new(&bed.db);
        let claims = (0..TASKS).map(|task| {
            let claim = permits
                .update(&permit)
                .set(permit::holder(), task.to_string());
            claim.only_if(permit::holder().is_absent()).into_future()
        });
        let results = join_all(claims).await;
        bed.proxy.settled().await;
        let now = Permits::new(&bed.direct)
            .get("door")
            .await
            .unwrap()
            .unwrap();
        if let Some(holder) = &now.holder {
            let winner: usize = holder.parse().unwrap();
            match &results[winner] {
                Ok(claimed) => assert_eq!(*claimed, now, "seed {seed}"),
                // Every attempt was lost.
                Err(error) => assert!(error.is_retryable(), "seed {seed}: {error}"),
            }
        }
        has_one_winner(&count(results), now.holder.is_some(), chance, seed);
    }
}

#[tokio::test]
async fn with_exactly_once_the_winner_knows() {
    for (seed, chance) in winner_seeds().flat_map(|seed| [(seed, 0.0), (seed, 0.35)]) {
        let bed = bed(seed, chance).await;
        let ada = Users::new(&bed.direct).create(new_user("ada")).await;
        let ada = ada.unwrap();
        let users = Users::new(&bed.db);
        let claims = (0..TASKS).map(|_| {
            let claim = users.update(ada.id).set(user::role(), Role::Admin);
            let claim = claim.only_if(user::role().eq(Role::Customer));
            claim.exactly_once().into_future()
        });
        let results = join_all(claims).await;
        bed.proxy.settled().await;
        let unanswered = results.iter().filter_map(|it| it.as_ref().err());
        let unanswered = unanswered.filter(|it| it.outcome() == Outcome::Unknown);
        for error in unanswered {
            assert!(error.is_retryable(), "seed {seed}: {error}");
        }
        let now = Users::new(&bed.direct).get(ada.id).await.unwrap().unwrap();
        has_one_winner(&count(results), now.role == Role::Admin, chance, seed);
    }
}
