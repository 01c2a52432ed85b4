//! Canonical bytes of expressions.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

/// Writes each part after its length, so that different lists of parts give different bytes.
pub(super) fn fingerprint(
    texts: &[&str],
    names: &[Cow<'static, str>],
    values: &[AttributeValue],
) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    push_len(&mut out, texts.len());
    for text in texts {
        push_bytes(&mut out, text.as_bytes());
    }
    push_len(&mut out, names.len());
    for name in names {
        push_bytes(&mut out, name.as_bytes());
    }
    push_len(&mut out, values.len());
    for value in values {
        push_value(&mut out, value);
    }
    out
}

fn push_len(out: &mut Vec<u8>, len: usize) {
    out.extend_from_slice(&(len as u64).to_be_bytes());
}

fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    push_len(out, bytes.len());
    out.extend_from_slice(bytes);
}

fn push_all<'a>(out: &mut Vec<u8>, tag: u8, members: impl ExactSizeIterator<Item = &'a [u8]>) {
    out.push(tag);
    push_len(out, members.len());
    for member in members {
        push_bytes(out, member);
    }
}

fn push_value(out: &mut Vec<u8>, value: &AttributeValue) {
    match value {
        AttributeValue::S(text) => {
            out.push(b'S');
            push_bytes(out, text.as_bytes());
        }
        AttributeValue::N(text) => {
            out.push(b'N');
            push_bytes(out, text.as_bytes());
        }
        AttributeValue::B(bytes) => {
            out.push(b'B');
            push_bytes(out, bytes.as_ref());
        }
        AttributeValue::Bool(value) => out.extend_from_slice(&[b'?', u8::from(*value)]),
        AttributeValue::Ss(members) => push_all(out, b's', members.iter().map(String::as_bytes)),
        AttributeValue::Ns(members) => push_all(out, b'n', members.iter().map(String::as_bytes)),
        AttributeValue::Bs(members) => push_all(out, b'b', members.iter().map(AsRef::as_ref)),
        AttributeValue::L(elements) => {
            out.push(b'L');
            push_len(out, elements.len());
            for element in elements {
                push_value(out, element);
            }
        }
        AttributeValue::M(entries) => {
            let mut entries = entries.iter().collect::<Vec<_>>();
            entries.sort_unstable_by_key(|(name, _)| *name);
            out.push(b'M');
            push_len(out, entries.len());
            for (name, value) in entries {
                push_bytes(out, name.as_bytes());
                push_value(out, value);
            }
        }
        // `NULL`, and kinds that future versions of the SDK may add: our writer makes no other.
        _ => out.push(b'0'),
    }
}

/// Returns the bytes of strings, numbers and binary in a value, which count towards the limit of a
/// request.
pub(super) fn value_bytes(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) | AttributeValue::N(text) => text.len(),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::Ss(members) | AttributeValue::Ns(members) => {
            members.iter().map(String::len).sum()
        }
        AttributeValue::Bs(members) => members.iter().map(|bytes| bytes.as_ref().len()).sum(),
        AttributeValue::L(elements) => elements.iter().map(value_bytes).sum(),
        AttributeValue::M(entries) => entries
            .iter()
            .map(|(name, value)| name.len() + value_bytes(value))
            .sum(),
        _ => 1,
    }
}
