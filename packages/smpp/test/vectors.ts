import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../vectors/", import.meta.url);

export interface Vector {
  readonly name: string;
  readonly octets: Buffer;
  /** What `dump` says about it. */
  readonly reading: string;
}

/** A vector is hex with a remark behind ";" and, in the last line behind "=", its reading. */
function readVector(name: string): Vector {
  const lines = readFileSync(new URL(name, folder), "utf8").split("\n");
  const hex = lines.filter((line) => /^[0-9a-f]/.test(line)).map((line) => line.replace(/;.*/, ""));
  const reading = lines.find((line) => line.startsWith("= ")) ?? "";
  return { name, octets: Buffer.from(hex.join("").replace(/\s/g, ""), "hex"), reading: reading.slice(2) };
}

export const vectors: readonly Vector[] = readdirSync(folder)
  .filter((name) => name.endsWith(".hex"))
  .map(readVector);
