//! Tickets, what programs do to them, and what becomes of them.

use std::collections::BTreeMap;

use dynamite::{Decimal, Timestamp, Uuid};
use fastrand::Rng;

/// A ticket as programs see it, whatever is stored.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) title: String,
    pub(super) seats: u32,
    pub(super) price: Option<Decimal>,
    pub(super) paid: bool,
    pub(super) sold_at: Timestamp,
    pub(super) buyer: Uuid,
    /// The position of the value of the enum.
    pub(super) state: usize,
}

/// Tickets by their keys.
pub(super) type Tickets = BTreeMap<String, Value>;

/// A change of a field.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Title(String),
    Seats(u32),
    SeatsIfAbsent(u32),
    Price(Option<Decimal>),
    Paid(bool),
    SoldAt(Timestamp),
    Buyer(Uuid),
    State(usize),
    /// Only what is read as a number is added to.
    Add(u32),
}

/// What a program does to a ticket.
#[derive(Clone, Debug)]
pub(super) enum Write {
    Create(Value),
    Save(Value),
    Replace(Value),
    Upsert(Value),
    Put(Value),
    Update(Vec<Change>),
    OrInsert(Value, Vec<Change>),
    Delete,
}

/// Writes of different tickets, together if there are several.
pub(super) type Command = Vec<(String, Write)>;

/// Returns the tickets after a command; `None` if it is refused.
pub(super) fn after(command: &Command, tickets: &Tickets) -> Option<Tickets> {
    let mut after = tickets.clone();
    for (key, write) in command {
        let stored = after.get(key).cloned();
        let written = match write {
            Write::Create(value) => stored.is_none().then(|| value.clone())?,
            Write::Save(value) | Write::Replace(value) => stored.map(|_| value.clone())?,
            Write::Upsert(value) | Write::Put(value) => value.clone(),
            Write::Update(changes) => changed(stored?, changes)?,
            Write::OrInsert(value, changes) => {
                changed(stored.unwrap_or_else(|| value.clone()), changes)?
            }
            Write::Delete => {
                after.remove(key);
                continue;
            }
        };
        after.insert(key.clone(), written);
    }
    Some(after)
}

fn changed(mut value: Value, changes: &[Change]) -> Option<Value> {
    for change in changes.iter().cloned() {
        match change {
            Change::Title(title) => value.title = title,
            Change::Seats(seats) => value.seats = seats,
            Change::SeatsIfAbsent(_) => {}
            Change::Price(price) => value.price = price,
            Change::Paid(paid) => value.paid = paid,
            Change::SoldAt(at) => value.sold_at = at,
            Change::Buyer(buyer) => value.buyer = buyer,
            Change::State(state) => value.state = state,
            Change::Add(more) => value.seats += more,
        }
    }
    (value.seats <= 100_000).then_some(value)
}

/// A source of commands.
pub(super) struct Generator(Rng);

impl Generator {
    pub(super) fn new(seed: u64) -> Self {
        Self(Rng::with_seed(seed))
    }

    pub(super) fn one_of(&mut self, count: usize) -> usize {
        self.0.usize(..count)
    }

    /// Makes a command. `adds` says that the program reads seats as a number.
    pub(super) fn command(&mut self, adds: bool) -> Command {
        let count = if self.0.u8(..4) == 0 { 2 } else { 1 };
        let keys = self.0.choose_multiple(["a", "b", "c"], count);
        let keys = keys.into_iter().map(str::to_owned);
        keys.map(|key| (key, self.write(adds, count == 1)))
            .collect()
    }

    fn write(&mut self, adds: bool, is_alone: bool) -> Write {
        match self.0.u8(..14) {
            0 | 1 => Write::Create(self.value()),
            2 | 3 => Write::Save(self.value()),
            4 => Write::Replace(self.value()),
            5 => Write::Upsert(self.value()),
            6 => Write::Put(self.value()),
            7 => Write::Delete,
            8 | 9 if is_alone => Write::OrInsert(self.value(), self.changes(adds)),
            _ => Write::Update(self.changes(adds)),
        }
    }

    fn changes(&mut self, adds: bool) -> Vec<Change> {
        let seats = match self.0.u8(..4) {
            0 | 1 if adds => Change::Add(self.0.u32(1..4)),
            2 => Change::SeatsIfAbsent(self.0.u32(..50)),
            _ => Change::Seats(self.0.u32(..200)),
        };
        let value = self.value();
        let all = [
            Change::Title(value.title),
            seats,
            Change::Price(value.price),
            Change::Paid(value.paid),
            Change::SoldAt(value.sold_at),
            Change::Buyer(value.buyer),
            Change::State(value.state),
        ];
        let count = self.0.usize(1..4);
        self.0.choose_multiple(all, count)
    }

    pub(super) fn value(&mut self) -> Value {
        let rng = &mut self.0;
        let cents = format!("{}.{:02}", rng.u32(..1_000), rng.u32(..100));
        let millis = rng.i64(0..2_000_000_000_000);
        Value {
            title: format!("t{}", rng.u8(..)),
            seats: rng.u32(..200),
            price: rng.bool().then(|| cents.parse().expect("a number")),
            paid: rng.bool(),
            sold_at: Timestamp::from_millisecond(millis).expect("a time"),
            buyer: Uuid::from_u128(rng.u128(..)),
            state: rng.usize(..3),
        }
    }
}
