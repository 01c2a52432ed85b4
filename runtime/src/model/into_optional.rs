//! Arguments of the setters of drafts.

use std::collections::BTreeSet;

/// What is accepted as the value of a field that may be left out: a value, or an `Option` of one.
/// `None` leaves the field out; an optional field with a default is absent then.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of a field that holds `{T}`",
    note = "give a `{T}` or an `Option<{T}>`"
)]
pub trait IntoOptional<T> {
    /// Converts into the value, or `None`.
    fn into_optional(self) -> Option<T>;
}

impl<T> IntoOptional<T> for T {
    fn into_optional(self) -> Option<T> {
        Some(self)
    }
}

impl<T> IntoOptional<T> for Option<T> {
    fn into_optional(self) -> Self {
        self
    }
}

impl<T: Ord, V: Into<T>, const N: usize> IntoOptional<BTreeSet<T>> for [V; N] {
    fn into_optional(self) -> Option<BTreeSet<T>> {
        Some(self.into_iter().map(Into::into).collect())
    }
}

impl<T, V: Into<T>, const N: usize> IntoOptional<Vec<T>> for [V; N] {
    fn into_optional(self) -> Option<Vec<T>> {
        Some(self.into_iter().map(Into::into).collect())
    }
}

macro_rules! into_optional {
    ($($type:ty: $($given:ty)*;)*) => {$($(
        impl IntoOptional<$type> for $given {
            fn into_optional(self) -> Option<$type> {
                Some(self.into())
            }
        }

        impl IntoOptional<$type> for Option<$given> {
            fn into_optional(self) -> Option<$type> {
                self.map(Into::into)
            }
        }
    )*)*};
}

into_optional! {
    String: &str &String;
    Vec<u8>: &str &[u8];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given<T>(value: impl IntoOptional<T>) -> Option<T> {
        value.into_optional()
    }

    #[test]
    fn values_and_options_are_accepted() {
        assert_eq!(given::<u32>(5), Some(5));
        assert_eq!(given::<u32>(None), None);
        assert_eq!(given::<String>("x"), Some("x".to_owned()));
        assert_eq!(given::<String>(Some("x")), Some("x".to_owned()));
        assert_eq!(given::<String>(None::<String>), None);
        assert_eq!(given::<Vec<u8>>("x"), Some(vec![b'x']));
        assert_eq!(given::<Vec<u8>>([1, 2]), Some(vec![1, 2]));
        let tags = BTreeSet::from(["x".to_owned()]);
        assert_eq!(given::<BTreeSet<String>>(["x"]), Some(tags));
    }
}
