//! Hooks that write down when they are called, and do what a test tells them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use dynamite::model::Model;
use dynamite::{Changes, Deletion, HookFailure, HookResult, Hooks};

/// Hooks of any model. Clones are the same hooks.
#[derive(Clone, Default)]
pub(super) struct Recorder(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    calls: Vec<String>,
    failures: Vec<String>,
    /// The hooks that fail when they are called, once for each time they are in here.
    failing: VecDeque<&'static str>,
}

impl Recorder {
    /// Lets this hook fail the next time it is called.
    pub(super) fn fail(&self, hook: &'static str) {
        self.0.lock().unwrap().failing.push_back(hook);
    }

    /// The calls since this was asked last.
    pub(super) fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap().calls)
    }

    /// What went to `after_failed`, as text.
    pub(super) fn failures(&self) -> Vec<String> {
        self.0.lock().unwrap().failures.clone()
    }

    /// Notes a call, which fails if it is to.
    pub(super) fn note(&self, hook: &'static str, about: impl std::fmt::Display) -> HookResult {
        let mut state = self.0.lock().unwrap();
        state
            .calls
            .push(format!("{hook} {about}").trim_end().to_owned());
        let failing = state.failing.iter().position(|it| *it == hook);
        match failing.and_then(|position| state.failing.remove(position)) {
            Some(_) => Err("told to".into()),
            None => Ok(()),
        }
    }
}

impl<M: Model> Hooks<M> for Recorder {
    async fn before_create(&self, _: &mut M) -> HookResult {
        self.note("before_create", M::DESCRIPTOR.name)
    }

    async fn after_create(&self, _: &M) -> HookResult {
        self.note("after_create", M::DESCRIPTOR.name)
    }

    async fn before_save(&self, _: &mut M) -> HookResult {
        self.note("before_save", M::DESCRIPTOR.name)
    }

    async fn after_save(&self, _: &M) -> HookResult {
        self.note("after_save", M::DESCRIPTOR.name)
    }

    async fn before_update(&self, _: &M::Key, changes: &mut Changes<M>) -> HookResult {
        self.note("before_update", paths(changes))
    }

    async fn after_update(&self, _: &M::Key, changes: &Changes<M>) -> HookResult {
        self.note("after_update", paths(changes))
    }

    async fn before_delete(&self, _: &M::Key, deletion: Deletion) -> HookResult {
        self.note("before_delete", format_args!("{deletion:?}"))
    }

    async fn after_delete(&self, _: &M::Key, deletion: Deletion, item: Option<&M>) -> HookResult {
        let item = if item.is_some() { "item" } else { "" };
        self.note("after_delete", format_args!("{deletion:?} {item}"))
    }

    async fn before_restore(&self, _: &M::Key) -> HookResult {
        self.note("before_restore", M::DESCRIPTOR.name)
    }

    async fn after_restore(&self, _: &M::Key) -> HookResult {
        self.note("after_restore", M::DESCRIPTOR.name)
    }

    fn after_failed(&self, failure: &HookFailure) {
        let mut state = self.0.lock().unwrap();
        state.failures.push(failure.to_string());
    }
}

fn paths<M>(changes: &Changes<M>) -> String {
    let paths: Vec<_> = changes.paths().map(ToString::to_string).collect();
    paths.join(" ")
}
