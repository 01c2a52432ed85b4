//! What things are called in random schemas.

use std::ops::{Deref, DerefMut};

use fastrand::Rng;

use super::words::{ALIKE, DEVICES, FOREIGN, GENERATED, KEYWORDS, METHODS, TYPES};

/// Choices, and a few names that one schema has a liking for, so that they meet.
pub(super) struct Random {
    rng: Rng,
    members: Vec<String>,
    declared: Vec<String>,
}

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let members = (0..4).map(|_| any_member(&mut rng)).collect::<Vec<_>>();
        let declared = (0..3).map(|_| any_declared(&mut rng)).collect();
        Self {
            rng,
            members,
            declared,
        }
    }
}

impl Deref for Random {
    type Target = Rng;

    fn deref(&self) -> &Rng {
        &self.rng
    }
}

impl DerefMut for Random {
    fn deref_mut(&mut self) -> &mut Rng {
        &mut self.rng
    }
}

/// A name of a field, an index, a relation, a variant.
pub(super) fn member(random: &mut Random) -> String {
    if random.u8(..3) > 0 {
        return any_member(random);
    }
    let name = random.members[random.rng.usize(..random.members.len())].clone();
    match random.u8(..8) {
        0 => format!("field_{name}"),
        1 => format!("{name}_2"),
        2 => format!("by_{name}"),
        3 => format!("_{name}"),
        4 => format!("rules_of_{name}"),
        _ => name,
    }
}

fn any_member(rng: &mut Rng) -> String {
    let pool = match rng.u8(..20) {
        0..4 => KEYWORDS,
        4..8 => METHODS,
        8..14 => GENERATED,
        14 => DEVICES,
        15..17 => ALIKE,
        17 => FOREIGN,
        _ => return any(rng, TYPES).to_lowercase(),
    };
    any(rng, pool).to_owned()
}

/// A name of a model or type, of a repository, of a variant.
pub(super) fn declared(random: &mut Random) -> String {
    if random.u8(..3) > 0 {
        return any_declared(random);
    }
    let name = random.declared[random.rng.usize(..random.declared.len())].clone();
    match random.u8(..8) {
        0 => format!("New{name}"),
        1 => format!("{name}s"),
        2..5 => format!(
            "{name}{}",
            one(random, &["Key", "Draft", "Path", "ByName", "2", "X"])
        ),
        _ => name,
    }
}

fn any_declared(rng: &mut Rng) -> String {
    any(rng, TYPES).to_owned()
}

/// A Rust name of a field.
pub(super) fn snake(random: &mut Random) -> String {
    let name = member(random);
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.chars().filter(|c| fits(*c)).collect()
}

/// One of these words, which are separated by commas.
fn any<'w>(rng: &mut Rng, words: &'w str) -> &'w str {
    let all: Vec<_> = words.split(", ").collect();
    one(rng, &all)
}

/// One of these.
pub(super) fn one<'w>(rng: &mut Rng, words: &[&'w str]) -> &'w str {
    words[rng.usize(..words.len())]
}

/// A name as a YAML key or scalar.
pub(super) fn quoted(name: &str) -> String {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    if is_plain {
        name.to_owned()
    } else {
        format!("\"{name}\"")
    }
}
