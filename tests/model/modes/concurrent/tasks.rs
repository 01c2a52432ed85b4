//! What each task does.

use fastrand::Rng;

use super::tally::{Tally, returned};
use super::{Role, key};
use crate::answer::Observed;
use crate::bed::Bed;
use crate::command::{
    Act, At, Change, Command, Cond, Draft, Named, Once, Read, Returns, Test, Update, Visible,
    Whole, Write,
};
use crate::generate::{Generator, NAMES};
use crate::oracle::State;
use crate::run::run;
use crate::spec::{KINDS, Kind};
use crate::stored::stored;
use crate::value::{Item, Value, n, s};

const STEPS: usize = 16;

struct Task<'a> {
    bed: &'a Bed,
    tally: &'a Tally,
    random: Rng,
    generator: Generator,
    number: u64,
    /// The task and its step, as a mark in what it writes.
    name: String,
}

pub(super) async fn run_task(bed: &Bed, tally: &Tally, seed: u64, task: u64) {
    let seed = seed.wrapping_mul(1_000) + task;
    let mut task = Task {
        bed,
        tally,
        random: Rng::with_seed(seed),
        generator: Generator::new(seed),
        number: task,
        name: String::new(),
    };
    let mut state = State::default();
    for step in 0..STEPS {
        if step % 4 == 0 {
            state = stored(&bed.direct).await;
            forget_roles(&mut state);
        }
        task.step(step, &state).await;
    }
}

/// Leaves only what random commands may write to.
fn forget_roles(state: &mut State) {
    for items in state.tables.values_mut() {
        items.retain(|_, item| {
            NAMES
                .iter()
                .any(|name| item.get("owner") == Some(&s(*name)))
        });
    }
}

impl Task<'_> {
    async fn step(&mut self, step: usize, state: &State) {
        self.name = format!("task-{}-{step}", self.number);
        let kind = KINDS[self.random.usize(0..KINDS.len())];
        match self.random.u32(0..10) {
            0 | 1 => self.add(kind).await,
            2 | 3 => self.append(kind).await,
            4 => self.claim(kind).await,
            5 | 6 => self.save(kind).await,
            8 => self.repeat(kind).await,
            7 => self.create().await,
            _ => {
                let write = self.generator.next_of_one(state);
                self.run(&Command::Write(write)).await;
            }
        }
    }

    async fn run(&self, command: &Command) -> Observed {
        run(&self.bed.db, self.bed, command).await
    }

    fn update(&mut self, kind: Kind, role: Role, at: At, act: Act) -> Update {
        Update {
            named: Named {
                kind,
                key: key(kind, role),
                version: None,
                only_if: None,
            },
            changes: vec![Change { at, act }],
            or_create: false,
            or_insert: None,
            once: if self.random.bool() {
                Once::Default
            } else {
                Once::Exactly
            },
            returns: Returns::New,
        }
    }

    async fn add(&mut self, kind: Kind) {
        let update = self.update(kind, Role::Counter, At::Count, Act::Add(1));
        let command = if self.random.bool() {
            Command::Write(Write::Update(update))
        } else {
            let once = Once::Default;
            let writes = vec![Write::Update(Update { once, ..update })];
            Command::Transaction {
                writes,
                token: None,
            }
        };
        let observed = self.run(&command).await;
        self.tally.added(kind, &observed);
    }

    async fn append(&mut self, kind: Kind) {
        let mark = self.name.clone();
        let act = Act::Append(vec![s(&mark)]);
        let update = self.update(kind, Role::Counter, At::Marks, act);
        let observed = self.run(&Command::Write(Write::Update(update))).await;
        self.tally.appended(kind, mark, &observed);
    }

    /// Takes what is free, in the same words as the others. One task does it.
    async fn claim(&mut self, kind: Kind) {
        let mut update = self.update(kind, Role::Prize, At::State, Act::Set(s("busy")));
        update.named.only_if = Some(Cond::Is(At::State, Test::Eq(s("free"))));
        update.once = Once::Default;
        let observed = self.run(&Command::Write(Write::Update(update))).await;
        self.tally.claimed(kind, &observed);
    }

    /// Reads an item and saves it, if nobody else did in between.
    async fn save(&mut self, kind: Kind) {
        let Some((version_name, _)) = kind.spec().version else {
            return;
        };
        let get = Read::Get(kind, key(kind, Role::Draft), Visible::Live);
        let Some(mut entity) = returned(self.run(&Command::Read(get)).await) else {
            return;
        };
        entity.insert("l".to_owned(), s("same"));
        let version = entity
            .get(version_name)
            .and_then(Value::number)
            .unwrap_or(0);
        let verbs = [Whole::Save, Whole::Upsert, Whole::Replace];
        let save = Write::Whole {
            verb: verbs[self.random.usize(0..verbs.len())],
            kind,
            entity,
            only_if: None,
        };
        let observed = self.run(&Command::Write(save)).await;
        self.tally.saved(kind, version, &observed);
    }

    /// Commits one of a few transactions that others commit too, with the same token.
    async fn repeat(&mut self, kind: Kind) {
        let number = self.random.u32(0..4);
        let mut update = self.update(kind, Role::Once, At::Count, Act::Add(1));
        update.once = Once::Default;
        let nick = Act::Set(s(format!("nick-{number}")));
        update.changes.push(Change {
            at: At::Nick,
            act: nick,
        });
        let command = Command::Transaction {
            writes: vec![Write::Update(update)],
            token: Some(format!("{kind:?}-{number}")),
        };
        let observed = self.run(&command).await;
        self.tally.repeated(kind, number, &observed);
    }

    /// Creates an item with a key that others want as well.
    async fn create(&mut self) {
        let number = self.random.u32(0..3);
        let (kind, key) = if self.random.bool() {
            let name = s(format!("new-{number}"));
            (Kind::Vault, Item::from([("name".to_owned(), name)]))
        } else {
            let key = [
                ("album".to_owned(), s("new")),
                ("place".to_owned(), n(number)),
            ];
            (Kind::Stamp, Item::from(key))
        };
        let fields = Item::from([
            ("owner".to_owned(), s("somebody")),
            ("title".to_owned(), s("new")),
            ("email".to_owned(), s(format!("{number}@new"))),
            ("l".to_owned(), s("same")),
        ]);
        let draft = Draft {
            key: key.clone(),
            fields,
            generate: false,
        };
        let create = Write::Create(kind, draft);
        let observed = self.run(&Command::Write(create)).await;
        self.tally.created(kind, key, &observed);
    }
}
