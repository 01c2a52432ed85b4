//! Steps that are short for expressions.

use super::constant;
use super::step::{Read, StepKind};
use crate::diagnostics::{Problems, catalogue};
use crate::raw::object::Object;
use crate::raw::{text, yaml_keys};
use crate::source::{Span, Spanned};
use crate::yaml::Node;

/// A step that is short for expressions.
#[derive(Debug)]
pub(crate) enum Shorthand {
    Retype(Retype),
    Split(Split),
    Concat {
        from: Vec<Spanned<String>>,
        with: Spanned<String>,
        to: Spanned<String>,
    },
    Enum(Mapped),
}

#[derive(Debug)]
pub(crate) struct Retype {
    pub(crate) from: Spanned<String>,
    pub(crate) to: Spanned<String>,
    pub(crate) using: Option<Spanned<String>>,
    /// The new stored values of an enum, each with the former one first.
    pub(crate) map: Vec<(Spanned<String>, Spanned<String>)>,
}

#[derive(Debug)]
pub(crate) struct Split {
    pub(crate) from: Spanned<String>,
    pub(crate) by: Spanned<String>,
    pub(crate) to: Vec<Spanned<String>>,
    /// `true` if fields for which there is no part stay absent.
    pub(crate) may_miss: bool,
}

/// Values of an enum that are replaced.
#[derive(Debug)]
pub(crate) struct Mapped {
    pub(crate) field: Spanned<String>,
    pub(crate) map: Vec<(Spanned<String>, Spanned<String>)>,
    /// `true` if no program replaces items meanwhile.
    pub(crate) exclusive: bool,
}

/// What a map of values is.
const NEW_VALUES: &str = "a map from former values to new ones";

pub(super) fn retype(at: Span, node: &Node, problems: &mut Problems) -> Option<Read> {
    let retype = Object::open(node, at, &yaml_keys::RETYPE, problems)?;
    let using = retype.text("using");
    let map = match retype.get("map") {
        Some(map) => text::pairs(map, "`map`", NEW_VALUES, problems)?,
        None => Vec::new(),
    };
    if let (Some(using), false) = (&using, map.is_empty()) {
        problems.push(catalogue::retype_in_two_ways(using.span));
        return None;
    }
    let step = Shorthand::Retype(Retype {
        from: retype.text("from")?,
        to: retype.text("to")?,
        using,
        map,
    });
    Some((StepKind::Shorthand(step), retype.text("where")))
}

pub(super) fn split(at: Span, node: &Node, problems: &mut Problems) -> Option<Read> {
    let split = Object::open(node, at, &yaml_keys::SPLIT, problems)?;
    let to = names(split.get("to")?, "to", problems)?;
    let missing = split.text("missing");
    let step = Shorthand::Split(Split {
        from: split.text("from")?,
        by: split.text("by")?,
        to,
        may_miss: missing.is_some_and(|missing| missing.value == "absent"),
    });
    Some((StepKind::Shorthand(step), split.text("where")))
}

pub(super) fn concat(at: Span, node: &Node, problems: &mut Problems) -> Option<Read> {
    let concat = Object::open(node, at, &yaml_keys::CONCAT, problems)?;
    let from = names(concat.get("from")?, "from", problems)?;
    let step = Shorthand::Concat {
        from,
        with: concat.text("with")?,
        to: concat.text("to")?,
    };
    Some((StepKind::Shorthand(step), concat.text("where")))
}

fn names(node: &Node, key: &str, problems: &mut Problems) -> Option<Vec<Spanned<String>>> {
    let names = constant::read_list(node, key, problems)?.into_iter();
    Some(
        names
            .map(|it| Spanned::new(it.value.text, it.span))
            .collect(),
    )
}

pub(super) fn mapped(at: Span, node: &Node, problems: &mut Problems) -> Option<Read> {
    let of_enum = Object::open(node, at, &yaml_keys::ENUM_STEP, problems)?;
    let map = text::pairs(of_enum.get("map")?, "`map`", NEW_VALUES, problems)?;
    let step = Shorthand::Enum(Mapped {
        field: of_enum.text("field")?,
        map,
        exclusive: of_enum.flag("exclusive").is_some(),
    });
    Some((StepKind::Shorthand(step), of_enum.text("where")))
}
