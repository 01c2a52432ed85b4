//! What `tests/schemas/ledger.yaml` declares, written down by hand.

use crate::time::Form;
use crate::value::{Item, Value};

/// A model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Stamp,
    Voucher,
    Lease,
    Vault,
    Deposit,
}

/// The models with the same fields beside their keys.
pub(crate) const KINDS: [Kind; 4] = [Kind::Stamp, Kind::Voucher, Kind::Lease, Kind::Vault];

/// What a model has.
#[derive(Debug)]
pub(crate) struct Spec {
    pub(crate) kind: Kind,
    pub(crate) table: &'static str,
    /// Partition key, and sort key if there is one.
    pub(crate) key: &'static [&'static str],
    /// The attribute of the version, and the greatest.
    pub(crate) version: Option<(&'static str, i128)>,
    pub(crate) deleted: Option<(&'static str, Form)>,
    pub(crate) updated: Option<(&'static str, Form)>,
    /// How `due` is stored, and whether it is the expiry time.
    pub(crate) due: Form,
    pub(crate) expires: bool,
    pub(crate) uniques: &'static [Unique],
}

/// Attributes whose values together are one item's only.
#[derive(Debug)]
pub(crate) struct Unique {
    pub(crate) attributes: &'static [&'static str],
    pub(crate) among_live: bool,
}

const fn unique(attributes: &'static [&'static str], among_live: bool) -> Unique {
    Unique {
        attributes,
        among_live,
    }
}

/// The attributes of every model but deposits, beside key, version and times.
pub(crate) const FIELDS: [&str; 18] = [
    "owner", "title", "state", "n", "level", "l", "rank", "email", "badge", "nick", "tags", "lots",
    "lines", "marks", "notes", "detail", "extra", "due",
];

const STAMP: Spec = Spec {
    kind: Kind::Stamp,
    table: "stamps",
    key: &["album", "place"],
    version: None,
    deleted: None,
    updated: None,
    due: Form::Iso,
    expires: false,
    uniques: &[],
};

const VOUCHER: Spec = Spec {
    kind: Kind::Voucher,
    table: "vouchers",
    key: &["id"],
    version: Some(("version", u64::MAX as i128)),
    updated: Some(("updated_at", Form::Iso)),
    uniques: &[
        unique(&["email"], false),
        unique(&["badge"], false),
        unique(&["owner", "nick"], false),
    ],
    ..STAMP
};

const LEASE: Spec = Spec {
    kind: Kind::Lease,
    table: "leases",
    key: &["room", "f"],
    deleted: Some(("deleted_at", Form::Millis)),
    uniques: &[
        unique(&["email"], true),
        unique(&["badge"], false),
        unique(&["owner", "nick"], true),
    ],
    ..STAMP
};

const VAULT: Spec = Spec {
    kind: Kind::Vault,
    table: "vaults",
    key: &["name"],
    version: Some(("v", i32::MAX as i128)),
    deleted: Some(("deleted_at", Form::Iso)),
    updated: Some(("changed_at", Form::Seconds)),
    due: Form::Seconds,
    expires: true,
    uniques: &[
        unique(&["email"], false),
        unique(&["badge"], true),
        unique(&["owner", "nick"], false),
    ],
};

const DEPOSIT: Spec = Spec {
    kind: Kind::Deposit,
    table: "deposits",
    key: &["vault", "w"],
    ..STAMP
};

impl Kind {
    pub(crate) fn spec(self) -> &'static Spec {
        match self {
            Self::Stamp => &STAMP,
            Self::Voucher => &VOUCHER,
            Self::Lease => &LEASE,
            Self::Vault => &VAULT,
            Self::Deposit => &DEPOSIT,
        }
    }
}

impl Spec {
    /// The key of an item.
    pub(crate) fn key_of(&self, item: &Item) -> Item {
        let names = self.key.iter();
        names
            .map(|name| ((*name).to_owned(), item[*name].clone()))
            .collect()
    }

    /// Whether the model knows an attribute.
    pub(crate) fn knows(&self, name: &str) -> bool {
        let lifecycle = [
            self.version.map(|it| it.0),
            self.deleted.map(|it| it.0),
            self.updated.map(|it| it.0),
        ];
        let fields: &[&str] = match self.kind {
            Kind::Deposit => &["weight"],
            _ => &FIELDS,
        };
        self.key.contains(&name) || fields.contains(&name) || lifecycle.contains(&Some(name))
    }

    /// An item as it is read: what the model knows of it, with `NULL` as absent.
    pub(crate) fn read(&self, item: &Item) -> Item {
        let attributes = item.iter();
        let known = attributes.filter(|(name, value)| self.knows(name) && **value != Value::Null);
        let known = known.map(|(name, value)| (name.clone(), value.clone()));
        let mut read: Item = known.collect();
        // A required list that is absent is empty.
        if let Some(Value::M(detail)) = read.get_mut("detail") {
            let links = detail.entry("links".to_owned());
            links.or_insert_with(|| Value::L(Vec::new()));
        }
        read
    }

    pub(crate) fn is_deleted(&self, item: &Item) -> bool {
        let value = self.deleted.and_then(|(name, _)| item.get(name));
        value.is_some_and(|value| *value != Value::Null)
    }

    /// The version of an item, of a model that has one.
    pub(crate) fn version_of(&self, item: &Item) -> Option<i128> {
        item.get(self.version?.0)?.number()
    }
}
