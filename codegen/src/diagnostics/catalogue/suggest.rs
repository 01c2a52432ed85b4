//! "Did you mean".

/// More names than this are not worth comparing with a misspelt one; it also keeps a schema with
/// ten thousand unknown types from being compared with ten thousand known ones.
const MAX_COMPARED: usize = 2_000;

/// The known name that is most probably meant, if one is near enough to be.
pub fn closest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // Longer words may have more mistakes: one in three letters, but never a different word.
    let allowed = (name.chars().count() / 3).clamp(1, 3);
    let lower = name.to_lowercase();
    known
        .into_iter()
        .take(MAX_COMPARED)
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= allowed)
        .map(|candidate| (distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

fn distance(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

/// The sentence for it.
pub(super) fn did_you_mean<'k>(
    name: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<String> {
    closest(name, known).map(|meant| format!("did you mean {}?", super::quote(meant)))
}
