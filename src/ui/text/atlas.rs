//! Glyph pictures on one texture.
//!
//! Glyphs are packed on shelves and uploaded when first needed. When the texture is full a larger
//! one takes its place (or, at the limit, an empty one of the same size) and the generation rises,
//! so that whoever kept places in the old texture asks again. Meshes already made in this frame
//! keep the old texture alive until the frame is painted.

use std::collections::HashMap;

use eframe::egui::epaint::FontColorTransferFunction;
use eframe::egui::{
    Color32, ColorImage, Context, Pos2, Rect, TextureHandle, TextureId, TextureOptions, pos2,
};

use crate::layout::glyph::GlyphKey;
use crate::layout::shaper::Shaper;

/// Where a glyph's picture is, and where it belongs relative to the glyph's origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// In texture coordinates, 0.0 to 1.0.
    pub(super) uv: Rect,
    /// From the glyph's origin to the picture's left top corner, in pixels.
    pub(super) offset: [i32; 2],
    /// In pixels.
    pub(super) size: [usize; 2],
}

pub(super) struct Atlas {
    texture: TextureHandle,
    side: usize,
    /// Left end of the free space on the current shelf, the shelf's top and height.
    shelf: (usize, usize, usize),
    /// `None` for glyphs without a picture, such as spaces.
    places: HashMap<GlyphKey, Option<Place>>,
    transfer: FontColorTransferFunction,
    pub(super) generation: u64,
}

const FIRST_SIDE: usize = 1024;
const LARGEST_SIDE: usize = 4096;
/// Free pixels around each picture, so that neighbours never bleed into each other.
const GAP: usize = 1;

impl Atlas {
    pub(super) fn new(ctx: &Context) -> Self {
        Self {
            texture: blank(ctx, FIRST_SIDE),
            side: FIRST_SIDE,
            shelf: (GAP, GAP, 0),
            places: HashMap::new(),
            transfer: FontColorTransferFunction::Off,
            generation: 0,
        }
    }

    pub(super) fn texture(&self) -> TextureId {
        self.texture.id()
    }

    /// Coverage becomes opacity differently for dark text and for light text.
    pub(super) fn set_transfer(&mut self, ctx: &Context, transfer: FontColorTransferFunction) {
        if transfer != self.transfer {
            self.transfer = transfer;
            self.start_over(ctx, self.side);
        }
    }

    /// The glyph's place, drawing it first if need be.
    pub(super) fn place(
        &mut self,
        ctx: &Context,
        shaper: &mut Shaper,
        key: GlyphKey,
    ) -> Option<Place> {
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let place = shaper.raster(&key).and_then(|picture| {
            let size = [picture.width as usize, picture.height as usize];
            if size.contains(&0) {
                return None;
            }
            let corner = self.allocate(ctx, size)?;
            let pixels = picture
                .coverage
                .iter()
                .map(|cover| self.transfer.color_from_coverage(f32::from(*cover) / 255.0))
                .collect();
            let image = ColorImage::new(size, pixels);
            self.texture
                .set_partial(corner, image, TextureOptions::NEAREST);
            Some(Place {
                uv: self.uv(corner, size),
                offset: [picture.left, -picture.top],
                size,
            })
        });
        self.places.insert(key, place);
        place
    }

    fn uv(&self, [left, top]: [usize; 2], [width, height]: [usize; 2]) -> Rect {
        let at = |x: usize, y: usize| -> Pos2 {
            pos2(x as f32 / self.side as f32, y as f32 / self.side as f32)
        };
        Rect::from_min_max(at(left, top), at(left + width, top + height))
    }

    fn allocate(&mut self, ctx: &Context, size: [usize; 2]) -> Option<[usize; 2]> {
        if let Some(corner) = self.fit(size) {
            return Some(corner);
        }
        let limit = ctx.input(|input| input.max_texture_side).min(LARGEST_SIDE);
        self.start_over(ctx, (self.side * 2).min(limit.max(FIRST_SIDE)));
        // Meshes made before in this frame show the old texture; the next frame is all new.
        ctx.request_repaint();
        self.fit(size)
    }

    fn fit(&mut self, [width, height]: [usize; 2]) -> Option<[usize; 2]> {
        let (mut left, mut top, mut tall) = self.shelf;
        if left + width + GAP > self.side {
            (left, top, tall) = (GAP, top + tall + GAP, 0);
        }
        if left + width + GAP > self.side || top + height + GAP > self.side {
            return None;
        }
        self.shelf = (left + width + GAP, top, tall.max(height));
        Some([left, top])
    }

    fn start_over(&mut self, ctx: &Context, side: usize) {
        self.side = side;
        self.texture = blank(ctx, side);
        self.shelf = (GAP, GAP, 0);
        self.places.clear();
        self.generation += 1;
    }
}

fn blank(ctx: &Context, side: usize) -> TextureHandle {
    let image = ColorImage::filled([side, side], Color32::TRANSPARENT);
    ctx.load_texture("glyphs", image, TextureOptions::NEAREST)
}
