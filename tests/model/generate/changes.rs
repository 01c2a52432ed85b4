//! Random changes of an update.

use super::Generator;
use crate::command::{Act, At, Change};
use crate::path::Step;
use crate::spec::Kind;
use crate::value::{Item, Value, n};

impl Generator {
    /// One to three changes, of different attributes most of the time.
    pub(super) fn changes(&mut self, kind: Kind, stored: &Item) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        for number in 0..self.random.usize(1..=3) {
            let change = match number {
                0 if self.chance(20) => self.change_of_unique(),
                _ => self.change(kind, stored),
            };
            let path = change.at.path();
            let meets = changes.iter().any(|other| other.at.path()[0] == path[0]);
            if !meets || self.chance(10) {
                changes.push(change);
            }
        }
        if self.chance(10) {
            self.set_two_elements(stored, &mut changes);
        }
        changes
    }

    /// Two elements of a list in one update, in any order, perhaps behind its end.
    fn set_two_elements(&mut self, stored: &Item, changes: &mut Vec<Change>) {
        changes.retain(
            |change| !matches!(change.at.path()[..], [Step::Name(ref name), ..] if name == "lines"),
        );
        let (one, other) = (self.index(stored, "lines"), self.index(stored, "lines"));
        for at in [one, other + usize::from(one == other)] {
            let line = self.line();
            changes.push(change(At::Line(at), Act::Set(line)));
        }
    }

    pub(super) fn change(&mut self, kind: Kind, stored: &Item) -> Change {
        match self.random.u32(0..30) {
            0..5 => self.change_of_unique(),
            5..7 => self.change_of_title(),
            7..10 => self.change_of_text(At::Label, At::Title),
            10 => change(At::State, Act::Set(self.state_name())),
            11..13 => self.change_of_count(),
            13 => self.change_of_level(),
            14 => self.change_of_rank(),
            15..17 => self.change_of_set(),
            17..20 => self.change_of_lines(stored),
            20..22 => self.change_of_marks(stored),
            22..24 => self.change_of_notes(),
            24..27 => self.change_of_detail(),
            27 => self.change_of_extra(),
            _ => {
                let due = self.due(kind);
                change(At::Due, self.set_or_remove(due))
            }
        }
    }

    /// Of a value that is unique in some of the models.
    fn change_of_unique(&mut self) -> Change {
        match self.random.u32(0..4) {
            0 => change(At::Owner, Act::Set(self.name())),
            1 => self.change_of_badge(),
            2 => self.change_of_text(At::Nick, At::Label),
            _ => change(At::Email, Act::Set(self.email())),
        }
    }

    fn set_or_remove(&mut self, value: Value) -> Act {
        match self.random.u32(0..6) {
            0 => Act::Remove,
            1 => Act::SetNone,
            2 => Act::SetIfAbsent(value),
            _ => Act::Set(value),
        }
    }

    fn change_of_title(&mut self) -> Change {
        let title = self.title();
        let act = match self.random.u32(0..8) {
            0 => Act::CopyOf(At::Label),
            1 => Act::SetIfAbsent(title),
            _ => Act::Set(title),
        };
        change(At::Title, act)
    }

    /// Of a text that may be absent, which may become a copy of another.
    fn change_of_text(&mut self, at: At, other: At) -> Change {
        if self.chance(20) {
            return change(at, Act::CopyOf(other));
        }
        let value = if at == At::Nick {
            self.nick()
        } else {
            self.word()
        };
        change(at, self.set_or_remove(value))
    }

    fn change_of_badge(&mut self) -> Change {
        let badge = self.badge();
        let act = match self.random.u32(0..4) {
            0 => Act::Add(self.random.i32(1..3).into()),
            1 => Act::Subtract(3),
            _ => self.set_or_remove(badge),
        };
        change(At::Badge, act)
    }

    fn change_of_count(&mut self) -> Change {
        let act = match self.random.u32(0..8) {
            0..4 => Act::Add(self.random.i32(-3..9).into()),
            4 => Act::Subtract(self.random.i32(0..9).into()),
            5 => Act::Add(i32::MAX.into()),
            6 => Act::Set(n(i32::MIN)),
            _ => Act::Set(self.count()),
        };
        change(At::Count, act)
    }

    fn change_of_level(&mut self) -> Change {
        let act = match self.random.u32(0..4) {
            0 => Act::Set(self.level()),
            1 => Act::Subtract(self.random.u8(0..4).into()),
            _ => Act::Add(self.random.u8(0..4).into()),
        };
        change(At::Level, act)
    }

    fn change_of_rank(&mut self) -> Change {
        let rank = self.rank();
        let act = match self.random.u32(0..5) {
            0 => Act::Add(1),
            1 => Act::Subtract(2),
            2 => Act::Add(u16::MAX.into()),
            _ => self.set_or_remove(rank),
        };
        change(At::Rank, act)
    }

    fn change_of_set(&mut self) -> Change {
        let (at, members) = match self.random.u32(0..3) {
            0 => (At::Lots, self.lots()),
            _ => (At::Tags, self.tags()),
        };
        let act = match self.random.u32(0..5) {
            _ if members.is_empty_set() => Act::Set(members),
            0 => Act::Set(members),
            1 => Act::SetIfAbsent(members),
            2 | 3 => Act::Insert(members),
            _ => Act::Discard(members),
        };
        change(at, act)
    }

    /// An index of a list, sometimes behind its end.
    fn index(&mut self, stored: &Item, name: &str) -> usize {
        let length = match stored.get(name) {
            Some(Value::L(elements)) => elements.len(),
            _ => 0,
        };
        self.random.usize(0..length + 3)
    }

    fn change_of_lines(&mut self, stored: &Item) -> Change {
        let at = self.index(stored, "lines");
        let line = self.line();
        match self.random.u32(0..10) {
            0 => change(At::Lines, Act::Set(self.lines())),
            1 | 2 => change(At::Lines, Act::Append(vec![line])),
            3 => change(At::Lines, Act::Prepend(vec![line])),
            4 => change(At::Lines, Act::RemoveAt(at)),
            5 => change(At::Line(at), Act::Set(line)),
            6 => change(At::Quantity(at), Act::Set(n(3))),
            7 => change(At::Quantity(at), Act::Add(2)),
            _ => {
                let word = self.word();
                change(At::LineNote(at), self.set_or_remove(word))
            }
        }
    }

    fn change_of_marks(&mut self, stored: &Item) -> Change {
        let at = self.index(stored, "marks");
        let word = self.word();
        match self.random.u32(0..6) {
            0 => {
                let words = self.words(3);
                change(At::Marks, self.set_or_remove(words))
            }
            1 | 2 => change(At::Marks, Act::Append(vec![word])),
            3 => change(At::Marks, Act::Prepend(vec![word])),
            4 => change(At::Marks, Act::RemoveAt(at)),
            _ => change(At::Mark(at), Act::Set(word)),
        }
    }

    fn change_of_notes(&mut self) -> Change {
        if self.chance(15) {
            return change(At::Notes, Act::Set(self.notes()));
        }
        let (key, word) = (self.note_key(), self.word());
        change(At::Note(key), self.set_or_remove(word))
    }

    fn change_of_detail(&mut self) -> Change {
        let word = self.word();
        let tags = self.tags();
        match self.random.u32(0..9) {
            0 | 1 => {
                let detail = self.detail();
                change(At::Detail, self.set_or_remove(detail))
            }
            2 | 3 => change(At::Bio, self.set_or_remove(word)),
            4 => change(At::DetailRank, Act::Set(n(2))),
            5 => change(At::DetailRank, Act::Add(1)),
            6 if !tags.is_empty_set() => change(At::DetailTags, Act::Insert(tags)),
            7 => change(At::Links, Act::Append(vec![word])),
            _ => change(At::Link(self.random.usize(0..2)), Act::Set(word)),
        }
    }

    fn change_of_extra(&mut self) -> Change {
        let extra = self.extra();
        if self.chance(50) {
            return change(At::Extra, self.set_or_remove(extra));
        }
        change(At::ExtraKey("k".to_owned()), self.set_or_remove(n(1)))
    }
}

fn change(at: At, act: Act) -> Change {
    Change { at, act }
}
