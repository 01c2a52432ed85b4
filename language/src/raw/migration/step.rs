//! Steps of migration files.

use super::constant::{self, Constant};
use super::shorthand::{self, Shorthand};
use super::table_step::{self, TableChange};
use crate::diagnostics::{Problems, catalogue};
use crate::raw::object::Object;
use crate::raw::yaml_keys::{self, Place};
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Scalar, Value};

/// A step as written.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) kind: StepKind,
    /// The condition on which it is made, an expression.
    pub(crate) filter: Option<Spanned<String>>,
    /// The place of its key.
    pub(crate) span: Span,
}

/// What a step does.
#[derive(Debug)]
pub(crate) enum StepKind {
    Add {
        field: Spanned<String>,
        value: Added,
    },
    Set(Set),
    Rename(FromTo),
    Copy(FromTo),
    Drop(Spanned<String>),
    AddMembers(Members),
    RemoveMembers(Members),
    Shorthand(Shorthand),
    Table(TableChange),
}

/// The value of a new field.
#[derive(Debug)]
pub(crate) enum Added {
    Constant(Spanned<Constant>),
    Now,
    /// An expression.
    Computed(Spanned<String>),
    Generated,
}

/// A field that gets the value of an expression.
#[derive(Debug)]
pub(crate) struct Set {
    pub(crate) field: Spanned<String>,
    pub(crate) to: Spanned<String>,
    /// `true` if no program replaces items meanwhile.
    pub(crate) exclusive: bool,
}

#[derive(Debug)]
pub(crate) struct FromTo {
    pub(crate) from: Spanned<String>,
    pub(crate) to: Spanned<String>,
}

#[derive(Debug)]
pub(crate) struct Members {
    pub(crate) field: Spanned<String>,
    pub(crate) members: Vec<Spanned<Scalar>>,
}

/// A step, and the condition on which it is made.
pub(super) type Read = (StepKind, Option<Spanned<String>>);

/// Reads a step whose key stands at a place.
type ReadStep = fn(Span, &Node, &mut Problems) -> Option<Read>;

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Step> {
    let step = Object::open(node, node.span, &yaml_keys::STEP, problems)?;
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let [only] = entries.as_slice() else {
        problems.push(catalogue::not_one_step(node.span));
        return None;
    };
    // What is unknown or planned is reported by now.
    let (span, key) = (only.key.span, only.key.value.as_str());
    let read = known(key)?;
    let (kind, filter) = read(span, step.get(key)?, problems)?;
    Some(Step { kind, filter, span })
}

/// What reads a step with this key.
fn known(key: &str) -> Option<ReadStep> {
    Some(match key {
        "add" => add,
        "set" => set,
        "rename" => rename,
        "copy" => copy,
        "drop" => drop_field,
        "add_members" => add_members,
        "remove_members" => remove_members,
        "retype" => shorthand::retype,
        "split" => shorthand::split,
        "concat" => shorthand::concat,
        "enum" => shorthand::mapped,
        "index" => |at, node, problems| of_table(table_step::index(at, node, problems)?),
        "ttl" => |at, node, problems| of_table(table_step::ttl(at, node, problems)?),
        _ => return None,
    })
}

/// A step about a table, which has no items to choose from.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it is the end of what reads a step"
)]
fn of_table(change: TableChange) -> Option<Read> {
    Some((StepKind::Table(change), None))
}

fn add(at: Span, node: &Node, problems: &mut Problems) -> Option<Read> {
    let add = Object::open(node, at, &yaml_keys::ADD, problems)?;
    let field = add.text("field")?;
    let ways = ["value", "now", "to", "generate"];
    // A flag that is `false` is as if it were not there.
    let is_false = |way: &&str| add.text(way).is_some_and(|it| it.value == "false");
    let is_flag = |way: &&str| matches!(*way, "now" | "generate");
    let given = |way: &&str| add.is_given(way) && !(is_flag(way) && is_false(way));
    let [way] = ways.into_iter().filter(given).collect::<Vec<_>>()[..] else {
        problems.push(catalogue::not_one_value(at));
        return None;
    };
    let value = match way {
        "value" => Added::Constant(constant::read(add.get("value")?, problems)?),
        "to" => Added::Computed(add.text("to")?),
        "now" => add.flag("now").map(|_| Added::Now)?,
        _ => add.flag("generate").map(|_| Added::Generated)?,
    };
    Some((StepKind::Add { field, value }, add.text("where")))
}

fn set(at: Span, node: &Node, problems: &mut Problems) -> Option<Read> {
    let set = Object::open(node, at, &yaml_keys::SET, problems)?;
    let kind = StepKind::Set(Set {
        field: set.text("field")?,
        to: set.text("to")?,
        exclusive: set.flag("exclusive").is_some(),
    });
    Some((kind, set.text("where")))
}

fn rename(at: Span, node: &Node, problems: &mut Problems) -> Option<Read> {
    let (both, _) = from_to(at, node, &yaml_keys::RENAME, problems)?;
    Some((StepKind::Rename(both), None))
}

fn copy(at: Span, node: &Node, problems: &mut Problems) -> Option<Read> {
    let (both, filter) = from_to(at, node, &yaml_keys::COPY, problems)?;
    Some((StepKind::Copy(both), filter))
}

fn from_to(
    at: Span,
    node: &Node,
    place: &'static Place,
    problems: &mut Problems,
) -> Option<(FromTo, Option<Spanned<String>>)> {
    let both = Object::open(node, at, place, problems)?;
    let fields = FromTo {
        from: both.text("from")?,
        to: both.text("to")?,
    };
    Some((fields, both.text("where")))
}

fn drop_field(at: Span, node: &Node, problems: &mut Problems) -> Option<Read> {
    if let Some(scalar) = node.scalar() {
        let field = Spanned::new(scalar.text.clone(), node.span);
        return Some((StepKind::Drop(field), None));
    }
    let drop = Object::open(node, at, &yaml_keys::DROP, problems)?;
    Some((StepKind::Drop(drop.text("field")?), drop.text("where")))
}

fn add_members(at: Span, node: &Node, problems: &mut Problems) -> Option<Read> {
    let (members, filter) = members(at, node, problems)?;
    Some((StepKind::AddMembers(members), filter))
}

fn remove_members(at: Span, node: &Node, problems: &mut Problems) -> Option<Read> {
    let (members, filter) = members(at, node, problems)?;
    Some((StepKind::RemoveMembers(members), filter))
}

fn members(
    at: Span,
    node: &Node,
    problems: &mut Problems,
) -> Option<(Members, Option<Spanned<String>>)> {
    let of_set = Object::open(node, at, &yaml_keys::MEMBERS, problems)?;
    let members = constant::read_list(of_set.get("members")?, "members", problems)?;
    let field = of_set.text("field")?;
    Some((Members { field, members }, of_set.text("where")))
}
