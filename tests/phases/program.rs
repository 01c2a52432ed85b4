//! Programs of each phase.

use dynamite::{Client, Error};
use futures_util::future::BoxFuture;

use crate::command::{Command, Items};

/// Keys and names.
pub(crate) type Found = Vec<(String, String)>;

/// Keys and journals.
pub(crate) type Journals = Vec<(String, Vec<String>)>;

/// A program that knows the schema of one phase.
pub(crate) trait Program: Send + Sync {
    /// Its phase.
    fn phase(&self) -> &'static str;

    /// Carries out a command.
    fn run<'p>(&'p self, command: &'p Command) -> BoxFuture<'p, Result<(), Error>>;

    /// Reads all travellers.
    fn read(&self) -> BoxFuture<'_, Result<Items, Error>>;

    /// Finds travellers, with their keys and names, whose name begins like this, who have no home, or who have
    /// been somewhere as often as this.
    fn find<'p>(&'p self, name: &'p str, visits: u32) -> BoxFuture<'p, Result<Found, Error>>;

    /// Finds the travellers of this name by an index, with their keys and journals.
    fn by_name<'p>(&'p self, name: &'p str) -> BoxFuture<'p, Result<Journals, Error>>;

    /// Finds travellers with this nickname, whose name begins like this, by an index: their keys and names.
    fn by_nick<'p>(&'p self, nick: &'p str, name: &'p str) -> BoxFuture<'p, Result<Found, Error>>;
}

/// Makes a program of a phase.
pub(crate) fn of_phase(phase: &str, db: &Client) -> Box<dyn Program> {
    match phase {
        "before" => Box::new(before::Of::new(db)),
        "expand" => Box::new(expand::Of::new(db)),
        "switch" => Box::new(switch::Of::new(db)),
        "contract" => Box::new(contract::Of::new(db)),
        _ => Box::new(after::Of::new(db)),
    }
}

