//! The changes of an update, as hooks see and change them.

use std::sync::{Arc, Mutex};

use dynamite::{Changes, HookResult, Hooks, dec};
use dynamite_sample::models::{Profile, User, UserKey, Users, user};

use crate::support::{Bed, USERS, ada, s, stored, user_key};

/// What a test has to say about changes.
type Look<M> = fn(&Changes<M>);

/// Looks at changes before and after the update.
#[derive(Clone)]
struct Looking(Look<User>, Arc<Mutex<Vec<String>>>);

impl Looking {
    fn at(look: Look<User>) -> Self {
        Self(look, Arc::default())
    }
}

impl Hooks<User> for Looking {
    async fn before_update(&self, key: &UserKey, changes: &mut Changes<User>) -> HookResult {
        (self.0)(changes);
        self.1.lock().unwrap().push(format!("before {}", key.id));
        Ok(())
    }

    async fn after_update(&self, key: &UserKey, changes: &Changes<User>) -> HookResult {
        (self.0)(changes);
        self.1.lock().unwrap().push(format!("after {}", key.id));
        Ok(())
    }
}

#[tokio::test]
async fn changes_say_what_is_set_removed_and_changed_in_other_ways() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let looking = Looking::at(|changes| {
        assert_eq!(changes.new_value(user::name()).as_deref(), Some("Ada L."));
        assert!(changes.touches(user::name()) && !changes.removes(user::name()));
        assert!(changes.touches(user::nickname()) && changes.removes(user::nickname()));
        assert_eq!(changes.new_value(user::nickname()), None);
        assert!(changes.touches(user::balance()) && !changes.removes(user::balance()));
        assert_eq!(changes.new_value(user::balance()), None);
        assert!(!changes.touches(user::email()) && !changes.removes(user::email()));
        assert!(
            !changes.touches(user::updated_at()),
            "Dynamite's own changes"
        );
        // An empty set is stored as none.
        assert!(changes.removes(user::tags()));
        let paths: Vec<_> = changes.paths().map(ToString::to_string).collect();
        assert_eq!(paths, ["name", "nickname", "balance", "tags"]);
        assert!(!changes.is_empty());
    });
    let users = Users::with_hooks(&bed.db, looking.clone());
    let update = users.update(&ada).set(user::name(), "Ada L.");
    let update = update
        .remove(user::nickname())
        .add(user::balance(), dec!(5));
    update.set(user::tags(), [""; 0]).await.unwrap();
    let calls = [format!("before {}", ada.id), format!("after {}", ada.id)];
    assert_eq!(*looking.1.lock().unwrap(), calls);
}

#[tokio::test]
async fn a_value_is_found_in_what_is_set_around_it() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let looking = Looking::at(|changes| {
        let bio = user::profile().bio();
        assert_eq!(changes.new_value(bio).as_deref(), Some("hello"));
        assert_eq!(changes.new_value(user::profile().links()).unwrap().len(), 1);
        assert!(changes.touches(user::profile()));
        assert!(changes.touches(user::profile().links().at(0)));
        assert_eq!(
            changes.new_value(user::profile().links().at(0)).as_deref(),
            Some("https://example.com")
        );
        assert!(changes.removes(user::profile().links().at(1)));
    });
    let users = Users::with_hooks(&bed.db, looking);
    let profile = Profile {
        bio: Some("hello".to_owned()),
        links: vec!["https://example.com".to_owned()],
    };
    users
        .update(&ada)
        .set(user::profile(), profile)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_change_inside_touches_what_is_around_it_and_does_not_set_it() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let looking = Looking::at(|changes| {
        assert!(changes.touches(user::profile()));
        assert_eq!(changes.new_value(user::profile()), None);
        assert!(!changes.removes(user::profile()));
        assert!(!changes.touches(user::profile().links()));
    });
    let users = Users::with_hooks(&bed.db, looking);
    let update = users.update(&ada).set(user::profile().bio(), "hello");
    update.or_create().await.unwrap();
}

/// Renames in place of what was asked for.
#[derive(Clone)]
struct Renaming;

impl Hooks<User> for Renaming {
    async fn before_update(&self, _: &UserKey, changes: &mut Changes<User>) -> HookResult {
        if changes.touches(user::balance()) {
            return Ok(());
        }
        changes
            .set(user::name(), "hook")
            .set(
                user::profile(),
                Profile {
                    bio: None,
                    links: Vec::new(),
                },
            )
            .remove(user::nickname());
        Ok(())
    }
}

#[tokio::test]
async fn what_a_hook_sets_takes_the_place_of_what_was_asked_for() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let users = Users::with_hooks(&bed.db, Renaming);
    let update = users.update(&ada).set(user::name(), "asked");
    let update = update
        .set(user::nickname(), "asked")
        .set(user::profile().bio(), "asked");
    let updated = update.await.unwrap();
    assert_eq!((updated.name.as_str(), &updated.nickname), ("hook", &None));
    let item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!(item["name"], s("hook"));
    assert!(!item.contains_key("nickname"));
    assert_eq!(updated.profile.unwrap().bio, None);

    // What it leaves alone is done.
    let update = users.update(&ada).set(user::name(), "asked");
    let updated = update.add(user::balance(), dec!(1)).await.unwrap();
    assert_eq!((updated.name.as_str(), updated.balance), ("asked", dec!(1)));
}
