//! Entities as stored items, and back.

/// The attributes of an entity beside its key and what Dynamite keeps.
macro_rules! fields_to_item {
    ($entity:expr, $spec:expr) => {{
        let entity = $entity;
        let mut item = crate::value::Item::new();
        let mut put = |name: &str, value: crate::value::Value| {
            if !value.is_empty_set() {
                item.insert(name.to_owned(), value);
            }
        };
        put("owner", s(&entity.owner));
        put("title", s(&entity.title));
        put("state", nested::state_value(entity.state));
        put("n", n(entity.count));
        put("level", n(entity.level));
        put("email", s(&entity.email));
        put("tags", Value::Ss(entity.tags.clone()));
        put(
            "lines",
            Value::L(entity.lines.iter().map(nested::line_value).collect()),
        );
        let notes = entity
            .notes
            .iter()
            .map(|(key, note)| (key.clone(), s(note)));
        put("notes", Value::M(notes.collect()));
        if let Some(label) = &entity.label {
            put("l", s(label));
        }
        if let Some(rank) = entity.rank {
            put("rank", n(rank));
        }
        if let Some(badge) = entity.badge {
            put("badge", n(badge));
        }
        if let Some(nick) = &entity.nick {
            put("nick", s(nick));
        }
        if let Some(lots) = &entity.lots {
            put(
                "lots",
                Value::Ns(lots.iter().map(|it| i128::from(*it)).collect()),
            );
        }
        if let Some(marks) = &entity.marks {
            put("marks", Value::L(marks.iter().map(s).collect()));
        }
        if let Some(detail) = &entity.detail {
            put("detail", nested::detail_value(detail));
        }
        if let Some(extra) = &entity.extra {
            put("extra", nested::document_value(extra));
        }
        if let Some(due) = entity.due {
            put("due", time::stored(due, $spec.due));
        }
        item
    }};
}

/// An entity with these fields beside those of the item.
macro_rules! entity {
    ($model:ident, $item:expr, $spec:expr, $($field:ident: $value:expr,)*) => {{
        let item: &crate::value::Item = $item;
        $model {
            owner: item["owner"].text(),
            title: item["title"].text(),
            state: nested::state(&item["state"]),
            count: item["n"].int(),
            level: item["level"].int(),
            label: item.get("l").map(nested::text),
            rank: item.get("rank").map(nested::int),
            email: item["email"].text(),
            badge: item.get("badge").map(nested::int),
            nick: item.get("nick").map(nested::text),
            tags: item.get("tags").map(nested::text_set).unwrap_or_default(),
            lots: item.get("lots").map(nested::number_set),
            lines: nested::lines(&item["lines"]),
            marks: item.get("marks").map(nested::texts),
            notes: nested::notes(&item["notes"]),
            detail: item.get("detail").map(nested::detail),
            extra: item.get("extra").map(nested::document),
            due: item.get("due").map(|it| time::read(it, $spec.due)),
            $($field: $value,)*
        }
    }};
}

/// A draft with the fields of the item that may be left out.
macro_rules! drafted {
    ($draft:expr, $item:expr, $spec:expr) => {{
        let (mut draft, item) = ($draft, $item);
        if let Some(state) = item.get("state") {
            draft = draft.state(nested::state(state));
        }
        if let Some(count) = item.get("n") {
            draft = draft.count(count.int());
        }
        if let Some(level) = item.get("level") {
            draft = draft.level(level.int());
        }
        if let Some(label) = item.get("l") {
            draft = draft.label(label.text());
        }
        if let Some(rank) = item.get("rank") {
            draft = draft.rank(Some(rank.int()));
        }
        if let Some(badge) = item.get("badge") {
            draft = draft.badge(Some(badge.int()));
        }
        if let Some(nick) = item.get("nick") {
            draft = draft.nick(nick.text());
        }
        if let Some(tags) = item.get("tags") {
            draft = draft.tags(nested::text_set(tags));
        }
        if let Some(lots) = item.get("lots") {
            draft = draft.lots(nested::number_set(lots));
        }
        if let Some(lines) = item.get("lines") {
            draft = draft.lines(nested::lines(lines));
        }
        if let Some(marks) = item.get("marks") {
            draft = draft.marks(nested::texts(marks));
        }
        if let Some(notes) = item.get("notes") {
            draft = draft.notes(nested::notes(notes));
        }
        if let Some(detail) = item.get("detail") {
            draft = draft.detail(nested::detail(detail));
        }
        if let Some(extra) = item.get("extra") {
            draft = draft.extra(nested::document(extra));
        }
        if let Some(due) = item.get("due") {
            draft = draft.due(time::read(due, $spec.due));
        }
        draft
    }};
}

pub(super) use {drafted, entity, fields_to_item};
