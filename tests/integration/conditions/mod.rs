//! Conditions, each on a write of an item that meets it and of one that does not.

mod comparisons;
mod functions;
mod joined;
mod sizes;

use dynamite::expr::Condition;
use dynamite_sample::models::{NewUser, Role, User, UserDraft, Users, user};

use crate::support::{Bed, USERS, new_user};

/// A user, and whether conditions hold for it.
struct Subject {
    bed: Bed,
    user: User,
}

impl Subject {
    async fn new(change: impl FnOnce(NewUser) -> UserDraft) -> Self {
        let bed = Bed::with(USERS).await;
        let created = Users::new(&bed.db).create(change(new_user("ada"))).await;
        let user = created.unwrap();
        Self { bed, user }
    }

    /// With a nickname, two tags and a balance of 10.
    async fn known() -> Self {
        Self::new(|new| {
            let tags = ["a".to_owned(), "b".to_owned()].into();
            new.nickname("countess")
                .tags(tags)
                .balance(10.into())
                .role(Role::Admin)
        })
        .await
    }

    /// Asks three times: as the condition of a write, as a filter, and of an item that is found by
    /// its key, for which no engine is asked.
    async fn meets(&self, condition: Condition<User>) -> bool {
        let users = Users::new(&self.bed.db);
        let update = users.update(&self.user).set(user::name(), "ada");
        let written = match update.only_if(condition.clone()).await {
            Ok(_) => true,
            Err(error) if error.is_condition_failed() => false,
            Err(error) => panic!("{condition:?}: {error}"),
        };
        let filtered = users.scan().filter(condition.clone()).all().await;
        let filtered = !filtered.unwrap().is_empty();
        assert_eq!(written, filtered, "write and filter differ: {condition:?}");
        let by_key = user::id().eq(self.user.id).and(condition.clone());
        let checked = users.find(by_key).exists().await.unwrap();
        assert_eq!(written, checked, "check and filter differ: {condition:?}");
        written
    }

    /// The conditions go to the heap first, or the future would be as large as all of them.
    fn assert_meets(
        &self,
        conditions: impl Into<Vec<Condition<User>>>,
    ) -> impl Future<Output = ()> {
        let conditions = conditions.into();
        async move {
            for condition in conditions {
                let text = format!("{condition:?}");
                assert!(Box::pin(self.meets(condition.clone())).await, "{text}");
                assert!(!Box::pin(self.meets(!condition)).await, "not {text}");
            }
        }
    }

    fn assert_fails(
        &self,
        conditions: impl Into<Vec<Condition<User>>>,
    ) -> impl Future<Output = ()> {
        let conditions = conditions.into();
        async move {
            for condition in conditions {
                let text = format!("{condition:?}");
                assert!(!Box::pin(self.meets(condition)).await, "{text}");
            }
        }
    }
}
