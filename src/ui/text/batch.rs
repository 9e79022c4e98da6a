//! Painting: the glyphs of many paragraphs as one mesh, each glyph on whole physical pixels.

use std::ops::Range;

use eframe::egui::epaint::Vertex;
use eframe::egui::{Color32, Context, Mesh, Painter, Pos2, Rect, Shape, Vec2, pos2, vec2};

use super::atlas::{Atlas, Place};
use super::engine::with_engine;
use crate::layout::line::Line;
use crate::layout::paragraph::Paragraph;
use crate::layout::shaper::Shaper;

/// Collects paragraphs and paints them together.
pub struct TextBatch<'a> {
    painter: &'a Painter,
    meshes: Vec<Mesh>,
}

/// Paints one paragraph with its left top corner at `corner` (in points).
pub fn paint_paragraph(painter: &Painter, paragraph: &Paragraph, corner: Pos2, colour: Color32) {
    let mut batch = TextBatch::new(painter);
    batch.add(paragraph, corner, colour);
    batch.paint();
}

impl<'a> TextBatch<'a> {
    /// An empty batch for that painter; only what its clip rectangle shows is kept.
    #[must_use]
    pub fn new(painter: &'a Painter) -> Self {
        Self {
            painter,
            meshes: Vec::new(),
        }
    }

    /// Adds a paragraph with its left top corner at `corner` (in points, rounded to pixels).
    pub fn add(&mut self, paragraph: &Paragraph, corner: Pos2, colour: Color32) {
        self.add_coloured(paragraph, corner, |_| colour);
    }

    /// [`TextBatch::add`] with a colour for each byte of the paragraph; letters stay joined.
    pub fn add_coloured(
        &mut self,
        paragraph: &Paragraph,
        corner: Pos2,
        colour: impl Fn(usize) -> Color32,
    ) {
        let ctx = self.painter.ctx().clone();
        with_engine(&ctx, |engine| {
            let (shaper, atlas) = engine.glyphs(&ctx);
            self.add_glyphs(&ctx, (shaper, atlas), (paragraph, corner), colour);
        });
    }

    /// Paints what was added.
    pub fn paint(self) {
        for mesh in self.meshes {
            self.painter.add(Shape::mesh(mesh));
        }
    }

    fn add_glyphs(
        &mut self,
        ctx: &Context,
        (shaper, atlas): (&mut Shaper, &mut Atlas),
        (paragraph, corner): (&Paragraph, Pos2),
        colour: impl Fn(usize) -> Color32,
    ) {
        let scale = ctx.pixels_per_point();
        let origin = (corner.to_vec2() * scale).round();
        let clip = self.painter.clip_rect();
        let seen = (clip.top() * scale - origin.y)..(clip.bottom() * scale - origin.y);
        let lines = lines_between(paragraph, seen).iter();
        for glyph in lines.flat_map(|line| paragraph.glyphs_of(line)) {
            let Some(place) = atlas.place(ctx, shaper, glyph.key) else {
                continue;
            };
            let left_top = origin + vec2(glyph.x as f32, glyph.y as f32);
            self.mesh(atlas)
                .add_glyph(place, left_top, scale, colour(glyph.byte as usize));
        }
    }

    /// The mesh for the texture as it is now.
    fn mesh(&mut self, atlas: &Atlas) -> &mut Mesh {
        let texture = atlas.texture();
        if self
            .meshes
            .last()
            .is_none_or(|mesh| mesh.texture_id != texture)
        {
            self.meshes.push(Mesh::with_texture(texture));
        }
        let last = self.meshes.len() - 1;
        &mut self.meshes[last]
    }
}

/// The lines that meet `seen` (pixels from the paragraph's top), and their neighbours, whose marks
/// and tails may reach into it.
fn lines_between(paragraph: &Paragraph, seen: Range<f32>) -> &[Line] {
    let lines = paragraph.lines();
    let first = lines.partition_point(|line| line.y1 < seen.start);
    let last = lines.partition_point(|line| line.y0 <= seen.end);
    &lines[first.saturating_sub(1)..(last + 1).min(lines.len()).max(first)]
}

trait AddGlyph {
    fn add_glyph(&mut self, place: Place, origin: Vec2, scale: f32, colour: Color32);
}

impl AddGlyph for Mesh {
    /// Adds a picture as two triangles.
    fn add_glyph(&mut self, place: Place, origin: Vec2, scale: f32, colour: Color32) {
        let [dx, dy] = place.offset;
        let left_top = pos2(origin.x + dx as f32, origin.y + dy as f32);
        let size = vec2(place.size[0] as f32, place.size[1] as f32);
        let at = Rect::from_min_size(left_top / scale, size / scale);
        let first = self.vertices.len() as u32;
        self.indices
            .extend([0, 1, 2, 2, 1, 3].map(|corner| first + corner));
        for (pos, uv) in [
            (at.left_top(), place.uv.left_top()),
            (at.right_top(), place.uv.right_top()),
            (at.left_bottom(), place.uv.left_bottom()),
            (at.right_bottom(), place.uv.right_bottom()),
        ] {
            self.vertices.push(Vertex {
                pos,
                uv,
                color: colour,
            });
        }
    }
}
