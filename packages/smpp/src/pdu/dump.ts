import type { Field } from "./fields.ts";
import { type PduInput, pdus } from "./pdus.ts";
import { statusName } from "./statuses.ts";

export interface DumpOptions {
  /** Show message text (short_message, message_payload) as hex. Off: its length only. */
  readonly text?: boolean;
  /** Show passwords. Off: ***. */
  readonly secrets?: boolean;
}

const textFields = new Set(["short_message", "message_payload", "additional_status_info_text"]);

function show(name: string, value: unknown, options: DumpOptions): string {
  if (name === "password" && value !== "" && options.secrets !== true) return "***";
  if (textFields.has(name) && options.text !== true)
    return `<${(value as { length?: number } | undefined)?.length ?? 0} octets>`;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex") || "-";
  if (Array.isArray(value)) return `[${value.map((one) => show(name, one, options)).join(" ")}]`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([key, one]) => `${key}=${show(key, one, options)}`)
      .join(" ")}}`;
  return String(value);
}

/** One line about a PDU for logs; message text and passwords are masked unless asked for. */
export function dump(pdu: PduInput, options: DumpOptions = {}): string {
  const fields: readonly Field[] = pdus[pdu.command].fields;
  const values: Readonly<Record<string, unknown>> = { ...pdu };
  const words: string[] = [pdu.command, `seq=${pdu.sequence_number ?? 0}`, statusName(pdu.command_status ?? 0)];
  for (const { name } of fields)
    if (values[name] !== undefined) words.push(`${name}=${show(name, values[name], options)}`);
  for (const [name, value] of Object.entries(pdu.tlvs ?? {}))
    if (value !== undefined) words.push(`${name}=${show(name, value, options)}`);
  return words.join(" ");
}
