//! Distinguishes transactions sent under the same token of the caller.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use sha2::{Digest as _, Sha256};

use super::super::plan::Planned;
use super::value::half_hex;
use crate::Error;
use crate::item::Attributes;
use crate::request::{ItemAction, ItemWrite};

/// Returns the claim of guards written by a transaction with the caller's token: a digest of the
/// token and of all requested writes, whatever is stored. A guard with it shows that this very
/// transaction has been applied, and not another one that was sent under the same token.
pub(super) fn claim(token: &str, planned: &[Planned]) -> Result<String, Error> {
    let mut fingerprint = Fingerprint(Sha256::new());
    fingerprint.text(token);
    for write in planned {
        fingerprint.write(write.request(None)?)?;
        if let Some(entity) = write.missing_changes() {
            fingerprint.item(entity);
        }
    }
    Ok(half_hex(&fingerprint.0.finalize()))
}

/// A digest of values in which different values differ: each is added with its kind and its length.
struct Fingerprint(Sha256);

impl Fingerprint {
    fn write(&mut self, write: ItemWrite) -> Result<(), Error> {
        self.text(&write.table);
        self.text(write.action.operation());
        match write.action {
            ItemAction::Put { item } => self.item(&item.attributes()?),
            ItemAction::Update { key, update } => {
                self.item(&key);
                self.text(update.as_deref().unwrap_or_default());
            }
            ItemAction::Delete { key } | ItemAction::Check { key } => self.item(&key),
        }
        self.text(write.conditional.condition.as_deref().unwrap_or_default());
        let (names, values) = write.conditional.substitutions;
        self.sorted(&names.unwrap_or_default(), |it, name| it.text(name));
        self.item(&values.unwrap_or_default());
        Ok(())
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn item(&mut self, item: &Attributes) {
        self.sorted(item, Self::value);
    }

    fn sorted<V>(&mut self, entries: &HashMap<String, V>, mut value: impl FnMut(&mut Self, &V)) {
        let mut entries = Vec::from_iter(entries);
        entries.sort_unstable_by_key(|(name, _)| *name);
        self.0.update((entries.len() as u64).to_be_bytes());
        for (name, entry) in entries {
            self.text(name);
            value(self, entry);
        }
    }

    fn value(&mut self, value: &AttributeValue) {
        match value {
            AttributeValue::S(text) => self.tagged("S", text),
            AttributeValue::N(number) => self.tagged("N", number),
            AttributeValue::Bool(value) => self.tagged("BOOL", if *value { "1" } else { "0" }),
            AttributeValue::B(bytes) => {
                self.text("B");
                self.bytes(bytes.as_ref());
            }
            AttributeValue::Ss(members) => self.set("SS", members.iter().map(String::as_bytes)),
            AttributeValue::Ns(members) => self.set("NS", members.iter().map(String::as_bytes)),
            AttributeValue::Bs(members) => self.set("BS", members.iter().map(AsRef::as_ref)),
            AttributeValue::L(elements) => {
                self.text("L");
                self.0.update((elements.len() as u64).to_be_bytes());
                for element in elements {
                    self.value(element);
                }
            }
            AttributeValue::M(entries) => {
                self.text("M");
                self.item(entries);
            }
            _ => self.text("NULL"),
        }
    }

    fn tagged(&mut self, kind: &str, text: &str) {
        self.text(kind);
        self.text(text);
    }

    /// Sets have no order.
    fn set<'m>(&mut self, kind: &str, members: impl Iterator<Item = &'m [u8]>) {
        self.text(kind);
        let mut members: Vec<_> = members.collect();
        members.sort_unstable();
        self.0.update((members.len() as u64).to_be_bytes());
        for member in members {
            self.bytes(member);
        }
    }
}