/// Implements the program of a phase, with the types that are generated for it.
macro_rules! program {
    ($phase:ident) => {
        mod $phase {
            use dynamite::ops::{Transaction, Update};
            use dynamite::{Client, Error};
            use futures_util::FutureExt as _;
            use futures_util::future::BoxFuture;

            use super::{Found, Journals, Program};
            use crate::command::{Change, Command, Items, Value, Workplace, Write};
            use crate::models::$phase::{
                Home, NewTraveller, Office, Traveller, TravellerDraft, Travellers,
                traveller as field,
            };

            pub(super) struct Of {
                db: Client,
                travellers: Travellers,
            }

            impl Of {
                pub(super) fn new(db: &Client) -> Self {
                    let (db, travellers) = (db.clone(), Travellers::new(db));
                    Self { db, travellers }
                }

                async fn carry_out(&self, command: &Command) -> Result<(), Error> {
                    match command {
                        Command::One(key, write) => self.write(key, write).await,
                        Command::OrInsert(key, value, changes) => {
                            let update = changed(self.travellers.update(key.as_str()), changes);
                            update.or_insert(draft(key, value)).await.map(drop)
                        }
                        Command::OrCreate(key, changes) => {
                            let update = changed(self.travellers.update(key.as_str()), changes);
                            update.or_create().await.map(drop)
                        }
                        Command::Together(writes) => {
                            let all = self.db.transaction();
                            let all = writes
                                .iter()
                                .fold(all, |all, (key, write)| self.together(all, key, write));
                            all.await
                        }
                        Command::PutMany(all) => {
                            let all = all.iter().map(|(key, value)| of_value(key, value));
                            self.travellers.put_many(all).await.map(drop)
                        }
                        Command::Everywhere(name, changes) => {
                            let condition = field::full_name().begins_with(name.as_str());
                            let update = self.travellers.update_where(condition).scan();
                            changed_where!(update, changes).partial().await.map(drop)
                        }
                    }
                }

                async fn write(&self, key: &str, write: &Write) -> Result<(), Error> {
                    let all = &self.travellers;
                    match write {
                        Write::Create(value) => all.insert(&of_value(key, value)).await.map(drop),
                        Write::Save(value) => all.save(&of_value(key, value)).await.map(drop),
                        Write::Replace(value) => {
                            let replaced = all.replace(&of_value(key, value)).await?;
                            assert!(
                                replaced.discarded.is_empty() || stringify!($phase) == "before"
                            );
                            Ok(())
                        }
                        Write::Upsert(value) => all.upsert(&of_value(key, value)).await.map(drop),
                        Write::Put(value) => all.put(&of_value(key, value)).await.map(drop),
                        Write::Update(changes) => changed(all.update(key), changes).await.map(drop),
                        Write::Delete => all.delete(key).await.map(drop),
                    }
                }

                fn together(&self, to: Transaction, key: &str, write: &Write) -> Transaction {
                    let all = &self.travellers;
                    match write {
                        Write::Create(value) => to.and(all.insert(&of_value(key, value))),
                        Write::Save(value) => to.and(all.save(&of_value(key, value))),
                        Write::Replace(value) => to.and(all.replace(&of_value(key, value))),
                        Write::Upsert(value) => to.and(all.upsert(&of_value(key, value))),
                        Write::Put(value) => to.and(all.put(&of_value(key, value))),
                        Write::Update(changes) => to.and(changed(all.update(key), changes)),
                        Write::Delete => to.and(all.delete(key)),
                    }
                }
            }

            impl Program for Of {
                fn phase(&self) -> &'static str {
                    stringify!($phase)
                }

                fn run<'p>(&'p self, command: &'p Command) -> BoxFuture<'p, Result<(), Error>> {
                    self.carry_out(command).boxed()
                }

                fn read(&self) -> BoxFuture<'_, Result<Items, Error>> {
                    async {
                        let all = self.travellers.scan().consistent().all().await?;
                        Ok(all.into_iter().map(into_value).collect())
                    }
                    .boxed()
                }

                fn find<'p>(
                    &'p self,
                    name: &'p str,
                    visits: u32,
                ) -> BoxFuture<'p, Result<Found, Error>> {
                    let is_it = field::full_name().begins_with(name);
                    let is_it = is_it.or(field::home().is_absent());
                    let is_it = is_it.or(field::visits().eq(visits));
                    async {
                        let found = self
                            .travellers
                            .find(is_it)
                            .scan()
                            .select((field::id(), field::full_name()));
                        let mut keys = found.all().await?;
                        keys.sort();
                        Ok(keys)
                    }
                    .boxed()
                }

                fn by_name<'p>(&'p self, name: &'p str) -> BoxFuture<'p, Result<Journals, Error>> {
                    async move {
                        let rows = self.travellers.by_name(name).all().await?.into_iter();
                        let mut found: Vec<_> = rows.map(|row| (row.id, row.journal)).collect();
                        found.sort();
                        Ok(found)
                    }
                    .boxed()
                }

                fn by_nick<'p>(
                    &'p self,
                    nick: &'p str,
                    name: &'p str,
                ) -> BoxFuture<'p, Result<Found, Error>> {
                    async move {
                        let is_it = field::nick().eq(nick);
                        let is_it = is_it.and(field::full_name().begins_with(name));
                        let found = self.travellers.find(is_it).all().await?.into_iter();
                        Ok(found.map(|it| (it.id, it.full_name)).collect())
                    }
                    .boxed()
                }
            }

            fn changed(update: Update<Traveller>, changes: &[Change]) -> Update<Traveller> {
                changed_where!(update, changes)
            }

            fn of_value(key: &str, value: &Value) -> Traveller {
                let home = value.home.clone();
                Traveller {
                    id: key.to_owned(),
                    nick: value.nick.clone(),
                    full_name: value.full_name.clone(),
                    visits: value.visits,
                    labels: value.labels.clone(),
                    journal: value.journal.clone(),
                    home: home.map(|(city, zip)| Home { city, zip }),
                    office: value.office.clone().map(of_desks),
                    prices: value.prices.clone().into_iter().collect(),
                }
            }

            fn draft(key: &str, value: &Value) -> TravellerDraft {
                let whole = of_value(key, value);
                let new = NewTraveller {
                    id: whole.id,
                    nick: whole.nick,
                    full_name: whole.full_name,
                    visits: whole.visits,
                };
                let new = new.labels(whole.labels).journal(whole.journal);
                new.home(whole.home)
                    .office(whole.office)
                    .prices(whole.prices)
            }

            fn of_desks(of: Workplace) -> Office {
                let Workplace {
                    street,
                    floor,
                    desks,
                } = of;
                Office {
                    street,
                    floor,
                    desks,
                }
            }

            fn into_desks(of: Office) -> Workplace {
                let Office {
                    street,
                    floor,
                    desks,
                } = of;
                Workplace {
                    street,
                    floor,
                    desks,
                }
            }

            fn into_value(traveller: Traveller) -> (String, Value) {
                let value = Value {
                    nick: traveller.nick,
                    full_name: traveller.full_name,
                    visits: traveller.visits,
                    labels: traveller.labels,
                    journal: traveller.journal,
                    home: traveller.home.map(|Home { city, zip }| (city, zip)),
                    office: traveller.office.map(into_desks),
                    prices: traveller.prices.into_iter().collect(),
                };
                (traveller.id, value)
            }
        }
    };
}

program!(before);
program!(expand);
program!(switch);
program!(contract);
program!(after);
