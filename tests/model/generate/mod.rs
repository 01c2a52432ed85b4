//! Random commands about what is stored.

mod changes;
mod conditions;
mod reads;
mod several;
mod values;
mod writes;

use fastrand::Rng;

use crate::command::{Command, Foreign, PairWrite, Write};
use crate::oracle::State;
use crate::spec::{KINDS, Kind};
use crate::time::Time;
use crate::value::{Item, Value, n, s};

pub(crate) use values::NAMES;
use values::voucher_id;

/// Makes commands. The same seed makes the same ones of the same states.
pub(crate) struct Generator {
    random: Rng,
}

impl Generator {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Rng::with_seed(seed),
        }
    }

    /// The next command: none that has several right results.
    pub(crate) fn next(&mut self, state: &State, now: Time) -> Command {
        loop {
            let command = self.any(state);
            if !depends_on_order(&command, state, now) {
                return command;
            }
        }
    }

    /// The next write.
    pub(crate) fn next_write(&mut self, state: &State, now: Time) -> Command {
        loop {
            let command = self.next(state, now);
            if !matches!(command, Command::Read(_) | Command::Foreign(_)) {
                return command;
            }
        }
    }

    /// An operation on one item, whatever comes of it.
    pub(crate) fn next_of_one(&mut self, state: &State) -> Write {
        let kind = self.kind();
        self.write(state, kind)
    }

    fn any(&mut self, state: &State) -> Command {
        match self.random.u32(0..100) {
            0..52 => {
                let kind = self.kind();
                Command::Write(self.write(state, kind))
            }
            52..62 => self.transaction(state),
            62..67 => Command::Batch(self.batch(state)),
            67..74 => Command::Filtered(self.filtered(state)),
            74..80 => Command::Pair(self.pair(state)),
            80..97 => Command::Read(self.read(state)),
            _ => self.foreign(state),
        }
    }

    fn kind(&mut self) -> Kind {
        KINDS[self.random.usize(0..KINDS.len())]
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.random.u32(0..100) < percent
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.random.usize(0..all.len())]
    }

    fn some<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.random.usize(0..=most);
        (0..count).map(|_| make(self)).collect()
    }

    /// The key of an item: of one that is stored, most of the time.
    fn key(&mut self, state: &State, kind: Kind) -> Item {
        let stored: Vec<_> = state.items(kind).collect();
        if !stored.is_empty() && self.chance(80) {
            let item: &Item = self.one_of::<&Item>(&stored);
            return kind.spec().key_of(item);
        }
        self.any_key(kind)
    }

    fn any_key(&mut self, kind: Kind) -> Item {
        let name = s(*self.one_of(&NAMES));
        let parts: Vec<Value> = match kind {
            Kind::Stamp => vec![name, n(self.random.u32(0..3))],
            Kind::Voucher | Kind::Deposit => vec![s(voucher_id(self.random.u64(0..5)).to_string())],
            Kind::Lease => vec![name, values::begin(self.random.usize(0..3))],
            Kind::Vault => vec![name],
        };
        let names = kind.spec().key.iter().map(|it| (*it).to_owned());
        names.zip(parts).collect()
    }

    fn pair(&mut self, state: &State) -> PairWrite {
        let vault = self.key(state, Kind::Vault)["name"].text();
        let voucher = self.key(state, Kind::Voucher)["id"].text();
        match self.random.u32(0..10) {
            0..3 => PairWrite::Attach(vault, voucher),
            3..5 => PairWrite::AttachWith(vault, voucher, self.random.u32(0..9)),
            5..7 => PairWrite::Detach(vault, voucher),
            _ => PairWrite::Sync {
                vault,
                vouchers: self.some(4, |it| it.key(state, Kind::Voucher)["id"].text()),
                in_chunks: self.chance(30),
            },
        }
    }

    fn foreign(&mut self, state: &State) -> Command {
        let kind = self.kind();
        let stored: Vec<_> = state.items(kind).collect();
        if stored.is_empty() {
            return Command::Write(self.write(state, kind));
        }
        let item: &Item = self.one_of::<&Item>(&stored);
        let key = kind.spec().key_of(item);
        Command::Foreign(match self.random.u32(0..10) {
            0..3 => Foreign::Delete(kind, key),
            3..7 => Foreign::Set(kind, key, "alien".to_owned(), s("unknown")),
            _ => {
                let name = *self.one_of(&["l", "marks", "detail", "nick", "lots"]);
                Foreign::Set(kind, key, name.to_owned(), Value::Null)
            }
        })
    }
}

/// Whether the result depends on the order in which items are found.
fn depends_on_order(command: &Command, state: &State, now: Time) -> bool {
    matches!(command, Command::Filtered(filtered) if state.depends_on_order(filtered, now))
}
