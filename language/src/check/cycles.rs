//! Types that contain themselves.

use super::Context;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{Field, NamedType, Type};

/// A list or map may be empty, so a type may contain itself through one. If it contained itself
/// directly, or through an optional field, its Rust struct would have no finite size.
pub(super) fn types_do_not_contain_themselves(context: &Context<'_>, problems: &mut Problems) {
    let types: Vec<_> = context.types().collect();
    let contents: Vec<_> = types.iter().map(|ty| contained(ty)).collect();
    let mut walk = Walk {
        state: vec![State::New; types.len()],
        path: Vec::new(),
    };
    for start in 0..types.len() {
        walk.visit(start, &contents, |first, cycle| {
            let through: Vec<_> = cycle
                .iter()
                .map(|field| (field.name.as_str(), field.span))
                .collect();
            problems.push(catalogue::cyclic_type(
                &types[first].name,
                types[first].span,
                &through,
            ));
        });
    }
}

/// Returns the types that a value of this type contains, always or unless absent.
fn contained(ty: &NamedType) -> Vec<(usize, &Field)> {
    let named = ty.fields().filter_map(|field| match &field.ty {
        Type::Named(id) => Some((id.0, field)),
        _ => None,
    });
    named.collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnPath,
    Done,
}

/// A depth-first walk with an explicit path: a long chain of types must not exhaust the stack.
struct Walk<'a> {
    state: Vec<State>,
    /// Types from the start to the current one, each with the next of its contents to visit.
    path: Vec<(usize, usize, Option<&'a Field>)>,
}

impl<'a> Walk<'a> {
    fn visit(
        &mut self,
        start: usize,
        contents: &[Vec<(usize, &'a Field)>],
        mut found: impl FnMut(usize, &[&Field]),
    ) {
        self.enter(start, None);
        while let Some((current, next, _)) = self.path.last_mut() {
            let Some((inner, field)) = contents[*current].get(*next).copied() else {
                self.state[*current] = State::Done;
                self.path.pop();
                continue;
            };
            *next += 1;
            match self.state[inner] {
                State::New => self.enter(inner, Some(field)),
                State::OnPath => found(inner, &self.cycle_to(inner, field)),
                State::Done => {}
            }
        }
    }

    fn enter(&mut self, ty: usize, by: Option<&'a Field>) {
        if self.state[ty] == State::New {
            self.state[ty] = State::OnPath;
            self.path.push((ty, 0, by));
        }
    }

    /// Returns the fields that lead from a type on the path back to it.
    fn cycle_to(&self, first: usize, last: &'a Field) -> Vec<&'a Field> {
        let from = self
            .path
            .iter()
            .position(|(ty, ..)| *ty == first)
            .unwrap_or(0);
        let between = self.path[from + 1..].iter().filter_map(|(_, _, by)| *by);
        between.chain(std::iter::once(last)).collect()
    }
}
