//! Code that runs because of a write that never was.

use std::sync::{Arc, Mutex};

use dynamite::{Client, HookResult, Hooks, Ulid};
use dynamite_sample::models::{User, Users};

use crate::port;
use crate::support::{Bed, USERS, ada, item, new_user, s, stored};

/// Sends a welcome to each user who was created.
#[derive(Clone, Default)]
struct Welcoming(Arc<Mutex<Vec<Ulid>>>);

impl Hooks<User> for Welcoming {
    async fn after_create(&self, user: &User) -> HookResult {
        self.0.lock().unwrap().push(user.id);
        Ok(())
    }
}

/// Creates somebody new and somebody who is there already in one transaction: whether only those
/// are welcomed who are stored.
async fn only_stored_are_welcomed(
    create: impl AsyncFn(&Client, &Welcoming, [User; 2]) -> bool,
) -> bool {
    let bed = Bed::with(USERS).await;
    let (welcoming, ada) = (Welcoming::default(), ada(&bed.db).await);
    let bob = Users::new(&bed.db).build(new_user("bob"));
    assert!(!create(&bed.db, &welcoming, [bob, ada]).await);
    let welcomed = std::mem::take(&mut *welcoming.0.lock().unwrap());
    for id in welcomed {
        if stored(&bed.db, "users", [("id", s(id))]).await.is_none() {
            return false;
        }
    }
    true
}

#[tokio::test]
async fn what_runs_after_a_write_runs_for_what_is_stored() {
    let ours = async |db: &Client, welcoming: &Welcoming, new: [User; 2]| {
        let users = Users::with_hooks(db, welcoming.clone());
        let creations = new.iter().map(|user| users.insert(user));
        db.transaction().and_all(creations).commit().await.is_ok()
    };
    let theirs = async |db: &Client, welcoming: &Welcoming, new: [User; 2]| {
        let after = |position: usize| welcoming.0.lock().unwrap().push(new[position].id);
        let items = new.each_ref().map(|user| item([("id", s(user.id))]));
        port::transacted_with_hooks(db, "users", "id", items.to_vec(), after)
            .await
            .is_ok()
    };
    assert!(only_stored_are_welcomed(ours).await);
    assert!(!only_stored_are_welcomed(theirs).await);
}
