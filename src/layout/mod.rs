//! Arabic text geometry: fonts, shaping, lines, rectangles, hits and carets. No colours, no egui.
