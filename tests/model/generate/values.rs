//! Random values: few different ones, so that they meet.

use dynamite::Ulid;

use super::Generator;
use crate::command::Draft;
use crate::spec::Kind;
use crate::time::{Form, Time};
use crate::value::{Item, Value, n, s};

pub(crate) const NAMES: [&str; 3] = ["a", "b#", "c"];
const TITLES: [&str; 6] = ["one", "Two ", "  three", "four", "FIVE", "six"];
const BAD_TITLES: [&str; 3] = ["", "   ", "too long for a title"];
const EMAILS: [&str; 6] = ["x@e", " X@E ", "y@e", "z%@e", "v#w", "Ü@e"];
pub(super) const NICKS: [&str; 4] = ["n", "m$", "o#p", "q"];
pub(super) const WORDS: [&str; 4] = ["red", "blue", "", "green and long"];

/// Makes a value of some attribute.
type Make = fn(&mut Generator) -> Value;

/// The ids of vouchers that meet.
pub(super) fn voucher_id(number: u64) -> Ulid {
    Ulid::from(u128::from(number) + (1 << 90))
}

/// The beginning of a lease.
pub(super) fn begin(number: usize) -> Value {
    Time::of_step(100_000 + number).stored(Form::Iso)
}

impl Generator {
    pub(super) fn name(&mut self) -> Value {
        s(*self.one_of(&NAMES))
    }

    pub(super) fn title(&mut self) -> Value {
        if self.chance(4) {
            s(*self.one_of(&BAD_TITLES))
        } else {
            s(*self.one_of(&TITLES))
        }
    }

    pub(super) fn email(&mut self) -> Value {
        s(*self.one_of(&EMAILS))
    }

    pub(super) fn badge(&mut self) -> Value {
        n(self.random.u32(0..5))
    }

    pub(super) fn nick(&mut self) -> Value {
        s(*self.one_of(&NICKS))
    }

    pub(super) fn word(&mut self) -> Value {
        s(*self.one_of(&WORDS))
    }

    pub(super) fn state_name(&mut self) -> Value {
        s(*self.one_of(&["free", "busy", "gone"]))
    }

    pub(super) fn count(&mut self) -> Value {
        n(self.random.i32(-5..20))
    }

    /// Sometimes out of bounds.
    pub(super) fn level(&mut self) -> Value {
        n(if self.chance(5) {
            10
        } else {
            self.random.u8(1..=9)
        })
    }

    pub(super) fn rank(&mut self) -> Value {
        n(self.random.u16(0..4))
    }

    pub(super) fn words(&mut self, most: usize) -> Value {
        Value::L(self.some(most, Self::word))
    }

    /// May be empty.
    pub(super) fn tags(&mut self) -> Value {
        let tags = self.some(3, |it| it.one_of(&["t", "u", "v", "w"]).to_string());
        Value::Ss(tags.into_iter().collect())
    }

    /// May be empty.
    pub(super) fn lots(&mut self) -> Value {
        let lots = self.some(3, |it| it.random.i32(-2..3).into());
        Value::Ns(lots.into_iter().collect())
    }

    pub(super) fn line(&mut self) -> Value {
        let sku = if self.chance(3) {
            ""
        } else {
            *self.one_of(&["lamp", "desk"])
        };
        let mut line = Item::from([
            ("sku".to_owned(), s(sku)),
            ("quantity".to_owned(), n(self.random.u32(0..9))),
        ]);
        if self.chance(40) {
            line.insert("note".to_owned(), self.word());
        }
        Value::M(line)
    }

    pub(super) fn lines(&mut self) -> Value {
        let most = if self.chance(5) { 6 } else { 3 };
        Value::L(self.some(most, Self::line))
    }

    pub(super) fn notes(&mut self) -> Value {
        let notes = self.some(3, |it| (it.note_key(), it.word()));
        Value::M(notes.into_iter().collect())
    }

    pub(super) fn note_key(&mut self) -> String {
        (*self.one_of(&["k", "l.m", "n o", "p#"])).to_owned()
    }

    pub(super) fn detail(&mut self) -> Value {
        let mut detail = Item::from([
            ("rank".to_owned(), n(self.random.i32(-3..4))),
            ("links".to_owned(), self.words(2)),
        ]);
        if self.chance(50) {
            detail.insert("bio".to_owned(), self.word());
        }
        let tags = self.tags();
        if !tags.is_empty_set() {
            detail.insert("tags".to_owned(), tags);
        }
        Value::M(detail)
    }

    pub(super) fn extra(&mut self) -> Value {
        match self.random.u32(0..5) {
            0 => Value::Null,
            1 => Value::Bool(true),
            2 => Value::L(vec![n(1), s("x"), Value::Null]),
            _ => Value::M(Item::from([
                ("k".to_owned(), n(7)),
                (
                    "deep".to_owned(),
                    Value::M(Item::from([("x".to_owned(), s(""))])),
                ),
            ])),
        }
    }

    pub(super) fn due(&mut self, kind: Kind) -> Value {
        // Whole seconds, which every form holds.
        let time = Time(4_000_000_000_000 + self.random.i64(0..3) * 1_000);
        time.stored(kind.spec().due)
    }

    /// The fields that a new item is given: all that are required, and some others.
    pub(super) fn given(&mut self, kind: Kind, share: u32) -> Item {
        let mut fields = Item::from([
            ("owner".to_owned(), self.name()),
            ("title".to_owned(), self.title()),
            ("email".to_owned(), self.email()),
        ]);
        let others: [(&str, Make); 13] = [
            ("state", Self::state_name),
            ("n", Self::count),
            ("level", Self::level),
            ("l", Self::word),
            ("rank", Self::rank),
            ("badge", Self::badge),
            ("nick", Self::nick),
            ("tags", Self::tags),
            ("lots", Self::lots),
            ("lines", Self::lines),
            ("notes", Self::notes),
            ("detail", Self::detail),
            ("extra", Self::extra),
        ];
        for (name, make) in others {
            if self.chance(share) {
                fields.insert(name.to_owned(), make(self));
            }
        }
        if self.chance(share) {
            fields.insert("marks".to_owned(), self.words(3));
        }
        if self.chance(share) {
            fields.insert("due".to_owned(), self.due(kind));
        }
        fields
    }

    pub(super) fn draft(&mut self, kind: Kind, key: Item) -> Draft {
        let generate = kind == Kind::Voucher && self.chance(50);
        let key = if generate {
            let id = Ulid::from(self.random.u128(1 << 101..1 << 110));
            Item::from([("id".to_owned(), s(id.to_string()))])
        } else {
            key
        };
        Draft {
            key,
            fields: self.given(kind, 35),
            generate,
        }
    }

    /// A whole entity with this key.
    pub(super) fn entity(&mut self, kind: Kind, key: Item, version: i128) -> Item {
        let spec = kind.spec();
        let mut entity = self.given(kind, 50);
        for (name, make) in [
            ("state", Self::state_name as Make),
            ("n", Self::count),
            ("level", Self::level),
            ("lines", Self::lines),
            ("notes", Self::notes),
        ] {
            let value = make(self);
            entity.entry(name.to_owned()).or_insert(value);
        }
        entity.extend(key);
        if let Some((name, form)) = spec.updated {
            entity.insert(name.to_owned(), Time(1_600_000_000_000).stored(form));
        }
        if let Some((name, _)) = spec.version {
            entity.insert(name.to_owned(), n(version));
        }
        entity
    }
}
