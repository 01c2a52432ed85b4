//! Hooks of filtered writes: once for each item, and afterwards only for those that were changed.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use dynamite::expr::Condition;
use dynamite::model::TableDescriptor;
use dynamite::{Changes, Client, Deletion, ErrorKind, HookResult, Hooks, Ulid, dec};
use dynamite_sample::models::{NewTask, Task, TaskKey, Tasks, note as note_field, tables, task};
use dynamite_testkit::{Fault, Operation};

use super::{ALL, Recorder, id, new_note, notes};
use crate::support::{Bed, Proxied, n, s, stored, stored_all};

static TASKS: &[&TableDescriptor] = &[&tables::TASKS];

/// Retitles tasks, and knows which were changed. One of them it refuses, another it changes behind
/// everybody's back.
#[derive(Clone)]
struct Retitling {
    direct: Client,
    refused: Option<Ulid>,
    outrun: Option<Ulid>,
    before: Arc<Mutex<Vec<Ulid>>>,
    after: Arc<Mutex<Vec<Ulid>>>,
}

impl Retitling {
    fn new(direct: &Client) -> Self {
        Self {
            direct: direct.clone(),
            refused: None,
            outrun: None,
            before: Arc::default(),
            after: Arc::default(),
        }
    }

    async fn before(&self, key: &TaskKey) -> HookResult {
        self.before.lock().unwrap().push(key.id);
        if self.refused == Some(key.id) {
            return Err("not this one".into());
        }
        if self.outrun == Some(key.id) {
            let moved = Tasks::new(&self.direct).update(key.id);
            moved.set(task::project(), "elsewhere").await?;
        }
        Ok(())
    }

    /// Those after which it was called, each once.
    fn changed(&self) -> BTreeSet<Ulid> {
        let (before, after) = (self.before.lock().unwrap(), self.after.lock().unwrap());
        let once = |calls: &[Ulid]| {
            let items: BTreeSet<_> = calls.iter().copied().collect();
            assert_eq!(items.len(), calls.len());
            items
        };
        once(&before);
        once(&after)
    }
}

impl Hooks<Task> for Retitling {
    async fn before_update(&self, key: &TaskKey, changes: &mut Changes<Task>) -> HookResult {
        changes.set(task::title(), "by a hook");
        self.before(key).await
    }

    async fn after_update(&self, key: &TaskKey, changes: &Changes<Task>) -> HookResult {
        assert_eq!(
            changes.new_value(task::title()).as_deref(),
            Some("by a hook")
        );
        self.after.lock().unwrap().push(key.id);
        Ok(())
    }

    async fn before_delete(&self, key: &TaskKey, deletion: Deletion) -> HookResult {
        assert_eq!(deletion, Deletion::ForGood);
        self.before(key).await
    }

    async fn after_delete(&self, key: &TaskKey, _: Deletion, _: Option<&Task>) -> HookResult {
        self.after.lock().unwrap().push(key.id);
        Ok(())
    }
}

fn of_compass() -> Condition<Task> {
    task::project().eq("compass")
}

/// Twelve tasks of a project.
async fn twelve(bed: &Proxied) -> Vec<Ulid> {
    let tasks = Tasks::new(&bed.direct);
    let built = (0..12).map(|number| {
        tasks.build(NewTask {
            project: "compass".to_owned(),
            title: format!("task {number}"),
            reporter: "ada".to_owned(),
        })
    });
    let built: Vec<Task> = built.collect();
    let ids = built.iter().map(|task| task.id).collect();
    tasks.put_many(built).await.unwrap();
    ids
}

#[tokio::test]
async fn each_item_is_changed_once_however_often_it_is_tried() {
    let bed = Proxied::with(TASKS).await;
    let ids = twelve(&bed).await;
    let hooks = Retitling::new(&bed.direct);
    let tasks = Tasks::with_hooks(&bed.db, hooks.clone());
    // More often than the SDK makes attempts.
    let throttled = Fault::ProvisionedThroughputExceeded;
    let update = bed.proxy.on(Operation::UpdateItem);
    update.times(50).fail(throttled);
    let update = tasks.update_where(of_compass());
    let changed = update.add(task::points(), dec!(1)).await.unwrap();
    assert_eq!(changed, 12);
    assert_eq!(hooks.changed(), ids.into_iter().collect());
    for task in stored_all(&bed.direct, "tasks").await {
        assert_eq!((&task["title"], &task["points"]), (&s("by a hook"), &n(1)));
    }
}

#[tokio::test]
async fn what_a_hook_refuses_has_failed_and_what_is_skipped_is_not_reported() {
    let bed = Proxied::with(TASKS).await;
    let ids = twelve(&bed).await;
    let hooks = Retitling {
        refused: Some(ids[3]),
        outrun: Some(ids[5]),
        ..Retitling::new(&bed.direct)
    };
    let tasks = Tasks::with_hooks(&bed.db, hooks.clone());
    let done = tasks.delete_where(of_compass()).partial().await.unwrap();
    assert_eq!((done.matched, done.changed, done.skipped), (12, 10, 1));
    assert_eq!(done.failed[0].key.id, ids[3]);
    let kind = done.failed[0].error.kind();
    assert!(
        matches!(
            kind,
            ErrorKind::Hook {
                hook: "before_delete",
                ..
            }
        ),
        "{kind:?}"
    );
    let left = [ids[3], ids[5]];
    let gone = ids.iter().copied().filter(|id| !left.contains(id));
    assert_eq!(hooks.changed(), gone.collect());
    assert_eq!(stored_all(&bed.direct, "tasks").await.len(), 2);
    for left in left {
        assert!(stored(&bed.direct, "tasks", id(left)).await.is_some());
    }
}

#[tokio::test]
async fn a_deletion_in_batches_calls_them_too() {
    let bed = Proxied::with(TASKS).await;
    let ids = twelve(&bed).await;
    let hooks = Retitling::new(&bed.direct);
    let tasks = Tasks::with_hooks(&bed.db, hooks.clone());
    let batch = bed.proxy.on(Operation::BatchWriteItem);
    batch.fail(Fault::Unprocessed { applied: 5 });
    let deleted = tasks.delete_where(of_compass()).in_batches().await.unwrap();
    assert_eq!(deleted, 12);
    assert_eq!(hooks.changed(), ids.into_iter().collect());
    assert_eq!(stored_all(&bed.direct, "tasks").await.len(), 0);
}

#[tokio::test]
async fn soft_deletion_restoring_and_purging_call_their_own() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    notes.create(new_note("plan")).await.unwrap();
    recorder.calls();
    let planned = || note_field::title().eq("plan");
    assert_eq!(notes.delete_where(planned()).await.unwrap(), 1);
    assert_eq!(
        recorder.calls(),
        ["before_delete Soft", "after_delete Soft item"]
    );
    assert_eq!(notes.restore_where(planned()).await.unwrap(), 1);
    assert_eq!(
        recorder.calls(),
        ["before_restore Note", "after_restore Note"]
    );
    assert_eq!(notes.purge_where(planned()).await.unwrap(), 1);
    assert_eq!(
        recorder.calls(),
        ["before_delete ForGood", "after_delete ForGood item"]
    );
    assert_eq!(stored_all(&bed.db, "notes").await.len(), 0);
}
