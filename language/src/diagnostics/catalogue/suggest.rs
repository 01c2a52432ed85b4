//! "Did you mean".

/// What somebody probably meant who wrote a name that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// This one, misspelt.
    Misspelt(&'static str),
    /// This one, by the name it has elsewhere.
    Called(&'static str),
    /// Something that is said in another way: how, and the key that stands for it, if there is one.
    Otherwise(&'static str, Option<&'static str>),
}

impl Meant {
    /// The key that it stands for.
    pub(crate) fn key(self) -> Option<&'static str> {
        match self {
            Self::Misspelt(key) | Self::Called(key) => Some(key),
            Self::Otherwise(_, key) => key,
        }
    }
}

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

/// The sentence for a name that is near enough.
pub(super) fn near<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    closest(name, known).map(did_you_mean)
}

/// The sentence for a name that is misspelt.
fn did_you_mean(meant: &str) -> String {
    format!("did you mean {}?", super::quote(meant))
}

/// The sentence for what others call otherwise.
pub(super) fn called(ours: &str) -> String {
    format!("Dynamite calls it {}", super::quote(ours))
}

/// What to write in place of something that is called otherwise here.
pub(super) fn help_with(meant: Meant) -> String {
    match meant {
        Meant::Misspelt(ours) => did_you_mean(ours),
        Meant::Called(ours) => called(ours),
        Meant::Otherwise(how, _) => how.to_owned(),
    }
}
