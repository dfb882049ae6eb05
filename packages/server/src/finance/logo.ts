/** Whether octets are a picture we can put on paper: a PNG or JPEG of a sane size. */
import { Refusal } from "../refusal.ts";

export type LogoKind = "png" | "jpeg";

/** Pixels of a side. A logo is drawn a few centimetres wide; a bomb of 60,000 by 60,000 must not reach the PDF writer. */
const SIDE_PIXELS_MAX = 4_000;

interface Picture {
  readonly kind: LogoKind;
  readonly width: number;
  readonly height: number;
}

/** What kind of picture it is. Refuses with unreadable_file. */
export function checkLogo(octets: Uint8Array): LogoKind {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const picture = readPng(view) ?? readJpeg(view);
  if (!picture) throw new Refusal("unreadable_file", "The file is no PNG and no JPEG. Save the logo as one of these.");
  const { kind, width, height } = picture;
  if (width < 1 || height < 1 || width > SIDE_PIXELS_MAX || height > SIDE_PIXELS_MAX) {
    throw new Refusal(
      "unreadable_file",
      `The logo is ${width} by ${height} pixels; 1 to ${SIDE_PIXELS_MAX} a side are possible. Make it smaller.`,
    );
  }
  return kind;
}

/** The signature, then IHDR, which begins with width and height (ISO/IEC 15948 §5.2, §11.2.2). */
function readPng(view: DataView): Picture | undefined {
  const isPng =
    view.byteLength >= 33 &&
    view.getUint32(0) === 0x89504e47 &&
    view.getUint32(4) === 0x0d0a1a0a &&
    view.getUint32(12) === 0x49484452;
  return isPng ? { kind: "png", width: view.getUint32(16), height: view.getUint32(20) } : undefined;
}

/** Segments after the start of image, up to the frame header, which has height and width (ITU-T T.81 §B.2.2). */
function readJpeg(view: DataView): Picture | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    // Fill octets before a marker.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { kind: "jpeg", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** SOF0 to SOF15; the three between that are no frames are DHT, JPG and DAC. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
