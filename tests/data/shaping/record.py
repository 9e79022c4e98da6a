#!/usr/bin/env python3
"""Records what HarfBuzz makes of the article and of the hostile texts, for
`tests/it/layout/shaping.rs`.

    python3 tests/data/shaping/record.py      (needs hb-shape 6, libfribidi.so.0, fonttools)

Each paragraph is itemised here without any code of the program: embedding levels by FriBidi (base
direction right to left), then by font (the reading or interface face where it has the character,
else the first of its companions that does; a mark or joiner goes with what it stands on), then by
script. Each item goes to

    hb-shape FONT --direction=rtl|ltr --script=… --utf8-clusters --no-glyph-names \
             --text-before=… --text-after=… TEXT

A hostile line with a character that no bundled font has, or with a tab or other control character,
which are no text to HarfBuzz, is recorded as an empty line; of hostile lines only glyphs with ink are recorded, because which font gives an invisible character its empty
glyph does not matter. What such characters and spaces do to the places of the others is recorded.

and the items are put side by side in visual order (rule L2). Output, a line for each paragraph:
`glyph@byte,x,y` for every glyph from the left, x and y in units of the main font, sorted by byte; the
byte of the first glyph is whole, the others are the difference to the one before, and likewise x.
"""
import ctypes, json, pathlib, subprocess
from fontTools import ttLib, unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[3]
FONTS = ROOT / "fonts"
FACES = {
    "reading": ("NotoNaskhArabic-Regular", "NotoSerif-Regular", "Amiri-Regular"),
    "reading-bold": ("NotoNaskhArabic-Bold", "NotoSerif-Bold", "Amiri-Regular"),
    "amiri": ("Amiri-Regular", "NotoSerif-Regular", "NotoNaskhArabic-Regular"),
    "interface": ("Vazirmatn-Regular", "NotoSans-Regular", "NotoNaskhArabic-Regular"),
    "interface-bold": ("Vazirmatn-Bold", "NotoSans-Bold", "NotoNaskhArabic-Bold"),
}
COMMON = ("NotoSansHebrew-Regular", "NotoSansMath-Regular", "NotoSansSymbols2-Regular")
HOSTILE = ("harakat tatweel joiners lam-alef quran languages digits links brackets emoji controls "
           "scripts zero-width edges").split()
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
    if font not in known:
        known[font] = set(ttLib.TTFont(FONTS / f"{font}.ttf").getBestCmap())
    return ord(char) in known[font]


def ignorable(char):
    """No ink and no advance: where such a character gets its empty glyph from does not matter."""
    return unicodedata.category(char) in ("Cf", "Cc") or char == "\u034f"


def fonts_of(text, chain):
    """The font of each character: for a letter with its marks the first that has all of them, else
    the first that has the letter; None where no font has it."""
    starts = [at for at, char in enumerate(text)
              if not at or not (ignorable(char) or unicodedata.category(char) in ("Mn", "Me"))]
    found = []
    for start, end in zip(starts, starts[1:] + [len(text)]):
        seen = [char for char in text[start:end] if not ignorable(char)] or [" "]
        whole = (font for font in chain if all(has(font, char) for char in seen))
        letter = (font for font in chain if has(font, seen[0]))
        found += [next(whole, None) or next(letter, None)] * (end - start)
    return found


def scripts_of(text):
    """The script of each character; what belongs to all goes with what stands before it. Text without
    any script is set as Latin by the layout library (docs/upstream.md)."""
    found = [unicodedata.script(char) for char in text]
    for at, script in enumerate(found):
        if script in ("Zyyy", "Zinh"):
            found[at] = found[at - 1] if at else "Zyyy"
    first = next((script for script in found if script != "Zyyy"), "Latn")
    return [first if script == "Zyyy" else script for script in found]


def items(text, fonts):
    level, script = levels(text), scripts_of(text)
    key = list(zip(level, fonts, script))
    found, start = [], 0
    for at in range(1, len(text) + 1):
        if at == len(text) or key[at] != key[start]:
            found.append((start, at, *key[start]))
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


def shape(text, inked, main, *companions):
    glyphs, pen = [], 0.0
    fonts = fonts_of(text, (main, *companions, *COMMON))
    if None in fonts or any(unicodedata.category(char) == "Cc" for char in text):
        return None
    for start, end, level, font, script in visual(items(text, fonts)):
        scale = upem(main) / upem(font)
        offset = len(text[:start].encode())
        out = hb("hb-shape", FONTS / f"{font}.ttf", "--output-format=json", "--no-glyph-names",
                 "--utf8-clusters", "--script=" + script, "--direction=" + ("rtl" if level % 2 else "ltr"),
                 "--text-before=" + text[:start], "--text-after=" + text[end:], "--text=" + text[start:end])
        for glyph in json.loads(out):
            x, y = pen + glyph["dx"] * scale, -glyph["dy"] * scale
            if not inked or has_ink(font, glyph["g"]):
                glyphs.append((offset + glyph["cl"], round(x, 2), round(y, 2), glyph["g"]))
            pen += glyph["ax"] * scale
    return sorted(glyphs), pen


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")


def has_ink(font, glyph, known={}):
    if font not in known:
        known[font] = ttLib.TTFont(FONTS / f"{font}.ttf")
    name = known[font].getGlyphName(glyph)
    return known[font]["glyf"][name].numberOfContours != 0


def line(paragraph, faces, inked):
    shaped = shape(paragraph, inked, *faces)
    if shaped is None:
        return ""
    glyphs, width = shaped
    byte = x = 0
    parts = [number(width)]
    for b, gx, gy, glyph in glyphs:
        parts.append(f"{glyph}@{b - byte},{number(gx - x)}" + (f",{number(gy)}" if gy else ""))
        byte, x = b, gx
    return " ".join(parts)


def record(name, paragraphs, faces, inked):
    lines = [line(paragraph, faces, inked) for paragraph in paragraphs]
    target = pathlib.Path(__file__).with_name(f"{name}.txt")
    target.write_text("\n".join(lines) + "\n")
    print(name, len(lines), "paragraphs", lines.count(""), "left out", target.stat().st_size, "bytes")


article = (ROOT / "seeds/article.txt").read_text(encoding="utf-8")
hostile = [(ROOT / f"tests/data/hostile/{name}.txt").read_bytes().decode() for name in HOSTILE]
for face, faces in FACES.items():
    record(face, filter(None, article.split("\n")), faces, False)
    record(f"hostile-{face}", filter(None, "\n".join(hostile).split("\n")), faces, True)
