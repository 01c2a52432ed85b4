//! Random reads.

use super::Generator;
use crate::command::{At, Cond, Index, Lookup, Read, Test, Visible};
use crate::oracle::State;
use crate::spec::Kind;
use crate::value::{n, s};

impl Generator {
    pub(super) fn read(&mut self, state: &State) -> Read {
        let kind = self.kind();
        let visible = self.visible(kind);
        match self.random.u32(0..20) {
            0..2 => Read::Get(kind, self.key(state, kind), visible),
            2..4 => Read::GetMany(kind, self.some(6, |it| it.key(state, kind)), visible),
            4 => {
                let mut keys = self.some(4, |it| it.key(state, kind));
                keys.sort();
                keys.dedup();
                keys.push(self.any_key(kind));
                keys.sort();
                keys.dedup();
                Read::TransactGet(kind, keys)
            }
            5..11 => Read::Find(kind, self.searched(state, kind), visible),
            11 => {
                let filter = self.chance(70).then(|| self.condition(kind));
                Read::Scan(kind, filter, visible)
            }
            12..16 => self.index_read(kind),
            16..18 if kind != Kind::Stamp => Read::Lookup(kind, self.lookup(), visible),
            _ => Read::Include(self.key(state, Kind::Vault)["name"].text()),
        }
    }

    fn visible(&mut self, kind: Kind) -> Visible {
        if kind.spec().deleted.is_none() {
            return Visible::Live;
        }
        *self.one_of(&[Visible::Live, Visible::Live, Visible::All, Visible::Deleted])
    }

    fn lookup(&mut self) -> Lookup {
        match self.random.u32(0..3) {
            0 => Lookup::Email(self.email().text()),
            1 => Lookup::Badge(self.badge().int()),
            _ => Lookup::OwnerNick(self.name().text(), self.nick().text()),
        }
    }

    fn index_read(&mut self, kind: Kind) -> Read {
        let index = match (kind, self.random.u32(0..5)) {
            (Kind::Stamp | Kind::Lease, 0) => Index::Primary,
            (Kind::Stamp, 1) => Index::ByCount,
            (Kind::Lease, 1) => Index::Bin,
            (_, 2) => Index::ByRank,
            (_, 3) => Index::ByTitle,
            _ => Index::ByOwner,
        };
        let partition = match index {
            Index::ByTitle => (*self.one_of(&["one", "two", "three", "four"])).to_owned(),
            _ => self.name().text(),
        };
        let filter = match index {
            _ if self.chance(60) => None,
            Index::Primary => Some(self.condition(kind)),
            Index::ByOwner => Some(Cond::Is(At::Count, Test::Ge(n(3)))),
            Index::ByCount => Some(Cond::Is(At::Label, Test::Present)),
            Index::ByTitle | Index::Bin => Some(Cond::Is(At::State, Test::Ne(s("busy")))),
            Index::ByRank => None,
        };
        Read::Index {
            kind,
            index,
            partition,
            descending: self.chance(40),
            page: self.random.usize(1..4),
            filter,
        }
    }
}
