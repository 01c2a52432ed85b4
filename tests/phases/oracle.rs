//! What commands do, whatever the phase of the program is.

use crate::command::{Change, Command, Items, Value, Workplace, Write};

/// Carries out a command. An error leaves everything as it is.
pub(crate) fn apply(command: &Command, items: &mut Items) -> Result<(), ()> {
    match command {
        Command::One(key, write) => {
            let after = written(write, items.get(key))?;
            put(items, key, after);
        }
        Command::OrInsert(key, value, changes) => {
            let inserted = changed(value, changes, false)?;
            let after = match items.get(key) {
                Some(stored) => changed(stored, changes, false)?,
                None => inserted,
            };
            put(items, key, Some(after));
        }
        Command::OrCreate(key, changes) => {
            let stored = items.get(key).ok_or(())?;
            let after = changed(stored, changes, true)?;
            put(items, key, Some(after));
        }
        Command::Together(writes) => {
            let mut all = Vec::new();
            for (key, write) in writes {
                all.push((key, written(write, items.get(key))?));
            }
            for (key, after) in all {
                put(items, key, after);
            }
        }
        Command::PutMany(all) => items.extend(all.iter().cloned()),
        Command::Everywhere(name, changes) => {
            for value in items.values_mut() {
                if value.full_name.starts_with(name.as_str()) {
                    *value = changed(value, changes, false).unwrap_or(value.clone());
                }
            }
        }
    }
    Ok(())
}

fn put(items: &mut Items, key: &str, value: Option<Value>) {
    match value {
        Some(value) => drop(items.insert(key.to_owned(), value)),
        None => drop(items.remove(key)),
    }
}

/// The item after a write.
fn written(write: &Write, stored: Option<&Value>) -> Result<Option<Value>, ()> {
    Ok(Some(match (write, stored) {
        (Write::Create(_), Some(_))
        | (Write::Save(_) | Write::Replace(_) | Write::Update(_), None) => return Err(()),
        (Write::Create(value), None)
        | (Write::Save(value) | Write::Replace(value), Some(_))
        | (Write::Upsert(value) | Write::Put(value), _) => value.clone(),
        (Write::Update(changes), Some(stored)) => changed(stored, changes, false)?,
        (Write::Delete, _) => return Ok(None),
    }))
}

/// The value after changes, each of which sees it as it was.
fn changed(before: &Value, changes: &[Change], creates_parents: bool) -> Result<Value, ()> {
    let mut value = before.clone();
    for change in changes {
        match change.clone() {
            Change::SetName(name) => value.full_name = name,
            Change::CopyName => value.full_name.clone_from(&before.nick),
            Change::SetVisits(visits) => value.visits = visits,
            Change::Add(more) => value.visits += more,
            Change::Subtract(less) => value.visits = before.visits.checked_sub(less).ok_or(())?,
            Change::SetLabels(labels) => value.labels = labels,
            Change::Insert(labels) => value.labels.extend(labels),
            Change::Discard(labels) => value.labels.retain(|it| !labels.contains(it)),
            Change::Append(more) => value.journal.extend(more),
            Change::Prepend(more) => value.journal = [more, before.journal.clone()].concat(),
            Change::RemoveAt(index) if index < value.journal.len() => {
                value.journal.remove(index);
            }
            // A stored traveller has a name.
            Change::RemoveAt(_) | Change::NameIfAbsent(_) => {}
            Change::SetHome(city) => value.home = Some((city, None)),
            Change::RemoveHome => value.home = None,
            Change::SetCity(city) => match &mut value.home {
                Some(home) => home.0 = city,
                None if creates_parents => value.home = Some((city, None)),
                None => return Err(()),
            },
            Change::SetZip(zip) => value.home.as_mut().ok_or(())?.1 = zip,
            Change::SetOffice(office) => value.office = Some(office),
            Change::RemoveOffice => value.office = None,
            Change::SetStreet(_)
            | Change::AddFloors(_)
            | Change::AppendDesks(_)
            | Change::RemoveDesk(_) => inside(value.office.as_mut().ok_or(())?, change),
            Change::SetPrice(name, price) => drop(value.prices.insert(name, price)),
            Change::AddPrice(name, more) => *value.prices.entry(name).or_default() += more,
            Change::RemovePrice(name) => drop(value.prices.remove(&name)),
        }
    }
    Ok(value)
}

/// Changes an office.
fn inside(office: &mut Workplace, change: &Change) {
    match change.clone() {
        Change::SetStreet(street) => office.street = street,
        Change::AddFloors(more) => office.floor += more,
        Change::AppendDesks(more) => office.desks.extend(more),
        Change::RemoveDesk(index) if index < office.desks.len() => drop(office.desks.remove(index)),
        _ => {}
    }
}
