//! What the guide says of each step, without an expression.

use std::collections::BTreeSet;

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

/// A step, and what it does to an item. `None` if the item is refused.
pub(super) struct Step {
    /// The step as it is written, without its last bracket.
    pub(super) text: &'static str,
    run: fn(&Item, &mut Item) -> Option<()>,
}

/// All steps that are made while programs of before and after the migration run, but the one of a generated
/// id.
pub(super) const STEPS: [Step; 11] = [
    Step {
        text: r#"set: { field: slug, to: 'lower(concat(name, "-", id))'"#,
        run: slug,
    },
    Step {
        text: "set: { field: mail, to: lower(trim(mail))",
        run: mail,
    },
    Step {
        text: "set: { field: count, to: count + 1, exclusive: true",
        run: count,
    },
    Step {
        text: "set: { field: cents, to: price * 100, where: not is_null(rate)",
        run: cents,
    },
    Step {
        text: "add: { field: initial, to: 'substring(name, 0, 1)'",
        run: initial,
    },
    Step {
        text: "add: { field: label, to: 'coalesce(nick, name)'",
        run: label,
    },
    Step {
        text: "set: { field: day, to: date_of(at)",
        run: day,
    },
    Step {
        text: r#"set: { field: level, to: 'lookup({ old: "high" }, level, level)'"#,
        run: level,
    },
    Step {
        text: "set: { field: home.area, to: 'substring(home.zip, 0, 2)'",
        run: home,
    },
    Step {
        text: "set: { field: contact, to: nick",
        run: |before, item| {
            contact(before, item);
            Some(())
        },
    },
    Step {
        text: r#"set: { field: country, to: '"x"'"#,
        run: |_, item| {
            set(item, "country", Some(s("x")));
            Some(())
        },
    },
];

/// The position of the step that leaves a marker.
const MARKED: usize = 2;

/// The position of the step that has a condition in any case.
pub(super) const CONDITIONAL: usize = 3;

/// Steps of a migration, by their positions, and those of them that are only made on some items.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) steps: BTreeSet<usize>,
    pub(super) filtered: BTreeSet<usize>,
}

impl Chosen {
    pub(super) fn all() -> Self {
        Self {
            steps: (0..STEPS.len()).collect(),
            filtered: BTreeSet::new(),
        }
    }

    /// The item after the run, without the generated id; `None` if it is refused.
    pub(super) fn run(&self, before: &Item) -> Option<Item> {
        let mut item = before.clone();
        for position in &self.steps {
            if !self.filtered.contains(position) || is_chosen(before) {
                (STEPS[*position].run)(before, &mut item)?;
            }
        }
        Some(item)
    }

    /// The item after the removal; `None` if it is refused.
    pub(super) fn contract(&self, before: &Item) -> Option<Item> {
        let mut item = before.clone();
        let notes = text(before.get("notes")).ok()?;
        if notes.is_some_and(|notes| notes.starts_with('x')) {
            item.remove("notes");
        }
        if self.steps.contains(&MARKED) {
            without_marker(before, &mut item)?;
        }
        Some(item)
    }
}

/// The condition of steps that are only made on some items.
pub(super) const FILTER: &str = "where: 'starts_with(id, \"User-1\")'";

fn is_chosen(item: &Item) -> bool {
    item["id"].as_s().unwrap().starts_with("User-1")
}

fn slug(before: &Item, item: &mut Item) -> Option<()> {
    let id = before["id"].as_s().unwrap();
    let name = text(before.get("name")).ok()??;
    set(item, "slug", Some(s(format!("{name}-{id}").to_lowercase())));
    Some(())
}

fn mail(before: &Item, item: &mut Item) -> Option<()> {
    let mail = text(before.get("mail")).ok()??;
    set(item, "mail", Some(s(mail.trim().to_lowercase())));
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

fn initial(before: &Item, item: &mut Item) -> Option<()> {
    if is_nothing(before.get("initial")) {
        let name = text(before.get("name")).ok()??;
        set(item, "initial", Some(prefix(&name, 1)));
    }
    Some(())
}

fn label(before: &Item, item: &mut Item) -> Option<()> {
    if is_nothing(before.get("label")) {
        let label = match text(before.get("nick")).ok()? {
            Some(nick) => nick,
            None => text(before.get("name")).ok()??,
        };
        if label.chars().count() > 6 {
            return None;
        }
        set(item, "label", Some(s(label)));
    }
    Some(())
}

fn day(before: &Item, item: &mut Item) -> Option<()> {
    let day = match whole(before.get("at"))? {
        1_700_000_000 => "2023-11-14",
        _ => "1970-01-01",
    };
    set(item, "day", Some(s(day)));
    Some(())
}

fn level(before: &Item, item: &mut Item) -> Option<()> {
    let level = match text(before.get("level")).ok()? {
        None => "low".to_owned(),
        Some(old) if old == "old" => "high".to_owned(),
        Some(level) if level == "low" => level,
        Some(_) => return None,
    };
    set(item, "level", Some(s(level)));
    Some(())
}

fn home(_: &Item, item: &mut Item) -> Option<()> {
    match item.get_mut("home") {
        Some(V::M(home)) => {
            let zip = text(home.get("zip")).ok()?;
            set(home, "area", zip.map(|zip| prefix(&zip, 2)));
            Some(())
        }
        other => is_nothing(other.as_deref()).then_some(()),
    }
}

/// It is copied as it is stored.
fn contact(before: &Item, item: &mut Item) {
    match before.get("nick") {
        Some(nick) => item.insert("contact".to_owned(), nick.clone()),
        None => item.remove("contact"),
    };
}

fn without_marker(before: &Item, item: &mut Item) -> Option<()> {
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
    Some(())
}
