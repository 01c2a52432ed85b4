//! Names that keys and words of the language have elsewhere: in SQL, in DynamoDB's API, in other
//! mappers. Used for help if they appear in a schema.

mod names;
mod otherwise;

use super::Place;
use crate::diagnostics::{Meant, closest};
use names::{KEYS, Names, WORDS};
use otherwise::SAID_OTHERWISE;

/// Returns the meaning of an unknown key of a place, among the keys of that place.
pub(crate) fn key(place: &'static Place, found: &str, known: &[&'static str]) -> Option<Meant> {
    let plain = plain(found);
    let said = SAID_OTHERWISE.iter().find(|said| {
        let is_here = said.places.contains(&place.id);
        is_here && said.keys.split(' ').any(|key| key == plain)
    });
    if let Some(said) = said {
        return Some(Meant::Otherwise(said.how, said.stands_for));
    }
    of_names(KEYS, found, known).or_else(|| {
        let is_type = found.starts_with(|c: char| c.is_ascii_uppercase());
        let how = "declare models below `models:`, and types below `types:`";
        (place.id == "file" && is_type).then_some(Meant::Otherwise(how, None))
    })
}

/// Returns the meaning of an unknown word, among the possible ones.
pub(crate) fn word(found: &str, known: &[&'static str]) -> Option<Meant> {
    of_names(WORDS, found, known)
}

fn of_names(names: Names, found: &str, known: &[&'static str]) -> Option<Meant> {
    let plain = plain(found);
    let same = known.iter().find(|ours| self::plain(ours) == plain);
    if let Some(ours) = same {
        return Some(Meant::Misspelt(ours));
    }
    let called = names.iter().find(|(ours, others)| {
        known.contains(ours) && others.split(' ').any(|other| other == plain)
    });
    if let Some((ours, _)) = called {
        return Some(Meant::Called(ours));
    }
    closest(found, known.iter().copied())
        .and_then(|near| known.iter().find(|ours| **ours == near))
        .map(|ours| Meant::Misspelt(ours))
}

/// Returns a name without differences of convention: `sortKey`, `sort_key` and `SORT KEY` are one.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{FIELD, INDEX, MODEL, Place, RELATION, UNION};
    use super::{KEYS, Meant, SAID_OTHERWISE, WORDS, key, plain, word};

    #[test]
    fn names_are_plain_so_that_they_are_found() {
        let others = KEYS.iter().chain(WORDS).map(|(_, others)| *others);
        let said = SAID_OTHERWISE.iter().map(|said| said.keys);
        for name in others.chain(said).flat_map(|names| names.split(' ')) {
            assert_eq!(plain(name), name);
        }
    }

    fn meant(place: &'static Place, found: &str) -> Option<Meant> {
        let known: Vec<_> = place.keys.iter().map(|key| key.name).collect();
        key(place, found, &known)
    }

    #[test]
    fn keys_are_known_by_other_spellings() {
        for place in [&FIELD, &INDEX, &MODEL, &RELATION, &UNION] {
            for key in place.keys.iter().filter(|key| key.name.len() > 4) {
                let capitals = key.name.to_uppercase();
                let joined = key.name.replace('_', "");
                let short = &key.name[..key.name.len() - 1];
                for found in [&*capitals, &joined, short] {
                    let key = meant(place, found).and_then(Meant::key);
                    assert!(key.is_some(), "{found} in {}", place.what);
                }
            }
        }
    }

    #[test]
    fn a_name_stands_for_what_its_place_has() {
        assert_eq!(meant(&INDEX, "hash_key"), Some(Meant::Called("partition")));
        assert!(matches!(
            meant(&MODEL, "hash_key"),
            Some(Meant::Otherwise(_, Some("key")))
        ));
        assert_eq!(meant(&UNION, "hash_key"), None);
        assert_eq!(
            word("lower", &["lowercase"]),
            Some(Meant::Called("lowercase"))
        );
        assert_eq!(word("lowercase", &["lower"]), Some(Meant::Called("lower")));
        assert_eq!(word("binary", &["live"]), None);
    }
}
