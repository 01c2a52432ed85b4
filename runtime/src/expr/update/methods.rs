//! The methods of everything that collects changes, written once.

/// Gives a builder the methods of updates.
///
/// The builder has a type parameter `M`, or another path given as `$model`, for the model, and a
/// method `fn change(self, outcome: ActionResult) -> Self` that takes what a method comes to.
macro_rules! update_methods {
    ($model:ty) => {
        /// Sets an attribute, whether it exists or not. An empty set removes it, because that is
        /// how empty sets are stored, and a JSON null removes an optional field. Setting an element
        /// behind the end of a list appends it.
        ///
        /// Below the top level everything the path passes through has to exist. The value is
        /// normalized and checked as the rules of the field say.
        pub fn set<F>(self, handle: F, value: impl $crate::expr::IntoValue<F::Attribute>) -> Self
        where
            F: $crate::codec::Handle<Model = $model, Capabilities: $crate::expr::Settable>,
        {
            self.change($crate::expr::update::build::set(handle, value))
        }

        /// Sets an attribute that may be absent, and removes it for `None`.
        pub fn set_optional<F, V>(self, handle: F, value: Option<V>) -> Self
        where
            F: $crate::codec::Handle<Model = $model, Capabilities: $crate::expr::Removable>,
            V: $crate::expr::IntoValue<F::Attribute>,
        {
            self.change($crate::expr::update::build::set_optional(handle, value))
        }

        /// Sets an attribute if it does not exist: `if_not_exists`. An attribute that holds
        /// `NULL` exists. An empty set changes nothing.
        pub fn set_if_absent<F>(
            self,
            handle: F,
            value: impl $crate::expr::IntoValue<F::Attribute>,
        ) -> Self
        where
            F: $crate::codec::Handle<Model = $model, Capabilities: $crate::expr::Settable>,
        {
            self.change($crate::expr::update::build::set_if_absent(handle, value))
        }

        /// Sets an attribute to what another of the same item held before the update. DynamoDB
        /// refuses the update if the other does not exist. A field with rules takes a copy only
        /// from one with the same rules.
        pub fn set_to<F>(
            self,
            handle: F,
            source: impl $crate::codec::Handle<Model = $model, Attribute = F::Attribute>,
        ) -> Self
        where
            F: $crate::codec::Handle<Model = $model, Capabilities: $crate::expr::Settable>,
        {
            self.change($crate::expr::update::build::set_to(handle, source))
        }

        /// Adds to a number. An absent attribute counts as zero. The `min` and `max` of the field
        /// become a condition on what is stored, and so does the range of its type.
        pub fn add<F>(self, handle: F, amount: impl $crate::expr::IntoValue<F::Attribute>) -> Self
        where
            F: $crate::codec::Handle<
                    Model = $model,
                    Attribute: $crate::expr::Number,
                    Capabilities: $crate::expr::Settable,
                >,
        {
            self.change($crate::expr::update::build::add(handle, amount))
        }

        /// Subtracts from a number. An absent attribute counts as zero. The `min` and `max` of the
        /// field become a condition on what is stored, and so does the range of its type: an
        /// unsigned number stays above zero.
        pub fn subtract<F>(
            self,
            handle: F,
            amount: impl $crate::expr::IntoValue<F::Attribute>,
        ) -> Self
        where
            F: $crate::codec::Handle<
                    Model = $model,
                    Attribute: $crate::expr::Number,
                    Capabilities: $crate::expr::Settable,
                >,
        {
            self.change($crate::expr::update::build::subtract(handle, amount))
        }

        /// Removes an attribute, or an entry of a map, that may be absent.
        pub fn remove<F>(self, handle: F) -> Self
        where
            F: $crate::codec::Handle<Model = $model, Capabilities: $crate::expr::Removable>,
        {
            self.change($crate::expr::update::build::remove(handle))
        }

        /// Removes the element at this index of a list; those behind it move up. An index behind
        /// the end changes nothing. Several indexes in one update all mean the list as it was.
        pub fn remove_at<F>(self, list: F, index: usize) -> Self
        where
            F: $crate::codec::Handle<
                    Model = $model,
                    Attribute: $crate::expr::Indexed,
                    Capabilities: $crate::expr::Settable,
                >,
        {
            self.change($crate::expr::update::build::remove_at(list, index))
        }

        /// Appends elements to a list. An absent list counts as empty. The `max_length` of the
        /// field becomes a condition on what is stored.
        pub fn append<F, V>(self, list: F, elements: impl IntoIterator<Item = V>) -> Self
        where
            F: $crate::codec::Handle<
                    Model = $model,
                    Attribute: $crate::expr::Indexed,
                    Capabilities: $crate::expr::Settable,
                >,
            V: $crate::expr::IntoValue<<F::Attribute as $crate::expr::Indexed>::Element>,
        {
            self.change($crate::expr::update::build::append(list, elements))
        }

        /// Puts elements before those of a list. An absent list counts as empty.
        pub fn prepend<F, V>(self, list: F, elements: impl IntoIterator<Item = V>) -> Self
        where
            F: $crate::codec::Handle<
                    Model = $model,
                    Attribute: $crate::expr::Indexed,
                    Capabilities: $crate::expr::Settable,
                >,
            V: $crate::expr::IntoValue<<F::Attribute as $crate::expr::Indexed>::Element>,
        {
            self.change($crate::expr::update::build::prepend(list, elements))
        }

        /// Inserts members into a set; those it has already stay. No members change nothing. The
        /// `max_length` of the field becomes a condition on what is stored, for which several
        /// members count as if all were new.
        pub fn insert<F, V>(self, set: F, members: impl IntoIterator<Item = V>) -> Self
        where
            F: $crate::codec::Handle<
                    Model = $model,
                    Attribute: $crate::expr::Members,
                    Capabilities: $crate::expr::Settable,
                >,
            V: $crate::expr::IntoValue<<F::Attribute as $crate::expr::Members>::Member>,
        {
            self.change($crate::expr::update::build::insert(set, members))
        }

        /// Takes members out of a set, as far as it has them. Without the last one the
        /// attribute is absent. No members change nothing.
        pub fn discard<F, V>(self, set: F, members: impl IntoIterator<Item = V>) -> Self
        where
            F: $crate::codec::Handle<
                    Model = $model,
                    Attribute: $crate::expr::Members,
                    Capabilities: $crate::expr::Settable,
                >,
            V: $crate::expr::IntoValue<<F::Attribute as $crate::expr::Members>::Member>,
        {
            self.change($crate::expr::update::build::discard(set, members))
        }
    };
}

pub(crate) use update_methods;
