//! Normalization of text before it is checked and stored.

/// A step of the normalization of a text. `F` is a user-defined function: its path in a schema, the
/// function itself in generated code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Normalization<F> {
    /// Removes white space at both ends.
    Trim,
    /// [`Trim`](Self::Trim), and turns white space inside into single spaces.
    CollapseWhitespace,
    /// Turns all letters into small ones, as Unicode maps them.
    Lowercase,
    /// Turns all letters into capitals, as Unicode maps them.
    Uppercase,
    /// Calls a user-defined function: `fn(&str) -> String`.
    Rust(F),
}

/// The words for the built-in steps.
pub const NORMALIZATION_NAMES: &[&str] = &["trim", "collapse_whitespace", "lowercase", "uppercase"];

impl<F> Normalization<F> {
    /// Returns the built-in step with this word.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "trim" => Some(Self::Trim),
            "collapse_whitespace" => Some(Self::CollapseWhitespace),
            "lowercase" => Some(Self::Lowercase),
            "uppercase" => Some(Self::Uppercase),
            _ => None,
        }
    }

    /// Applies a built-in step.
    ///
    /// # Errors
    /// The user-defined function to call instead.
    pub fn apply(&self, text: &mut String) -> Result<(), &F> {
        match self {
            Self::Trim if text.trim().len() == text.len() => {}
            Self::Trim => *text = String::from(text.trim()),
            Self::CollapseWhitespace => {
                *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            Self::Lowercase => *text = text.to_lowercase(),
            Self::Uppercase => *text = text.to_uppercase(),
            Self::Rust(function) => return Err(function),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{NORMALIZATION_NAMES, Normalization};

    #[test]
    fn every_word_is_a_step() {
        let of_word = |word: &&str| Normalization::<()>::named(word).is_some();
        assert!(NORMALIZATION_NAMES.iter().all(of_word));
        assert!(Normalization::<()>::named("rust").is_none());
    }

    #[test]
    fn steps_change_what_they_say() {
        for (word, changed) in [
            ("trim", "Ada\t Straße"),
            ("collapse_whitespace", "Ada Straße"),
            ("lowercase", " ada\t straße "),
            ("uppercase", " ADA\t STRASSE "),
        ] {
            let mut text = " Ada\t Straße ".to_owned();
            let step = Normalization::<()>::named(word).expect(word);
            assert_eq!(step.apply(&mut text), Ok(()));
            assert_eq!(text, changed);
        }
        let mut text = " a ".to_owned();
        assert_eq!(Normalization::Rust(7).apply(&mut text), Err(&7));
        assert_eq!(text, " a ");
    }
}
