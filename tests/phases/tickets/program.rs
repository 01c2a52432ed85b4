//! Programs of each phase.

use dynamite::{Client, Decimal, Error};
use futures_util::future::BoxFuture;

use super::ticket::{Command, Tickets, Value};

/// A program that knows the schema of one phase.
pub(super) trait Program: Send + Sync {
    /// Its phase.
    fn phase(&self) -> &'static str;

    /// `true` if it reads seats as a number, and can add to them.
    fn adds(&self) -> bool;

    /// Carries out a command.
    fn run<'p>(&'p self, command: &'p Command) -> BoxFuture<'p, Result<(), Error>>;

    /// Reads all tickets.
    fn read(&self) -> BoxFuture<'_, Result<Tickets, Error>>;

    /// Finds the keys of tickets with this state and these seats, or sold before this one.
    fn find<'p>(&'p self, like: &'p Value) -> BoxFuture<'p, Result<Vec<String>, Error>>;

    /// Gives away a seat: adds one, or replaces the number that was read if it is still there.
    fn take_seat<'p>(&'p self, key: &'p str) -> BoxFuture<'p, Result<(), Error>>;
}

/// Makes a program of a phase.
pub(super) fn of_phase(phase: &str, db: &Client) -> Box<dyn Program> {
    match phase {
        "before" => Box::new(before::Of::new(db)),
        "expand" => Box::new(expand::Of::new(db)),
        "switch" => Box::new(switch::Of::new(db)),
        "contract" => Box::new(contract::Of::new(db)),
        _ => Box::new(after::Of::new(db)),
    }
}

/// A field of a model that holds a value.
trait Holds<T> {
    fn of(value: &T) -> Self;
    fn value(self) -> T;
}

impl<T: Clone> Holds<T> for T {
    fn of(value: &T) -> T {
        value.clone()
    }
    fn value(self) -> T {
        self
    }
}

/// Text, in the program from before.
macro_rules! held_as_text {
    ($($type:ty)*) => {$(
        impl Holds<$type> for String {
            fn of(value: &$type) -> Self {
                value.to_string()
            }
            fn value(self) -> $type {
                self.parse().expect("a value")
            }
        }
    )*};
}

held_as_text!(u32 bool Decimal);

