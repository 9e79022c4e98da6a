//! A software renderer for egui's meshes, so that pictures need neither a GPU nor a display and are
//! the same on every machine.
//!
//! Blends premultiplied colours in gamma space, like egui's own back ends.

use std::collections::HashMap;

use eframe::egui::{self, Color32, ColorImage, ImageData, Rect, TextureFilter, TextureId};
use egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

/// See the module's documentation.
#[derive(Default)]
pub(crate) struct Raster {
    textures: HashMap<TextureId, (ColorImage, TextureFilter)>,
}

impl TestRenderer for Raster {
    #[expect(
        clippy::iter_over_hash_type,
        reason = "textures do not depend on each other"
    )]
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        for (id, change) in delta
            .set
            .iter()
            .flat_map(|(id, changes)| changes.iter().map(move |c| (id, c)))
        {
            let ImageData::Color(part) = &change.image;
            if let Some(at) = change.pos {
                if let Some((whole, _)) = self.textures.get_mut(id) {
                    patch(whole, part, at);
                }
            } else {
                let filter = change.options.magnification;
                self.textures.insert(*id, (ColorImage::clone(part), filter));
            }
        }
        for id in &delta.free {
            self.textures.remove(id);
        }
        delta.clear();
    }

    fn render(
        &mut self,
        ctx: &egui::Context,
        output: &egui::FullOutput,
    ) -> Result<RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = ctx.content_rect().size() * scale;
        let mut canvas = RgbaImage::new(size.x.round() as u32, size.y.round() as u32);
        for pixel in canvas.pixels_mut() {
            *pixel = Rgba([0, 0, 0, 255]);
        }
        for ClippedPrimitive {
            clip_rect,
            primitive,
        } in ctx.tessellate(output.shapes.clone(), scale)
        {
            if let Primitive::Mesh(mesh) = primitive {
                self.mesh(&mut canvas, &mesh, clip_rect * scale, scale);
            }
        }
        Ok(canvas)
    }
}

impl Raster {
    fn mesh(&self, canvas: &mut RgbaImage, mesh: &Mesh, clip: Rect, scale: f32) {
        let Some((texture, filter)) = self.textures.get(&mesh.texture_id) else {
            return;
        };
        for corners in mesh.indices.chunks_exact(3) {
            let corners = [corners[0], corners[1], corners[2]].map(|at| mesh.vertices[at as usize]);
            triangle(canvas, corners, clip, scale, |uv| {
                sample(texture, *filter, uv)
            });
        }
    }
}

fn patch(whole: &mut ColorImage, part: &ColorImage, [left, top]: [usize; 2]) {
    let [width, height] = part.size;
    for row in 0..height {
        let target = (top + row) * whole.size[0] + left;
        whole.pixels[target..target + width]
            .copy_from_slice(&part.pixels[row * width..(row + 1) * width]);
    }
}

fn sample(texture: &ColorImage, filter: TextureFilter, uv: egui::Pos2) -> [f32; 4] {
    let [width, height] = texture.size;
    let texel = |x: f32, y: f32| {
        let x = (x.max(0.0) as usize).min(width - 1);
        let y = (y.max(0.0) as usize).min(height - 1);
        texture.pixels[y * width + x].to_array().map(f32::from)
    };
    let (x, y) = (uv.x * width as f32, uv.y * height as f32);
    if filter == TextureFilter::Nearest {
        return texel(x.floor(), y.floor());
    }
    let (left, top) = ((x - 0.5).floor(), (y - 0.5).floor());
    let (across, down) = (x - 0.5 - left, y - 0.5 - top);
    let mut mixed = [0.0; 4];
    for (dx, dy, part) in [
        (0.0, 0.0, (1.0 - across) * (1.0 - down)),
        (1.0, 0.0, across * (1.0 - down)),
        (0.0, 1.0, (1.0 - across) * down),
        (1.0, 1.0, across * down),
    ] {
        if part > 0.0 {
            let colour = texel(left + dx, top + dy);
            for (sum, channel) in mixed.iter_mut().zip(colour) {
                *sum += channel * part;
            }
        }
    }
    mixed
}

