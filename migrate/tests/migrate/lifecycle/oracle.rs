//! What the guide says of a migration and an item.

use aws_sdk_dynamodb::types::AttributeValue as V;

use super::random::{Case, Part};
use super::variants;
use crate::support::{Item, s};

fn is_nothing(value: Option<&V>) -> bool {
    matches!(value, None | Some(V::Null(_)))
}

/// Why a run is refused because of an item.
pub(super) fn obstacle(case: &Case, item: &Item) -> Option<String> {
    let id = item["id"].as_s().unwrap();
    let found = case.parts.iter().find(|part| is_obstacle(**part, item));
    found.map(|part| format!("{part:?} of {id}"))
}

fn is_obstacle(part: Part, item: &Item) -> bool {
    match part {
        Part::Rename => {
            let new = item.get("full_name");
            new.is_some() && new != item.get("name")
        }
        Part::Add => item.contains_key("country"),
        Part::Copy => item.contains_key("contact"),
        // A number has no small letters.
        Part::Lower => item.contains_key("login") || matches!(item.get("nick"), Some(V::N(_))),
        Part::Where => item.contains_key("tier"),
        Part::Drop => false,
        Part::Inside => {
            !(is_nothing(item.get("home")) || matches!(item.get("home"), Some(V::M(_))))
        }
        Part::Variant(within) => variants::is_obstacle(within, item),
    }
}

pub(super) fn run(case: &Case, item: &mut Item) {
    for part in &case.parts {
        match part {
            Part::Rename => copy(item, "name", "full_name"),
            Part::Add => drop(item.insert("country".to_owned(), s("NO"))),
            Part::Copy if !is_nothing(item.get("mail")) => copy(item, "mail", "contact"),
            Part::Lower => {
                if let Some(V::S(nick)) = item.get("nick") {
                    let login = s(nick.to_lowercase());
                    item.insert("login".to_owned(), login);
                }
            }
            Part::Where => {
                let is_high = match item.get("score") {
                    Some(V::N(score)) => score.parse::<i64>().unwrap() > 5,
                    _ => false,
                };
                if is_high {
                    item.insert("tier".to_owned(), s("gold"));
                }
            }
            Part::Inside => {
                if let Some(V::M(home)) = item.get_mut("home") {
                    copy(home, "city", "town");
                }
            }
            Part::Variant(within) => variants::run(*within, item),
            Part::Copy | Part::Drop => {}
        }
    }
}

fn copy(item: &mut Item, from: &str, to: &str) {
    if let Some(value) = item.get(from).cloned() {
        item.insert(to.to_owned(), value);
    }
}

/// The run and the contract.
pub(super) fn contract(case: &Case, item: &mut Item) {
    run(case, item);
    for part in &case.parts {
        match part {
            Part::Rename => drop(item.remove("name")),
            Part::Drop => drop(item.remove("fax")),
            Part::Inside => {
                if let Some(V::M(home)) = item.get_mut("home") {
                    home.remove("city");
                }
            }
            Part::Variant(within) => variants::contract(*within, item),
            Part::Add | Part::Copy | Part::Lower | Part::Where => {}
        }
    }
}
