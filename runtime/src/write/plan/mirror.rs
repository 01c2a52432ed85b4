//! What writes to fields in phases rely on.
//!
//! Most changes of such a field are made to both of its attributes whatever is stored. The others rely
//! on the two being equal. Where they are not, since an older program has written only one of them, the
//! write is made again from the stored item, on the condition that the values it is made from are still
//! stored. Where the two have different stored forms, the other changes are made like that always.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::action::PlannedAction;
use super::planned::Planned;
use super::unchanged::unchanged;
use crate::Error;
use crate::expr::{
    Comparison, Function, Join, Node, Operand, PathChange, find, is_mirrored_exactly, is_of,
    is_same_or_absent, mirrored,
};
use crate::item::Attributes;
use crate::model::{ModelDescriptor, PhasedAttribute};
use crate::path::DocumentPath;

/// The item that changes of second attributes are made from; `None` if both are taken to be equal.
pub(super) type MirrorBasis = Option<Arc<Attributes>>;

impl PlannedAction {
    /// Returns the action with the changes of second attributes.
    ///
    /// # Errors
    /// A value that has no place in the other stored form of its field.
    pub(super) fn mirrored(
        self,
        model: &ModelDescriptor,
        basis: Option<&Attributes>,
    ) -> Result<Self, Error> {
        match self {
            Self::Update { key, changes } if !model.phased.is_empty() => {
                let changes = mirrored(changes, model.phased, basis);
                let changes = changes.map_err(|error| Error::encode(model.name, error))?;
                Ok(Self::Update { key, changes })
            }
            other => Ok(other),
        }
    }
}

impl Planned {
    /// Returns `true` if it relies on what is stored in the attributes of a field in phases.
    pub(super) fn relies_on_mirrors(&self) -> bool {
        self.inexactly_mirrored().next().is_some()
    }

    /// Returns `true` if what becomes of a second attribute cannot be said before the item is known.
    pub(super) fn needs_mirror_basis(&self) -> bool {
        self.mirror_basis.is_none() && (self.inexactly_mirrored()).any(PhasedAttribute::is_retyped)
    }

    /// Returns what is kept of the stored item to make changes of second attributes from.
    pub(super) fn mirror_basis_in(&self, stored: &Attributes) -> MirrorBasis {
        let is_needed = !self.subject.model.phased.is_empty();
        is_needed.then(|| Arc::new(stored.clone()))
    }

    /// Returns the conditions on the attributes of fields in phases.
    pub(super) fn mirror_premises(&self) -> impl Iterator<Item = Node> {
        let basis = self.mirror_basis.as_deref();
        self.inexactly_mirrored().filter_map(move |attribute| {
            if attribute.is_retyped() {
                return unchanged(self.sources_of(attribute), basis?);
            }
            let stored = |path: DocumentPath| basis.and_then(|item| find(item, &path));
            if is_same_or_absent(stored(attribute.path()), stored(attribute.other_path())) {
                return Some(are_equal(attribute));
            }
            unchanged(self.sources_of(attribute), basis?)
        })
    }

    /// Returns the attributes of the model that some change of the field with this attribute reads.
    fn sources_of(&self, attribute: &PhasedAttribute) -> BTreeSet<&'static str> {
        let path = attribute.path();
        let changes = self.changes().iter();
        let of_first = changes.filter(|it| is_of(it, &path));
        let copied = of_first.filter_map(|action| match &action.change {
            PathChange::Copy(source) => Some(source.path.root),
            _ => None,
        });
        copied.chain([attribute.root()]).collect()
    }

    /// Returns the fields in phases of which some change is right only if both attributes
    /// are equal.
    fn inexactly_mirrored(&self) -> impl Iterator<Item = &'static PhasedAttribute> {
        let phased = self.subject.model.phased.iter();
        phased.filter(|attribute| {
            let path = attribute.path();
            let mut changes = self.changes().iter();
            attribute.is_mirrored
                && changes.any(|it| is_of(it, &path) && !is_mirrored_exactly(it, attribute))
        })
    }
}

/// Returns the condition that both attributes are equal, or both absent.
fn are_equal(attribute: &PhasedAttribute) -> Node {
    let [first, second] = [attribute.path(), attribute.other_path()];
    let absent = |path: &DocumentPath| Node::Function(Function::NotExists, path.clone());
    let are_absent = Node::Group(Join::And, vec![absent(&first), absent(&second)]);
    let are_same = Node::Compare(Operand::Path(first), Comparison::Eq, Operand::Path(second));
    Node::Group(Join::Or, vec![are_same, are_absent])
}
