//! What an operation comes to, as the model expects it and as it is observed.

use std::collections::{BTreeMap, BTreeSet};

use dynamite::Outcome;

use crate::value::Item;

/// What an operation returns.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    Nothing,
    Item(Item),
    Maybe(Option<Item>),
    /// In this order.
    Items(Vec<Item>),
    /// In the order of this attribute; those that are alike in it, in any.
    Ordered {
        by: Option<&'static str>,
        items: Vec<Item>,
    },
    /// In any order.
    Bag(Vec<Item>),
    /// One for each key.
    Each(Vec<Option<Item>>),
    Count(u64),
    Replaced {
        item: Item,
        old: Option<Item>,
        discarded: BTreeSet<String>,
    },
    Synced {
        attached: BTreeSet<Item>,
        detached: BTreeSet<Item>,
    },
    /// What a condition finds, in each of the ways to ask for it.
    Found {
        items: Vec<Item>,
        count: u64,
        exists: bool,
        titles: Vec<String>,
    },
    /// A vault and what is related to it: leases, stamps, vouchers with their weights.
    Tree(Option<(Item, [Vec<Item>; 3])>),
}

/// Why an operation is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Refusal {
    Invalid,
    Expression,
    Encode,
    DuplicateKey,
    NotFound { deleted: bool },
    AlreadyExists { deleted: bool },
    VersionConflict,
    NotDeleted,
    UniqueConflict,
    ConditionFailed,
    MissingParent,
    MissingSource,
    WouldScan,
    AccessPath,
}

/// What should come of an operation.
#[derive(Clone, Debug)]
pub(crate) enum Expected {
    Ok(Answer),
    /// One of these, and nothing is changed.
    Refused(BTreeSet<Refusal>),
    /// A transaction is refused for some of these writes, each for one of these reasons.
    Canceled(BTreeMap<usize, BTreeSet<Refusal>>),
    /// Of the items of a filtered write, so many are changed and so many are not.
    Partly {
        changed: u64,
        failed: usize,
    },
    /// Either is right.
    Either(Box<Expected>, Box<Expected>),
}

/// How an operation ended.
#[derive(Clone, Debug)]
pub(crate) enum Observed {
    Ok(Answer),
    Failed(Failure),
}

/// An error.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) kind: FailureKind,
    pub(crate) outcome: Outcome,
    /// The stored item that comes with it.
    pub(crate) item: Option<Item>,
    pub(crate) text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FailureKind {
    Refused(Refusal),
    Canceled(Vec<(usize, Option<Refusal>)>),
    Partly {
        changed: u64,
        failed: usize,
    },
    /// Not about the operation: throttling, no answer, a failure of the service.
    Transient,
    Other,
}
