/** What all our documents share: the brand as they show it, and the threads that make the files. */
import type { Queryable } from "../history/history.ts";
import type { Brand, DocumentBase } from "../paperwork/documents/data.ts";
import type { Paperwork, PaperworkTasks } from "../paperwork/paperwork.ts";
import { ThreadPoolError } from "../paperwork/thread-pool.ts";
import { Refusal } from "../refusal.ts";
import type { Parties } from "./parties.ts";

export interface DocumentFile {
  readonly name: string;
  readonly octets: Uint8Array;
}

export const pdfType = "application/pdf";

type Documents = "renderInvoice" | "renderCreditNote" | "renderStatement";

/** Makes a PDF in a worker thread. Refuses with `busy` when too many wait already, or one took too long. */
export async function makePdf<Name extends Documents>(
  paperwork: Paperwork,
  name: Name,
  document: Parameters<PaperworkTasks[Name]>[0],
): Promise<Uint8Array> {
  try {
    return await paperwork.run(name, document);
  } catch (error) {
    if (!(error instanceof ThreadPoolError) || error.fault === "failed") throw error;
    throw new Refusal("busy", `The file could not be made: ${error.message}`);
  }
}

/** The parts every document has. The logo is the brand's of today; everything else is as the parties were kept. */
export async function documentBase(
  db: Queryable,
  { parties, brandId, currency, nowMs }: { parties: Parties; brandId: number; currency: string; nowMs: number },
): Promise<DocumentBase> {
  const { seller, buyer, footer } = parties;
  const brand: Brand = { ...parties.brand, logo: await readLogo(db, brandId), color: null };
  return { brand, seller, buyer, currency, footer, madeAt: new Date(nowMs).toISOString() };
}

async function readLogo(db: Queryable, brandId: number): Promise<Brand["logo"]> {
  const { rows } = await db.query<{ octets: Buffer | null; kind: "png" | "jpeg" | null }>(
    "select logo as octets, logo_type as kind from brands where id = $1",
    [brandId],
  );
  const [{ octets, kind } = { octets: null, kind: null }] = rows;
  return octets && kind ? { octets: new Uint8Array(octets), kind } : null;
}
