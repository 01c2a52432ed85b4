//! Things of two schemas that are the same thing.

/// Pairs of things, and those without one.
pub(super) struct Pairs<T> {
    /// The old thing and the new one, in the order of the new ones.
    pub(super) both: Vec<(T, T)>,
    /// The old things that have no new one.
    pub(super) removed: Vec<T>,
    /// The new things that have no old one.
    pub(super) added: Vec<T>,
}

/// Pairs things for which one of these functions holds; an earlier function counts more than a
/// later one.
pub(super) fn pair<T: Copy>(
    old: impl IntoIterator<Item = T>,
    new: impl IntoIterator<Item = T>,
    same: &[&dyn Fn(T, T) -> bool],
) -> Pairs<T> {
    let mut old: Vec<_> = old.into_iter().collect();
    let new: Vec<_> = new.into_iter().collect();
    let mut partners: Vec<Option<T>> = vec![None; new.len()];
    for same in same {
        for (new, partner) in new.iter().zip(&mut partners) {
            if partner.is_none()
                && let Some(at) = old.iter().position(|old| same(*old, *new))
            {
                *partner = Some(old.remove(at));
            }
        }
    }
    let paired = || new.iter().zip(&partners);
    Pairs {
        both: paired()
            .filter_map(|(new, old)| old.map(|old| (old, *new)))
            .collect(),
        removed: old,
        added: paired()
            .filter(|(_, old)| old.is_none())
            .map(|(new, _)| *new)
            .collect(),
    }
}
