//! Changes of updates, and conditions.

use crate::value::{Item, Value};

/// A change of an update.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) at: At,
    pub(crate) act: Act,
}

/// Where a change or a condition is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum At {
    Owner,
    Title,
    State,
    Count,
    Level,
    Label,
    Rank,
    Email,
    Badge,
    Nick,
    Tags,
    Lots,
    Lines,
    Line(usize),
    Quantity(usize),
    LineNote(usize),
    Marks,
    Mark(usize),
    Notes,
    Note(String),
    Detail,
    Bio,
    DetailRank,
    DetailTags,
    Links,
    Link(usize),
    Extra,
    ExtraKey(String),
    Due,
}

#[derive(Clone, Debug)]
pub(crate) enum Act {
    Set(Value),
    /// `set_or_remove`.
    SetNone,
    SetIfAbsent(Value),
    CopyOf(At),
    Remove,
    Add(i128),
    Subtract(i128),
    Append(Vec<Value>),
    Prepend(Vec<Value>),
    RemoveAt(usize),
    Insert(Value),
    Discard(Value),
}

/// A condition.
#[derive(Clone, Debug)]
pub(crate) enum Cond {
    Every,
    /// The primary key, or the partition key.
    Key(Item),
    /// The last part of the key is one of these, and the part before is this.
    KeyIn(Item, &'static str, Vec<Value>),
    Is(At, Test),
    Both(Box<Cond>, Box<Cond>),
    Either(Box<Cond>, Box<Cond>),
    Not(Box<Cond>),
}

#[derive(Clone, Debug)]
pub(crate) enum Test {
    Eq(Value),
    Ne(Value),
    In(Vec<Value>),
    Lt(Value),
    Ge(Value),
    Between(Value, Value),
    BeginsWith(String),
    Contains(Value),
    Exists,
    NotExists,
    Absent,
    Present,
    SizeEq(usize),
    SizeGt(usize),
}
