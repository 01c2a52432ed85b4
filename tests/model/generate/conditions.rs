//! Random conditions.

use super::Generator;
use super::values::{NICKS, WORDS};
use crate::command::{At, Cond, Test};
use crate::oracle::State;
use crate::spec::Kind;
use crate::value::{Item, Value, n, s};

impl Generator {
    /// A condition of a write, which holds about as often as not.
    pub(super) fn sometimes(&mut self, _: &State, kind: Kind) -> Option<Cond> {
        self.chance(25).then(|| self.condition(kind))
    }

    /// A condition on attributes beside the key.
    pub(super) fn condition(&mut self, kind: Kind) -> Cond {
        match self.random.u32(0..10) {
            0 => Cond::Not(Box::new(self.condition(kind))),
            1 => Cond::Both(Box::new(self.leaf(kind)), Box::new(self.condition(kind))),
            2 => Cond::Either(Box::new(self.leaf(kind)), Box::new(self.condition(kind))),
            _ => self.leaf(kind),
        }
    }

    fn leaf(&mut self, kind: Kind) -> Cond {
        let (at, test) = match self.random.u32(0..19) {
            0 => (At::Owner, Test::Eq(self.name())),
            1 => (At::Title, self.text_test(&["one", "two", "t", "five"])),
            2 => (At::State, self.state_test()),
            3 => (At::Count, self.number_test()),
            4 => (At::Level, self.number_test()),
            5 | 6 => (At::Label, self.optional_test(&WORDS)),
            7 => (At::Rank, self.optional_number_test()),
            // Not the size: what is the size of a letter that is not ASCII?
            8 => (At::Email, Test::Eq(self.email())),
            9 => (At::Badge, self.optional_number_test()),
            10 => (At::Nick, self.optional_test(&NICKS)),
            11 => (At::Tags, self.set_test()),
            12 => (At::Lots, self.lots_test()),
            13 => (At::Lines, self.size_test()),
            14 => (At::Quantity(0), self.number_test()),
            15 => (At::Marks, self.marks_test()),
            16 => (At::Note("k".to_owned()), self.optional_test(&WORDS)),
            17 => (At::Bio, self.optional_test(&WORDS)),
            _ => {
                let due = self.due(kind);
                (
                    At::Due,
                    *self.pick([Box::new(Test::Ge(due)), Box::new(Test::Absent)]),
                )
            }
        };
        Cond::Is(at, test)
    }

    fn pick<T, const N: usize>(&mut self, all: [T; N]) -> T {
        let at = self.random.usize(0..N);
        let mut all = all.into_iter();
        all.nth(at).unwrap_or_else(|| unreachable!("{at} of {N}"))
    }

    fn text_test(&mut self, texts: &[&str]) -> Test {
        let (one, other) = (s(*self.one_of(texts)), s(*self.one_of(texts)));
        let (low, high) = (
            one.clone().min(other.clone()),
            one.clone().max(other.clone()),
        );
        match self.random.u32(0..8) {
            0 | 1 => Test::Eq(one),
            2 => Test::Ne(one),
            3 => Test::In(vec![one, other]),
            4 => Test::Lt(one),
            5 => Test::Between(low, high),
            6 if self.chance(50) => Test::BeginsWith("t".to_owned()),
            6 => Test::Contains(s("e")),
            _ => Test::SizeGt(3),
        }
    }

    fn optional_test(&mut self, texts: &[&str]) -> Test {
        match self.random.u32(0..6) {
            0 => Test::Absent,
            1 => Test::Present,
            2 => Test::Exists,
            3 => Test::NotExists,
            _ => self.text_test(texts),
        }
    }

    fn number_test(&mut self) -> Test {
        let (one, other) = (self.random.u8(0..10), self.random.u8(0..10));
        match self.random.u32(0..6) {
            0 => Test::Eq(n(one)),
            1 => Test::Ne(n(one)),
            2 => Test::Lt(n(one)),
            3 => Test::Ge(n(one)),
            4 => Test::In(vec![n(one), n(other)]),
            _ => Test::Between(n(one.min(other)), n(one.max(other))),
        }
    }

    fn optional_number_test(&mut self) -> Test {
        match self.random.u32(0..4) {
            0 => Test::Absent,
            1 => Test::Present,
            _ => self.number_test(),
        }
    }

    fn state_test(&mut self) -> Test {
        let state = self.state_name();
        match self.random.u32(0..4) {
            0 => Test::Ne(state),
            1 => Test::In(vec![state, s("busy")]),
            _ => Test::Eq(state),
        }
    }

    fn size_test(&mut self) -> Test {
        let size = self.random.usize(0..3);
        self.pick([Test::SizeEq(size), Test::SizeGt(size)])
    }

    fn set_test(&mut self) -> Test {
        let tags = self.tags();
        let size = self.size_test();
        self.pick([Test::Contains(s("t")), Test::Eq(tags), Test::Exists, size])
    }

    fn lots_test(&mut self) -> Test {
        let lots = self.lots();
        let size = self.size_test();
        self.pick([
            Test::Contains(n(1)),
            Test::Ne(lots),
            Test::Absent,
            Test::Present,
            size,
        ])
    }

    fn marks_test(&mut self) -> Test {
        let size = self.size_test();
        self.pick([Test::Contains(s("red")), Test::Absent, Test::Present, size])
    }

    /// A condition that a key or an index may answer, with others beside it.
    pub(super) fn searched(&mut self, state: &State, kind: Kind) -> Cond {
        let access = match self.random.u32(0..12) {
            0 | 1 => Cond::Key(self.key(state, kind)),
            2 | 3 => {
                let mut key = self.key(state, kind);
                key.retain(|name, _| name == kind.spec().key[0]);
                Cond::Key(key)
            }
            4 => self.several_keys(state, kind),
            5 | 6 => Cond::Is(At::Owner, Test::Eq(self.name())),
            7 => self.owner_and(At::Rank, kind),
            8 => self.owner_and(At::Title, kind),
            9 => Cond::Is(
                At::Title,
                Test::Eq(s(*self.one_of(&["one", "two", "three"]))),
            ),
            10 => Cond::Every,
            _ => return self.condition(kind),
        };
        if self.chance(50) {
            Cond::Both(Box::new(access), Box::new(self.condition(kind)))
        } else {
            access
        }
    }

    fn owner_and(&mut self, at: At, kind: Kind) -> Cond {
        let owner = Cond::Is(At::Owner, Test::Eq(self.name()));
        let test = match at {
            At::Rank => self.number_test(),
            _ => self.text_test(&["one", "two", "three", "six"]),
        };
        let _ = kind;
        Cond::Both(Box::new(owner), Box::new(Cond::Is(at, test)))
    }

    fn several_keys(&mut self, state: &State, kind: Kind) -> Cond {
        let names = kind.spec().key;
        let key = self.key(state, kind);
        let last = names[names.len() - 1];
        let others = self.some(3, |it| it.key(state, kind)[last].clone());
        let mut values: Vec<Value> = others;
        values.push(key[last].clone());
        let fixed: Item = match names.len() {
            1 => Item::new(),
            _ => Item::from([(names[0].to_owned(), key[names[0]].clone())]),
        };
        Cond::KeyIn(fixed, last, values)
    }
}