/// Implements the program of a phase, with the types that are generated for it: those of seats, price and
/// `paid` are given.
macro_rules! program {
    ($phase:ident, $seats:ty, $price:ty, $paid:ty, $add:expr) => {
        mod $phase {
            use dynamite::ops::Update;
            use dynamite::{Client, Decimal, Error};
            use futures_util::FutureExt as _;
            use futures_util::future::BoxFuture;

            use super::super::ticket::{Change, Command, Tickets, Value, Write};
            use super::{Holds, Program};
            use crate::models::$phase::{
                NewTicket, State, Ticket, TicketDraft, Tickets as Repository, ticket as field,
            };

            const STATES: [State; 3] = [State::Open, State::Paid, State::Gone];

            pub(super) struct Of {
                db: Client,
                tickets: Repository,
            }

            impl Of {
                pub(super) fn new(db: &Client) -> Self {
                    let (db, tickets) = (db.clone(), Repository::new(db));
                    Self { db, tickets }
                }

                async fn one(&self, key: &str, write: &Write) -> Result<(), Error> {
                    let all = &self.tickets;
                    match write {
                        Write::Create(it) => all.insert(&ticket(key, it)).await.map(drop),
                        Write::Save(it) => all.save(&ticket(key, it)).await.map(drop),
                        Write::Replace(it) => all.replace(&ticket(key, it)).await.map(drop),
                        Write::Upsert(it) => all.upsert(&ticket(key, it)).await.map(drop),
                        Write::Put(it) => all.put(&ticket(key, it)).await.map(drop),
                        Write::Update(changes) => changed(all.update(key), changes).await.map(drop),
                        Write::OrInsert(it, changes) => {
                            let update = changed(all.update(key), changes);
                            update.or_insert(draft(key, it)).await.map(drop)
                        }
                        Write::Delete => all.delete(key).await.map(drop),
                    }
                }

                async fn together(&self, command: &Command) -> Result<(), Error> {
                    let mut to = self.db.transaction();
                    for (key, write) in command {
                        let (all, key) = (&self.tickets, key.as_str());
                        to = match write {
                            Write::Create(it) => to.and(all.insert(&ticket(key, it))),
                            Write::Save(it) => to.and(all.save(&ticket(key, it))),
                            Write::Replace(it) => to.and(all.replace(&ticket(key, it))),
                            Write::Upsert(it) => to.and(all.upsert(&ticket(key, it))),
                            Write::Put(it) => to.and(all.put(&ticket(key, it))),
                            Write::Update(changes) => to.and(changed(all.update(key), changes)),
                            Write::OrInsert(..) => to,
                            Write::Delete => to.and(all.delete(key)),
                        };
                    }
                    to.await
                }
            }

            impl Program for Of {
                fn phase(&self) -> &'static str {
                    stringify!($phase)
                }

                fn adds(&self) -> bool {
                    let add: Option<fn(Update<Ticket>, u32) -> Update<Ticket>> = $add;
                    add.is_some()
                }

                fn run<'p>(&'p self, command: &'p Command) -> BoxFuture<'p, Result<(), Error>> {
                    async move {
                        match command.as_slice() {
                            [(key, write)] => self.one(key, write).await,
                            _ => self.together(command).await,
                        }
                    }
                    .boxed()
                }

                fn read(&self) -> BoxFuture<'_, Result<Tickets, Error>> {
                    async {
                        let all = self.tickets.scan().consistent().all().await?;
                        Ok(all.into_iter().map(value).collect())
                    }
                    .boxed()
                }

                fn find<'p>(
                    &'p self,
                    like: &'p Value,
                ) -> BoxFuture<'p, Result<Vec<String>, Error>> {
                    let seats: $seats = Holds::of(&like.seats);
                    let is_it = field::state().eq(STATES[like.state]);
                    let is_it = is_it.and(field::seats().eq(seats));
                    let is_it = is_it.or(field::sold_at().lt(like.sold_at));
                    async {
                        let found = self.tickets.find(is_it).scan().select((field::id(),));
                        let mut keys = found.all().await?;
                        keys.sort();
                        let keys = keys.into_iter().map(|(key,)| key).collect();
                        Ok(keys)
                    }
                    .boxed()
                }

                fn take_seat<'p>(&'p self, key: &'p str) -> BoxFuture<'p, Result<(), Error>> {
                    let add: Option<fn(Update<Ticket>, u32) -> Update<Ticket>> = $add;
                    async move {
                        let update = self.tickets.update(key);
                        if let Some(add) = add {
                            return add(update, 1).await.map(drop);
                        }
                        let read = self.tickets.get(key).consistent().await?;
                        let read = read.expect("a ticket").seats;
                        let seats: u32 = read.clone().value();
                        let more: $seats = Holds::of(&(seats + 1));
                        let update = update.set(field::seats(), more);
                        update.only_if(field::seats().eq(read)).await.map(drop)
                    }
                    .boxed()
                }
            }

            fn changed(update: Update<Ticket>, changes: &[Change]) -> Update<Ticket> {
                let add: Option<fn(Update<Ticket>, u32) -> Update<Ticket>> = $add;
                let change = |to: Update<Ticket>, change: Change| match change {
                    Change::Title(title) => to.set(field::title(), title),
                    Change::Seats(seats) => {
                        let seats: $seats = Holds::of(&seats);
                        to.set(field::seats(), seats)
                    }
                    Change::SeatsIfAbsent(seats) => {
                        let seats: $seats = Holds::of(&seats);
                        to.set_if_absent(field::seats(), seats)
                    }
                    Change::Price(price) => {
                        let price = price.map(|it| -> $price { Holds::of(&it) });
                        to.set_or_remove(field::price(), price)
                    }
                    Change::Paid(paid) => {
                        let paid: $paid = Holds::of(&paid);
                        to.set(field::paid(), paid)
                    }
                    Change::SoldAt(at) => to.set(field::sold_at(), at),
                    Change::Buyer(buyer) => to.set(field::buyer(), buyer),
                    Change::State(state) => to.set(field::state(), STATES[state]),
                    Change::Add(more) => add.expect("a number")(to, more),
                };
                changes.iter().cloned().fold(update, change)
            }

            fn ticket(key: &str, value: &Value) -> Ticket {
                Ticket {
                    id: key.to_owned(),
                    title: value.title.clone(),
                    seats: Holds::of(&value.seats),
                    price: value.price.as_ref().map(Holds::of),
                    paid: Holds::of(&value.paid),
                    sold_at: value.sold_at,
                    buyer: value.buyer,
                    state: STATES[value.state],
                }
            }

            fn draft(key: &str, value: &Value) -> TicketDraft {
                let whole = ticket(key, value);
                let new = NewTicket {
                    id: whole.id,
                    title: whole.title,
                    seats: whole.seats,
                    paid: whole.paid,
                    sold_at: whole.sold_at,
                    buyer: whole.buyer,
                    state: whole.state,
                };
                new.price(whole.price)
            }

            fn value(ticket: Ticket) -> (String, Value) {
                let price = ticket.price.map(|it| -> Decimal { it.value() });
                let state = STATES.iter().position(|state| *state == ticket.state);
                let value = Value {
                    title: ticket.title,
                    seats: ticket.seats.value(),
                    price,
                    paid: ticket.paid.value(),
                    sold_at: ticket.sold_at,
                    buyer: ticket.buyer,
                    state: state.expect("a state"),
                };
                (ticket.id, value)
            }
        }
    };
}

program!(before, String, String, String, None);
program!(expand, u32, Decimal, bool, None);
program!(
    switch,
    u32,
    Decimal,
    bool,
    Some(|to, more| to.add(field::seats(), more))
);
program!(
    contract,
    u32,
    Decimal,
    bool,
    Some(|to, more| to.add(field::seats(), more))
);
program!(
    after,
    u32,
    Decimal,
    bool,
    Some(|to, more| to.add(field::seats(), more))
);
