//! The bundled faces. The only place that knows font files and family names.

use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{FontContext, FontFamily, FontFamilyName, FontWeight};

/// A choice of face; each brings companions for what it lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Face {
    /// Naskh for reading articles, with a serif companion for Latin.
    #[default]
    Reading,
    /// Amiri, the book face, for reading at larger sizes.
    Amiri,
    /// Sans for the interface.
    Interface,
}

/// One bundled file.
struct File {
    family: &'static str,
    bold: bool,
    data: &'static [u8],
}

const NASKH: &str = "Tawsim Naskh";
const AMIRI: &str = "Tawsim Amiri";
const SERIF: &str = "Tawsim Serif";
const INTERFACE: &str = "Tawsim Interface";
const SANS: &str = "Tawsim Sans";
const HEBREW: &str = "Tawsim Hebrew";
const MATH: &str = "Tawsim Math";
const SYMBOLS: &str = "Tawsim Symbols";

macro_rules! file {
    ($family:expr, $bold:expr, $name:literal) => {
        File {
            family: $family,
            bold: $bold,
            data: include_bytes!(concat!("../../fonts/", $name)),
        }
    };
}

/// Every bundled file; its place in this list is its [`FontId`].
const FILES: [File; 12] = [
    file!(NASKH, false, "NotoNaskhArabic-Regular.ttf"),
    file!(NASKH, true, "NotoNaskhArabic-Bold.ttf"),
    file!(AMIRI, false, "Amiri-Regular.ttf"),
    file!(SERIF, false, "NotoSerif-Regular.ttf"),
    file!(SERIF, true, "NotoSerif-Bold.ttf"),
    file!(INTERFACE, false, "Vazirmatn-Regular.ttf"),
    file!(INTERFACE, true, "Vazirmatn-Bold.ttf"),
    file!(SANS, false, "NotoSans-Regular.ttf"),
    file!(SANS, true, "NotoSans-Bold.ttf"),
    file!(HEBREW, false, "NotoSansHebrew-Regular.ttf"),
    file!(MATH, false, "NotoSansMath-Regular.ttf"),
    file!(SYMBOLS, false, "NotoSansSymbols2-Regular.ttf"),
];

/// A bundled font file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FontId(pub(super) u8);

/// The bytes of a bundled font.
#[must_use]
pub fn data(font: FontId) -> &'static [u8] {
    FILES.get(usize::from(font.0)).map_or(&[], |file| file.data)
}

/// The bundled font that starts at this address.
pub(super) fn id_of(data: &[u8]) -> FontId {
    let at = FILES
        .iter()
        .position(|file| std::ptr::eq(file.data.as_ptr(), data.as_ptr()));
    FontId(at.and_then(|at| u8::try_from(at).ok()).unwrap_or_default())
}

/// The font from which a glyph is drawn: its own, except that a letter which no font has must be
/// seen, and the interface face draws nothing for it. Amiri's box fits in the place it leaves.
pub(super) fn drawn_from(font: FontId, glyph: u16) -> FontId {
    let blank = |file: &File| file.family == INTERFACE;
    if glyph != 0 || !FILES.get(usize::from(font.0)).is_some_and(blank) {
        return font;
    }
    let box_face = FILES.iter().position(|file| file.family == AMIRI);
    FontId(
        box_face
            .and_then(|at| u8::try_from(at).ok())
            .unwrap_or_default(),
    )
}

/// A font context with the bundled faces and nothing else.
pub(super) fn context() -> FontContext {
    let mut collection = Collection::new(CollectionOptions {
        shared: false,
        system_fonts: false,
    });
    for file in &FILES {
        let weight = if file.bold {
            FontWeight::BOLD
        } else {
            FontWeight::NORMAL
        };
        let names = FontInfoOverride {
            family_name: Some(file.family),
            weight: Some(weight),
            ..FontInfoOverride::default()
        };
        // The blob borrows the program's own bytes, so that a font is known again by its address.
        let blob = Blob::new(Arc::new(file.data));
        collection.register_fonts(blob, Some(names));
    }
    FontContext {
        collection,
        source_cache: SourceCache::default(),
    }
}

/// The families to try, in order.
pub(super) fn families(face: Face) -> FontFamily<'static> {
    const NASKH_LIST: &[FontFamilyName<'static>] = &list(NASKH, SERIF, AMIRI);
    const AMIRI_LIST: &[FontFamilyName<'static>] = &list(AMIRI, SERIF, NASKH);
    const INTERFACE_LIST: &[FontFamilyName<'static>] = &list(INTERFACE, SANS, NASKH);
    FontFamily::List(match face {
        Face::Reading => NASKH_LIST.into(),
        Face::Amiri => AMIRI_LIST.into(),
        Face::Interface => INTERFACE_LIST.into(),
    })
}

/// A main face, its Latin companion, another Arabic face for rare letters, and the faces for what
/// all of them lack.
const fn list(
    main: &'static str,
    companion: &'static str,
    other: &'static str,
) -> [FontFamilyName<'static>; 6] {
    [
        FontFamilyName::named(main),
        FontFamilyName::named(companion),
        FontFamilyName::named(other),
        FontFamilyName::named(HEBREW),
        FontFamilyName::named(MATH),
        FontFamilyName::named(SYMBOLS),
    ]
}
