//! What programs of any phase do, in words that all of them have.

use std::collections::{BTreeMap, BTreeSet};

/// A traveller, whatever its attributes are.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Value {
    pub(crate) nick: String,
    pub(crate) full_name: String,
    pub(crate) visits: u32,
    pub(crate) labels: BTreeSet<String>,
    pub(crate) journal: Vec<String>,
    /// City and zip code.
    pub(crate) home: Option<(String, Option<String>)>,
    pub(crate) office: Option<Workplace>,
    pub(crate) prices: BTreeMap<String, u32>,
}

/// Where a traveller works: a field that is not renamed itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Workplace {
    pub(crate) street: String,
    pub(crate) floor: u32,
    pub(crate) desks: Vec<String>,
}

/// The travellers of a table by their keys.
pub(crate) type Items = BTreeMap<String, Value>;

/// A change of one field, as an update makes it.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    SetName(String),
    /// The name becomes the nickname.
    CopyName,
    NameIfAbsent(String),
    SetVisits(u32),
    Add(u32),
    Subtract(u32),
    SetLabels(BTreeSet<String>),
    Insert(BTreeSet<String>),
    Discard(BTreeSet<String>),
    Append(Vec<String>),
    Prepend(Vec<String>),
    RemoveAt(usize),
    SetHome(String),
    RemoveHome,
    SetCity(String),
    SetZip(Option<String>),
    SetOffice(Workplace),
    RemoveOffice,
    SetStreet(String),
    AddFloors(u32),
    AppendDesks(Vec<String>),
    RemoveDesk(usize),
    SetPrice(String, u32),
    AddPrice(String, u32),
    RemovePrice(String),
}

/// A write of one item that may also be part of a transaction.
#[derive(Clone, Debug)]
pub(crate) enum Write {
    Create(Value),
    Save(Value),
    Replace(Value),
    Upsert(Value),
    Put(Value),
    Update(Vec<Change>),
    Delete,
}

/// A command, whose keys are those of travellers that may be there or not.
#[derive(Clone, Debug)]
pub(crate) enum Command {
    One(String, Write),
    /// An update that inserts this item if there is none.
    OrInsert(String, Value, Vec<Change>),
    /// An update that creates absent parents.
    OrCreate(String, Vec<Change>),
    /// A transaction.
    Together(Vec<(String, Write)>),
    /// A batch.
    PutMany(Vec<(String, Value)>),
    /// An update of all items with a name that begins like this.
    Everywhere(String, Vec<Change>),
}
