//! Changes of travellers as updates of any program.

/// Adds changes to a builder: that of an update, or of many.
macro_rules! changed_where {
    ($update:expr, $changes:expr) => {
        $changes
            .iter()
            .cloned()
            .fold($update, |update, change| match change {
                Change::SetName(name) => update.set(field::full_name(), name),
                Change::CopyName => update.set_to(field::full_name(), field::nick()),
                Change::NameIfAbsent(name) => update.set_if_absent(field::full_name(), name),
                Change::SetVisits(visits) => update.set(field::visits(), visits),
                Change::Add(more) => update.add(field::visits(), more),
                Change::Subtract(less) => update.subtract(field::visits(), less),
                Change::SetLabels(labels) => update.set(field::labels(), labels),
                Change::Insert(labels) => update.insert(field::labels(), labels),
                Change::Discard(labels) => update.discard(field::labels(), labels),
                Change::Append(more) => update.append(field::journal(), more),
                Change::Prepend(more) => update.prepend(field::journal(), more),
                Change::RemoveAt(index) => update.remove_at(field::journal(), index),
                Change::SetHome(city) => update.set(field::home(), Home { city, zip: None }),
                Change::RemoveHome => update.remove(field::home()),
                Change::SetCity(city) => update.set(field::home().city(), city),
                Change::SetZip(zip) => update.set_or_remove(field::home().zip(), zip),
                Change::SetOffice(office) => update.set(field::office(), of_desks(office)),
                Change::RemoveOffice => update.remove(field::office()),
                Change::SetStreet(street) => update.set(field::office().street(), street),
                Change::AddFloors(more) => update.add(field::office().floor(), more),
                Change::AppendDesks(more) => update.append(field::office().desks(), more),
                Change::RemoveDesk(index) => update.remove_at(field::office().desks(), index),
                Change::SetPrice(name, price) => update.set(field::prices().key(name), price),
                Change::AddPrice(name, more) => update.add(field::prices().key(name), more),
                Change::RemovePrice(name) => update.remove(field::prices().key(name)),
            })
    };
}
