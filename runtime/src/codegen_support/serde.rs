//! What generated code uses for `serde: true`.

#[cfg(feature = "serde")]
pub use crate::serde::*;

/// Compiles these items if the feature `serde` is on.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_serde {
    ($($items:tt)*) => { $($items)* };
}

/// Compiles these items if the feature `serde` is on.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_serde {
    ($($items:tt)*) => {};
}

/// Refuses to compile without the feature `serde`. Stands once among generated models, so that it
/// is one error.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_serde {
    () => {};
}

/// Refuses to compile without the feature `serde`. Stands once among generated models, so that it
/// is one error.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_serde {
    () => {
        ::core::compile_error!(
            "the schema says `serde`: add `features = [\"serde\"]` to the dependency on \
             dynamite-runtime"
        );
    };
}
