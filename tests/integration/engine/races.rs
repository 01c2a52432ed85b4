//! Writes of items by their stored keys, while the items are changed by others.

use std::fmt::Debug;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{
    Attribute, Changes, Comparison, Condition, item as stored_item, write,
};
use dynamite::model::{Model, ModelDescriptor, TableDescriptor, UNIQUE_GUARDS};
use dynamite::{AnyVersion as _, Client, Error, StoredItem, Ulid};
use dynamite_sample::models::{
    Handle, Handles, NewHandle, NewPerson, People, Person, handle, tables,
};
use dynamite_testkit::{Fault, Operation, Pause};

use crate::support::{Item, Proxied, item, n, s, stored, stored_all};

static TABLES: &[&TableDescriptor] = &[&tables::PEOPLE, &tables::HANDLES, &UNIQUE_GUARDS];

/// One item of a model with unique values. People have no version, handles have one.
struct Case {
    bed: Proxied,
    model: &'static ModelDescriptor,
    key: StoredItem,
}

fn at(name: &'static str) -> Attribute {
    Attribute::named(name)
}

impl Case {
    async fn person() -> Self {
        let bed = Proxied::with(TABLES).await;
        let new = NewPerson {
            email: "ada".to_owned(),
            tenant: "acme".to_owned(),
        };
        let id = People::new(&bed.direct).create(new).await.unwrap().id;
        Self::of(bed, Person::DESCRIPTOR, id)
    }

    async fn handle() -> Self {
        let bed = Proxied::with(TABLES).await;
        let id = handle_named(&bed.direct, "ada").await.unwrap().id;
        Self::of(bed, Handle::DESCRIPTOR, id)
    }

    fn of(bed: Proxied, model: &'static ModelDescriptor, id: Ulid) -> Self {
        let key = stored_item(item([("id", s(id))]));
        Self { bed, model, key }
    }

    async fn update(&self, changes: Changes) {
        let exists = at("id").exists();
        let update = write::update(&self.bed.direct, self.model, &self.key, changes, exists);
        update.await.unwrap();
    }

    /// Lets another write change the item while the first one waits, read but not yet written.
    async fn race(
        &self,
        first: Changes,
        condition: Condition,
        other: Changes,
    ) -> Result<StoredItem, Error> {
        let first = write::update(&self.bed.db, self.model, &self.key, first, condition);
        self.change_during(Box::pin(first), other).await
    }

    async fn change_during<T: Debug>(
        &self,
        write: impl Future<Output = T> + Unpin,
        other: Changes,
    ) -> T {
        let other = Box::pin(self.update(other));
        Box::pin(self.during(write, other)).await
    }

    /// Lets others do something while a write waits, its item read but not yet written.
    async fn during<T: Debug>(
        &self,
        mut write: impl Future<Output = T> + Unpin,
        others: impl Future<Output = ()>,
    ) -> T {
        let pause = Pause::new();
        let transactions = self.bed.proxy.on(Operation::TransactWriteItems);
        transactions.fail(Fault::PauseBefore(pause.clone()));
        tokio::select! {
            biased;
            early = &mut write => panic!("not a transaction: {early:?}"),
            () = pause.reached() => {}
        }
        let others = async {
            others.await;
            pause.release();
        };
        tokio::join!(write, others).0
    }

    async fn now(&self) -> Item {
        let id = self.key.attributes()["id"].clone();
        let table = self.model.table.name;
        stored(&self.bed.direct, table, [("id", id)]).await.unwrap()
    }

    /// The keys of the guards of one unique attribute.
    async fn guards(&self, attribute: &str) -> Vec<String> {
        let namespace = format!("#{}##{attribute}#", self.model.table.name);
        let guards = stored_all(&self.bed.direct, "dynamite_unique").await;
        let keys = guards
            .iter()
            .map(|guard| guard["guard"].as_s().unwrap().to_owned());
        keys.filter_map(|key| key.strip_prefix(&namespace).map(str::to_owned))
            .collect()
    }
}

async fn handle_named(db: &Client, name: &str) -> Result<Handle, Error> {
    let name = name.to_owned();
    Handles::new(db).create(NewHandle { name }).await
}

fn text(value: &AttributeValue) -> String {
    value.as_s().or_else(|_| value.as_n()).unwrap().clone()
}

#[tokio::test]
async fn the_guard_of_a_copied_value_is_of_what_is_copied() {
    let copies = [
        (Case::person().await, "email", "mail"),
        (Case::handle().await, "name", "bio"),
        (Case::handle().await, "name", "undeclared"),
    ];
    for (case, to, from) in copies {
        case.update(at(from).set(s("old"))).await;
        let copy = at(to).copied_from(&at(from));
        let raced = case.race(copy, at("id").exists(), at(from).set(s("new")));
        assert_eq!(raced.await.unwrap().attributes()[to], s("new"));
        assert_eq!(case.now().await[to], s("new"));
        assert_eq!(case.guards(to).await, ["new"]);
    }
}

#[tokio::test]
async fn nobody_else_gets_the_copied_value() {
    let case = Case::handle().await;
    case.update(at("bio").set(s("old"))).await;
    let copy = at("name").copied_from(&at("bio"));
    let raced = case.race(copy, at("id").exists(), at("bio").set(s("new")));
    raced.await.unwrap();
    let error = handle_named(&case.bed.direct, "new").await.unwrap_err();
    assert!(error.is_unique_conflict(), "{error}");
    handle_named(&case.bed.direct, "old").await.unwrap();
}

