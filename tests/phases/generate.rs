//! Random commands.

use std::collections::BTreeSet;

use fastrand::Rng;

use crate::command::{Change, Command, Value, Workplace, Write};

/// The keys of travellers, few of them so that most commands find one.
const KEYS: [&str; 4] = ["a", "b", "c", "d"];

const LABELS: [&str; 5] = ["red", "green", "blue", "old", "new"];

/// A source of commands.
pub(crate) struct Generator {
    rng: Rng,
    /// How many names there are so far, so that no value is written twice.
    names: u32,
}

impl Generator {
    pub(crate) fn new(seed: u64) -> Self {
        let rng = Rng::with_seed(seed);
        Self { rng, names: 0 }
    }

    /// One of several things, by its position.
    pub(crate) fn one_of(&mut self, count: usize) -> usize {
        self.rng.usize(..count)
    }

    pub(crate) fn command(&mut self) -> Command {
        let key = self.key();
        match self.rng.u8(..12) {
            0 => {
                let changes = self.changes();
                Command::OrInsert(key, self.value(), changes)
            }
            1 => {
                let mut changes = self.changes();
                // Without a city, a new home could not be read, and no new office without a street.
                changes.retain(|change| {
                    !matches!(
                        change,
                        Change::SetZip(_)
                            | Change::SetStreet(_)
                            | Change::AddFloors(_)
                            | Change::AppendDesks(_)
                            | Change::RemoveDesk(_)
                    )
                });
                Command::OrCreate(key, changes)
            }
            2 | 3 => self.together(),
            4 => {
                let keys = self.keys();
                let all = keys.into_iter().map(|key| (key, self.value()));
                Command::PutMany(all.collect())
            }
            5 => Command::Everywhere(self.letter(), self.changes()),
            _ => Command::One(key, self.write()),
        }
    }

    fn together(&mut self) -> Command {
        let keys = self.keys();
        let writes = keys.into_iter().map(|key| (key, self.write()));
        Command::Together(writes.collect())
    }

    fn write(&mut self) -> Write {
        match self.rng.u8(..16) {
            0 | 1 => Write::Create(self.value()),
            2..=4 => Write::Save(self.value()),
            5 => Write::Replace(self.value()),
            6 => Write::Upsert(self.value()),
            7 => Write::Put(self.value()),
            8 => Write::Delete,
            _ => Write::Update(self.changes()),
        }
    }

    fn value(&mut self) -> Value {
        Value {
            nick: self.name(),
            full_name: self.name(),
            visits: self.rng.u32(..5),
            labels: self.labels(),
            journal: self.names(0),
            home: self
                .rng
                .bool()
                .then(|| (self.name(), None))
                .map(|(city, _): (_, Option<()>)| {
                    let zip = self.rng.bool().then(|| self.name());
                    (city, zip)
                }),
            office: self.rng.bool().then(|| self.desks()),
            prices: (0..self.rng.u32(..3))
                .map(|it| (format!("p{it}"), it))
                .collect(),
        }
    }

    /// Changes of different fields.
    fn changes(&mut self) -> Vec<Change> {
        let makers: [fn(&mut Self) -> Change; 7] = [
            Self::of_name,
            Self::of_visits,
            Self::of_labels,
            Self::of_journal,
            Self::of_home,
            Self::of_office,
            Self::of_prices,
        ];
        let mut changes = Vec::new();
        for make in makers {
            if self.rng.u8(..3) == 0 {
                changes.push(make(self));
            }
        }
        if changes.is_empty() {
            changes.push(self.of_labels());
        }
        changes
    }

    fn of_name(&mut self) -> Change {
        match self.rng.u8(..3) {
            0 => Change::CopyName,
            1 => Change::NameIfAbsent(self.name()),
            _ => Change::SetName(self.name()),
        }
    }

    fn of_visits(&mut self) -> Change {
        match self.rng.u8(..4) {
            0 => Change::SetVisits(self.rng.u32(..5)),
            1 => Change::Subtract(self.rng.u32(1..4)),
            _ => Change::Add(self.rng.u32(1..4)),
        }
    }

    fn of_labels(&mut self) -> Change {
        let labels = self.labels();
        match self.rng.u8(..4) {
            0 => Change::SetLabels(labels),
            1 => Change::Discard(labels),
            _ => Change::Insert(labels),
        }
    }

    fn of_journal(&mut self) -> Change {
        match self.rng.u8(..4) {
            0 => Change::Prepend(self.names(1)),
            1 => Change::RemoveAt(self.rng.usize(..3)),
            _ => Change::Append(self.names(1)),
        }
    }

    fn of_home(&mut self) -> Change {
        match self.rng.u8(..6) {
            0 => Change::RemoveHome,
            1 => Change::SetHome(self.name()),
            2 => Change::SetZip(None),
            3 => Change::SetZip(Some(self.name())),
            _ => Change::SetCity(self.name()),
        }
    }

    fn of_office(&mut self) -> Change {
        match self.rng.u8(..10) {
            0 => Change::RemoveOffice,
            1 => Change::SetOffice(self.desks()),
            2 | 3 => Change::SetStreet(self.name()),
            4 | 5 => Change::AddFloors(self.rng.u32(1..4)),
            6 | 7 => Change::RemoveDesk(self.rng.usize(..3)),
            _ => Change::AppendDesks(self.names(1)),
        }
    }

    fn desks(&mut self) -> Workplace {
        Workplace {
            street: self.name(),
            floor: self.rng.u32(..5),
            desks: self.names(0),
        }
    }

    fn of_prices(&mut self) -> Change {
        let name = format!("p{}", self.rng.u8(..3));
        match self.rng.u8(..3) {
            0 => Change::RemovePrice(name),
            1 => Change::AddPrice(name, self.rng.u32(1..4)),
            _ => Change::SetPrice(name, self.rng.u32(..9)),
        }
    }

    fn key(&mut self) -> String {
        KEYS[self.rng.usize(..KEYS.len())].to_owned()
    }

    /// One or more different keys.
    fn keys(&mut self) -> Vec<String> {
        let count = self.rng.usize(1..=KEYS.len());
        let keys = self.rng.choose_multiple(KEYS, count);
        keys.into_iter().map(str::to_owned).collect()
    }

    /// What a name may begin with.
    pub(crate) fn letter(&mut self) -> String {
        ["x", "y", "z"][self.rng.usize(..3)].to_owned()
    }

    /// A name that nothing else has.
    fn name(&mut self) -> String {
        self.names += 1;
        format!("{}{}", self.letter(), self.names)
    }

    fn names(&mut self, least: usize) -> Vec<String> {
        let count = self.rng.usize(least..least + 2);
        (0..count).map(|_| self.name()).collect()
    }

    fn labels(&mut self) -> BTreeSet<String> {
        let count = self.rng.usize(..3);
        let labels = self.rng.choose_multiple(LABELS, count);
        labels.into_iter().map(str::to_owned).collect()
    }
}
