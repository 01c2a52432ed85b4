//! What the guide says of each step, without an expression.

use super::{Item, V, n, s};

const MARKER: &str = "0001_users/count";

fn is_nothing(value: Option<&V>) -> bool {
    matches!(value, None | Some(V::Null(_)))
}

/// Another value than a string.
#[derive(Debug)]
struct NoText;

/// A string, or nothing.
fn text(value: Option<&V>) -> Result<Option<String>, NoText> {
    match value {
        Some(V::S(text)) => Ok(Some(text.clone())),
        value if is_nothing(value) => Ok(None),
        _ => Err(NoText),
    }
}

fn whole(value: Option<&V>) -> Option<u64> {
    value?.as_n().ok()?.parse().ok()
}

fn set(item: &mut Item, name: &str, value: Option<V>) {
    match value {
        Some(value) => {
            item.insert(name.to_owned(), value);
        }
        // `NULL` is nothing already.
        None if is_nothing(item.get(name)) => {}
        None => {
            item.remove(name);
        }
    }
}

fn prefix(text: &str, length: usize) -> V {
    s(text.chars().take(length).collect::<String>())
}

/// The item after the run, without the generated id; `None` if it is refused.
pub(super) fn run(before: &Item) -> Option<Item> {
    let mut item = before.clone();
    let id = before["id"].as_s().unwrap();
    let name = text(before.get("name")).ok()??;
    set(
        &mut item,
        "slug",
        Some(s(format!("{name}-{id}").to_lowercase())),
    );
    let mail = text(before.get("mail")).ok()??;
    set(&mut item, "mail", Some(s(mail.trim().to_lowercase())));
    count(before, &mut item)?;
    cents(before, &mut item)?;
    if is_nothing(before.get("initial")) {
        set(&mut item, "initial", Some(prefix(&name, 1)));
    }
    if is_nothing(before.get("label")) {
        let label = text(before.get("nick")).ok()?.unwrap_or(name);
        if label.chars().count() > 6 {
            return None;
        }
        set(&mut item, "label", Some(s(label)));
    }
    day_and_level(before, &mut item)?;
    home(&mut item)?;
    // It is copied as it is stored.
    match before.get("nick") {
        Some(nick) => item.insert("contact".to_owned(), nick.clone()),
        None => item.remove("contact"),
    };
    set(&mut item, "country", Some(s("x")));
    Some(item)
}

fn day_and_level(before: &Item, item: &mut Item) -> Option<()> {
    let day = match whole(before.get("at"))? {
        1_700_000_000 => "2023-11-14",
        _ => "1970-01-01",
    };
    set(item, "day", Some(s(day)));
    let level = match text(before.get("level")).ok()? {
        None => "low".to_owned(),
        Some(old) if old == "old" => "high".to_owned(),
        Some(level) if level == "low" => level,
        Some(_) => return None,
    };
    set(item, "level", Some(s(level)));
    Some(())
}

fn count(before: &Item, item: &mut Item) -> Option<()> {
    let mut markers = match before.get("dynamite_migrated") {
        Some(V::Ss(markers)) => markers.clone(),
        other => is_nothing(other).then(Vec::new)?,
    };
    if markers.iter().any(|marker| marker == MARKER) {
        return Some(());
    }
    let count = whole(before.get("count"))? + 1;
    if count > u64::from(u32::MAX) {
        return None;
    }
    markers.push(MARKER.to_owned());
    markers.sort();
    set(item, "count", Some(n(count)));
    set(item, "dynamite_migrated", Some(V::Ss(markers)));
    Some(())
}

fn cents(before: &Item, item: &mut Item) -> Option<()> {
    match before.get("rate") {
        Some(V::N(_)) => {}
        other => return is_nothing(other).then_some(()),
    }
    let cents = match before.get("price")?.as_n().ok()?.as_str() {
        "3" => 300,
        "7" => 700,
        "7.5" => 750,
        // More than fits.
        _ => return None,
    };
    set(item, "cents", Some(n(cents)));
    Some(())
}

fn home(item: &mut Item) -> Option<()> {
    match item.get_mut("home") {
        Some(V::M(home)) => {
            let zip = text(home.get("zip")).ok()?;
            set(home, "area", zip.map(|zip| prefix(&zip, 2)));
            Some(())
        }
        other => is_nothing(other.as_deref()).then_some(()),
    }
}

/// The item after the removal; `None` if it is refused.
pub(super) fn contract(before: &Item) -> Option<Item> {
    let mut item = before.clone();
    if text(before.get("notes"))
        .ok()?
        .is_some_and(|notes| notes.starts_with('x'))
    {
        item.remove("notes");
    }
    match before.get("dynamite_migrated") {
        Some(V::Ss(markers)) => {
            let others = markers.iter().filter(|marker| *marker != MARKER).cloned();
            let others: Vec<_> = others.collect();
            if others.is_empty() {
                item.remove("dynamite_migrated");
            } else {
                item.insert("dynamite_migrated".to_owned(), V::Ss(others));
            }
        }
        other if is_nothing(other) => {}
        _ => return None,
    }
    Some(item)
}
