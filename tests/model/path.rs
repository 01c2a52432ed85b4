//! Paths of attributes, and what is at them.

use crate::command::{Act, At, Change};
use crate::value::{Item, Value};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Name(String),
    Index(usize),
}

impl At {
    pub(crate) fn path(&self) -> Vec<Step> {
        let names = |names: &[&str]| -> Vec<Step> {
            let names = names.iter();
            names.map(|name| Step::Name((*name).to_owned())).collect()
        };
        let inside = |name: &str, rest: &[Step]| [names(&[name]), rest.to_vec()].concat();
        match self {
            Self::Owner => names(&["owner"]),
            Self::Title => names(&["title"]),
            Self::State => names(&["state"]),
            Self::Count => names(&["n"]),
            Self::Level => names(&["level"]),
            Self::Label => names(&["l"]),
            Self::Rank => names(&["rank"]),
            Self::Email => names(&["email"]),
            Self::Badge => names(&["badge"]),
            Self::Nick => names(&["nick"]),
            Self::Tags => names(&["tags"]),
            Self::Lots => names(&["lots"]),
            Self::Lines => names(&["lines"]),
            Self::Line(at) => inside("lines", &[Step::Index(*at)]),
            Self::Quantity(at) => {
                inside("lines", &[Step::Index(*at), Step::Name("quantity".into())])
            }
            Self::LineNote(at) => inside("lines", &[Step::Index(*at), Step::Name("note".into())]),
            Self::Marks => names(&["marks"]),
            Self::Mark(at) => inside("marks", &[Step::Index(*at)]),
            Self::Notes => names(&["notes"]),
            Self::Note(key) => inside("notes", &[Step::Name(key.clone())]),
            Self::Detail => names(&["detail"]),
            Self::Bio => names(&["detail", "bio"]),
            Self::DetailRank => names(&["detail", "rank"]),
            Self::DetailTags => names(&["detail", "tags"]),
            Self::Links => names(&["detail", "links"]),
            Self::Link(at) => [names(&["detail", "links"]), vec![Step::Index(*at)]].concat(),
            Self::Extra => names(&["extra"]),
            Self::ExtraKey(key) => inside("extra", &[Step::Name(key.clone())]),
            Self::Due => names(&["due"]),
        }
    }
}

impl Change {
    /// The path that it changes.
    pub(crate) fn path(&self) -> Vec<Step> {
        let mut path = self.at.path();
        if let Act::RemoveAt(at) = self.act {
            path.push(Step::Index(at));
        }
        path
    }

    /// Whether it takes something away from inside of something else.
    pub(crate) fn removes_inside(&self) -> bool {
        let removes = matches!(
            self.act,
            Act::SetNone | Act::Remove | Act::RemoveAt(_) | Act::Discard(_)
        );
        removes && self.path().len() > 1
    }
}

/// What is at a path.
pub(crate) fn get<'a>(item: &'a Item, path: &[Step]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    let Step::Name(name) = first else { return None };
    rest.iter()
        .try_fold(item.get(name)?, |value, step| match (step, value) {
            (Step::Name(name), Value::M(entries)) => entries.get(name),
            (Step::Index(at), Value::L(elements)) => elements.get(*at),
            _ => None,
        })
}

/// Puts a value at a path whose parents are there: an element behind the end of a list is
/// appended. Whether the parents were there.
pub(crate) fn set(item: &mut Item, path: &[Step], value: Value) -> bool {
    let Some((last, parents)) = path.split_last() else {
        return false;
    };
    match (last, parents) {
        (Step::Name(name), []) => {
            item.insert(name.clone(), value);
            true
        }
        (last, parents) => match (last, get_mut(item, parents)) {
            (Step::Name(name), Some(Value::M(entries))) => {
                entries.insert(name.clone(), value);
                true
            }
            (Step::Index(at), Some(Value::L(elements))) => {
                match elements.get_mut(*at) {
                    Some(element) => *element = value,
                    None => elements.push(value),
                }
                true
            }
            _ => false,
        },
    }
}

/// Takes away what is at a path. Whether the parents were there.
pub(crate) fn remove(item: &mut Item, path: &[Step]) -> bool {
    let Some((last, parents)) = path.split_last() else {
        return false;
    };
    match (last, parents) {
        (Step::Name(name), []) => {
            item.remove(name);
            true
        }
        (last, parents) => match (last, get_mut(item, parents)) {
            (Step::Name(name), Some(Value::M(entries))) => {
                entries.remove(name);
                true
            }
            (Step::Index(at), Some(Value::L(elements))) => {
                if *at < elements.len() {
                    elements.remove(*at);
                }
                true
            }
            _ => false,
        },
    }
}

fn get_mut<'a>(item: &'a mut Item, path: &[Step]) -> Option<&'a mut Value> {
    let (first, rest) = path.split_first()?;
    let Step::Name(name) = first else { return None };
    rest.iter()
        .try_fold(item.get_mut(name)?, |value, step| match (step, value) {
            (Step::Name(name), Value::M(entries)) => entries.get_mut(name),
            (Step::Index(at), Value::L(elements)) => elements.get_mut(*at),
            _ => None,
        })
}
