/** A named prepared statement as the driver takes it. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** One writing step of a batch: a data-modifying CTE with its own parameters, numbered from 1. */
export interface Step<Batch> {
  readonly name: string;
  /** SQL with `$1`, `$2`, … counted within the step. */
  readonly sql: string;
  readonly values: (batch: Batch) => unknown[];
}

/**
 * Joins steps into one statement, and so one transaction and one round trip: all of them are committed or none. The
 * text is made once; the driver prepares it under `name` on first use.
 */
export function joinSteps<Batch>(name: string, steps: readonly Step<Batch>[]): (batch: Batch) => Statement {
  let offset = 0;
  const parts: string[] = [];
  for (const step of steps) {
    const base = offset;
    parts.push(
      `${step.name} as (\n${step.sql.replace(/\$(\d+)/g, (_, digits: string) => {
        const number = base + Number(digits);
        if (number > offset) offset = number;
        return `$${number}`;
      })}\n)`,
    );
  }
  const text = `with ${parts.join(",\n")}\nselect 1`;
  return (batch) => ({ name, text, values: steps.flatMap((step) => step.values(batch)) });
}