/// Beside a condition that leaves no room for all attributes, only those are compared that guards
/// depend on.
#[tokio::test]
async fn what_is_copied_is_compared_even_beside_a_long_condition() {
    let case = Case::person().await;
    case.update(at("number").set(n(6))).await;
    let mut long: Vec<_> = (0..95)
        .map(|other| !at("number").compares(Comparison::Eq, n(other + 1000)))
        .collect();
    // 300 operators together, and two more for each attribute that guards do not depend on.
    long.push(at("id").exists());
    let copy = at("badge").copied_from(&at("number"));
    let raced = case.race(copy, Condition::all(long), at("number").set(n(7)));
    raced.await.unwrap();
    assert_eq!(case.now().await["badge"], n(7));
    assert_eq!(case.guards("badge").await, ["7"]);
}

#[tokio::test]
async fn the_returned_item_is_the_stored_one() {
    let changes = [
        (Case::person().await, "email", "undeclared"),
        (Case::person().await, "email", "visits"),
        (Case::handle().await, "name", "undeclared"),
        (Case::handle().await, "name", "bio"),
    ];
    for (case, unique, other) in changes {
        case.update(at(other).set(n(1))).await;
        let set = at(unique).set(s("ada2"));
        let raced = case.race(set, at("id").exists(), at(other).set(n(2)));
        let returned = raced.await.unwrap();
        assert_eq!(returned.attributes()[other], n(2));
        assert_eq!(returned.attributes(), &case.now().await);
        assert_eq!(case.guards(unique).await, [text(&case.now().await[unique])]);
    }
}

#[tokio::test]
async fn a_version_stands_for_what_is_written_by_a_schema_too() {
    let case = Case::handle().await;
    let id = text(&case.key.attributes()["id"]).parse::<Ulid>().unwrap();
    let handles = Handles::new(&case.bed.db);
    let update = handles.update(id.any_version());
    let update = update.set(handle::name(), "other").into_future();
    let updated = case.change_during(update, at("bio").set(s("new"))).await;
    let stored = Handles::new(&case.bed.direct).get(id).consistent().await;
    assert_eq!(updated.unwrap(), stored.unwrap().unwrap());
}

/// The value that a stale item would claim is somebody else's, the one that it claims is free.
#[tokio::test]
async fn a_conflict_over_a_stale_value_is_none() {
    let case = Case::handle().await;
    case.update(at("bio").set(s("taken"))).await;
    let db = case.bed.direct.clone();
    let copy = at("name").copied_from(&at("bio"));
    let copy = write::update(&case.bed.db, case.model, &case.key, copy, at("id").exists());
    let other = async {
        case.update(at("bio").set(s("free"))).await;
        handle_named(&db, "taken").await.unwrap();
    };
    let updated = Box::pin(case.during(Box::pin(copy), other)).await.unwrap();
    assert_eq!(updated.attributes()["name"], s("free"));
    let mut guards = case.guards("name").await;
    guards.sort_unstable();
    assert_eq!(guards, ["free", "taken"]);
}

/// While the first attempt waits, another item takes the value over; before the second, it is given
/// back.
#[tokio::test]
async fn a_guard_that_comes_back_between_attempts_is_released() {
    let case = Case::handle().await;
    let other = handle_named(&case.bed.direct, "other").await.unwrap();
    let other = stored_item(item([("id", s(other.id))]));
    let name_to = async |key: &StoredItem, name: &str| {
        let set = at("name").set(s(name));
        let update = write::update(&case.bed.direct, case.model, key, set, at("id").exists());
        update.await.unwrap();
    };
    let (first, second) = (Pause::new(), Pause::new());
    let proxy = &case.bed.proxy;
    let transactions = proxy.on(Operation::TransactWriteItems);
    transactions.fail(Fault::PauseBefore(first.clone()));
    let reads = proxy.on(Operation::GetItem).table("handles");
    reads.nth(2).fail(Fault::PauseBefore(second.clone()));
    let set = at("name").set(s("z"));
    let update = write::update(&case.bed.db, case.model, &case.key, set, at("id").exists());
    let others = async {
        first.reached().await;
        name_to(&case.key, "b").await;
        name_to(&other, "ada").await;
        first.release();
        second.reached().await;
        name_to(&other, "c").await;
        name_to(&case.key, "ada").await;
        second.release();
    };
    let (updated, ()) = tokio::join!(update, others);
    updated.unwrap();
    let mut guards = case.guards("name").await;
    guards.sort_unstable();
    assert_eq!(guards, ["c", "z"]);
}

#[tokio::test]
async fn what_is_returned_is_the_work_of_the_update() {
    let case = Case::handle().await;
    let pause = Pause::new();
    let transactions = case.bed.proxy.on(Operation::TransactWriteItems);
    transactions.fail(Fault::PauseAfter(pause.clone()));
    let set = at("name").set(s("mine"));
    let update = write::update(&case.bed.db, case.model, &case.key, set, at("id").exists());
    let other = async {
        pause.reached().await;
        case.update(at("name").set(s("theirs"))).await;
        pause.release();
    };
    let (updated, ()) = tokio::join!(update, other);
    assert_eq!(updated.unwrap().attributes()["name"], s("mine"));
    assert_eq!(case.now().await["name"], s("theirs"));
}

#[tokio::test]
async fn a_returned_item_does_not_depend_on_a_read_that_fails() {
    let case = Case::handle().await;
    let reads = case.bed.proxy.on(Operation::GetItem).table("handles");
    reads.nth(2).times(99).fail(Fault::Throttling);
    let set = at("name").set(s("mine"));
    let update = write::update(&case.bed.db, case.model, &case.key, set, at("id").exists());
    assert_eq!(update.await.unwrap().attributes(), &case.now().await);
}