/// Twice the signed area of `a b p`.
fn side(a: egui::Pos2, b: egui::Pos2, p: egui::Pos2) -> f32 {
    (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
}

fn triangle(
    canvas: &mut RgbaImage,
    mut corners: [Vertex; 3],
    clip: Rect,
    scale: f32,
    texel: impl Fn(egui::Pos2) -> [f32; 4],
) {
    let mut at = corners.map(|corner| (corner.pos.to_vec2() * scale).to_pos2());
    let mut area = side(at[0], at[1], at[2]);
    if area < 0.0 {
        corners.swap(1, 2);
        at.swap(1, 2);
        area = -area;
    }
    if area == 0.0 {
        return;
    }
    // A pixel centre exactly on an edge belongs to one of the two triangles that share it.
    let owns = |a: egui::Pos2, b: egui::Pos2| b.y < a.y || (b.y == a.y && b.x > a.x);
    let inside = |value: f32, owned: bool| value > 0.0 || (value == 0.0 && owned);
    let edges = [owns(at[1], at[2]), owns(at[2], at[0]), owns(at[0], at[1])];
    let canvas_rect = Rect::from_min_max(
        egui::Pos2::ZERO,
        egui::pos2(canvas.width() as f32, canvas.height() as f32),
    );
    let clip = Rect::from_min_max(clip.min.round(), clip.max.round());
    let bounds = Rect::from_points(&at)
        .intersect(clip)
        .intersect(canvas_rect);
    if !bounds.is_positive() {
        return;
    }
    let flat = corners
        .iter()
        .all(|corner| corner.uv == corners[0].uv && corner.color == corners[0].color);
    let constant = shade(&corners, [1.0, 0.0, 0.0], &texel);
    for y in bounds.min.y.floor() as u32..bounds.max.y.ceil() as u32 {
        for x in bounds.min.x.floor() as u32..bounds.max.x.ceil() as u32 {
            let p = egui::pos2(x as f32 + 0.5, y as f32 + 0.5);
            let weight = [
                side(at[1], at[2], p),
                side(at[2], at[0], p),
                side(at[0], at[1], p),
            ];
            if !(0..3).all(|edge| inside(weight[edge], edges[edge])) || !clip.contains(p) {
                continue;
            }
            let colour = if flat {
                constant
            } else {
                shade(&corners, weight.map(|weight| weight / area), &texel)
            };
            blend(canvas.get_pixel_mut(x, y), colour);
        }
    }
}

/// Vertex colour times texture, premultiplied, 0 to 255.
fn shade(
    corners: &[Vertex; 3],
    weight: [f32; 3],
    texel: &impl Fn(egui::Pos2) -> [f32; 4],
) -> [f32; 4] {
    let mut uv = egui::Vec2::ZERO;
    let mut tint = [0.0; 4];
    for (corner, part) in corners.iter().zip(weight) {
        uv += corner.uv.to_vec2() * part;
        for (channel, value) in corner.color.to_array().into_iter().enumerate() {
            tint[channel] += f32::from(value) * part;
        }
    }
    let texel = texel(uv.to_pos2());
    std::array::from_fn(|channel| tint[channel] * texel[channel] / 255.0)
}

fn blend(pixel: &mut Rgba<u8>, colour: [f32; 4]) {
    let keep = 1.0 - colour[3] / 255.0;
    for (under, over) in pixel.0.iter_mut().zip(colour).take(3) {
        *under = (over + f32::from(*under) * keep).round() as u8;
    }
}

/// How many different colours a picture has: 1 means that nothing was drawn.
pub(crate) fn colours(image: &RgbaImage) -> usize {
    image
        .pixels()
        .map(|pixel| pixel.0)
        .collect::<std::collections::HashSet<_>>()
        .len()
}

/// How many pixels have exactly that colour.
pub(crate) fn count(image: &RgbaImage, colour: Color32) -> usize {
    image
        .pixels()
        .filter(|pixel| pixel.0 == colour.to_array())
        .count()
}
