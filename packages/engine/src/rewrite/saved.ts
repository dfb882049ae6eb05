/** What save rules found in a message, for the texts of later rules to name: `{digits}`, `{digits2}` to `{digits9}`. */
export class SavedFinds {
  readonly #finds: Record<SavedKind, string[]> = { digits: [], link: [], phone: [] };

  /** Keeps one more; of each kind the first nine. Whether it was kept. */
  keep(kind: SavedKind, find: string): boolean {
    const finds = this.#finds[kind];
    return finds.length < savedMax && finds.push(find) > 0;
  }

  /** The nth of a kind, counted from 1. */
  get(kind: SavedKind, number: number): string | undefined {
    return this.#finds[kind][number - 1];
  }
}

export type SavedKind = "digits" | "link" | "phone";

const savedMax = 9;
