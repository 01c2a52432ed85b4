//! Programs that write without a pause while a migration is carried out.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::task::JoinSet;

use crate::program::Program;

/// The names and visits of all users, as far as they were acknowledged.
#[derive(Debug, Default)]
pub(crate) struct Ledger(Mutex<BTreeMap<String, (String, u32)>>);

impl Ledger {
    /// Creates this many users.
    pub(crate) async fn of(users: usize, program: &dyn Program) -> Arc<Self> {
        let ledger = Arc::<Self>::default();
        for number in 0..users {
            let id = format!("user-{number}");
            program.create(&id, "Ada").await.unwrap();
            ledger.note(&id, |user| user.0 = "Ada".to_owned());
        }
        ledger
    }

    fn note(&self, id: &str, change: impl FnOnce(&mut (String, u32))) {
        change(self.0.lock().unwrap().entry(id.to_owned()).or_default());
    }

    /// Any user whose names are written by this writer alone.
    fn any(&self, writer: usize, writers: usize) -> String {
        let all = self.0.lock().unwrap();
        let own: Vec<_> = all.keys().skip(writer).step_by(writers).collect();
        own[fastrand::usize(..own.len())].clone()
    }

    /// Asserts that a program finds all that was acknowledged.
    pub(crate) async fn assert_found_by(&self, program: &dyn Program) {
        let known = self.0.lock().unwrap().clone();
        for (id, user) in known {
            let named = program.named(&user.0).await.unwrap();
            assert!(named.contains(&id), "{id} is not among {named:?}");
            let found = program.read(&id).await.unwrap();
            assert_eq!(found, Some(user), "{id}");
        }
    }
}

/// Writers, until they are stopped.
pub(crate) struct Writers {
    tasks: JoinSet<()>,
    is_over: Arc<AtomicBool>,
}

impl Writers {
    pub(crate) fn start(programs: Vec<Box<dyn Program>>, ledger: &Arc<Ledger>) -> Self {
        let is_over = Arc::<AtomicBool>::default();
        let (mut tasks, writers) = (JoinSet::new(), programs.len());
        for (writer, program) in programs.into_iter().enumerate() {
            let (is_over, ledger) = (Arc::clone(&is_over), Arc::clone(ledger));
            tasks.spawn(async move {
                let mut step = 0;
                while !is_over.load(Ordering::Relaxed) {
                    step += 1;
                    write(&*program, &ledger, (writer, writers), step).await;
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
            });
        }
        Self { tasks, is_over }
    }

    /// Lets them write for a while, and stops them.
    pub(crate) async fn stop(self) {
        tokio::time::sleep(Duration::from_millis(50)).await;
        self.is_over.store(true, Ordering::Relaxed);
        self.tasks.join_all().await;
    }
}

async fn write(
    program: &dyn Program,
    ledger: &Ledger,
    (writer, writers): (usize, usize),
    step: usize,
) {
    let id = ledger.any(writer, writers);
    if fastrand::bool() {
        program.visit(&id).await.unwrap();
        ledger.note(&id, |user| user.1 += 1);
    } else {
        let name = format!("by {writer}, {step}");
        program.call(&id, &name).await.unwrap();
        ledger.note(&id, |user| user.0 = name);
    }
}
