//! What is done to a repository, as data: it can be printed, and repeated.

mod expressions;

use crate::spec::Kind;
use crate::value::{Item, Value};

pub(crate) use expressions::{Act, At, Change, Cond, Test};

/// One step.
#[derive(Clone, Debug)]
pub(crate) enum Command {
    /// An operation on one item, by itself.
    Write(Write),
    /// Several in one transaction.
    Transaction {
        writes: Vec<Write>,
        token: Option<String>,
    },
    Batch(Batch),
    Filtered(Filtered),
    Pair(PairWrite),
    Read(Read),
    /// What another program does.
    Foreign(Foreign),
}

/// An operation on one item.
#[derive(Clone, Debug)]
pub(crate) enum Write {
    Create(Kind, Draft),
    /// An entity as it is.
    Insert(Kind, Item),
    Whole {
        verb: Whole,
        kind: Kind,
        entity: Item,
        only_if: Option<Cond>,
    },
    Update(Update),
    Delete(Named),
    Purge(Named),
    Restore(Named),
    /// In transactions only.
    Check {
        kind: Kind,
        key: Item,
        condition: Cond,
        with_deleted: bool,
    },
}

/// A write of a whole entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whole {
    Save,
    Upsert,
    Replace,
}

/// What a new item is given. The key of a voucher is generated, and known beforehand.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) key: Item,
    pub(crate) fields: Item,
    /// Whether the key is left to be generated, where it can be.
    pub(crate) generate: bool,
}

/// An item, the version that is expected, and a condition.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) kind: Kind,
    pub(crate) key: Item,
    /// `None` for any version.
    pub(crate) version: Option<i128>,
    pub(crate) only_if: Option<Cond>,
}

#[derive(Clone, Debug)]
pub(crate) struct Update {
    pub(crate) named: Named,
    pub(crate) changes: Vec<Change>,
    pub(crate) or_create: bool,
    /// What is inserted if there is no item.
    pub(crate) or_insert: Option<Draft>,
    pub(crate) once: Once,
    pub(crate) returns: Returns,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Once {
    /// Nothing is said.
    Default,
    AtLeast,
    Exactly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Returns {
    New,
    Old,
    Nothing,
}

/// Several items without conditions, or new ones in transactions.
#[derive(Clone, Debug)]
pub(crate) enum Batch {
    Put(Vec<Item>),
    Delete(Vec<Item>),
    Create(Kind, Vec<Item>),
    /// `build`, which stores nothing.
    Build(Kind, Draft),
}

/// A write to all that a condition holds for.
#[derive(Clone, Debug)]
pub(crate) struct Filtered {
    pub(crate) kind: Kind,
    pub(crate) verb: FilteredVerb,
    pub(crate) condition: Cond,
    /// Whether it may scan.
    pub(crate) scan: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum FilteredVerb {
    Update(Vec<Change>),
    Delete,
    DeleteInBatches,
    Purge(Visible),
    Restore,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visible {
    Live,
    All,
    Deleted,
}

/// Vouchers that lie in a vault.
#[derive(Clone, Debug)]
pub(crate) enum PairWrite {
    Attach(String, String),
    AttachWith(String, String, u32),
    Detach(String, String),
    Sync {
        vault: String,
        vouchers: Vec<String>,
        in_chunks: bool,
    },
}

#[derive(Clone, Debug)]
pub(crate) enum Read {
    Get(Kind, Item, Visible),
    GetMany(Kind, Vec<Item>, Visible),
    TransactGet(Kind, Vec<Item>),
    /// By condition, in the way that is found for it.
    Find(Kind, Cond, Visible),
    Scan(Kind, Option<Cond>, Visible),
    /// The items of a partition, in pages of so many.
    Index {
        kind: Kind,
        index: Index,
        partition: String,
        descending: bool,
        page: usize,
        filter: Option<Cond>,
    },
    /// By a unique value.
    Lookup(Kind, Lookup, Visible),
    /// A vault with its leases, stamps and vouchers.
    Include(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Index {
    Primary,
    ByOwner,
    ByRank,
    ByTitle,
    /// Of stamps.
    ByCount,
    /// Of leases.
    Bin,
}

#[derive(Clone, Debug)]
pub(crate) enum Lookup {
    Email(String),
    Badge(u32),
    OwnerNick(String, String),
}

/// What a program does that knows nothing of Dynamite.
#[derive(Clone, Debug)]
pub(crate) enum Foreign {
    Delete(Kind, Item),
    /// Sets an attribute, of the model or not.
    Set(Kind, Item, String, Value),
}

impl Write {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Create(kind, _)
            | Self::Insert(kind, _)
            | Self::Whole { kind, .. }
            | Self::Check { kind, .. } => *kind,
            Self::Update(update) => update.named.kind,
            Self::Delete(named) | Self::Purge(named) | Self::Restore(named) => named.kind,
        }
    }

    /// The key of the item.
    pub(crate) fn key(&self) -> Item {
        match self {
            Self::Create(_, draft) => draft.key.clone(),
            Self::Insert(kind, entity) | Self::Whole { kind, entity, .. } => {
                kind.spec().key_of(entity)
            }
            Self::Check { key, .. } => key.clone(),
            Self::Update(update) => update.named.key.clone(),
            Self::Delete(named) | Self::Purge(named) | Self::Restore(named) => named.key.clone(),
        }
    }
}
