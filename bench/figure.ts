/** What every figure gives to the table, and how several runs of it become one. */
export interface FigureOptions {
  /** A tenth of the work, for a quick look. */
  readonly quick: boolean;
}

export interface Figure<Result> {
  /** Key in the JSON, and what --only takes. */
  readonly key: string;
  /** What is measured and how, in a sentence. */
  readonly says: string;
  /** A reason why it cannot run here, if there is one. */
  missing?(): string | undefined;
  run(options: FigureOptions): Promise<Result>;
  /** Lines of the table. */
  rows(result: Result): readonly (readonly [name: string, value: string])[];
  /** Repeats by itself; one run is enough. */
  readonly repeats?: boolean;
}

/** Results of one shape become one: of every number its median, all else from the first. */
export function medianOf<T>(results: readonly T[]): T {
  const [first] = results;
  if (typeof first === "number") {
    const sorted = (results as readonly number[]).toSorted((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)] as T;
  }
  if (Array.isArray(first))
    return first.map((_, index) => medianOf(results.map((result) => (result as unknown[])[index]))) as T;
  if (typeof first !== "object" || first === null) return first as T;
  const keys = Object.keys(first) as (keyof T)[];
  return Object.fromEntries(keys.map((key) => [key, medianOf(results.map((result) => result[key]))])) as T;
}

export function thousands(number: number): string {
  return Math.round(number).toLocaleString("en");
}
