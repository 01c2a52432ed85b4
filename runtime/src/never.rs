//! A trait without implementations, which makes rustc print the messages of our traits.

/// Is implemented by nothing.
///
/// If one implementation of a trait could apply to a type, rustc reports which of its bounds fails,
/// such as `<String as Attribute>::Value == {integer}`. If two could, it reports the trait itself, with
/// the message of `#[diagnostic::on_unimplemented]`. A second implementation with this bound never
/// applies.
pub trait Never {
    /// Returns a value of any type. There is nothing to call it on.
    fn never<T>() -> T;
}
