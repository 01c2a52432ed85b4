//! Values of the schema's types, written down by hand: no codec has a part in this.

use std::collections::{BTreeMap, BTreeSet};

use dynamite::{Document, Timestamp, Ulid};
use dynamite_sample::models::{LedgerDetail, LedgerLine, LedgerState};

use crate::time::{self, Form};
use crate::value::{Item, Value, n, s};

pub(crate) fn text(value: &Value) -> String {
    value.text()
}

pub(crate) fn int<T: TryFrom<i128>>(value: &Value) -> T {
    value.int()
}

pub(crate) fn state(value: &Value) -> LedgerState {
    match value.text().as_str() {
        "free" => LedgerState::Free,
        "busy" => LedgerState::Busy,
        _ => LedgerState::Gone,
    }
}

pub(crate) fn state_value(state: LedgerState) -> Value {
    s(match state {
        LedgerState::Free => "free",
        LedgerState::Busy => "busy",
        LedgerState::Gone => "gone",
    })
}

pub(crate) fn texts(value: &Value) -> Vec<String> {
    list(value, Value::text)
}

pub(crate) fn lines(value: &Value) -> Vec<LedgerLine> {
    list(value, line)
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    match value {
        Value::L(elements) => elements.iter().map(read).collect(),
        other => unreachable!("{other:?} is no list"),
    }
}

pub(crate) fn notes(value: &Value) -> BTreeMap<String, String> {
    let entries = entries(value).iter();
    entries
        .map(|(key, value)| (key.clone(), value.text()))
        .collect()
}

fn entries(value: &Value) -> &Item {
    match value {
        Value::M(entries) => entries,
        other => unreachable!("{other:?} is no map"),
    }
}

pub(crate) fn text_set(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Ss(members) => members.clone(),
        other => unreachable!("{other:?} is no set of strings"),
    }
}

pub(crate) fn number_set(value: &Value) -> BTreeSet<i32> {
    match value {
        Value::Ns(members) => members.iter().map(|it| int(&n(*it))).collect(),
        other => unreachable!("{other:?} is no set of numbers"),
    }
}

pub(crate) fn line(value: &Value) -> LedgerLine {
    let entries = entries(value);
    LedgerLine {
        sku: entries["sku"].text(),
        quantity: int(&entries["quantity"]),
        note: entries.get("note").map(Value::text),
    }
}

pub(crate) fn line_value(line: &LedgerLine) -> Value {
    let mut entries = Item::from([
        ("sku".to_owned(), s(&line.sku)),
        ("quantity".to_owned(), n(line.quantity)),
    ]);
    entries.extend(line.note.iter().map(|note| ("note".to_owned(), s(note))));
    Value::M(entries)
}

pub(crate) fn detail(value: &Value) -> LedgerDetail {
    let entries = entries(value);
    LedgerDetail {
        bio: entries.get("bio").map(Value::text),
        rank: int(&entries["rank"]),
        tags: entries.get("tags").map(text_set).unwrap_or_default(),
        links: entries.get("links").map(texts).unwrap_or_default(),
    }
}

pub(crate) fn detail_value(detail: &LedgerDetail) -> Value {
    let links = detail.links.iter().map(s).collect();
    let mut entries = Item::from([
        ("rank".to_owned(), n(detail.rank)),
        ("links".to_owned(), Value::L(links)),
    ]);
    entries.extend(detail.bio.iter().map(|bio| ("bio".to_owned(), s(bio))));
    if !detail.tags.is_empty() {
        entries.insert("tags".to_owned(), Value::Ss(detail.tags.clone()));
    }
    Value::M(entries)
}

pub(crate) fn document(value: &Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(truth) => Document::from(*truth),
        Value::N(_) => Document::from(int::<i64>(value)),
        Value::S(text) => Document::from(text.as_str()),
        Value::L(elements) => elements.iter().map(document).collect(),
        Value::M(entries) => {
            let entries = entries.iter();
            entries
                .map(|(key, value)| (key.clone(), document(value)))
                .collect()
        }
        other => unreachable!("{other:?} is not made here"),
    }
}

pub(crate) fn document_value(document: &Document) -> Value {
    if document.is_null() {
        Value::Null
    } else if let Some(truth) = document.as_bool() {
        Value::Bool(truth)
    } else if let Some(number) = document.as_number() {
        let number: Result<i128, _> = number.to_string().parse();
        Value::N(number.unwrap_or(i128::MIN))
    } else if let Some(text) = document.as_str() {
        s(text)
    } else if let Some(elements) = document.as_list() {
        Value::L(elements.iter().map(document_value).collect())
    } else {
        let entries = document.as_map().into_iter().flatten();
        Value::M(
            entries
                .map(|(key, value)| (key.clone(), document_value(value)))
                .collect(),
        )
    }
}

pub(crate) fn ulid(value: &Value) -> Ulid {
    value.text().parse().unwrap_or(Ulid::nil())
}

pub(crate) fn ulid_value(id: &Ulid) -> Value {
    s(id.to_string())
}

pub(crate) fn iso(value: &Value) -> Timestamp {
    time::read(value, Form::Iso)
}

pub(crate) fn iso_value(time: &Timestamp) -> Value {
    time::stored(*time, Form::Iso)
}

pub(crate) fn seconds(value: &Value) -> Timestamp {
    time::read(value, Form::Seconds)
}

pub(crate) fn seconds_value(time: &Timestamp) -> Value {
    time::stored(*time, Form::Seconds)
}

pub(crate) fn millis(value: &Value) -> Timestamp {
    time::read(value, Form::Millis)
}

pub(crate) fn millis_value(time: &Timestamp) -> Value {
    time::stored(*time, Form::Millis)
}

pub(crate) fn text_value(text: &String) -> Value {
    s(text)
}

pub(crate) fn int_value<T: Copy + Into<i128>>(number: &T) -> Value {
    n(*number)
}
