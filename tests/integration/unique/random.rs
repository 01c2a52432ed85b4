//! Random operations, compared with what they should do.

use std::collections::BTreeMap;

use dynamite::Ulid;
use dynamite_sample::models::{NewPerson, People, Person, PersonDraft, person as field};
use proptest::prelude::*;

use super::{bed, guards, guards_of_people};

/// What people hold: e-mail address, badge, nickname.
type Values = (u8, Option<u8>, Option<u8>);

#[derive(Clone, Debug)]
enum Step {
    Create(Values),
    Save(usize, Values),
    Replace(usize, Values),
    Upsert(usize, Values),
    SetEmail(usize, u8),
    SetBadge(usize, Option<u8>),
    AddBadge(usize, u8),
    Delete(usize),
    Swap(usize, usize),
}

fn values() -> impl Strategy<Value = Values> {
    (
        0..4_u8,
        prop::option::of(0..4_u8),
        prop::option::of(0..3_u8),
    )
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..4_usize;
    prop_oneof![
        values().prop_map(Step::Create),
        values().prop_map(Step::Create),
        (who(), values()).prop_map(|(who, values)| Step::Save(who, values)),
        (who(), values()).prop_map(|(who, values)| Step::Replace(who, values)),
        (who(), values()).prop_map(|(who, values)| Step::Upsert(who, values)),
        (who(), 0..4_u8).prop_map(|(who, email)| Step::SetEmail(who, email)),
        (who(), prop::option::of(0..4_u8)).prop_map(|(who, badge)| Step::SetBadge(who, badge)),
        (who(), 1..3_u8).prop_map(|(who, badge)| Step::AddBadge(who, badge)),
        who().prop_map(Step::Delete),
        (who(), who()).prop_map(|(one, other)| Step::Swap(one, other)),
    ]
}

fn filled(id: Ulid, (email, badge, nick): Values) -> Person {
    Person {
        id,
        email: format!("{email}@example.com"),
        badge: badge.map(u32::from),
        tenant: "acme".to_owned(),
        nick: nick.map(|it| it.to_string()),
        visits: 0,
    }
}

/// What should be stored.
#[derive(Default)]
struct Expected(BTreeMap<Ulid, Person>);

impl Expected {
    /// Whether these people may be written together.
    fn allows(&self, written: &[&Person]) -> bool {
        let mut all = self.0.clone();
        all.extend(written.iter().map(|it| (it.id, (*it).clone())));
        let differ = |key: fn(&Person) -> Option<String>| {
            let keys: Vec<_> = all.values().filter_map(key).collect();
            let distinct: std::collections::BTreeSet<_> = keys.iter().collect();
            distinct.len() == keys.len()
        };
        differ(|it| Some(it.email.clone()))
            && differ(|it| it.badge.map(|badge| badge.to_string()))
            && differ(|it| it.nick.clone())
    }

    fn write(&mut self, result: Result<(), dynamite::Error>, written: &[&Person]) {
        let allowed = self.allows(written);
        match result {
            Ok(()) => assert!(allowed, "written although it is taken"),
            Err(error) => {
                let text = error.to_string();
                assert!(text.contains("is taken by"), "{text}");
                assert!(!allowed, "{text}");
                return;
            }
        }
        let written = written.iter().map(|it| (it.id, (*it).clone()));
        self.0.extend(written);
    }

    fn nth(&self, position: usize) -> Option<Person> {
        let count = self.0.len().max(1);
        self.0.values().nth(position % count).cloned()
    }
}

async fn take(people: &People, expected: &mut Expected, step: Step) {
    match step {
        Step::Create(values) => {
            let draft: PersonDraft = NewPerson {
                email: String::new(),
                tenant: String::new(),
            }
            .into();
            let new = filled(people.build(draft).id, values);
            let result = people.insert(&new).await.map(drop);
            expected.write(result, &[&new]);
        }
        Step::Save(who, values) => {
            let Some(old) = expected.nth(who) else { return };
            let new = filled(old.id, values);
            let result = people.save(&new).await.map(|saved| assert_eq!(saved, new));
            expected.write(result, &[&new]);
        }
        Step::Replace(who, values) => {
            let Some(old) = expected.nth(who) else { return };
            let new = filled(old.id, values);
            let result = people.replace(&new).await;
            expected.write(result.map(|it| assert_eq!(it.item, new)), &[&new]);
        }
        Step::Upsert(who, values) => {
            let Some(old) = expected.nth(who) else { return };
            let new = filled(old.id, values);
            let result = people
                .upsert(&new)
                .await
                .map(|saved| assert_eq!(saved, new));
            expected.write(result, &[&new]);
        }
        Step::SetEmail(who, email) => {
            let Some(mut new) = expected.nth(who) else {
                return;
            };
            new.email = format!("{email}@example.com");
            let update = people.update(new.id).set(field::email(), &*new.email);
            expected.write(update.await.map(|it| assert_eq!(it, new)), &[&new]);
        }
        Step::SetBadge(who, badge) => {
            let Some(mut new) = expected.nth(who) else {
                return;
            };
            new.badge = badge.map(u32::from);
            let update = people
                .update(new.id)
                .set_or_remove(field::badge(), new.badge);
            expected.write(update.await.map(|it| assert_eq!(it, new)), &[&new]);
        }
        Step::AddBadge(who, more) => {
            let Some(mut new) = expected.nth(who) else {
                return;
            };
            new.badge = Some(new.badge.unwrap_or(0) + u32::from(more));
            let update = people.update(new.id).add(field::badge(), u32::from(more));
            expected.write(update.await.map(|it| assert_eq!(it, new)), &[&new]);
        }
        Step::Delete(who) => {
            let Some(old) = expected.nth(who) else { return };
            assert_eq!(
                people.delete(old.id).return_old().await.unwrap().as_ref(),
                Some(&old)
            );
            expected.0.remove(&old.id);
        }
        Step::Swap(one, other) => {
            let (Some(mut one), Some(mut other)) = (expected.nth(one), expected.nth(other)) else {
                return;
            };
            if one.id == other.id {
                return;
            }
            std::mem::swap(&mut one.email, &mut other.email);
            std::mem::swap(&mut one.badge, &mut other.badge);
            let saves = [people.save(&one), people.save(&other)];
            let transaction = people.client().transaction().and_all(saves);
            expected.write(transaction.await, &[&one, &other]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn random_operations_leave_what_they_should_and_guards_that_agree(
        steps in prop::collection::vec(step(), 1..24),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let bed = bed().await;
            let people = People::new(&bed.db);
            let mut expected = Expected::default();
            for step in steps {
                take(&people, &mut expected, step).await;
                let stored = people.scan().all().await.unwrap();
                let stored: BTreeMap<_, _> = stored.into_iter().map(|it| (it.id, it)).collect();
                assert_eq!(stored, expected.0);
                assert_eq!(guards(&bed.db).await, guards_of_people(&bed.db).await);
            }
        });
    }
}
