/** How a price list is to be read: what a person chose. What is not chosen is found out by the server. */
import type { FileField, FileReading, FileSettings } from "@switchyard/contract";
import type { BillingMode, MessageType } from "@switchyard/engine";

export interface FileChoices {
  readonly type: MessageType;
  readonly billing: BillingMode;
  /** What becomes of destinations in force that the file does not name. */
  readonly missing: "keep" | "end";
  /** ISO 8601; "" counts from the moment of saving. */
  readonly validFrom: string;
  readonly sheet?: string;
  readonly headerLine?: number;
  readonly separator?: NonNullable<FileSettings["separator"]>;
  readonly encoding?: NonNullable<FileSettings["encoding"]>;
  readonly decimal?: NonNullable<FileSettings["decimal"]>;
  readonly dateOrder?: NonNullable<FileSettings["dateOrder"]>;
  /** Field to column; null for a field that is in none. */
  readonly columns?: Readonly<Partial<Record<FileField, number | null>>>;
}

export const usualChoices: FileChoices = { type: "sms", billing: "submitted", missing: "keep", validFrom: "" };

/** The query of the upload. */
export function fileQuery(name: string, { columns, validFrom, ...choices }: FileChoices): FileSettings {
  const pairs = Object.entries(columns ?? {}).map(([field, column]) => `${field}:${column ?? "none"}`);
  return {
    name,
    ...choices,
    ...(validFrom && { validFrom }),
    ...(pairs.length > 0 && { columns: pairs.join(",") }),
  };
}

/** The field a column was read as. */
export function fieldAt(reading: FileReading, column: number): FileField | undefined {
  return (Object.entries(reading.columns) as [FileField, number][]).find(([, at]) => at === column)?.[0];
}

/** The columns with one of them meant for another field, or for none. */
export function withColumn(
  reading: FileReading,
  { columns }: FileChoices,
  column: number,
  field: FileField | undefined,
): NonNullable<FileChoices["columns"]> {
  const before = fieldAt(reading, column);
  return {
    ...columns,
    ...reading.columns,
    ...(before !== undefined && { [before]: null }),
    ...(field !== undefined && { [field]: column }),
  };
}

/** What is chosen anew where the table itself is another: its columns are found out again. */
export function withoutColumns({ columns: _, ...choices }: FileChoices): FileChoices {
  return choices;
}
