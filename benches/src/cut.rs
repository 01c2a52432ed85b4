//! Generated files, cut down to a part of what is in them.

use quote::ToTokens;
use syn::{Attribute, File, ImplItem, Item, ItemImpl, Type, parse_quote};

/// The struct or enum of this name, to be compiled with serde's derives instead of a codec.
///
/// # Errors
/// If the file is not Rust.
pub fn with_serde(text: &str, name: &str) -> syn::Result<String> {
    cut(text, |item| {
        let attributes = match &mut *item {
            Item::Struct(definition) if definition.ident == name => &mut definition.attrs,
            Item::Enum(definition) if definition.ident == name => &mut definition.attrs,
            Item::Use(import) => {
                *import = parse_quote!(
                    use crate::rt;
                );
                return true;
            }
            _ => return false,
        };
        // Written out where ULIDs have to be shown as text.
        if !derives_debug(attributes) {
            attributes.push(parse_quote!(#[derive(Debug)]));
        }
        attributes.push(serde_derives());
        true
    })
}

fn derives_debug(attributes: &[Attribute]) -> bool {
    let mut attributes = attributes.iter().map(ToTokens::to_token_stream);
    attributes.any(|attribute| attribute.to_string().contains("Debug"))
}

fn serde_derives() -> Attribute {
    parse_quote!(#[derive(::serde::Serialize, ::serde::Deserialize)])
}

/// The struct or enum of this name, and how it is read and written.
///
/// # Errors
/// If the file is not Rust.
pub fn with_codec(text: &str, name: &str) -> syn::Result<String> {
    let text = text.replace("<Self as rt::Row>::ATTRIBUTES", "Self::ATTRIBUTES");
    cut(&text, |item| match item {
        Item::Struct(definition) => definition.ident == name,
        Item::Enum(definition) => definition.ident == name,
        Item::Use(_) => true,
        Item::Impl(block) => is_of(&block.self_ty, name) && keep_codec(block),
        _ => false,
    })
}

fn is_of(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(ty) if ty.path.is_ident(name))
}

/// Whether an implementation is part of the codec. Traits that are more than that become
/// methods, and handles go.
fn keep_codec(block: &mut ItemImpl) -> bool {
    let Some((path, _)) = &block.trait_ else {
        return true;
    };
    match path.to_token_stream().to_string().as_str() {
        "rt :: Row" | "rt :: Model" => {
            block.trait_ = None;
            block.items.retain_mut(|item| match item {
                ImplItem::Fn(function) => {
                    function.vis = parse_quote!(pub);
                    function.sig.ident == "read" || function.sig.ident == "write"
                }
                // Named by `read`.
                ImplItem::Const(constant) => constant.ident == "ATTRIBUTES",
                _ => false,
            });
            true
        }
        "rt :: Attribute" => {
            for item in &mut block.items {
                if let ImplItem::Type(handle) = item
                    && handle.ident == "Handle"
                {
                    handle.ty = parse_quote!(rt::Path<M, Self, C>);
                }
            }
            true
        }
        "rt :: KeyAttribute" | ":: core :: fmt :: Debug" | ":: core :: str :: FromStr" => true,
        _ => false,
    }
}

fn cut(text: &str, mut keep: impl FnMut(&mut Item) -> bool) -> syn::Result<String> {
    let mut file: File = syn::parse_file(text)?;
    file.items.retain_mut(|item| keep(item));
    Ok(prettyplease::unparse(&file))
}
