//! Tests of scalar types.

use super::Scalar;

#[test]
fn every_form_of_a_type_has_a_word_and_no_other_word_is_one() {
    for scalar in Scalar::ALL {
        assert_eq!(Scalar::named(scalar.name()), Some(scalar));
        for word in scalar.form_names() {
            let form = scalar.in_form(word).map(Scalar::name);
            assert_eq!(form, Some(scalar.name()), "{word}");
        }
        assert_eq!(scalar.in_form("other"), None);
    }
}
