/** Pictures as the page's policy allows them to be shown: in a data: address, never from elsewhere. */
import { contractLimits } from "@switchyard/contract";

export function dataUrlOf(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("the file can't be read"));
    reader.readAsDataURL(file);
  });
}

/** Why a file can't be a logo, as a sentence; undefined where it may be one. The switch looks at it more closely. */
export function faultOf(file: File): string | undefined {
  if (file.type !== "image/png" && file.type !== "image/jpeg") return "A logo is a PNG or a JPEG.";
  const kilobytes = contractLimits.logoOctetsMax / 1024;
  if (file.size > contractLimits.logoOctetsMax) return `A logo is at most ${kilobytes} KB. Make it smaller.`;
  return undefined;
}
