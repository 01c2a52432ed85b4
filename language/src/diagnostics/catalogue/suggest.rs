//! "Did you mean" suggestions.

/// The probable meaning of an unknown name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// This name, misspelt.
    Misspelt(&'static str),
    /// This name, called differently elsewhere.
    Called(&'static str),
    /// Something expressed in another way: the way, and the corresponding key, if there is one.
    Otherwise(&'static str, Option<&'static str>),
}

impl Meant {
    /// Returns the corresponding key.
    pub(crate) fn key(self) -> Option<&'static str> {
        match self {
            Self::Misspelt(key) | Self::Called(key) => Some(key),
            Self::Otherwise(_, key) => key,
        }
    }
}

/// Maximum number of names to compare with a misspelt one. It also limits the cost of a schema with
/// ten thousand unknown types and ten thousand known ones.
const MAX_COMPARED: usize = 2_000;

/// Returns the known name that is most probably meant, if one is similar enough.
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

/// Returns the sentence for a similar name, if there is one.
pub(super) fn near<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    closest(name, known).map(did_you_mean)
}

/// Returns the sentence for a misspelt name.
fn did_you_mean(meant: &str) -> String {
    format!("did you mean {}?", super::quote(meant))
}

/// Returns the sentence for a name that is called differently here.
pub(super) fn called(ours: &str) -> String {
    format!("Dynamite calls it {}", super::quote(ours))
}

/// Returns the help with the name to write instead.
pub(super) fn help_with(meant: Meant) -> String {
    match meant {
        Meant::Misspelt(ours) => did_you_mean(ours),
        Meant::Called(ours) => called(ours),
        Meant::Otherwise(how, _) => how.to_owned(),
    }
}
