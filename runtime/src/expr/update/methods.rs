//! The methods of all builders that collect changes.

/// Implements the update methods for a builder.
///
/// The builder has a type parameter `M`, or another path given as `$model`, for the model, and a
/// method `fn change(self, outcome: ActionResult) -> Self` that takes the result of each update
/// method.
macro_rules! update_methods {
    ($model:ty) => {
        /// Sets an attribute, whether it exists or not. An empty set removes it, because empty sets
        /// are stored as absent attributes, and a JSON null removes an optional field. Setting an
        /// element past the end of a list appends it.
        ///
        /// The parents of a nested attribute must exist. The value is normalized and checked by the
        /// field's rules.
        pub fn set<F>(self, handle: F, value: impl $crate::expr::IntoValue<F::Attribute>) -> Self
        where
            F: $crate::codec::Handle<Model = $model, Capabilities: $crate::expr::Settable>,
        {
            self.change($crate::expr::update::build::set(handle, value))
        }

        /// Sets an attribute, or leaves it as it is for `None`: for a field of a request that need
        /// not be given.
        pub fn set_if_some<F, V>(self, handle: F, value: Option<V>) -> Self
        where
            F: $crate::codec::Handle<Model = $model, Capabilities: $crate::expr::Settable>,
            V: $crate::expr::IntoValue<F::Attribute>,
        {
            match value {
                Some(value) => self.set(handle, value),
                None => self,
            }
        }

        /// Sets an optional attribute; `None` removes it. For a request that may also leave it as it
        /// is, use [`patch`](Self::patch).
        pub fn set_or_remove<F, V>(self, handle: F, value: Option<V>) -> Self
        where
            F: $crate::codec::Handle<Model = $model, Capabilities: $crate::expr::Removable>,
            V: $crate::expr::IntoValue<F::Attribute>,
        {
            self.change($crate::expr::update::build::set_or_remove(handle, value))
        }

        /// Sets an optional attribute; `Some(None)` removes it, and `None` leaves it as it is. In a
        /// request in JSON, that is a value, `null`, and a field that is not given.
        pub fn patch<F, V>(self, handle: F, value: Option<Option<V>>) -> Self
        where
            F: $crate::codec::Handle<Model = $model, Capabilities: $crate::expr::Removable>,
            V: $crate::expr::IntoValue<F::Attribute>,
        {
            match value {
                Some(value) => self.set_or_remove(handle, value),
                None => self,
            }
        }

        /// Sets a flattened union: sets the attributes of its value, and removes those of the other
        /// variants. An optional union takes an `Option`; `None` removes all of its attributes.
        ///
        /// The value is normalized and checked by the rules of its fields.
        pub fn set_flattened<F>(
            self,
            handle: F,
            value: <F::Capabilities as $crate::expr::Presence>::Given<
                <F::Union as $crate::codec::Attribute>::Value,
            >,
        ) -> Self
        where
            F: $crate::expr::FlattenedHandle<Model = $model, Capabilities: $crate::expr::Presence>,
        {
            let changes = $crate::expr::update::flattened::set(handle, value);
            changes.into_iter().fold(self, Self::change)
        }

        /// Sets a flattened union as [`set_flattened`](Self::set_flattened) does; `None` leaves it as
        /// it is.
        pub fn patch_flattened<F>(
            self,
            handle: F,
            value: Option<
                <F::Capabilities as $crate::expr::Presence>::Given<
                    <F::Union as $crate::codec::Attribute>::Value,
                >,
            >,
        ) -> Self
        where
            F: $crate::expr::FlattenedHandle<Model = $model, Capabilities: $crate::expr::Presence>,
        {
            match value {
                Some(value) => self.set_flattened(handle, value),
                None => self,
            }
        }

        /// Sets an attribute if it does not exist: `if_not_exists`. An attribute that holds `NULL`
        /// exists. An empty set changes nothing.
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

        /// Sets an attribute to the value that another attribute of the item had before the update.
        /// DynamoDB rejects the update if the other one does not exist. A field with rules accepts
        /// a copy only from a field with the same rules.
        pub fn set_to<F>(
            self,
            handle: F,
            source: impl $crate::codec::Handle<
                Model = $model,
                Attribute = F::Attribute,
                Capabilities: $crate::expr::Copyable,
            >,
        ) -> Self
        where
            F: $crate::codec::Handle<Model = $model, Capabilities: $crate::expr::Settable>,
        {
            self.change($crate::expr::update::build::set_to(handle, source))
        }

        /// Adds to a number. An absent attribute counts as zero. The `min` and `max` of the field
        /// and the range of its type become conditions on the stored value.
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
        /// field and the range of its type become conditions on the stored value: an unsigned
        /// number does not fall below zero.
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

        /// Removes an attribute or a map entry that may be absent.
        pub fn remove<F>(self, handle: F) -> Self
        where
            F: $crate::codec::Handle<Model = $model, Capabilities: $crate::expr::Removable>,
        {
            self.change($crate::expr::update::build::remove(handle))
        }

        /// Removes the list element at this index; later elements move up. An index past the end
        /// changes nothing. All indexes in one update refer to the original list.
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
        /// field becomes a condition on the stored value.
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

        /// Prepends elements to a list. An absent list counts as empty.
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

        /// Inserts members into a set; existing ones stay. An empty list changes nothing. The
        /// `max_length` of the field becomes a condition on the stored value; if there are several
        /// members, all of them count as new.
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

        /// Removes members from a set; missing ones are ignored. Removing the last member removes
        /// the attribute. An empty list changes nothing.
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
