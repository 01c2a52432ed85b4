//! What is done to a text before it is checked and stored.

/// One step.
#[derive(Clone, Copy, Debug)]
pub enum Normalize {
    /// White space at both ends goes.
    Trim,
    /// White space at both ends goes, and inside it becomes single spaces.
    CollapseWhitespace,
    /// All letters become small, as Unicode maps them.
    Lowercase,
    /// All letters become capital, as Unicode maps them.
    Uppercase,
    /// A function of the user's own.
    Rust(fn(&str) -> String),
}

impl Normalize {
    pub(crate) fn apply(self, text: &mut String) {
        match self {
            Self::Trim if text.trim().len() == text.len() => {}
            Self::Trim => *text = String::from(text.trim()),
            Self::CollapseWhitespace => {
                *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            Self::Lowercase => *text = text.to_lowercase(),
            Self::Uppercase => *text = text.to_uppercase(),
            Self::Rust(normalize) => *text = normalize(text),
        }
    }
}
