#!/usr/bin/env python3
"""Records what HarfBuzz makes of the article, for `tests/it/layout/shaping.rs`.

    python3 tests/data/shaping/record.py      (needs hb-shape 6 and libfribidi.so.0)

Each paragraph is itemised here without any code of the program: embedding levels by FriBidi (base
direction right to left), then by font (the reading or interface face where it has the character,
else its Latin companion). Each item goes to

    hb-shape FONT --direction=rtl|ltr --script=arab --utf8-clusters --no-glyph-names \
             --text-before=… --text-after=… TEXT

and the items are put side by side in visual order (rule L2). Output, a line for each paragraph:
`glyph@byte,x,y` for every glyph from the left, x and y in units of the main font, sorted by byte; the
byte of the first glyph is whole, the others are the difference to the one before, and likewise x.
"""
import ctypes, json, pathlib, subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
FONTS = ROOT / "fonts"
FACES = {
    "reading": ("NotoNaskhArabic-Regular", "NotoSerif-Regular"),
    "reading-bold": ("NotoNaskhArabic-Bold", "NotoSerif-Bold"),
    "amiri": ("Amiri-Regular", "NotoSerif-Regular"),
    "interface": ("Vazirmatn-Regular", "NotoSans-Regular"),
    "interface-bold": ("Vazirmatn-Bold", "NotoSans-Bold"),
}
fribidi = ctypes.CDLL("libfribidi.so.0")
RTL = 0x111


def levels(text):
    count = len(text)
    chars = (ctypes.c_uint32 * count)(*map(ord, text))
    types = (ctypes.c_uint32 * count)()
    brackets = (ctypes.c_uint32 * count)()
    out = (ctypes.c_int8 * count)()
    base = ctypes.c_uint32(RTL)
    fribidi.fribidi_get_bidi_types(chars, count, types)
    fribidi.fribidi_get_bracket_types(chars, count, types, brackets)
    fribidi.fribidi_get_par_embedding_levels_ex(types, brackets, count, ctypes.byref(base), out)
    return list(out)


def hb(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def upem(font):
    data = (FONTS / f"{font}.ttf").read_bytes()
    tables = int.from_bytes(data[4:6], "big")
    for record in range(12, 12 + 16 * tables, 16):
        if data[record : record + 4] == b"head":
            head = int.from_bytes(data[record + 8 : record + 12], "big")
            return int.from_bytes(data[head + 18 : head + 20], "big")


def has(font, char, known={}):
    if (font, char) not in known:
        out = hb("hb-shape", FONTS / f"{font}.ttf", "--no-glyph-names", "--no-positions", "--no-clusters", char)
        known[font, char] = out.strip("[]\n").split("|")[0] != "0"
    return known[font, char]


def items(text, main, companion):
    fonts = [main if has(main, c) else companion for c in text]
    found, start = [], 0
    level = levels(text)
    for at in range(1, len(text) + 1):
        if at == len(text) or (level[at], fonts[at]) != (level[start], fonts[start]):
            found.append((start, at, level[start], fonts[start]))
            start = at
    return found


def visual(runs):
    runs = list(runs)
    for level in range(max((r[2] for r in runs), default=0), 0, -1):
        at = 0
        while at < len(runs):
            end = at
            while end < len(runs) and runs[end][2] >= level:
                end += 1
            runs[at:end] = runs[at:end][::-1]
            at = max(end, at + 1)
    return runs


def shape(text, main, companion):
    glyphs, pen = [], 0.0
    for start, end, level, font in visual(items(text, main, companion)):
        scale = upem(main) / upem(font)
        offset = len(text[:start].encode())
        out = hb("hb-shape", FONTS / f"{font}.ttf", "--output-format=json", "--no-glyph-names",
                 "--utf8-clusters", "--script=arab", "--direction=" + ("rtl" if level % 2 else "ltr"),
                 "--text-before=" + text[:start], "--text-after=" + text[end:], "--text=" + text[start:end])
        for glyph in json.loads(out):
            x, y = pen + glyph["dx"] * scale, -glyph["dy"] * scale
            glyphs.append((offset + glyph["cl"], round(x, 2), round(y, 2), glyph["g"]))
            pen += glyph["ax"] * scale
    return sorted(glyphs), pen


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")


article = (ROOT / "seeds/article.txt").read_text(encoding="utf-8")
for face, (main, companion) in FACES.items():
    lines = []
    for paragraph in filter(None, article.split("\n")):
        glyphs, width = shape(paragraph, main, companion)
        byte = x = 0
        parts = [number(width)]
        for b, gx, gy, glyph in glyphs:
            parts.append(f"{glyph}@{b - byte},{number(gx - x)}" + (f",{number(gy)}" if gy else ""))
            byte, x = b, gx
        lines.append(" ".join(parts))
    target = pathlib.Path(__file__).with_name(f"{face}.txt")
    target.write_text("\n".join(lines) + "\n")
    print(face, len(lines), "paragraphs", target.stat().st_size, "bytes")
