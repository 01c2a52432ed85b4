//! A step that is made on a condition, and what it has to do with other ones.

use dynamite_schema::expr::{Expression, ReadPath, Value};

use super::Due;
use super::former::with_value;
use super::inspect::Inspect;
use super::needed::TakenFrom;
use super::place::{Found, Place};
use super::step::Step;
use crate::rewrite::Reject;
use crate::values::Item;

/// A step, and the condition on which it is made.
#[derive(Clone, Debug)]
pub(super) struct Filtered {
    /// The field, for messages.
    pub(super) name: String,
    pub(super) filter: Option<Expression>,
    pub(super) step: Step,
    /// What is asked about items before the first run; `None` if it is not part of one.
    pub(super) inspect: Option<Inspect>,
    /// `true` if programs may have cleared the field since the run was done.
    pub(super) may_be_cleared: bool,
    /// What its value comes from and the contract drops: an item that does not have it would lose it.
    pub(super) takes_over: Vec<TakenFrom>,
    /// Attributes that later migrations have let take over from its field: where there is nothing, and one of
    /// them has a value, nothing is left to do.
    pub(super) superseded_by: Vec<Place>,
    /// `true` if it is no matter where the contract drops nothing that its value comes from.
    pub(super) is_of_dropped: bool,
    /// `true` if the operator says that what could hold its field was cleared where it is absent.
    pub(super) may_lack_parent: bool,
}

impl Filtered {
    /// A step, for items that a filter says.
    pub(super) fn new(name: &str, filter: Option<Expression>, step: Step) -> Self {
        Self {
            name: name.to_owned(),
            filter,
            step,
            inspect: None,
            may_be_cleared: false,
            takes_over: Vec::new(),
            superseded_by: Vec::new(),
            is_of_dropped: false,
            may_lack_parent: false,
        }
    }

    /// Returns what the step does to an item; `None` if nothing is left to do.
    pub(super) fn due(&self, item: &Item<'_>) -> Result<Option<Due<'_>>, Reject> {
        let is_empty = || matches!(self.step.place().stored(item.attributes), Ok(None));
        if is_empty() && with_value(&self.superseded_by, item.attributes)?.is_some() {
            return self.due_if_superseded(item);
        }
        let Some(filter) = &self.filter else {
            return self.kept(item);
        };
        if self.step.is_marked_on(item)? || !self.is_made(item)? {
            return Ok(None);
        }
        let mut due = self.kept(item)?;
        if let Some(due) = &mut due {
            due.reads.extend(filter.reads());
        }
        Ok(due)
    }

    /// Returns what is left to do where a later field has taken over from that of the step: nobody can tell whether it
    /// has what the step gives.
    fn due_if_superseded(&self, item: &Item<'_>) -> Result<Option<Due<'_>>, Reject> {
        let is_left = matches!(self.step, Step::Unlike(_)) && self.loses(item)?;
        let to = self.step.place();
        let due = || Due::of(to, to.attribute().removed(), to.attribute().is_absent());
        Ok(is_left.then(due))
    }

    /// Returns what the step does to an item that it is for.
    ///
    /// # Errors
    /// If the item would lose what the step is to keep.
    pub(super) fn kept(&self, item: &Item<'_>) -> Result<Option<Due<'_>>, Reject> {
        let place = self.step.place();
        if self.is_of_dropped && !self.loses(item)? {
            return Ok(None);
        }
        let asks_for_parent = !self.takes_over.is_empty() && !self.may_lack_parent;
        if asks_for_parent && place.find(item.attributes)? == Found::NoParent {
            let given = self.step.given(item)?;
            if given.is_some_and(|it| !it.is_null()) && self.loses(item)? {
                let reason =
                    "there is nothing that could hold it, and what its value comes from is dropped";
                return Err(place.reject(reason));
            }
        }
        self.step.due(item)
    }

    /// Returns what is left to do in an item, for people.
    pub(super) fn left(&self, item: &Item<'_>) -> String {
        let name = &self.name;
        match &self.step {
            Step::Replaced { of, .. } => {
                format!("{name}, which is not what {} has", of.from.path())
            }
            Step::Unlike(_) => {
                let from = self.takes_over.iter().map(|it| it.place.path());
                let from = from.collect::<Vec<_>>().join(" and ");
                format!("{name}, which is not what {from} gives")
            }
            step => match step.place().find(item.attributes) {
                Ok(Found::Nothing) => format!("{name}, which is absent"),
                _ => name.clone(),
            },
        }
    }

    /// Returns what finds where its attribute has something else than the step gives it, and what that comes from
    /// is dropped; `None` if that cannot be told.
    pub(super) fn unlike(&self) -> Option<Self> {
        let is_told = !self.takes_over.is_empty() && self.step.marker().is_none();
        let filled = self.step.filled().filter(|_| is_told)?;
        Some(Self {
            step: Step::Unlike(Box::new(filled)),
            is_of_dropped: true,
            ..self.clone()
        })
    }

    /// Returns the step where its attribute has nothing: what programs have written there since is theirs.
    pub(super) fn filled(&self) -> Option<Self> {
        let step = self.step.filled()?;
        Some(Self {
            step,
            ..self.clone()
        })
    }

    /// Returns `true` if the contract drops from an item what the value of the step comes from.
    pub(super) fn loses(&self, item: &Item<'_>) -> Result<bool, Reject> {
        for from in &self.takes_over {
            let is_there = from.place.stored(item.attributes)?.is_some();
            if is_there && self.holds(from.filter.as_ref(), item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns `true` if the step is for an item.
    pub(super) fn is_made(&self, item: &Item<'_>) -> Result<bool, Reject> {
        self.holds(self.filter.as_ref(), item)
    }

    pub(super) fn holds(
        &self,
        filter: Option<&Expression>,
        item: &Item<'_>,
    ) -> Result<bool, Reject> {
        let Some(filter) = filter else {
            return Ok(true);
        };
        match item.evaluate(filter) {
            Ok(Value::Bool(is_made)) => Ok(is_made),
            Ok(_) => Err(Reject::new(&*self.name, "`where` is null")),
            Err(error) => Err(Reject::new(&*self.name, format!("`where`: {error}"))),
        }
    }

    /// Returns what the step reads to compute its value.
    pub(super) fn reads(&self) -> Vec<&ReadPath> {
        let of_step = match &self.step {
            Step::Evaluate(of) => of.value.reads().iter().collect(),
            _ => Vec::new(),
        };
        let of_filter = self.filter.iter().flat_map(Expression::reads);
        of_filter.chain(of_step).collect()
    }
}
