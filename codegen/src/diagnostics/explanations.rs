//! What each code means, with an example of what is wrong and of what is right.

use super::Code;

/// The long form of a diagnostic.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// What it means and why it is refused.
    pub meaning: &'static str,
    /// A schema file that gives this code, where one can be shown.
    pub wrong: Option<&'static str>,
    /// The same, made right.
    pub right: Option<&'static str>,
}

/// The explanation of a code, such as `DM101`.
pub fn explain(code: &str) -> Option<&'static Explanation> {
    codes().find(|explanation| explanation.code.name().eq_ignore_ascii_case(code))
}

/// Every code, in order.
pub fn codes() -> impl Iterator<Item = &'static Explanation> {
    std::iter::empty()
}
