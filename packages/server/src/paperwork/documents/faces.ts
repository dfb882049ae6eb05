/**
 * The faces documents are set in, and which of them has a character. Every face is embedded as the part that is used,
 * so a document reads the same everywhere. Files are opened at their first use and then stay open: reading one takes
 * some 30 ms.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as fontkit from "fontkit";

export type Weight = "regular" | "bold";

export interface Face {
  /** Unique among all faces: what a PDF document knows it by. */
  readonly name: string;
  readonly font: fontkit.Font;
}

type Family = {
  readonly name: string;
  /** The npm package, and where its files lie beside its package.json. */
  readonly from: string;
  readonly folder: string;
  readonly files: Readonly<Record<Weight, string>>;
};

/** In the order they are asked for a character. */
const families: readonly Family[] = [
  {
    // Latin, Greek, Cyrillic, Vietnamese, Devanagari. All its figures are equally wide.
    name: "NotoSans",
    from: "@embedpdf/fonts-latin",
    folder: "fonts",
    files: { regular: "NotoSans-Regular.ttf", bold: "NotoSans-SemiBold.ttf" },
  },
  {
    // Arabic, Persian, Urdu.
    name: "NotoSansArabic",
    from: "@expo-google-fonts/noto-sans-arabic",
    folder: ".",
    files: { regular: "400Regular/NotoSansArabic_400Regular.ttf", bold: "600SemiBold/NotoSansArabic_600SemiBold.ttf" },
  },
  {
    // Hebrew, Armenian, Georgian, signs.
    name: "DejaVuSans",
    from: "dejavu-fonts-ttf",
    folder: "ttf",
    files: { regular: "DejaVuSans.ttf", bold: "DejaVuSans-Bold.ttf" },
  },
  {
    // Chinese in both scripts, Japanese.
    name: "NotoSansHans",
    from: "@embedpdf/fonts-sc",
    folder: "fonts",
    files: { regular: "NotoSansHans-Regular.otf", bold: "NotoSansHans-Bold.otf" },
  },
  {
    // Korean.
    name: "NanumGothic",
    from: "@expo-google-fonts/nanum-gothic",
    folder: ".",
    files: { regular: "400Regular/NanumGothic_400Regular.ttf", bold: "700Bold/NanumGothic_700Bold.ttf" },
  },
  {
    name: "NotoSansThai",
    from: "@expo-google-fonts/noto-sans-thai",
    folder: ".",
    files: { regular: "400Regular/NotoSansThai_400Regular.ttf", bold: "600SemiBold/NotoSansThai_600SemiBold.ttf" },
  },
];

/** How many characters' faces are remembered; beyond that the memory starts anew. */
const REMEMBERED_MAX = 20_000;

const require = createRequire(import.meta.url);
const opened = new Map<string, Face>();
const remembered: Record<Weight, Map<string, Face | undefined>> = { regular: new Map(), bold: new Map() };

/** The face everything is set in that it has. */
export function mainFace(weight: Weight): Face {
  return open(families[0] as Family, weight);
}

/** The first face that has every character of `cluster` that shows; undefined when none has. */
export function faceFor(cluster: string, weight: Weight): Face | undefined {
  const known = remembered[weight];
  if (known.has(cluster)) return known.get(cluster);
  const codePoints = [...cluster].filter((character) => !isInvisible(character)).map((c) => c.codePointAt(0) ?? 0);
  const family = families.find((candidate) => hasAll(open(candidate, weight), codePoints));
  const face = family && open(family, weight);
  if (known.size >= REMEMBERED_MAX) known.clear();
  known.set(cluster, face);
  return face;
}

export function hasCharacter(face: Face, character: string): boolean {
  return face.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
}

/** Joiners, marks of direction, selectors of variants: they steer what is beside them and have no shape. */
export function isInvisible(character: string): boolean {
  return /^[\p{Default_Ignorable_Code_Point}\p{Cc}]$/u.test(character);
}

function hasAll(face: Face, codePoints: readonly number[]): boolean {
  return codePoints.every((codePoint) => face.font.hasGlyphForCodePoint(codePoint));
}

function open({ name, from, folder, files }: Family, weight: Weight): Face {
  const fullName = `${name}-${weight}`;
  const known = opened.get(fullName);
  if (known) return known;
  const font = fontkit.create(readWithMargin(path.join(packageFolder(from), folder, files[weight])));
  if ("fonts" in font) throw new Error(`${files[weight]} is a collection of fonts`);
  const face = { name: fullName, font };
  opened.set(fullName, face);
  return face;
}

/** fontkit reads the header of a glyph without outlines too: for the last one in a file that is behind its end. */
function readWithMargin(file: string): Buffer {
  return Buffer.concat([readFileSync(file), Buffer.alloc(16)]);
}

/** Most of the packages let only their entry point be resolved, and some of them have none. */
function packageFolder(name: string): string {
  const candidates = (require.resolve.paths(name) ?? []).map((folder) => path.join(folder, name));
  const found = candidates.find((candidate) => existsSync(path.join(candidate, "package.json")));
  if (!found) throw new Error(`the fonts of ${name} are not installed; npm ci brings them`);
  return found;
}
