//! Cells that no spreadsheet takes for a formula.

/// What begins a formula, or would be taken away by us.
const SPECIAL: &[char] = &[
    '=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

fn is_guarded(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(SPECIAL)
}

/// A text as a cell.
pub(super) fn guard(text: &str) -> String {
    if is_guarded(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text of a cell.
pub(super) fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_guarded(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_cell_is_a_formula_and_every_text_comes_back(text in "('|=|-|@|\t|ب|\u{ff1d}){0,5}") {
            let cell = guard(&text);
            prop_assert!(!cell.starts_with(SPECIAL));
            prop_assert_eq!(unguard(&cell), text);
        }
    }
}
