//! Enumerations whose variants are words in schema files.

/// Defines the list of variants of an enumeration without data, and their words.
macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal,)* }) => {
        impl $type {
            /// Every variant.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The words of all variants, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($word),*];

            /// Returns its word in a schema file.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// Returns the variant with this word.
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == word)
            }
        }
    };
}
